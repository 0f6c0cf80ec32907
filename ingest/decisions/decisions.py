"""What analysts decide: findings accepted or dismissed, values put right. Kept beside the orders, over every reload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.decisions import cells, links
from ingest.decisions.corrections import corrected_with, corrections_of, order_id_of, suggested, value_before
from ingest.decisions.who import now, who
from ingest.orders.plans import PLAN_DAYS
from ingest.questions.nearest import unknown_finding
from warehouse.corpus.history import Event, record_events
from warehouse.corpus.reviews import Correction, Review, Status, read_corrections, record
from warehouse.errors import CorrectionError, UnknownFindingError
from warehouse.reading.reader import connect
from warehouse.sql import literal
from warehouse.store.store import Store

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Decisions that were kept, and the corrections that accepting brought."""

    reviews: tuple[Review, ...]
    corrections: tuple[Correction, ...] = ()


def review(
    finding_ids: Sequence[str], status: Status, why: str, curated: Path, *, apply: bool = False, by: str = ""
) -> Reviewed:
    """Keeps what became of findings; Status.OPEN takes a decision back. `by`: whose decision it is, else the login's.

    A finding can be named by the end of its id alone ('ff25a0e6fc'). A decision on a finding of many places holds for
    all of them but those that have one of their own; the id of a place decides on it alone. `apply` puts the period or
    the name right that a finding suggests. Raises UnknownFindingError, and then nothing is kept.
    """
    author, moment = who(by), now()
    with connect(curated) as connection:
        places = [place for finding_id in finding_ids for place in _places(connection, finding_id)]
        made = [one for place in places for one in suggested(connection, place, why)] if apply else []
        made = list(dict.fromkeys(_signed(made, author, moment)))
        corrected = _events(connection, made, "corrected")
    found = {place["decided"]: place for place in places}
    decisions = [Review(decided, status, why, author, moment) for decided in found]
    events = [
        Event(moment, author, status, place["order_id"], decided, before=place["status"], why=why)
        for decided, place in found.items()
    ]

    def recorded() -> None:
        record(curated, decisions, made)
        record_events(curated, (*events, *corrected))

    _publish(curated, recorded)
    return Reviewed(tuple(decisions), tuple(dict.fromkeys(made)))


def correct(target: str, column: str, value: str, why: str, curated: Path, by: str = "") -> list[Correction]:
    """Puts a value right, now and at every load; what follows from it comes too (a region's code, a plan's days).

    `target` is an order for a column of its head, an item_id for a cell of its row ('...#2': its second period, for
    start_date and end_date), an entity_id or a name for canonical. '' for `value`: nothing is printed there. `by`:
    whose it is, else the login's. Raises CorrectionError, UnknownNameError.
    """
    author, moment = who(by), now()
    with connect(curated) as connection:
        made = _signed(corrections_of(connection, target, column, value, why), author, moment)
        events = _events(connection, made, "corrected")

    def recorded() -> None:
        record(curated, made=made)
        record_events(curated, events)

    _publish(curated, recorded)
    _read_periods_again(made[0].target, {one.column for one in made}, curated)
    return made


def link(item_id: str, other: str, *, same: bool, why: str, curated: Path, by: str = "") -> None:
    """Says that two activities are the same, or are not, over whatever matching says; an earlier decision goes.

    Kept as corrections of the columns same_as and not_same_as of `items`. UnknownItemError, CorrectionError.
    """
    unlink(item_id, other, same=not same, curated=curated, by=by)
    column = links.SAME if same else links.APART
    holder, others = links.decided(curated, column, item_id, other)
    correct(holder, column, " ".join([*others, other if holder == item_id else item_id]), why, curated, by)


def unlink(item_id: str, other: str, *, same: bool, curated: Path, by: str = "") -> bool:
    """Takes back that two activities are the same (or are not); whether that had been decided."""
    column = links.SAME if same else links.APART
    holder, others = links.decided(curated, column, item_id, other)
    known = {one.target: one for one in read_corrections(curated) if one.column == column}
    if holder not in known or len(others) == len(known[holder].value.split()):
        return False
    if others:
        correct(holder, column, " ".join(others), known[holder].why, curated, by)
    else:
        withdraw(holder, column, curated, by)
    return True


def withdraw(target: str, column: str, curated: Path, by: str = "") -> None:
    """Takes a correction back, and what followed from it; CorrectionError where there is none."""
    known = read_corrections(curated)
    made = [one for one in known if one.target in (target, f"{target}#1")]
    if column not in {one.column for one in made}:
        near = get_close_matches(target, [one.target for one in known if one.column == column], 3)
        hint = f"; возможно, {', '.join(near)}" if near else "; какие есть, покажет dorkarta corrections"
        raise CorrectionError(f"Исправления {column} у {target} нет{hint}")
    together = [one for one in made if one.column in corrected_with(column)]
    with connect(curated) as connection:
        events = _events(connection, _signed(together, who(by), now()), "withdrawn")

    def recorded() -> None:
        record(curated, withdrawn=[(one.target, one.column) for one in together])
        record_events(curated, events)

    _publish(curated, recorded)
    _read_periods_again(target, {one.column for one in together}, curated)


def _signed(made: Iterable[Correction], author: str, moment: str) -> list[Correction]:
    return [replace(one, by=author, at=moment) for one in made]


def _events(connection: duckdb.DuckDBPyConnection, made: Sequence[Correction], action: str) -> list[Event]:
    """What is to be remembered of corrections: in which order, what stood there, what stands there now."""

    def event(one: Correction) -> Event:
        before, order_id = value_before(connection, one), order_id_of(connection, one)
        after = one.value if action == "corrected" else one.quote
        return Event(one.at, one.by, action, order_id, one.target, one.column, before, after, one.why)

    return [event(one) for one in made]


def _read_periods_again(order_id: str, columns: Collection[str], curated: Path) -> None:
    """Another plan makes other years of the periods that print none: the order's kept files are read again.

    So are the words of periods that were put right.
    """
    if set(PLAN_DAYS).isdisjoint(columns):
        return
    from ingest.orders.load import read_again

    read_again(order_id, curated)
    words = [one for one in read_corrections(curated) if one.column == "period" and one.target.startswith(order_id)]
    if words:
        with connect(curated) as connection:
            renewed = [cells.read_again(connection, one) for one in words]
        _publish(curated, lambda: record(curated, made=renewed))


def _publish(curated: Path, recorded: Callable[[], None]) -> None:
    with Store(curated).writer() as batch:
        recorded()
        batch.commit()


def _places(connection: duckdb.DuckDBPyConnection, named: str) -> list[dict[str, Any]]:
    """The places of a finding, or the one place, that an id names; `decided` is that id in full."""
    asked = literal(named)
    cursor = connection.execute(
        f"""WITH named AS (
            SELECT *, group_id = {asked} OR ends_with(group_id, '-' || {asked}) AS of_group FROM finding_rows
        )
        SELECT *, if(of_group, group_id, finding_id) AS decided FROM named
        WHERE of_group OR finding_id = {asked} OR ends_with(finding_id, '-' || {asked})
        ORDER BY decided, finding_id"""
    )
    names = [column[0] for column in cursor.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if len({row["decided"] for row in rows}) != 1:
        raise UnknownFindingError(unknown_finding(connection, named))
    return [row for row in rows if row["status"] != Status.DISMISSED or len(rows) == 1] or rows
