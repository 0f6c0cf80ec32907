"""All orders together: the database of a generation from Parquet files, what links orders, and what the checks find."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from functools import partial
from importlib import resources
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from warehouse import damage
from warehouse.columns import Stage, Table, sql_type
from warehouse.corpus import findings, linking, overlay, reviews
from warehouse.corpus.matching.decided import match_anew
from warehouse.corpus.matching.match import match
from warehouse.corpus.reviews import Correction
from warehouse.corpus.topics import topics
from warehouse.errors import WarehouseError
from warehouse.files import is_full, sha256_of
from warehouse.generation import DATABASE, Generation
from warehouse.machine import bounded
from warehouse.records import Row, arrow_table
from warehouse.schema import CORRECTIONS, FINDING_PLACES, FINDINGS, REJECTED, REVIEWS, TABLES, TOPICS, tables
from warehouse.sql import literal, literals, sql_files

_MEMORY = 4 * 2**30
"""Bytes that a commit may buffer: without a bound one of 2,000 orders was ended by the system at 21 GB."""
_MATCHING = (
    *("match", "profiles", "rarity", "candidates", "nearest", "features", "judge", "items", "clusters", "decided"),
)
_FOLLOWED = (
    *("schema.py", "columns.py", "ids.py"),
    *(f"corpus/{name}.py" for name in ("corpus", "linking", "findings", "grouping", "corrections", "overlay", "cells")),
    *(f"corpus/matching/{name}.py" for name in _MATCHING),
    *("corpus/macros.sql", "corpus/matching/weights.yml", "corpus/matching/rarity.csv", "corpus/topics.csv"),
)


def inputs(curated: Path) -> dict[str, str]:
    """Digests of what the corpus depends on beside the orders: SQL and rules of this program, analysts' decisions."""
    package = resources.files("warehouse")
    program = hashlib.sha256()
    for name in _FOLLOWED:
        program.update(package.joinpath(*name.split("/")).read_bytes())
    for folder in ("corpus/checks", "corpus/views"):
        for name, text in sql_files(folder):
            program.update(f"{name}\n{text}".encode())
    return {
        "program": program.hexdigest()[:16],
        "duckdb": duckdb.__version__,
        "reviews": sha256_of(curated / reviews.REVIEWS)[:16],
        "corrections": sha256_of(curated / reviews.CORRECTIONS)[:16],
    }


def build(curated: Path, new: Generation, base: Generation | None, rejected: Sequence[Row], folder: Path) -> int:
    """Write the corpus files and the database of a generation into a fresh folder; the database's size in bytes.

    Orders that `base` has in the same version come from its database, where that can be read; the others, or all,
    from their Parquet files. DamagedError, naming them, where files of these are lost or damaged; WarehouseError where
    the memory and the disk together do not suffice.
    """
    folder.mkdir(parents=True)
    database = folder / DATABASE
    if base is None or not base.number or not _built(curated, new, base, rejected, database):
        database.unlink(missing_ok=True)
        try:
            _build(curated, new, None, rejected, database)
        except duckdb.OutOfMemoryException as error:
            if is_full(error):
                raise
            raise WarehouseError(f"Собрать хранилище не хватило памяти: {str(error).splitlines()[0]}") from error
    return database.stat().st_size


def _opened(database: Path) -> duckdb.DuckDBPyConnection:
    """A database that is being built, bounded: what does not fit into memory goes to files beside its folder."""
    return duckdb.connect(database, config=bounded(_MEMORY, database.parent.with_name("spill")))


def _only_reviews(new: Generation, base: Generation) -> bool:
    changed = {name for name in new.inputs.keys() | base.inputs.keys() if new.inputs.get(name) != base.inputs.get(name)}
    return new.orders == base.orders and changed == {"reviews"}


def _review(curated: Path, base: Generation, folder: Path) -> None:
    """The corpus as it is, with what analysts decided now: nothing that they decide of findings changes another."""
    rows = _review_rows(curated)
    for name in (*(table.parquet_name for table in tables(Stage.CORPUS)), DATABASE):
        shutil.copy2(curated / base.folder / name, folder / name)
    with _opened(folder / DATABASE) as connection:
        findings.decide(connection, reviews.read_reviews(curated).values())
        connection.execute("DELETE FROM reviews")
        insert(connection, REVIEWS, rows, folder)
        for table in (FINDINGS, FINDING_PLACES, REVIEWS):
            _write_parquet(connection, table, folder)


def _review_rows(curated: Path) -> list[Row]:
    decided = reviews.read_reviews(curated).values()
    return [
        {"finding_id": one.finding_id, "status": one.status, "why": one.why, "made_by": one.by, "made_at": one.at}
        for one in decided
    ]


def _built(curated: Path, new: Generation, base: Generation, rejected: Sequence[Row], database: Path) -> bool:
    """Try to build upon the database before; False where that one is lost or damaged."""
    if not (curated / base.database).exists():
        return False
    try:
        if _only_reviews(new, base):
            _review(curated, base, database.parent)
        else:
            _build(curated, new, base, rejected, database)
    except (duckdb.Error, FileNotFoundError):
        # Whatever is wrong with the old database, the Parquet files are the truth; an error of ours comes again there.
        return False
    return True


def _build(curated: Path, new: Generation, base: Generation | None, rejected: Sequence[Row], database: Path) -> None:
    with _opened(database) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.begin()
        create_tables(connection)
        connection.commit()
        same = [order for order, entry in new.orders.items() if base and base.orders.get(order) == entry]
        copied = _copy_unchanged(connection, curated / base.database, same) if base else set()
        if base and copied and new.inputs.get("program") == base.inputs.get("program"):
            _copy_matches(connection, curated / base.database)
        read = {order: entry for order, entry in new.orders.items() if order not in copied}
        damage.refuse(damage.of_orders(curated, read))
        _read_orders(connection, [curated / entry.path for entry in read.values()])
        _link(connection, reviews.read_corrections(curated), database.parent)
        match_anew(connection)
        match(connection, database.parent)
        insert(connection, TOPICS, topics(), database.parent)
        insert(connection, REJECTED, rejected, database.parent)
        found = findings.run(connection)
        insert(connection, FINDINGS, found.findings, database.parent)
        insert(connection, FINDING_PLACES, found.places, database.parent)
        insert(connection, REVIEWS, _review_rows(curated), database.parent)
        findings.decide(connection, reviews.read_reviews(curated).values())
        for table in tables(Stage.CORPUS):
            _write_parquet(connection, table, database.parent)


def _write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    rows = connection.execute(f"FROM {table.name} ORDER BY ALL").to_arrow_table()
    pq.write_table(rows.cast(table.arrow), folder / table.parquet_name, compression="zstd")


def _link(connection: duckdb.DuckDBPyConnection, made: Sequence[Correction], folder: Path) -> None:
    """Link the orders and lay the analysts' corrections over them: values before, names after it."""
    replace = partial(_replace, connection, folder)
    applied = overlay.correct_values(connection, made, replace)
    linking.link(connection)
    applied += overlay.correct_names(connection, made, replace)
    linking.list_entities(connection)
    insert(connection, CORRECTIONS, applied, folder)


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty tables of schema.py with their descriptions, the macros and the views."""
    connection.execute("CREATE SCHEMA internal")
    for table in TABLES.values():
        _create(connection, table)
    connection.execute("CREATE TABLE internal.linked AS FROM responsibles LIMIT 0")
    connection.execute("CREATE TABLE internal.matched (order_id VARCHAR)")
    connection.execute("CREATE TABLE internal.within (item_id VARCHAR, other_item_id VARCHAR, score DOUBLE)")
    connection.execute(resources.files("warehouse").joinpath("corpus", "macros.sql").read_text(encoding="utf-8"))
    for _, sql in sql_files("corpus/views"):
        connection.execute(sql)


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(f'"{column.name}" {sql_type(column.type)}' for column in table.columns)
    described = [
        f'COMMENT ON COLUMN {table.name}."{column.name}" IS {literal(column.description)}' for column in table.columns
    ]
    comment = f"COMMENT ON TABLE {table.name} IS {literal(table.description)}"
    connection.execute(";".join((f"CREATE TABLE {table.name} ({columns})", comment, *described)))


def insert(connection: duckdb.DuckDBPyConnection, table: Table, rows: Sequence[Row], folder: Path) -> None:
    """Add rows to a table of the database by way of a Parquet file (registering Arrow tables would load pandas)."""
    path = folder / table.parquet_name
    pq.write_table(arrow_table(table, rows), path, compression="zstd")
    _read_parquet(connection, table, [path])


def _replace(connection: duckdb.DuckDBPyConnection, folder: Path, table: Table, rows: Sequence[Row]) -> None:
    """Put rows in the place of those with the same keys."""
    path = folder / "replaced" / table.parquet_name
    path.parent.mkdir(exist_ok=True)
    pq.write_table(arrow_table(table, rows), path)
    given = f"read_parquet({literal(str(path))})"
    connection.execute(
        f"DELETE FROM {table.name} WHERE ({', '.join(table.key)}) IN (FROM {given} SELECT {', '.join(table.key)})"
    )
    _read_parquet(connection, table, [path])
    path.unlink()
    path.parent.rmdir()


def _copy_unchanged(connection: duckdb.DuckDBPyConnection, database: Path, orders: Sequence[str]) -> set[str]:
    """Copy orders from the database before, but those that corrections were laid over there; which were copied."""
    connection.execute(f"ATTACH {literal(str(database))} AS old (READ_ONLY)")
    connection.execute(
        f"""CREATE TEMP TABLE unchanged AS
        SELECT unnest({literals(orders)}) AS order_id
        EXCEPT SELECT order_id FROM old.corrections"""
    )
    copied = {str(order_id) for (order_id,) in connection.execute("FROM unchanged").fetchall()}
    for table in tables(Stage.ORDER):
        rows = f"old.{table.name}"
        if table.name == "responsibles":
            rows = f"""(FROM {rows} ANTI JOIN old.internal.linked USING (item_id, ordinal)
                UNION ALL BY NAME FROM old.internal.linked)"""
        _insert(connection, table, f"{rows} SEMI JOIN unchanged USING (order_id)")
    connection.execute("DETACH old")
    connection.execute("DROP TABLE unchanged")
    return copied


def _copy_matches(connection: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Copy what was matched between the orders that were copied."""
    connection.execute(f"ATTACH {literal(str(database))} AS old (READ_ONLY)")
    connection.execute("INSERT INTO internal.matched SELECT order_id FROM orders")
    connection.execute(
        """INSERT INTO matches BY NAME FROM old.matches SEMI JOIN items USING (item_id)
        WHERE other_item_id IN (SELECT item_id FROM items)"""
    )
    connection.execute("INSERT INTO internal.within FROM old.internal.within SEMI JOIN items USING (item_id)")
    connection.execute("DETACH old")


def _read_orders(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    for table in tables(Stage.ORDER):
        _read_parquet(connection, table, [folder / table.parquet_name for folder in folders])


def _read_parquet(connection: duckdb.DuckDBPyConnection, table: Table, paths: Sequence[Path]) -> None:
    files = [str(path) for path in paths if path.exists()]
    if files:
        _insert(
            connection,
            table,
            f"read_parquet({literals(files)}, union_by_name = true, hive_partitioning = false)",
        )


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
    """Insert the columns that the schema has now; another version of the program may have written fewer or more."""
    names = literals([column.name for column in table.columns])
    connection.execute(
        f"INSERT INTO {table.name} BY NAME SELECT COLUMNS(lambda name: list_contains({names}, name)) FROM {rows}"
    )
