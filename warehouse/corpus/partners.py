"""What the checks say of orders that changed, and of items of other orders that are matched with theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

import duckdb

from warehouse.corpus import findings
from warehouse.corpus.changes import Changes
from warehouse.corpus.grouping import Finding
from warehouse.corpus.linked import ORDER_TABLES
from warehouse.corpus.reviews import Review
from warehouse.corpus.rows import MAIN, among, of_orders, texts
from warehouse.sql import literals

READ_ACROSS = ("orders", "items", "periods", "text_conflicts")
"""What checks across orders read of other orders, of items that are matched."""
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
    """What all checks find in orders that scratch has whole, and anew in items matched with `items` of theirs."""
    if not orders:
        return Told([], set())
    _matched(connection, items, changes)
    _context(connection, orders)
    across = [check for check in findings.checks() if check.across]
    found = findings.told(connection, across)
    matched = texts(connection, "FROM matched_items")
    rows = [one for one in found if one["order_id"] in orders]
    renewed = [one for one in found if one["order_id"] not in orders and one["item_id"] in matched]
    for name in (*READ_ACROSS, "matches"):
        keep = f"WHERE NOT {among('order_id', orders)}" if name != "matches" else ""
        connection.execute(f"DELETE FROM {name} {keep}")
    rows += findings.told(connection, [check for check in findings.checks() if not check.across])
    others = _others(connection, orders, renewed, [check.name for check in across])
    return Told([*rows, *others.rows], {*orders, *others.orders})


def _matched(connection: duckdb.DuckDBPyConnection, items: Collection[str], changes: Changes) -> None:
    """matched_items: items that are, or were, matched with these."""
    connection.execute("CREATE OR REPLACE TEMP TABLE matched_items (item_id VARCHAR)")
    connection.execute("CREATE OR REPLACE TEMP TABLE own_items (item_id VARCHAR)")
    if items:
        connection.execute(f"INSERT INTO own_items SELECT unnest({literals(sorted(items))})")
    sides = [f"{MAIN}.matches"]
    if out := changes.rows("matches", "out"):
        sides.append(out)
    both = " UNION ALL ".join(
        f"SELECT {one} AS own, {other} AS item_id FROM {side}"
        for side in sides
        for one, other in (("item_id", "other_item_id"), ("other_item_id", "item_id"))
    )
    connection.execute(
        f"""INSERT INTO matched_items SELECT DISTINCT item_id FROM ({both})
        SEMI JOIN own_items ON own = own_items.item_id WHERE item_id NOT IN (FROM own_items)"""
    )


def _context(connection: duckdb.DuckDBPyConnection, orders: Collection[str]) -> None:
    """Into scratch: the pairs of the orders' items and of matched items, and what checks read of the other items."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE centre AS
        FROM matched_items UNION SELECT item_id FROM items WHERE {among("order_id", orders)}"""
    )
    connection.execute(
        f"""INSERT INTO matches
        FROM {MAIN}.matches SEMI JOIN centre USING (item_id)
        UNION FROM {MAIN}.matches AS pairs SEMI JOIN centre ON pairs.other_item_id = centre.item_id"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE context AS
        SELECT item_id FROM matches UNION SELECT other_item_id FROM matches UNION FROM matched_items
        EXCEPT SELECT item_id FROM items"""
    )
    for name in READ_ACROSS[1:]:
        connection.execute(f"INSERT INTO {name} FROM {MAIN}.{name} WHERE item_id IN (FROM context)")
    connection.execute(
        f"""INSERT INTO orders FROM {MAIN}.orders
        WHERE order_id IN (SELECT order_id FROM items UNION SELECT detail FROM order_notes)
        AND NOT {among("order_id", orders)}"""
    )


def _others(
    connection: duckdb.DuckDBPyConnection, own: Collection[str], renewed: list[Finding], across: list[str]
) -> Told:
    """Other orders of which something else is told now, with all that is told of them."""
    checks = among('"check"', across)
    old = f"""SELECT * FROM {MAIN}.internal.told
        WHERE {checks} AND item_id IN (FROM matched_items) AND NOT {among("order_id", own)}"""
    before = _rows(connection, old)
    now = {_key(one): one for one in renewed}
    differ = {_key(one) for one in before} ^ now.keys()
    orders = {str(one["order_id"]) for one in (*before, *renewed) if _key(one) in differ}
    if not orders:
        return Told([], set())
    kept = _rows(
        connection,
        f"""{of_orders(f"{MAIN}.internal.told", orders)}
        AND NOT ({checks} AND coalesce(item_id IN (FROM matched_items), false))""",
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
