"""What differs between two orders, activity by activity: the same, changed, moved in time, in one of them only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ingest.questions.naming import one_order
from ingest.questions.query import query
from warehouse.errors import ComparisonError
from warehouse.ids import normalised
from warehouse.reading.alignment import Entry, Pair, align
from warehouse.reading.wording import Words, changed_words, same_words

if TYPE_CHECKING:
    import duckdb

    from normalize.activities.facets import Facets

Activity = Mapping[str, Any]
TEXTS = ("activity", "responsible", "result")
"""What is compared word by word; a row that only has another number or section is the same."""
_DECIDING = ("grades", "subjects", "stages", "procedures")


class Status(StrEnum):
    """What became of an activity of the first order in the second one."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    ONLY_A = "only_a"
    ONLY_B = "only_b"


@dataclass(frozen=True, slots=True)
class Difference:
    """An activity of one or both orders. `words` has the diff of each text that changed.

    `moved_days`, `moved_months`: how much later its first period begins in the second order, each within its own plan;
    None where one of them has no dates.
    """

    status: Status
    a: Activity | None
    b: Activity | None
    words: Mapping[str, tuple[Words, ...]]
    moved: bool = False
    moved_days: int | None = None
    moved_months: int | None = None


def difference(connection: duckdb.DuckDBPyConnection, a: str, b: str, *, literal: bool = False) -> list[Difference]:
    """The activities of two orders, aligned; those of the second order stand where that has them.

    Raises UnknownOrderError with the nearest ids, and ComparisonError for one order twice.
    """
    first, second = one_order(connection, a), one_order(connection, b)
    if first == second:
        raise ComparisonError(f"Оба раза назван один приказ, {a}: назовите два разных, их список — dorkarta orders")
    ids = (first.order_id, second.order_id)
    left, right = (_activities(connection, order_id, literal) for order_id in ids)
    aligned = align(_entries(left), _entries(right), _linked(connection, *ids), _Compatible(left, right))
    return [_difference(left, right, pair) for pair in aligned]


def _activities(connection: duckdb.DuckDBPyConnection, order_id: str, literal: bool) -> list[Activity]:
    found: list[Activity] = [*query(connection, "diff_activities", [literal, order_id])]
    if not found:
        raise ComparisonError(f"В приказе {order_id} нет ни одного мероприятия: dorkarta findings {order_id}")
    return found


def _linked(connection: duckdb.DuckDBPyConnection, a: str, b: str) -> dict[tuple[str, str], float]:
    rows = query(connection, "diff_matches", [a, b])
    return {(row["item_id"], row["other_item_id"]): row["score"] for row in rows}


def _entries(activities: Sequence[Activity]) -> list[Entry]:
    return [_entry(row, normalised(row["activity"])) for row in activities]


def _entry(row: Activity, words: str) -> Entry:
    return Entry(row["item_id"], words, row["match_key"] or words, row["number"], row["section"])


class _Compatible:
    """Whether two activities may be one although no match tells it: no exam, subject, grade or stage contradicts."""

    def __init__(self, left: Sequence[Activity], right: Sequence[Activity]) -> None:
        self._sides = (left, right)
        self._known: dict[tuple[int, int], Facets] = {}

    def __call__(self, one: int, other: int) -> bool:
        first, second = self._facets(0, one), self._facets(1, other)
        exams = {first.exam, second.exam} - {None}
        if len(exams) > 1 and "both" not in exams:
            return False
        pairs = [(set(getattr(first, kind)), set(getattr(second, kind))) for kind in _DECIDING]
        return all(not some or not others or some & others for some, others in pairs)

    def _facets(self, side: int, place: int) -> Facets:
        from normalize.activities.facets import facets

        if (side, place) not in self._known:
            row = self._sides[side][place]
            self._known[side, place] = facets(row["activity"], row["section"])
        return self._known[side, place]


def _difference(left: Sequence[Activity], right: Sequence[Activity], pair: Pair) -> Difference:
    a = left[pair[0]] if pair[0] is not None else None
    b = right[pair[1]] if pair[1] is not None else None
    if a is None or b is None:
        return Difference(Status.ONLY_B if a is None else Status.ONLY_A, a, b, {})
    words = {name: changed_words(a[name], b[name]) for name in TEXTS if not same_words(a[name], b[name])}
    moved = a["days"] != b["days"] or not (a["days"] or same_words(a["period"], b["period"]))
    status = Status.CHANGED if words else Status.MOVED if moved else Status.SAME
    return Difference(status, a, b, words, moved, *(_shift(a, b) if moved else (None, None)))


def _shift(a: Activity, b: Activity) -> tuple[int | None, int | None]:
    """(days, months) from the first day in one plan to the first day in the other; None without dates."""
    if a["starts"] is None or b["starts"] is None:
        return None, None
    months = (b["starts"].year - a["starts"].year) * 12 + b["starts"].month - a["starts"].month
    return (b["starts"] - a["starts"]).days, months
