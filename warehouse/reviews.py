"""What analysts decided: reviews.csv and corrections.csv in the root of the warehouse, which survive every rebuild."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from warehouse.errors import WarehouseError

REVIEWS = "reviews.csv"
CORRECTIONS = "corrections.csv"


class Status(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Review:
    """A decision on a finding, and why."""

    finding_id: str
    status: Status
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that an analyst put right: `target` is an order_id or an item_id ('...#2' for its second period)."""

    target: str
    column: str
    value: str
    why: str


def read_reviews(curated: Path) -> dict[str, Review]:
    """Decisions by finding_id, the last one of each; WarehouseError, naming the line, where the file can't be read."""
    found: dict[str, Review] = {}
    for place, row in _rows(curated / REVIEWS, ("finding_id", "status", "why")):
        try:
            status = Status(row["status"])
        except ValueError as error:
            raise WarehouseError(f"{place}: неизвестный статус «{row['status']}»") from error
        found[row["finding_id"]] = Review(row["finding_id"], status, row["why"])
    return found


def read_corrections(curated: Path) -> list[Correction]:
    """Corrections in the order they were made; WarehouseError, naming the line, where the file can't be read."""
    columns = ("target", "column", "value", "why")
    return [Correction(*(row[name] for name in columns)) for _, row in _rows(curated / CORRECTIONS, columns)]


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise WarehouseError(f"В {path} нет столбцов: {', '.join(sorted(missing))}")
        for row in reader:
            yield f"{path.name}, строка {reader.line_num}", {name: (row[name] or "").strip() for name in columns}
