"""All orders together: the database of a generation from Parquet files, what links orders, and what the checks find."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from warehouse import findings, linking, reviews
from warehouse.columns import Stage, Table, sql_type
from warehouse.files import sha256_of
from warehouse.generation import DATABASE, Generation
from warehouse.records import Row, arrow_table
from warehouse.schema import FINDINGS, REJECTED, TABLES, tables

_FOLLOWED = ("schema.py", "columns.py", "corpus.py", "linking.py", "findings.py", "macros.sql")


def inputs(curated: Path) -> dict[str, str]:
    """Digests of what the corpus depends on beside the orders: SQL and rules of this program, analysts' decisions."""
    package = resources.files("warehouse")
    sql = sorted(f"{folder}/{name}" for folder in ("checks", "views") for name, _ in sql_files(folder))
    program = hashlib.sha256()
    for name in (*_FOLLOWED, *sql):
        program.update(name.encode() + package.joinpath(name).read_bytes())
    return {
        "program": program.hexdigest()[:16],
        "duckdb": duckdb.__version__,
        "reviews": sha256_of(curated / reviews.REVIEWS)[:16],
    }


def sql_files(folder: str) -> list[tuple[str, str]]:
    """(file name, text) of the .sql files in a folder of this package, by name."""
    files = resources.files("warehouse").joinpath(folder).iterdir()
    return sorted((file.name, file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".sql"))


def build(curated: Path, new: Generation, base: Generation | None, rejected: Sequence[Row], folder: Path) -> int:
    """Write the corpus files and the database of a generation into a fresh folder; the database's size in bytes.

    Orders that `base` has in the same version come from its database, where that can be read; the others, or all,
    from their Parquet files.
    """
    folder.mkdir(parents=True)
    database = folder / DATABASE
    if base is None or not base.number or not _built(curated, new, base, rejected, database):
        database.unlink(missing_ok=True)
        _build(curated, new, None, rejected, database)
    return database.stat().st_size


def _built(curated: Path, new: Generation, base: Generation, rejected: Sequence[Row], database: Path) -> bool:
    """Try to build upon the database before; False where that one is lost or damaged."""
    if not (curated / base.database).exists():
        return False
    try:
        _build(curated, new, base, rejected, database)
    except (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException):
        return False
    return True


def _build(curated: Path, new: Generation, base: Generation | None, rejected: Sequence[Row], database: Path) -> None:
    with duckdb.connect(database, config={"temp_directory": str(database.parent / "spill")}) as connection:
        connection.begin()
        create_tables(connection)
        connection.commit()
        changed = sorted(order for order, entry in new.orders.items() if not base or base.orders.get(order) != entry)
        if base:
            _copy_unchanged(connection, curated / base.database, sorted(new.orders.keys() - set(changed)))
        _read_orders(connection, [curated / new.orders[order].path for order in changed])
        linking.link(connection)
        insert(connection, REJECTED, rejected, database.parent)
        insert(connection, FINDINGS, findings.run(connection, reviews.read_reviews(curated)), database.parent)
        for table in tables(Stage.CORPUS):
            rows = connection.execute(f"from {table.name} order by all").to_arrow_table()
            pq.write_table(rows.cast(table.arrow), database.parent / table.parquet_name, compression="zstd")


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty tables of schema.py with their descriptions, the macros and the views."""
    connection.execute("create schema internal")
    for table in TABLES.values():
        _create(connection, table)
    connection.execute("create table internal.linked as from responsibles limit 0")
    connection.execute(resources.files("warehouse").joinpath("macros.sql").read_text(encoding="utf-8"))
    for _, sql in sql_files("views"):
        connection.execute(sql)


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(f'"{column.name}" {sql_type(column.type)}' for column in table.columns)
    connection.execute(f"create table {table.name} ({columns})")
    connection.execute(f"comment on table {table.name} is '{_quoted(table.description)}'")
    for column in table.columns:
        connection.execute(f"comment on column {table.name}.\"{column.name}\" is '{_quoted(column.description)}'")


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def insert(connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Row], folder: Path) -> None:
    """Add rows to a table of the database by way of a Parquet file (registering Arrow tables would load pandas)."""
    path = folder / table.parquet_name
    pq.write_table(arrow_table(table, rows), path, compression="zstd")
    _read_parquet(connection, table, [path])


def _copy_unchanged(connection: duckdb.DuckDBPyConnection, database: Path, orders: Sequence[str]) -> None:
    connection.execute("create temp table unchanged as select unnest(?::varchar[]) as order_id", [list(orders)])
    connection.execute(f"attach '{_quoted(str(database))}' as old (read_only)")
    for table in tables(Stage.ORDER):
        if table.name != "responsibles":
            connection.execute(
                f"insert into {table.name} by name from old.{table.name} semi join unchanged using (order_id)"
            )
    connection.execute(
        """insert into responsibles by name
        from (from old.responsibles anti join old.internal.linked using (item_id, ordinal)
              union all by name from old.internal.linked)
        semi join unchanged using (order_id)"""
    )
    connection.execute("detach old")
    connection.execute("drop table unchanged")


def _read_orders(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    for table in tables(Stage.ORDER):
        _read_parquet(connection, table, [folder / table.parquet_name for folder in folders])


def _read_parquet(connection: duckdb.DuckDBPyConnection, table: Table, paths: Sequence[Path]) -> None:
    files = [str(path) for path in paths if path.exists()]
    if files:
        connection.execute(
            f"insert into {table.name} by name from read_parquet(?, union_by_name = true, hive_partitioning = false)",
            [files],
        )
