"""Rows of the database that is changed (MAIN) beside those of the one in which the changes are worked out (scratch)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.columns import TEXTS, Column, Table, integer, text
from warehouse.corpus.corrections import HEAD_COLUMNS, NAME_COLUMN, PERIOD_COLUMNS, of_cell
from warehouse.corpus.reviews import Correction, read_reviews
from warehouse.records import Row
from warehouse.sql import among

MAIN = "warehouse"
"""The catalog of the database that is changed: DuckDB names it after its file."""
TOLD = Table(
    "internal.told",
    "what each check found by itself",
    (
        *(text(name, "") for name in ("finding_id", "order_id", "item_id", "check", "severity", "quote")),
        integer("page", ""),
        *(text(name, "") for name in ("message", "suggestion")),
        Column("related", TEXTS, ""),
        text("same", ""),
        integer("seq", ""),
    ),
    ("finding_id",),
)
MADE = Table(
    "internal.made",
    "the corrections that the tables were built with",
    tuple(Column(name, pa.string(), "") for name in Correction.__dataclass_fields__),
    ("target", "column"),
)


def of_reviews(curated: Path) -> list[Row]:
    """The rows of `reviews`."""
    return [
        {"finding_id": one.finding_id, "status": one.status, "why": one.why, "made_by": one.by, "made_at": one.at}
        for one in read_reviews(curated).values()
    ]


def order_of(one: Correction) -> str:
    """The order that a correction is about, which is the beginning of an item_id; '' for a name."""
    return "" if one.column == NAME_COLUMN else one.target.partition(".")[0]


def is_asked(one: Correction, orders: Collection[str], loaded: Collection[str]) -> bool:
    """Whether what comes of a correction is to be worked out with these orders; names stand in any of them."""
    known = of_cell(one) or one.column in (*HEAD_COLUMNS, *PERIOD_COLUMNS, NAME_COLUMN)
    return not known or one.column == NAME_COLUMN or order_of(one) in orders or order_of(one) not in loaded


def of_orders(table: str, orders: Iterable[str]) -> str:
    """The rows of orders as a SELECT."""
    return f"FROM {table} WHERE {among('order_id', orders)}"


def differing(
    connection: duckdb.DuckDBPyConnection, table: str, orders: Collection[str], column: str = "order_id"
) -> set[str]:
    """The values of a column in the rows of these orders that are not the same in both databases."""
    main, scratch = of_orders(f"{MAIN}.{table}", orders), of_orders(table, orders)
    found = connection.execute(
        f"""SELECT DISTINCT {column} FROM (({main} EXCEPT ALL {scratch}) UNION ALL ({scratch} EXCEPT ALL {main}))
        WHERE {column} IS NOT NULL"""
    )
    return {str(value) for (value,) in found.fetchall()}


def texts(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """The texts that a SELECT of one column gives."""
    return {str(value) for (value,) in connection.execute(sql).fetchall() if value is not None}
