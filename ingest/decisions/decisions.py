"""What analysts decide: findings accepted or dismissed, values put right. Kept beside the orders, over every reload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.decisions.corrections import corrected_with, corrections_of, suggested
from ingest.orders.plans import PLAN_DAYS
from warehouse.corpus.reviews import Correction, Review, Status, read_corrections, record_corrections, record_reviews
from warehouse.errors import CorrectionError, UnknownFindingError
from warehouse.reading.reader import connect
from warehouse.store.store import Store

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Decisions that were kept, and the corrections that accepting brought."""

    reviews: tuple[Review, ...]
    corrections: tuple[Correction, ...] = ()


def review(finding_ids: Sequence[str], status: Status, why: str, curated: Path, *, apply: bool = False) -> Reviewed:
    """Keeps what became of findings; Status.OPEN takes a decision back.

    A finding can be named by the end of its id alone ('ff25a0e6fc'). A decision on a finding of many places holds for
    all of them but those that have one of their own; the id of a place decides on it alone. `apply` puts the period or
    the name right that a finding suggests. Raises UnknownFindingError, and then nothing is kept.
    """
    with connect(curated) as connection:
        places = [place for finding_id in finding_ids for place in _places(connection, finding_id)]
        made = [one for place in places for one in suggested(connection, place, why)] if apply else []
    decisions = [Review(decided, status, why) for decided in dict.fromkeys(place["decided"] for place in places)]

    def record() -> None:
        record_reviews(curated, decisions)
        if made:
            record_corrections(curated, dict.fromkeys(made))

    _publish(curated, record)
    return Reviewed(tuple(decisions), tuple(dict.fromkeys(made)))


def correct(target: str, column: str, value: str, why: str, curated: Path) -> list[Correction]:
    """Puts a value right, now and at every load; what follows from it comes too (a region's code, a plan's days).

    `target` is an order_id for a column of its head, an item_id ('...#2': its second period) for start_date and
    end_date, an entity_id or a name for canonical. '' for `value`: nothing is printed there. Raises CorrectionError.
    """
    with connect(curated) as connection:
        made = corrections_of(connection, target, column, value, why)
    _publish(curated, lambda: record_corrections(curated, made))
    _read_periods_again(made[0].target, {one.column for one in made}, curated)
    return made


def withdraw(target: str, column: str, curated: Path) -> None:
    """Takes a correction back, and what followed from it; CorrectionError where there is none."""
    made = [(one.target, one.column) for one in read_corrections(curated) if one.target in (target, f"{target}#1")]
    if column not in (name for _, name in made):
        raise CorrectionError(f"Исправления {column} у {target} нет")
    together = [key for key in made if key[1] in corrected_with(column)]
    _publish(curated, lambda: record_corrections(curated, (), together))
    _read_periods_again(target, {name for _, name in together}, curated)


def _read_periods_again(order_id: str, columns: Collection[str], curated: Path) -> None:
    """Another plan makes other years of the periods that print none: the order's kept files are read again."""
    if not set(PLAN_DAYS).isdisjoint(columns):
        from ingest.orders.load import read_again

        read_again(order_id, curated)


def _publish(curated: Path, record: Callable[[], None]) -> None:
    with Store(curated).writer() as batch:
        record()
        batch.commit()


def _places(connection: duckdb.DuckDBPyConnection, named: str) -> list[dict[str, Any]]:
    """The places of a finding, or the one place, that an id names; `decided` is that id in full."""
    cursor = connection.execute(
        """WITH named AS (
            SELECT *, group_id = $1 OR ends_with(group_id, '-' || $1) AS of_group FROM finding_rows
        )
        SELECT *, if(of_group, group_id, finding_id) AS decided FROM named
        WHERE of_group OR finding_id = $1 OR ends_with(finding_id, '-' || $1)
        ORDER BY decided, finding_id""",
        [named],
    )
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if len({row["decided"] for row in rows}) != 1:
        raise UnknownFindingError(f"Замечания {named} нет: номера показывает dorkarta findings")
    return [row for row in rows if row["status"] != Status.DISMISSED or len(rows) == 1] or rows
