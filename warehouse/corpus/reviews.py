"""What analysts decided: reviews.csv and corrections.csv in the root of the warehouse, which survive every rebuild."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path

from warehouse.corpus.decision_files import read_rows, written
from warehouse.errors import WarehouseError
from warehouse.files import write_together

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
    by: str = field(default="", compare=False)
    at: str = field(default="", compare=False)


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
    by: str = field(default="", compare=False)
    at: str = field(default="", compare=False)
    read: str = field(default="", compare=False)


def read_reviews(curated: Path) -> dict[str, Review]:
    """Decisions by finding_id, the last one of each; WarehouseError, naming the line, where the file can't be read."""
    found: dict[str, Review] = {}
    for place, row in read_rows(curated / REVIEWS, ("finding_id", "status", "why")):
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
    for _, row in read_rows(curated / CORRECTIONS, ("target", "column", "value", "why")):
        told = (row.get(name, "") for name in ("quote", "by", "at", "read"))
        one = Correction(row["target"], row["column"], row["value"], row["why"], *told)
        found.pop((one.target, one.column), None)
        found[one.target, one.column] = one
    return list(found.values())


def record(
    curated: Path,
    decisions: Iterable[Review] = (),
    made: Iterable[Correction] = (),
    withdrawn: Iterable[tuple[str, str]] = (),
) -> None:
    """Adds decisions to reviews.csv and corrections to corrections.csv, both files in one step.

    Each takes the place of an earlier one on the same finding, or of the same target and column; Status.OPEN takes a
    decision back, `withdrawn` are the (target, column) of corrections to take back. The caller holds the right to
    write.
    """
    contents = {REVIEWS: _reviews_with(curated, list(decisions))}
    contents |= {CORRECTIONS: _corrections_with(curated, list(made), list(withdrawn))}
    write_together(curated, {name: content for name, content in contents.items() if content is not None})


def _reviews_with(curated: Path, decisions: Sequence[Review]) -> bytes | None:
    if not decisions:
        return None
    known = read_reviews(curated)
    for one in decisions:
        known.pop(one.finding_id, None)
        if one.status is not Status.OPEN:
            known[one.finding_id] = one
    return written([one.name for one in fields(Review)], map(asdict, known.values()))


def _corrections_with(curated: Path, made: Sequence[Correction], withdrawn: Sequence[tuple[str, str]]) -> bytes | None:
    if not made and not withdrawn:
        return None
    known = {(one.target, one.column): one for one in read_corrections(curated)}
    for key in withdrawn:
        known.pop(key, None)
    for one in made:
        known.pop((one.target, one.column), None)
        known[one.target, one.column] = one
    return written([one.name for one in fields(Correction)], map(asdict, known.values()))
