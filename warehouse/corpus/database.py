"""The database of a warehouse: its tables, macros and views, and rows put into them by way of Parquet files."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from warehouse.columns import Table, sql_type
from warehouse.machine import SOUND, bounded
from warehouse.records import Row, arrow_table
from warehouse.schema import TABLES
from warehouse.sql import literal, literals, sql_files

_MEMORY = 2**30
"""Bytes that a commit may buffer: without a bound one of 2,000 orders was ended by the system at 21 GB, and what it
buffers beyond this makes it no faster."""
_INTERNAL = """
CREATE SCHEMA internal;
-- What each activity says: the number of its wording.
-- `item` is a number for what is kept of each: it means nothing outside of this database.
CREATE TABLE internal.said (order_id VARCHAR, item_id VARCHAR, item INTEGER, seq INTEGER, wording BIGINT);
-- Every distinct wording: its words and facets, and of the oldest activity that has it the rest; in how many orders.
CREATE TABLE internal.wordings (
    wording BIGINT, match_key VARCHAR, facets VARCHAR[], printed VARCHAR, label VARCHAR, meaning BIGINT[],
    orders INTEGER, first_order VARCHAR, first_seq INTEGER
);
-- Pairs of wordings, the smaller number first: how likely they are one activity (and whether comparisons rest on that),
-- how much of the words they share, how likely one is a special case of the other; NULL for what is not told of them.
CREATE TABLE internal.alike (
    one BIGINT, other BIGINT, score DOUBLE, sure BOOLEAN, likeness DOUBLE, part DOUBLE
);
-- The names of items once more, for the other end of a pair: DuckDB 1.5 gives wrong rows where both arms of a UNION
-- join one table twice (duckdb/duckdb#25819), and a query over `matches` may well be such.
CREATE TABLE internal.names (order_id VARCHAR, item_id VARCHAR, item INTEGER);
-- Pairs of activities of two orders, that of the later order first, each once: the scores of same_activity, copy and
-- part_of, NULL for what they are not; `sure` as in matches.
CREATE TABLE internal.pairs (
    item INTEGER, other INTEGER, score DOUBLE, sure BOOLEAN, likeness DOUBLE, part DOUBLE
);
-- Pairs of wordings that analysts made one activity, or parted.
CREATE TABLE internal.decided (one BIGINT, other BIGINT, same BOOLEAN);
-- To which canonical activity, told by the wording in its centre, a wording belongs; what each is called.
CREATE TABLE internal.stars (wording BIGINT, centre BIGINT);
CREATE TABLE internal.centres (centre BIGINT, cluster_id VARCHAR, label VARCHAR);
-- What each check found, before findings that say the same are put together and weaker ones yield to stronger.
CREATE TABLE internal.told (
    finding_id VARCHAR, order_id VARCHAR, item_id VARCHAR, "check" VARCHAR, severity VARCHAR, quote VARCHAR,
    page INTEGER, message VARCHAR, suggestion VARCHAR, related VARCHAR[], same VARCHAR, seq INTEGER
);
-- The corrections that the tables were built with.
CREATE TABLE internal.made (
    target VARCHAR, "column" VARCHAR, value VARCHAR, why VARCHAR, quote VARCHAR, "by" VARCHAR, "at" VARCHAR,
    read VARCHAR
);
-- Which generation this is, and how large the database was when it was last built from nothing.
CREATE TABLE internal.state (generation BIGINT, built_bytes BIGINT);
"""


_LINKED = """
-- Responsibles as their orders have them, of rows that other orders told the full name of.
CREATE TABLE internal.linked AS FROM responsibles LIMIT 0;
"""
MATCHED = {
    "matches": """
        WITH told AS (
            SELECT item, other, score, 'same_activity' AS relation, sure
            FROM internal.pairs WHERE score IS NOT NULL
            UNION ALL
            SELECT item, other, likeness, 'copy', sure FROM internal.pairs WHERE likeness IS NOT NULL
            UNION ALL
            SELECT item, other, part, 'part_of', false FROM internal.pairs WHERE part IS NOT NULL
        )

        SELECT ours.item_id, theirs.item_id AS other_item_id, told.score, told.relation, told.sure
        FROM told
        INNER JOIN internal.said AS ours ON told.item = ours.item
        INNER JOIN internal.names AS theirs ON told.other = theirs.item""",
    "clusters": """
        SELECT centres.cluster_id, centres.label, said.item_id
        FROM internal.said AS said
        INNER JOIN internal.stars AS stars ON said.wording = stars.wording
        INNER JOIN internal.centres AS centres ON stars.centre = centres.centre""",
}


def opened(database: Path, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database that is being built, bounded: what does not fit into memory goes to files in `spill`, else in a folder
    of that name beside its own."""
    connection = duckdb.connect(database, config=bounded(_MEMORY, spill or database.parent.with_name("spill")))
    for setting in (SOUND, "SET enable_progress_bar = false"):
        connection.execute(setting)
    return connection


def create_tables(connection: duckdb.DuckDBPyConnection, *, described: bool = True, matched: bool = False) -> None:
    """Empty tables of schema.py, the macros and the views; `described`: with what the columns hold.

    `matched`: what matching knows is kept by numbers, and the tables of MATCHED show it under the names of items; else
    they are tables like the others.
    """
    connection.execute(_INTERNAL)
    for table in TABLES.values():
        connection.execute(_created(table, described, MATCHED.get(table.name, "") if matched else ""))
    connection.execute(_LINKED)
    connection.execute(resources.files("warehouse").joinpath("corpus", "macros.sql").read_text(encoding="utf-8"))
    for _, sql in sql_files("corpus/views"):
        connection.execute(sql)


def _created(table: Table, described: bool, shown: str) -> str:
    columns = ", ".join(f'"{column.name}" {sql_type(column.type)}' for column in table.columns)
    kind = "VIEW" if shown else "TABLE"
    created = f"CREATE VIEW {table.name} AS {shown}" if shown else f"CREATE TABLE {table.name} ({columns})"
    if not described:
        return created
    comments = [
        f'COMMENT ON COLUMN {table.name}."{column.name}" IS {literal(column.description)}' for column in table.columns
    ]
    return ";".join((created, f"COMMENT ON {kind} {table.name} IS {literal(table.description)}", *comments))


def insert(connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Row], folder: Path) -> None:
    """Add rows to a table of the database by way of a Parquet file (registering Arrow tables would load pandas)."""
    if not rows:
        return
    path = folder / table.parquet_name
    pq.write_table(arrow_table(table, rows), path)
    read_parquet(connection, table, [path])
    path.unlink()


def replace(connection: duckdb.DuckDBPyConnection, folder: Path, table: Table, rows: Sequence[Row]) -> None:
    """Put rows in the place of those with the same keys."""
    if not rows:
        return
    path = folder / table.parquet_name
    pq.write_table(arrow_table(table, rows), path)
    given = f"read_parquet({literal(str(path))})"
    connection.execute(
        f"DELETE FROM {table.name} WHERE ({', '.join(table.key)}) IN (FROM {given} SELECT {', '.join(table.key)})"
    )
    read_parquet(connection, table, [path])
    path.unlink()


def read_parquet(connection: duckdb.DuckDBPyConnection, table: Table, paths: Sequence[Path]) -> None:
    """Add the rows of Parquet files; those that are not there have none."""
    files = [str(path) for path in paths if path.exists()]
    if files:
        insert_known(
            connection,
            table,
            f"read_parquet({literals(files)}, union_by_name = true, hive_partitioning = false)",
        )


def insert_known(connection: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    """Insert the columns that the schema has now; another version of the program may have written fewer or more."""
    names = literals([column.name for column in table.columns])
    connection.execute(
        f"INSERT INTO {table.name} BY NAME SELECT COLUMNS(lambda name: list_contains({names}, name)) FROM {rows}"
    )
