"""What analysts decide: findings accepted or dismissed, values put right. Kept beside the orders, over every reload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.decisions.corrections import corrected_with, corrections_of, suggested
from ingest.orders.plans import PLAN_DAYS
from ingest.questions.nearest import unknown_finding
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

    A finding can be named by the end of its id alone ('ff25a0e6fc'). `apply` puts the period or the name right
    that a finding suggests. Raises UnknownFindingError, and then nothing is kept.
    """
    with connect(curated) as connection:
        findings = [_finding(connection, finding_id) for finding_id in finding_ids]
        made = [one for finding in findings for one in suggested(connection, finding, why)] if apply else []
    decisions = [Review(finding["finding_id"], status, why) for finding in findings]

    def record() -> None:
        record_reviews(curated, decisions)
        if made:
            record_corrections(curated, made)

    _publish(curated, record)
    return Reviewed(tuple(decisions), tuple(made))


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


def _finding(connection: duckdb.DuckDBPyConnection, finding_id: str) -> dict[str, Any]:
    cursor = connection.execute(
        "FROM findings WHERE finding_id = $1 OR ends_with(finding_id, '-' || $1) LIMIT 2", [finding_id]
    )
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    if len(rows) != 1:
        raise UnknownFindingError(unknown_finding(connection, finding_id))
    return dict(zip(names, rows[0], strict=True))
