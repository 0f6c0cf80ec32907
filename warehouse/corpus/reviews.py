"""What analysts decided: reviews.csv and corrections.csv in the root of the warehouse, which survive every rebuild."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path

from warehouse.errors import WarehouseError
from warehouse.files import write_whole

REVIEWS = "reviews.csv"
CORRECTIONS = "corrections.csv"


class Status(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Review:
    """A decision on a finding, why, whose it is and when it was made (UTC, '2026-11-30T14:05:09')."""

    finding_id: str
    status: Status
    why: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that an analyst put right.

    `target` is an order_id, an item_id ('...#2' for its second period), or an entity_id or name. `quote` is what was
    printed there when it was corrected: where an order comes to say something else, the correction holds no longer;
    '' holds whatever is printed. `by` and `at`: whose it is and when it was made. `read` is what the normalisers made
    of the words, as JSON: the rows of periods or responsibles that a corrected cell gives.
    """

    target: str
    column: str
    value: str
    why: str
    quote: str = ""
    by: str = ""
    at: str = ""
    read: str = ""


def read_reviews(curated: Path) -> dict[str, Review]:
    """Decisions by finding_id, the last one of each; WarehouseError, naming the line, where the file can't be read."""
    found: dict[str, Review] = {}
    for place, row in _rows(curated / REVIEWS, ("finding_id", "status", "why")):
        try:
            status = Status(row["status"])
        except ValueError as error:
            raise WarehouseError(f"{place}: неизвестный статус «{row['status']}»") from error
        found[row["finding_id"]] = Review(row["finding_id"], status, row["why"], row.get("by", ""), row.get("at", ""))
    return found


def read_corrections(curated: Path) -> list[Correction]:
    """Corrections, the last one of each target and column, in the order they were made.

    WarehouseError, naming the line, where the file can't be read.
    """
    found: dict[tuple[str, str], Correction] = {}
    for _, row in _rows(curated / CORRECTIONS, ("target", "column", "value", "why")):
        told = (row.get(name, "") for name in ("quote", "by", "at", "read"))
        one = Correction(row["target"], row["column"], row["value"], row["why"], *told)
        found.pop((one.target, one.column), None)
        found[one.target, one.column] = one
    return list(found.values())


def record_reviews(curated: Path, decisions: Iterable[Review]) -> None:
    """Adds decisions to reviews.csv, each in place of an earlier one on the same finding; Status.OPEN takes one back.

    The caller holds the right to write. The file has the old content or the new one, whatever happens.
    """
    known = read_reviews(curated)
    for one in decisions:
        known.pop(one.finding_id, None)
        if one.status is not Status.OPEN:
            known[one.finding_id] = one
    _write(curated / REVIEWS, [field.name for field in fields(Review)], map(asdict, known.values()))


def record_corrections(curated: Path, made: Iterable[Correction], withdrawn: Iterable[tuple[str, str]] = ()) -> None:
    """Adds corrections to corrections.csv in place of earlier ones of the same target and column.

    `withdrawn` are (target, column) to take back. The caller holds the right to write.
    """
    known = {(one.target, one.column): one for one in read_corrections(curated)}
    for key in withdrawn:
        known.pop(key, None)
    for one in made:
        known.pop((one.target, one.column), None)
        known[one.target, one.column] = one
    _write(curated / CORRECTIONS, [field.name for field in fields(Correction)], map(asdict, known.values()))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """UTF-8 with a byte order mark, so that Excel reads the Russian."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, text.getvalue().encode("utf-8-sig"))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    if not path.exists():
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise WarehouseError(f"{path} не в кодировке UTF-8: сохраните его как «CSV UTF-8»") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    missing = set(columns) - set(reader.fieldnames or ())
    if missing:
        raise WarehouseError(f"В {path} нет столбцов: {', '.join(sorted(missing))}")
    for row in reader:
        yield f"{path.name}, строка {reader.line_num}", {name: (row[name] or "").strip() for name in row if name}


def _delimiter(text: str) -> str:
    """Excel of a Russian system saves CSV with semicolons."""
    header = text.partition("\n")[0]
    return ";" if ";" in header and "," not in header else ","
