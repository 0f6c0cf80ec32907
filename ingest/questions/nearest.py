"""What an id that is not there was probably meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MOST = 3


def unknown_item(connection: duckdb.DuckDBPyConnection, item_id: str) -> str:
    """The sentence that says that no such activity is loaded, with the ids that are written most like it."""
    near = _nearest(connection, "SELECT item_id FROM items", "item_id", item_id)
    return f"Мероприятия {item_id} нет: {near or 'item_id показывает dorkarta sql «SELECT item_id, activity …»'}"


def unknown_finding(connection: duckdb.DuckDBPyConnection, finding_id: str) -> str:
    """The same for a finding."""
    near = _nearest(connection, "SELECT finding_id FROM findings", "finding_id", finding_id)
    return f"Замечания {finding_id} нет: {near or 'номера показывает dorkarta findings'}"


def _nearest(connection: duckdb.DuckDBPyConnection, rows: str, column: str, name: str) -> str:
    """'возможно, a, b': the database finds a few by likeness, the nearest of them are told; '' for none."""
    found = connection.execute(
        f"""FROM ({rows}) ORDER BY greatest(
            jaro_winkler_similarity({column}, $1), jaro_winkler_similarity(right({column}, length($1)), $1)
        ) DESC, {column} LIMIT 20""",
        [name],
    ).fetchall()
    ends = {str(one)[-len(name) :]: str(one) for (one,) in found}
    near = [ends[end] for end in get_close_matches(name, list(ends), MOST, 0.7)]
    return f"возможно, {', '.join(near)}" if near else ""
