"""Rows of an order whose own files are lost, from the database that was built from them."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.columns import Stage
from warehouse.machine import bounded
from warehouse.schema import tables
from warehouse.sql import literal

_MEMORY = 2**30
"""Bytes: the rows of one order, which need no room on the disk."""

Rows = list[dict[str, object]]


def rows_in_database(database: Path, order_id: str) -> dict[str, Rows]:
    """The rows of an order by table; {} where the database is lost or damaged, or has no such order.

    Responsibles come as they were before the orders were linked.
    """
    if not database.is_file():
        return {}
    try:
        with duckdb.connect(database, read_only=True, config=bounded(_MEMORY, None)) as connection:
            found = {table.name: _rows(connection, table.name, order_id) for table in tables(Stage.ORDER)}
    except duckdb.Error:
        # Damaged, whatever its kind of error: there is nothing to be had from it.
        return {}
    return found if found["orders"] else {}


def _rows(connection: duckdb.DuckDBPyConnection, table: str, order_id: str) -> Rows:
    source = table
    if table == "responsibles":
        source = """(FROM responsibles ANTI JOIN internal.linked USING (item_id, ordinal)
            UNION ALL BY NAME FROM internal.linked)"""
    sql = f"FROM {source} WHERE order_id = {literal(order_id)} ORDER BY ALL"
    rows: Rows = connection.execute(sql).to_arrow_table().to_pylist()
    return rows
