"""Which words the dictionary of operations lacks in what is loaded, and what each may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.questions.naming import order_ids
from ingest.questions.query import Record, query

if TYPE_CHECKING:
    import duckdb


def vocabulary(connection: duckdb.DuckDBPyConnection, place: str = "") -> list[Record]:
    """A record a word: how many activities begin with it, an example, the nearest operation, the line that teaches it.

    `place` as everywhere: an order, a region, a municipality. Raises UnknownOrderError.
    """
    from normalize.activities.vocabulary import nearest_operation, taught_line

    orders = list(order_ids(connection, [place])) if place else []
    found = []
    for row in query(connection, "vocabulary", [orders]):
        near = nearest_operation(row["word"]) if row["action"] else None
        told = {"nearest": near.operation, "line": taught_line(row["word"], near.operation)} if near else {}
        found.append({**row, "nearest": None, "line": None, **told})
    return found


def shares(connection: duckdb.DuckDBPyConnection) -> list[Record]:
    """A record an order: activities, how many the dictionary does not know, their share."""
    return query(connection, "vocabulary_shares")
