"""Orders that changed, corrected and linked in scratch beside the other orders of their regions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from pathlib import Path

import duckdb

from warehouse.columns import Stage
from warehouse.corpus import linking, overlay
from warehouse.corpus.corrections import NAME_COLUMN
from warehouse.corpus.database import insert, replace
from warehouse.corpus.reviews import Correction
from warehouse.corpus.rows import MAIN, differing, is_asked, of_orders, order_of, texts
from warehouse.records import Row
from warehouse.schema import CORRECTIONS, tables
from warehouse.sql import among, literal

_CONTEXT = ("orders", "responsibles", "definitions", "order_persons")
"""What linking reads of the other orders of a region."""
_CHANGED = ("responsibles", "internal.linked", "order_persons")
"""What linking changes in them."""
ORDER_TABLES = tuple(table.name for table in tables(Stage.ORDER))


def take(connection: duckdb.DuckDBPyConnection, names: Iterable[str], orders: Collection[str]) -> None:
    """Copy rows of orders from the database into scratch; responsibles as their orders have them."""
    for name in names if orders else ():
        rows = of_orders(f"{MAIN}.{name}", orders)
        if name == "responsibles":
            linked = of_orders(f"{MAIN}.internal.linked", orders)
            rows = f"(SELECT * FROM ({rows}) ANTI JOIN ({linked}) USING (item_id, ordinal)) UNION ALL ({linked})"
        connection.execute(f"INSERT INTO {name} {rows}")


def forget(connection: duckdb.DuckDBPyConnection, orders: Collection[str]) -> None:
    """Take rows of orders out of scratch."""
    for name in (*ORDER_TABLES, "internal.linked", "aliases") if orders else ():
        connection.execute(f"DELETE {of_orders(name, orders)}")


def named_in(connection: duckdb.DuckDBPyConnection, names: Collection[str]) -> set[str]:
    """The orders in which entities or people of these ids or names stand."""
    wanted = " OR ".join(among(column, names) for column in ("entity_id", "canonical"))
    return texts(
        connection,
        f"""SELECT order_id FROM {MAIN}.responsibles WHERE {wanted}
        UNION SELECT order_id FROM {MAIN}.internal.linked WHERE {wanted}
        UNION SELECT order_id FROM {MAIN}.order_persons WHERE {among("name", names)}
        UNION SELECT order_id FROM {MAIN}.corrections WHERE {among("target", names)}""",
    )


class Linking:
    """Corrects and links the orders that `read` puts into scratch; `orders` are those, `loaded` all that are there now.

    `orders` grows by those whose names were corrected: what they had before stands in their files alone.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, made: Sequence[Correction], loaded: Collection[str], folder: Path
    ) -> None:
        self._connection = connection
        self._made = made
        self._loaded = loaded
        self._folder = folder
        self._applied: list[Row] = []

    def correct(self, orders: Collection[str]) -> None:
        """Lay corrections of values over orders in scratch, and tell which hold for none."""
        asked = [one for one in self._made if is_asked(one, orders, self._loaded)]
        put = partial(replace, self._connection, self._folder)
        self._applied += overlay.correct_values(self._connection, asked, put)

    def beside(self, orders: Collection[str]) -> set[str]:
        """The other orders of the regions that the orders were or are of."""
        regions = f"""SELECT region_code {of_orders(f"{MAIN}.orders", orders)}
            UNION SELECT region_code {of_orders("orders", orders)}"""
        found = texts(
            self._connection,
            f"""SELECT order_id FROM {MAIN}.orders INNER JOIN ({regions}) AS regions
            ON orders.region_code IS NOT DISTINCT FROM regions.region_code""",
        )
        return found - set(orders)

    def with_corrected_names(self, orders: Collection[str]) -> set[str]:
        """Those of the orders in which a name was corrected."""
        rows = of_orders(f"{MAIN}.corrections", orders)
        return texts(self._connection, f"SELECT order_id {rows} AND column_name = {literal(NAME_COLUMN)}")

    def link(self, beside: Collection[str]) -> set[str]:
        """Link what is in scratch with the other orders; those of them that came to differ stay there, whole."""
        take(self._connection, _CONTEXT, beside)
        linking.link(self._connection)
        put = partial(replace, self._connection, self._folder)
        self._applied += overlay.correct_names(self._connection, self._made, put)
        linking.list_entities(self._connection)
        other = {order for name in _CHANGED for order in differing(self._connection, name, beside)}
        forget(self._connection, set(beside) - other)
        take(self._connection, [name for name in ORDER_TABLES if name not in _CONTEXT], other)
        return other

    def tell(self, orders: Collection[str], corrected: Iterable[Correction]) -> None:
        """Fill `corrections` in scratch: what came of them here, and what they had come to in other orders."""
        insert(
            self._connection,
            CORRECTIONS,
            list({tuple(row.items()): row for row in self._applied}.values()),
            self._folder,
        )
        told = {one.target for one in (*self._made, *corrected) if self._is_told(one, orders)}
        self._connection.execute(
            f"""INSERT INTO corrections FROM {MAIN}.corrections WHERE NOT CASE
            WHEN order_id IS NULL THEN {among("target", told)} ELSE {among("order_id", orders)} END"""
        )
        self._connection.execute(
            f"""DELETE FROM corrections WHERE order_id IS NULL AND column_name = {literal(NAME_COLUMN)} AND target IN (
                SELECT target FROM corrections WHERE order_id IS NOT NULL AND column_name = {literal(NAME_COLUMN)})"""
        )

    def _is_told(self, one: Correction, orders: Collection[str]) -> bool:
        return is_asked(one, orders, self._loaded) or order_of(one) in orders
