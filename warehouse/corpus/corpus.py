"""All orders together: the database of a generation from Parquet files, what links orders, and what the checks find."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib import resources
from pathlib import Path

import duckdb

from warehouse import damage
from warehouse.columns import Stage, sql_type
from warehouse.corpus import copies, findings, linking, overlay, parts, reviews, rows
from warehouse.corpus.changes import MATCHING, exchange
from warehouse.corpus.database import create_tables, insert, insert_known, opened, read_parquet, replace
from warehouse.corpus.matching.match import match
from warehouse.corpus.parts import Staged
from warehouse.corpus.reviews import Correction
from warehouse.corpus.topics import topics
from warehouse.corpus.update import changed_orders, update
from warehouse.errors import DamagedError, WarehouseError
from warehouse.files import is_full, remove_file, sha256_of
from warehouse.generation import DATABASE, Generation
from warehouse.manifest import Manifest
from warehouse.records import Row
from warehouse.schema import CLUSTERS, CORRECTIONS, FINDING_PLACES, FINDINGS, REJECTED, REVIEWS, TOPICS, tables
from warehouse.sql import literal, literals, sql_files

__all__ = ["Built", "build", "create_tables", "inputs", "insert"]
_FEW, _PART = 50, 0.1
"""So many changed orders, or this share of all, are worked out by themselves; of more, all are built anew."""
_BLOATED = 1.5
"""A database so many times as large as when it was built is built anew: what rows leave behind is never given back."""
_AT_ONCE = 500
"""Orders whose findings are put together in one go."""
_SMALL = 64 * 2**20
"""Bytes of a database that is never called large."""
_MATCHING = (
    *("match", "profiles", "rarity", "candidates", "nearest", "features", "judge", "items", "clusters", "decided"),
    *("said", "alike", "pairing", "sky", "stars"),
)
_FOLLOWED = (
    *("schema.py", "columns.py", "ids.py"),
    *(f"corpus/{name}.py" for name in ("corpus", "linking", "findings", "grouping", "corrections", "overlay", "cells")),
    *(f"corpus/{name}.py" for name in ("database", "changes", "update", "linked", "partners", "rows", "parts")),
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


@dataclass(frozen=True, slots=True)
class Built:
    """A generation that is staged: the size of its database, the stamps of all files of the corpus tables, the new ones
    of these."""

    database_bytes: int
    corpus: Manifest
    staged: Staged


def build(
    curated: Path,
    new: Generation,
    base: Generation | None,
    rejected: Sequence[Row],
    folder: Path,
    note: Callable[[Iterable[str]], None],
) -> Built:
    """Write the corpus files and the database of a generation into a fresh folder.

    `new.corpus` are the files of the corpus tables that were published before. Upon `base`, where its database can
    be read: of few orders only what changed is worked out, of many all is built anew, orders that did not change
    from its rows; else from the Parquet files alone. `note` is told which files will stand beside the folder, in
    `parts`. DamagedError, naming them, where files of orders are lost or damaged; WarehouseError where the memory
    and the disk together do not suffice.
    """
    folder.mkdir(parents=True)
    staging = _Staging(curated, new, rejected, folder, note)
    if base and base.number and (curated / base.database).exists():
        try:
            return staging.changed(base) if _is_small(new, base) else staging.anew(base)
        except (duckdb.Error, FileNotFoundError):
            # Whatever is wrong with the old database, the Parquet files are the truth; our own error comes again there.
            staging.clear()
    try:
        return staging.anew(None)
    except duckdb.OutOfMemoryException as error:
        if is_full(error):
            raise
        raise WarehouseError(f"Собрать хранилище не хватило памяти: {str(error).splitlines()[0]}") from error


def _is_small(new: Generation, base: Generation) -> bool:
    """Whether so little changed that the rest stays: as many orders, built by the same program."""
    same = all(new.inputs.get(name) == base.inputs.get(name) for name in ("program", "duckdb"))
    return same and len(changed_orders(new, base)) <= max(_FEW, _PART * len(base.orders))


@dataclass(frozen=True)
class _Staging:
    """A generation in the making."""

    curated: Path
    new: Generation
    rejected: Sequence[Row]
    folder: Path
    note: Callable[[Iterable[str]], None]

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def clear(self) -> None:
        """Begin again."""
        for path in self.folder.iterdir():
            remove_file(path)

    def changed(self, base: Generation) -> Built:
        """What differs from the generation before, laid over its database; all anew where that has grown too large."""
        copies.bring(self.curated, base, self.database)
        with opened(self.database) as connection:
            (built_bytes,) = connection.execute("SELECT built_bytes FROM internal.state").fetchall()[0]
            if self.database.stat().st_size <= max(_SMALL, _BLOATED * built_bytes):
                changed = changed_orders(self.new, base)
                connection.execute("CHECKPOINT")
                some = update(connection, self.curated, self.new, changed, self.rejected, self.folder)
                return self._built(connection, some, base.corpus)
        self.clear()
        return self.anew(base)

    def anew(self, base: Generation | None) -> Built:
        """The whole database; orders that `base` has in the same version come from its database."""
        with opened(self.database) as connection:
            _build(connection, self.curated, self.new, base, self.rejected, self.folder)
            connection.execute("CHECKPOINT")
            size = self.database.stat().st_size
            connection.execute(f"INSERT INTO internal.state VALUES ({self.new.number}, {size})")
            return self._built(connection, parts.all_parts(connection), {})

    def _built(self, connection: duckdb.DuckDBPyConnection, some: dict[str, set[str]], before: Manifest) -> Built:
        beside = self.folder.with_name("parts")
        stamps, staged = parts.written(connection, some, before, self.new.number, beside, self.note)
        connection.close()
        return Built(self.database.stat().st_size, stamps, staged)


def _build(
    connection: duckdb.DuckDBPyConnection,
    curated: Path,
    new: Generation,
    base: Generation | None,
    rejected: Sequence[Row],
    folder: Path,
) -> None:
    connection.begin()
    create_tables(connection, matched=True)
    connection.commit()
    changed = changed_orders(new, base) if base else set(new.orders)
    same = [order for order in new.orders if order not in changed]
    copied = _copy_unchanged(connection, curated / base.database, same) if base else set()
    known: set[str] = set()
    if base and copied and new.inputs.get("program") == base.inputs.get("program"):
        known = _copy_matches(connection, curated / base.database)
    read = {order: new.orders[order] for order in new.orders if order not in copied}
    damage.refuse(damage.of_orders(curated, read))
    for table in tables(Stage.ORDER):
        read_parquet(connection, table, [curated / entry.path / table.parquet_name for entry in read.values()])
    made = reviews.read_corrections(curated)
    _link(connection, made, folder)
    about = {rows.order_of(one) for one in made}
    _read_published(connection, curated, new)
    match(connection, folder, (known | new.orders.keys()) - (copied - about), partial(exchange, connection))
    _check(connection, sorted(new.orders), folder)
    for table, some in (
        (TOPICS, topics()),
        (REJECTED, rejected),
        (REVIEWS, rows.of_reviews(curated)),
        (rows.MADE, [asdict(one) for one in made]),
    ):
        insert(connection, table, some, folder)
    findings.decide(connection, reviews.read_reviews(curated).values())


def _check(connection: duckdb.DuckDBPyConnection, orders: Sequence[str], folder: Path) -> None:
    """Fill internal.told, `findings` and `finding_places`: check by check, then some orders after others."""
    for check in findings.checks():
        insert(connection, rows.TOLD, findings.told(connection, [check]), folder)
    for first in range(0, len(orders), _AT_ONCE):
        some = rows.of_orders("internal.told", orders[first : first + _AT_ONCE])
        told = connection.execute(f"SELECT * {some} ORDER BY rowid").to_arrow_table().to_pylist()
        found = findings.settled(connection, told)
        insert(connection, FINDINGS, found.findings, folder)
        insert(connection, FINDING_PLACES, found.places, folder)


def _link(connection: duckdb.DuckDBPyConnection, made: Sequence[Correction], folder: Path) -> None:
    """Link the orders and lay the analysts' corrections over them: values before, names after it."""
    put = partial(replace, connection, folder)
    applied = overlay.correct_values(connection, made, put)
    linking.link(connection)
    applied += overlay.correct_names(connection, made, put)
    linking.list_entities(connection)
    insert(connection, CORRECTIONS, applied, folder)


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
        found = f"old.{table.name}"
        if table.name == "responsibles":
            found = f"""(FROM {found} ANTI JOIN old.internal.linked USING (item_id, ordinal)
                UNION ALL BY NAME FROM old.internal.linked)"""
        insert_known(connection, table, f"{found} SEMI JOIN unchanged USING (order_id)")
    connection.execute("DETACH old")
    connection.execute("DROP TABLE unchanged")
    return copied


def _read_published(connection: duckdb.DuckDBPyConnection, curated: Path, new: Generation) -> None:
    """Tell matching the canonical activities that were published, so that their ids stay; where the files are lost or
    damaged, ids are new."""
    columns = ", ".join(f"{column.name} {sql_type(column.type)}" for column in CLUSTERS.columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE published ({columns})")
    files = [curated / path for path in new.corpus if parts.table_of(path) == CLUSTERS.name]
    try:
        read_parquet(connection, dataclasses.replace(CLUSTERS, name="published"), files)
    except (duckdb.Error, DamagedError):
        connection.execute("DELETE FROM published")


def _copy_matches(connection: duckdb.DuckDBPyConnection, database: Path) -> set[str]:
    """Copy what was matched; between which orders."""
    connection.execute(f"ATTACH {literal(str(database))} AS old (READ_ONLY)")
    for table in MATCHING:
        connection.execute(f"INSERT INTO {table} BY NAME FROM old.{table}")
    connection.execute("DETACH old")
    return rows.texts(connection, "SELECT DISTINCT order_id FROM internal.said")
