"""The locked-down reader: SQL that can read the warehouse's tables and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

import duckdb

from warehouse import damage, generation
from warehouse.errors import DamagedError, QueryError, UnknownTableError, WarehouseError
from warehouse.machine import READER, SOUND
from warehouse.reading.queries import LIMITS, Limits, QueryResult
from warehouse.reading.statements import explained, one_select
from warehouse.sql import quoted
from warehouse.store.store import Store

_LOCKS = (SOUND, "SET enable_external_access = false", "SET lock_configuration = true")
_ZONED = "TIME ZONE"
_TRIES = 100
"""How often another generation may be committed before a reader opens the last one."""
_opening = threading.Lock()
BROKEN = (duckdb.IOException, duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException)
"""Errors of DuckDB that a damaged file gives; a query can give some of them, too."""


def connect(curated: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current generation; no SQL on it can touch a file or change a setting.

    A database that is lost or damaged is rebuilt first. WarehouseError where that can't be done.
    """
    store = Store(curated)
    if not store.generation.number:
        store.rebuild()
    for _ in range(_TRIES):
        number = store.generation.number
        try:
            return _open(store.database())
        except BROKEN:
            store.refresh()
        if store.generation.number == number:
            break
    try:
        return _open(store.database())
    except BROKEN:
        store.rebuild()
    return _open(store.database())


def _open(database: Path) -> duckdb.DuckDBPyConnection:
    with _opening:
        try:
            connection = duckdb.connect(database, read_only=True, config=READER)
        except duckdb.ConnectionException as error:
            raise WarehouseError(f"База {database} уже открыта в этой программе с другими настройками") from error
        # A second connection to the same file shares the settings of the first, which are locked already.
        locked = connection.execute("SELECT current_setting('lock_configuration')").fetchone()
        if locked != (True,):
            for statement in _LOCKS:
                connection.execute(statement)
        return connection


def blamed_on_damage(curated: Path, error: BaseException | None) -> DamagedError | None:
    """The error to tell instead of one of DuckDB, where the file of the database is no longer what was written."""
    if error is not None and not isinstance(error, duckdb.Error):
        return None
    try:
        found = list(damage.of_corpus(curated, generation.current(curated)))
    except DamagedError as worse:
        return worse
    return DamagedError(damage.told(found)) if found else None


def blamed_on_age(curated: Path, error: BaseException) -> WarehouseError | None:
    """The error to tell where another version of the program built the database, with other tables and columns."""
    if not isinstance(error, duckdb.CatalogException | duckdb.BinderException):
        return None
    from warehouse.corpus.corpus import inputs

    if generation.current(curated).inputs.get("program") == inputs(curated)["program"]:
        return None
    return WarehouseError("Хранилище собрано другой версией программы: прочтите приказы заново, dorkarta load ПАПКА")


def relation(connection: duckdb.DuckDBPyConnection, name: str) -> duckdb.DuckDBPyConnection:
    """A cursor over a whole table or view; UnknownTableError with the nearest names where there is none."""
    rows = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name"
    ).fetchall()
    names = [str(row[0]) for row in rows]
    if name not in names:
        near = get_close_matches(name, names, 3) or names
        raise UnknownTableError(f"Таблицы {name} нет; возможно, {', '.join(near)}")
    return connection.cursor().execute(f'FROM "{name}"')


def run_query(connection: duckdb.DuckDBPyConnection, sql: str, limits: Limits = LIMITS) -> QueryResult:
    """Run one SELECT; QueryError, one Russian line, for anything else, a mistake in it, or a limit passed."""
    statement = one_select(connection, sql, limits.characters)
    cursor = connection.cursor()
    try:
        with _interrupted_after(cursor, limits.seconds):
            result = cursor.execute(statement)
            columns = result.description or []
            if any(_ZONED in str(column[1]) for column in columns):
                result = cursor.execute(_without_zones(statement.query, columns))
            rows = result.fetchmany(limits.rows + 1)
    except duckdb.InterruptException as error:
        raise QueryError(f"Запрос прерван: он шёл дольше {limits.seconds:g} с") from error
    except duckdb.OutOfMemoryException as error:
        raise QueryError("Запросу не хватило памяти: сузьте его условиями или сгруппируйте строки") from error
    except duckdb.Error as error:
        raise QueryError(explained(error)) from error
    finally:
        cursor.close()
    return QueryResult(
        tuple(str(column[0]) for column in columns),
        tuple(str(column[1]) for column in columns),
        rows[: limits.rows],
        len(rows) > limits.rows,
    )


def _without_zones(sql: str, columns: Sequence[Sequence[object]]) -> str:
    """The query with times of a zone as text: as Python values they would need a library of zones."""
    names = [f"c{place}" for place in range(len(columns))]
    shown = [
        f"CAST({name} AS VARCHAR) AS {quoted(str(column[0]))}"
        if _ZONED in str(column[1])
        else f"{name} AS {quoted(str(column[0]))}"
        for name, column in zip(names, columns, strict=True)
    ]
    return f"SELECT {', '.join(shown)} FROM ({sql.strip().rstrip(';')}\n) AS asked({', '.join(names)})"


@contextmanager
def _interrupted_after(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
