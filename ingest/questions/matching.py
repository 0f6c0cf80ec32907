"""Two activities side by side, of the warehouse or as texts: what matching knows of them and makes of the pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.questions.nearest import unknown_item
from warehouse.corpus.matching.profiles import Matchable
from warehouse.errors import UnknownItemError

if TYPE_CHECKING:
    import duckdb


def matchable(activity: str, headings: tuple[str, ...] = (), title: str = "") -> Matchable:
    """What matching compares of a text below these headings, the nearest first, in an order of this title."""
    from normalize.activities.lead_in import in_full
    from normalize.activities.traits import Place, traits

    found = traits(activity, Place(headings, title), in_full(activity, headings))
    return Matchable(found.match_key, found.facets, found.wording, found.meaning)


def loaded(connection: duckdb.DuckDBPyConnection, item_id: str) -> tuple[str, Matchable]:
    """The text of an activity of the warehouse and what matching compares of it; UnknownItemError."""
    row = connection.execute(
        """SELECT activity, coalesce(match_key, ''), coalesce(facets, []), coalesce(wording, ''),
            coalesce(meaning, [])
        FROM items WHERE item_id = ?""",
        [item_id],
    ).fetchone()
    if row is None:
        raise UnknownItemError(unknown_item(connection, item_id))
    activity, key, facets, wording, meaning = row
    return activity, Matchable(key, tuple(facets), wording, tuple(meaning))
