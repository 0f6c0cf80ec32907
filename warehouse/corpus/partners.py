"""What the checks say of orders that changed, and of items of other orders that are matched with theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import duckdb

from warehouse.corpus import findings
from warehouse.corpus.changes import Changes
from warehouse.corpus.database import MATCHED
from warehouse.corpus.findings import Check
from warehouse.corpus.grouping import Finding
from warehouse.corpus.linked import ORDER_TABLES
from warehouse.corpus.reviews import Review
from warehouse.corpus.rows import MAIN, of_orders, texts
from warehouse.sql import among, literals

READ_ACROSS = ("orders", "items", "periods", "text_conflicts", "text_years")
"""What checks across orders read of other orders, of items that are matched."""
HEAVY = ("raw_cells", "bbox", "minhash", "meaning", "facets", "match_key", "wording", "wording_full")
"""Columns of items that no check across orders reads."""
_SETTLING = ("items", "periods", "order_notes")
"""What findings of an order are settled with."""


@dataclass(frozen=True)
class Told:
    """Rows of internal.told, and the orders of which they are all that is told."""

    rows: list[Finding]
    orders: set[str]


def naming(connection: duckdb.DuckDBPyConnection, orders: Collection[str]) -> set[str]:
    """Orders whose notes name one of these."""
    return texts(connection, f"SELECT order_id FROM {MAIN}.order_notes WHERE {among('detail', orders)}") - set(orders)


def told(
    connection: duckdb.DuckDBPyConnection, orders: Collection[str], items: Collection[str], changes: Changes
) -> Told:
    """What all checks find in orders that scratch has whole, and anew in items matched with `items` of theirs.

    A finding across orders rests on one pair, and no other pair takes it away: so of the matched items only those are
    looked at whole of which something was told, or is told by their pairs with these orders alone.
    """
    if not orders:
        return Told([], set())
    across = [check for check in findings.checks() if check.across]
    _matched(connection, items, changes)
    _take_pairs(connection, f"SELECT item_id FROM items WHERE {among('order_id', orders)}")
    found = findings.told(connection, across)
    rows = [one for one in found if one["order_id"] in orders]
    before = _before(connection, orders, across)
    matched = texts(connection, "SELECT item_id FROM matched")
    asked = {str(one["item_id"]) for one in found if one["order_id"] not in orders and one["item_id"] in matched}
    asked |= {str(one["item_id"]) for one in before}
    renewed: list[Finding] = []
    if asked:
        connection.execute("DELETE FROM matches")
        _take_pairs(connection, f"SELECT unnest({literals(sorted(asked))}) AS item_id")
        renewed = [one for one in findings.told(connection, across) if one["item_id"] in asked]
    for name in (*READ_ACROSS, "matches"):
        keep = f"WHERE NOT {among('order_id', orders)}" if name != "matches" else ""
        connection.execute(f"DELETE FROM {name} {keep}")
    rows += findings.told(connection, [check for check in findings.checks() if not check.across])
    others = _others(connection, before, renewed, across)
    return Told([*rows, *others.rows], {*orders, *others.orders})


def _matched(connection: duckdb.DuckDBPyConnection, items: Collection[str], changes: Changes) -> None:
    """matched: items of other orders that are, or were, matched with these, by their numbers and names."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS was_said (item_id VARCHAR, item INTEGER, wording BIGINT)")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE own AS
        WITH asked AS (SELECT unnest({literals(sorted(items))}) AS item_id)

        SELECT item FROM {MAIN}.internal.said SEMI JOIN asked USING (item_id)
        UNION
        SELECT item FROM was_said SEMI JOIN asked USING (item_id)"""
    )
    sides = [f"{MAIN}.internal.pairs", *filter(None, [changes.rows("internal.pairs", "out")])]
    ends = " UNION ".join(
        f"SELECT {other} AS item FROM {side} WHERE {one} IN (FROM own)"
        for side in sides
        for one, other in (("item", "other"), ("other", "item"))
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE matched AS
        SELECT item, item_id FROM {MAIN}.internal.said WHERE item IN ({ends}) AND item NOT IN (FROM own)"""
    )


def _take_pairs(connection: duckdb.DuckDBPyConnection, items: str) -> None:
    """Into scratch: the pairs of some items, and what checks read of the other items that are in them."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE centre AS
        SELECT item FROM {MAIN}.internal.said WHERE item_id IN ({items})"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE around AS
        FROM {MAIN}.internal.pairs WHERE item IN (FROM centre)
        UNION
        FROM {MAIN}.internal.pairs WHERE other IN (FROM centre)"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE named AS
        WITH numbers AS (FROM centre UNION SELECT item FROM around UNION SELECT other FROM around)

        SELECT item, item_id FROM {MAIN}.internal.said SEMI JOIN numbers USING (item)"""
    )
    connection.execute(
        f"""INSERT INTO matches BY NAME {MATCHED["matches"]}""".replace("internal.pairs", "around")
        .replace("internal.said", "named")
        .replace("internal.names", "named")
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE context AS SELECT item_id FROM named EXCEPT SELECT item_id FROM items"
    )
    for name in READ_ACROSS[1:]:
        columns = f"* EXCLUDE ({', '.join(HEAVY)})" if name == "items" else "*"
        connection.execute(
            f"INSERT INTO {name} BY NAME SELECT {columns} FROM {MAIN}.{name} WHERE item_id IN (FROM context)"
        )
    connection.execute(
        f"""INSERT INTO orders FROM {MAIN}.orders
        WHERE order_id IN (SELECT order_id FROM items UNION SELECT detail FROM order_notes)
        AND order_id NOT IN (SELECT order_id FROM orders)"""
    )


def _before(connection: duckdb.DuckDBPyConnection, own: Collection[str], across: Sequence[Check]) -> list[Finding]:
    """What checks across orders told of matched items of other orders."""
    return _rows(
        connection,
        f"""FROM {MAIN}.internal.told
        WHERE {_by(across)} AND item_id IN (SELECT item_id FROM matched) AND NOT {among("order_id", own)}""",
    )


def _by(some: Iterable[Check]) -> str:
    return among('"check"', (check.name for check in some))


def _others(
    connection: duckdb.DuckDBPyConnection, before: list[Finding], renewed: list[Finding], across: Sequence[Check]
) -> Told:
    """Other orders of which something else is told now, with all that is told of them."""
    now = {_key(one): one for one in renewed}
    differ = {_key(one) for one in before} ^ now.keys()
    orders = {str(one["order_id"]) for one in (*before, *renewed) if _key(one) in differ}
    if not orders:
        return Told([], set())
    kept = _rows(
        connection,
        f"""{of_orders(f"{MAIN}.internal.told", orders)}
        AND NOT ({_by(across)} AND coalesce(item_id IN (SELECT item_id FROM matched), false))""",
    )
    for name in _SETTLING:
        connection.execute(f"INSERT INTO {name} {of_orders(f'{MAIN}.{name}', orders)}")
    return Told([*kept, *(one for one in renewed if one["order_id"] in orders)], orders)


def _key(one: Finding) -> tuple[object, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for _, value in sorted(one.items()))


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Finding]:
    return cast("list[Finding]", connection.execute(sql).to_arrow_table().to_pylist())


def take_whole(connection: duckdb.DuckDBPyConnection, orders: Collection[str]) -> None:
    """Copy orders as they are in the database into scratch."""
    for name in ORDER_TABLES if orders else ():
        connection.execute(f"INSERT INTO {name} {of_orders(f'{MAIN}.{name}', orders)}")


def take_decided(connection: duckdb.DuckDBPyConnection, decided: Iterable[Review], orders: Collection[str]) -> set[str]:
    """Copy the findings of other orders that another decision holds for into scratch; their ids."""
    rows = connection.execute(f"SELECT finding_id, status FROM {MAIN}.reviews").fetchall()
    now = {(one.finding_id, str(one.status)) for one in decided}
    changed = {str(finding_id) for finding_id, _ in now ^ {(str(one), str(status)) for one, status in rows}}
    if not changed:
        return set()
    places = f"""SELECT finding_id FROM {MAIN}.finding_places
        WHERE ({among("place_id", changed)} OR {among("finding_id", changed)}) AND NOT {among("order_id", orders)}"""
    again = texts(connection, places)
    for name in ("findings", "finding_places") if again else ():
        connection.execute(f"INSERT INTO {name} FROM {MAIN}.{name} WHERE {among('finding_id', again)}")
    return again
