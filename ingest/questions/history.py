"""What became of an order: its files, and what analysts decided and put right, also what they took back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.questions.naming import one_order
from ingest.questions.query import Record, query
from warehouse.corpus.history import Event, read_history

if TYPE_CHECKING:
    import duckdb


def history(connection: duckdb.DuckDBPyConnection, curated: Path, place: str) -> list[Record]:
    """One record an event, the first first: at, by, action, order_id, target, column, before, after, why.

    Actions: loaded, accepted, dismissed, open (taken back), corrected, withdrawn. Raises UnknownOrderError.
    """
    order_id = one_order(connection, place).order_id
    logged = [one for one in read_history(curated) if one.order_id == order_id]
    known = {(one.target, one.column) for one in logged}
    events = [*_loaded(connection, order_id), *_unlogged(connection, order_id, known), *logged]
    return [asdict(one) for one in sorted(events, key=lambda one: one.at)]


def _loaded(connection: duckdb.DuckDBPyConnection, order_id: str) -> Iterator[Event]:
    for row in query(connection, "history_files", [order_id]):
        yield Event(row["at"], "", row["action"], order_id, row["source_name"])


def _unlogged(connection: duckdb.DuckDBPyConnection, order_id: str, known: set[tuple[str, str]]) -> Iterator[Event]:
    """Decisions of the time before the history was kept."""
    for row in query(connection, "history_decisions", [order_id]):
        if (row["target"], row["column"]) not in known:
            yield Event(**{name: row[name] or "" for name in row})
