"""Where an order comes from: the acts it cites, which of them are loaded, and what it took from which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ingest.questions.naming import one_order
from ingest.questions.query import query

if TYPE_CHECKING:
    import duckdb

Record = dict[str, Any]
CITED, UNCITED = "cited", "uncited"


def lineage(connection: duckdb.DuckDBPyConnection, order_id: str) -> list[Record]:
    """One record a source: the acts cited in their order, then the orders that it copied from without citing them.

    `copied` and `same` count activities of the order (relations of `matches`), `stale` those copied that kept a year of
    the plan before; `share` is the copied part of its activities, percent; `taken` lists them. `order_id` is None for
    an act that is not loaded. Raises UnknownOrderError with the nearest ids.
    """
    order_id = one_order(connection, order_id).order_id
    taken: dict[str, list[Record]] = defaultdict(list)
    for row in query(connection, "lineage_taken", [order_id]):
        taken[row["order_id"]].append(row)
    (of_order,) = query(connection, "activity_count", [order_id])
    cited = [
        {"kind": CITED, **act, **_counts(taken.get(act["order_id"], []), of_order["activities"])}
        for act in query(connection, "lineage_acts", [order_id])
    ]
    named = {act["order_id"] for act in cited}
    uncited = [
        {"kind": UNCITED, **_head(connection, source), **_counts(rows, of_order["activities"])}
        for source, rows in taken.items()
        if source not in named and any(row["relation"] == "copy" for row in rows)
    ]
    return cited + sorted(uncited, key=lambda record: (-record["copied"], record["order_id"]))


def _head(connection: duckdb.DuckDBPyConnection, order_id: str) -> Record:
    """A loaded order in the columns of a cited act."""
    (order,) = query(connection, "export_orders", [[order_id]])
    return {
        "ordinal": None,
        "act_type": "приказ",
        **{name: order[name] for name in ("issuer", "signed_on", "number", "title", "order_id")},
    }


def _counts(rows: Sequence[Mapping[str, Any]], activities: int) -> Record:
    copied = [row for row in rows if row["relation"] == "copy"]
    return {
        "copied": len(copied),
        "same": len(rows) - len(copied),
        "stale": sum(row["stale"] for row in copied),
        "share": round(100 * len(copied) / activities, 1) if activities else None,
        "taken": [_pair(row) for row in rows],
    }


def _pair(row: Mapping[str, Any]) -> Record:
    names: Iterable[str] = ("relation", "item_id", "other_item_id", "number", "activity", "score", "stale")
    return {name: row[name] for name in names}
