"""The locked-down reader: what an analyst's SQL may do, and that nothing else gets through."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.support.warehouse_samples import few_checks, records, source, stamps
from warehouse.errors import QueryError
from warehouse.reading import reader
from warehouse.reading.queries import Limits
from warehouse.reading.reader import connect, run_query
from warehouse.store.store import Store


@pytest.fixture(autouse=True, scope="module")
def quick_commits() -> Iterator[None]:
    with few_checks():
        yield


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    with Store(folder / "curated").writer() as batch:
        batch.put(records(), source(folder))
        batch.commit()
    return folder / "curated"


@pytest.fixture
def connection(curated: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(curated) as opened:
        yield opened


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM items",
        "select activity from activities where effective_start >= date '2024-11-01' order by seq;",
        "FROM items LIMIT 2",
        "WITH a AS (SELECT 1 AS x) SELECT * FROM a -- a remark",
        "/* a remark */ SELECT 'a;b'",
        "DESCRIBE items",
        "SHOW TABLES",
        "SUMMARIZE items",
        "VALUES (1), (2)",
        "FROM (PIVOT items ON number IN ('1.1.') USING count(*) GROUP BY order_id)",
        "SELECT flag FROM periods, unnest(flags) AS u(flag)",
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'items'",
        "SELECT * FROM range(3) AS months",
        "SELECT table_name FROM information_schema.tables",
        "FROM duckdb_views",
        "SHOW ALL TABLES",
        "WITH settings AS (SELECT 1 AS x) FROM settings",
    ],
)
def test_reading_is_allowed(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    assert run_query(connection, sql).columns


CHANGES = [
    "INSERT INTO items SELECT * FROM items",
    "UPDATE items SET activity = ''",
    "DELETE FROM items",
    "TRUNCATE items",
    "DROP TABLE items",
    "ALTER TABLE items ADD COLUMN x INT",
    "CREATE TABLE t (i INT)",
    "CREATE TEMP TABLE t (i INT)",
    "CREATE VIEW v AS SELECT 1",
    "CREATE MACRO f() AS 1",
    "COMMENT ON TABLE items IS 'x'",
    "MERGE INTO items USING items AS i ON true WHEN MATCHED THEN DELETE",
    "WITH x AS (INSERT INTO items SELECT * FROM items RETURNING *) SELECT * FROM x",
    "SELECT 1; DROP TABLE items",
    "SELECT 1; SELECT 2",
    "BEGIN",
    "CHECKPOINT",
    "VACUUM",
    "EXPLAIN ANALYZE DELETE FROM items",
]
FILES = [
    "COPY items TO '{out}'",
    "COPY (SELECT 1) TO '{out}' (FORMAT parquet)",
    "COPY items FROM '{secret}'",
    "COPY FROM DATABASE warehouse TO memory",
    "EXPLAIN ANALYZE COPY items TO '{out}'",
    "EXPORT DATABASE '{out}'",
    "IMPORT DATABASE '{folder}'",
    "ATTACH '{out}' AS other",
    "ATTACH ':memory:' AS other",
    "DETACH warehouse",
    "USE memory",
    "SELECT * FROM '{secret}'",
    'SELECT * FROM "{secret}"',
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_csv_auto('/etc/passwd')",
    "SELECT * FROM sniff_csv('{secret}')",
    "SELECT * FROM read_json('{secret}')",
    "SELECT * FROM read_parquet('{folder}/*.parquet')",
    "SELECT * FROM parquet_metadata('{secret}')",
    "SELECT * FROM read_duckdb('{secret}')",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT (SELECT content FROM read_text('{secret}'))",
    "SELECT * FROM items, LATERAL (SELECT * FROM read_text('{secret}'))",
    "SELECT * FROM system.main.read_text('{secret}')",
    "SELECT * FROM query('SELECT * FROM read_text(''{secret}'')')",
    "SELECT * FROM query_table(['{secret}'])",
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT * FROM read_text(''{secret}'')'))",
    "SELECT json_serialize_plan('SELECT * FROM read_text(''{secret}'')')",
    "SELECT * FROM enable_logging(storage = 'file', storage_path = '{out}')",
    "CALL enable_logging(storage = 'file', storage_path = '{out}')",
    "SELECT * FROM enable_profiling(save_location = '{out}')",
    "SELECT write_log('x')",
    "SELECT * FROM arrow_scan(1, 2, 3)",
    "SELECT * FROM pandas_scan(1)",
    "SELECT * FROM curated",
]
SETTINGS = [
    "INSTALL httpfs",
    "LOAD httpfs",
    "FORCE INSTALL '{secret}'",
    "PRAGMA enable_external_access",
    "PRAGMA database_list",
    "PRAGMA enable_profiling",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET memory_limit = '1TB'",
    "SET temp_directory = '{folder}'",
    "SET VARIABLE x = 1",
    "RESET memory_limit",
    "CREATE SECRET s (TYPE http, BEARER_TOKEN 'x')",
    "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM which_secret('http://x', 'http')",
    "SELECT getenv('HOME')",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "CALL pragma_version()",
    "SELECT * FROM disable_logging()",
    "SELECT * FROM checkpoint()",
    "SELECT * FROM force_checkpoint()",
    "FROM duckdb_databases",
    "FROM DuckDB_Databases",
    "FROM system.main.duckdb_databases",
    'FROM "system"."main"."duckdb_databases"',
    "WITH duckdb_databases AS (FROM duckdb_databases) FROM duckdb_databases",
    "SELECT 1 WHERE EXISTS (FROM duckdb_databases)",
    "SELECT (SELECT any_value(path) FROM duckdb_databases)",
    "FROM (PIVOT duckdb_databases ON internal IN (true) USING count(*))",
    "SUMMARIZE duckdb_databases",
    "DESCRIBE duckdb_databases",
    "SHOW DATABASES",
    "FROM (SHOW DATABASES)",
    "FROM pragma_database_list",
    "FROM duckdb_settings",
    "FROM duckdb_settings()",
    "FROM pg_settings",
    "FROM pg_catalog.pg_settings",
    "FROM pg_database",
    "FROM sqlite_master",
    "FROM information_schema.schemata",
    "FROM duckdb_logs",
    "SELECT current_setting('temp_directory')",
    "SELECT getvariable('x')",
]
MISTAKES = [
    "",
    ";",
    "--",
    "SELECT",
    "SELECT 'a",
    "SELEC 1",
    "SELECT nothing FROM items",
    "FROM nowhere",
    "\x00SELECT 1",
]


@pytest.mark.parametrize("sql", CHANGES + FILES + SETTINGS + MISTAKES)
def test_nothing_else_gets_through(
    connection: duckdb.DuckDBPyConnection, curated: Path, tmp_path: Path, sql: str
) -> None:
    (tmp_path / "secret.csv").write_text("id,word\n1,swordfish\n", encoding="utf-8")
    before = stamps(curated), stamps(tmp_path)
    names = {"folder": tmp_path, "secret": tmp_path / "secret.csv", "out": tmp_path / "out"}
    for name, path in names.items():
        sql = sql.replace(f"{{{name}}}", path.as_posix())
    with pytest.raises(QueryError) as caught:
        run_query(connection, sql)
    assert "\n" not in str(caught.value)
    assert "swordfish" not in str(caught.value)
    assert (stamps(curated), stamps(tmp_path)) == before


ENDS_THE_PROCESS = "enable_logging"
"""What DuckDB 1.5 answers by ending the process when its configuration refuses it: run_query refuses it first."""


@pytest.mark.parametrize(
    "sql",
    [
        sql
        for sql in CHANGES + FILES + SETTINGS
        if ENDS_THE_PROCESS not in sql and ("{" in sql or "SELECT 1;" not in sql)
    ],
)
def test_the_connection_itself_is_locked(
    connection: duckdb.DuckDBPyConnection, curated: Path, tmp_path: Path, sql: str
) -> None:
    """Even past run_query no file is read or written; what DuckDB allows in memory touches none."""
    (tmp_path / "secret.csv").write_text("id,word\n1,swordfish\n", encoding="utf-8")
    before = stamps(curated), stamps(tmp_path)
    names = {"folder": tmp_path, "secret": tmp_path / "secret.csv", "out": tmp_path / "out"}
    for name, path in names.items():
        sql = sql.replace(f"{{{name}}}", path.as_posix())
    try:
        found = connection.execute(sql).fetchall()
    except (duckdb.Error, RuntimeError):
        found = []
    assert "swordfish" not in repr(found)
    assert (stamps(curated), stamps(tmp_path)) == before


def test_every_table_function_is_refused_or_known(connection: duckdb.DuckDBPyConnection) -> None:
    """A DuckDB with new functions that read files does not open a way: functions are allowed by name.

    The warehouse's own macros are selections over its tables.
    """
    names = connection.execute(
        """SELECT DISTINCT function_name FROM duckdb_functions()
        WHERE internal AND function_type IN ('table', 'table_macro')"""
    ).fetchall()
    let_through = set()
    for (name,) in names:
        try:
            run_query(connection, f"SELECT * FROM {name}('/etc/passwd')")
        except QueryError as error:
            if "недоступна" in str(error):
                continue
        let_through.add(name)
    assert let_through <= {
        *("unnest", "range", "generate_series", "repeat", "json_each", "json_tree", "histogram", "histogram_values"),
        *("duckdb_columns", "duckdb_tables", "duckdb_views", "duckdb_functions", "duckdb_types", "pragma_table_info"),
        *("show",),  # no name in FROM, but a word of the language
    }


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT activty FROM items", 'Нет столбца activty; возможно, "activity"'),
        ("FROM itemz", 'Нет таблицы itemz; возможно, "items"'),
        ("SELECT activity, count(*) FROM items", "Столбец activity нужно добавить в GROUP BY"),
        ("SELEC 1", "Ошибка в записи запроса возле «SELEC»"),
        ("SELECT 'a", "Не закрыта кавычка"),
        ("DROP TABLE items", "Разрешено только чтение"),
        ("SELECT 1; SELECT 2", "Нужен ровно один запрос"),
        ("PIVOT items ON number USING count(*)", "В PIVOT перечислите столбцы"),
        ("SELECT * FROM read_text('x')", "Функция read_text недоступна"),
        ("", "Запрос пуст"),
        pytest.param("SELECT " + "1," * 60_000 + "1", "Запрос длиннее", id="long"),
    ],
)
def test_mistakes_are_told_in_russian(connection: duckdb.DuckDBPyConnection, sql: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(connection, sql)
    assert message in str(caught.value)


def test_rows_are_limited(connection: duckdb.DuckDBPyConnection) -> None:
    result = run_query(connection, "SELECT * FROM range(1000000000000)", Limits(rows=5))
    assert len(result.rows) == 5
    assert result.truncated


def test_time_is_limited(connection: duckdb.DuckDBPyConnection) -> None:
    endless = "SELECT count(*) FROM range(1000000000) AS a, range(1000000000) AS b WHERE a.range + b.range = 3"
    with pytest.raises(QueryError, match="дольше"):
        run_query(connection, endless, Limits(seconds=0.2))
    assert run_query(connection, "SELECT 1").rows == [(1,)]


def test_memory_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reader.READER, "memory_limit", "100MB")
    with connect(tmp_path / "curated") as connection:
        before = stamps(tmp_path)
        with pytest.raises(QueryError, match="памяти"):
            run_query(connection, "SELECT list(a.range) FROM range(1000000000) AS a")
        assert stamps(tmp_path) == before


def test_an_empty_warehouse_has_its_tables(tmp_path: Path) -> None:
    with connect(tmp_path / "curated") as connection:
        assert run_query(connection, "SELECT count(*) FROM activities").rows == [(0,)]


@pytest.mark.parametrize("damage", ["missing", "cut", "empty", "garbage of the same length", "no generation.json"])
def test_a_lost_database_is_rebuilt_from_parquet(tmp_path: Path, damage: str) -> None:
    curated = tmp_path / "curated"
    with Store(curated).writer() as batch:
        batch.put(records(), source(tmp_path))
        batch.commit()
    database = Store(curated).database()
    content = database.read_bytes()
    match damage:
        case "missing":
            database.unlink()
        case "no generation.json":
            (curated / "generation.json").unlink()
        case _:
            broken = {"cut": content[:5000], "empty": b"", "garbage of the same length": b"\xa5" * len(content)}
            database.write_bytes(broken[damage])
    with connect(curated) as connection:
        assert run_query(connection, "SELECT count(*) FROM items").rows == [(4,)]


def test_a_reader_keeps_its_generation_while_another_is_written(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    for number in ("1", "2", "3"):
        with Store(curated).writer() as batch:
            batch.put(records(number), source(tmp_path))
            batch.commit()
        if number == "1":
            first = connect(curated)
    with first, connect(curated) as last:
        assert run_query(first, "SELECT count(*) FROM orders").rows == [(1,)]
        assert run_query(last, "SELECT count(*) FROM orders").rows == [(3,)]


def test_readers_see_whole_generations_during_writes(tmp_path: Path) -> None:
    """Every order of the samples has four items: a reader must never see another proportion."""
    curated = tmp_path / "curated"
    Store(curated).rebuild()
    stop = threading.Event()
    seen: list[tuple[object, ...]] = []

    def read() -> None:
        while not stop.is_set():
            with connect(curated) as connection:
                seen.extend(run_query(connection, "SELECT (FROM orders SELECT count(*)), count(*) FROM items").rows)

    thread = threading.Thread(target=read)
    thread.start()
    for number in range(4):
        with Store(curated).writer() as batch:
            batch.put(records(str(number)), source(tmp_path))
            batch.commit()
    stop.set()
    thread.join()
    assert seen
    assert all(items == 4 * orders for orders, items in seen)  # type: ignore[operator]
