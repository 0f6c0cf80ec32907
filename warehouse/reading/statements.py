"""Which SQL an analyst may run: one SELECT over the tables, and nothing that reaches beyond them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import duckdb

from warehouse.errors import QueryError
from warehouse.machine import READER_MEMORY, bounded
from warehouse.sql import literal, sql_files

_TABLE_FUNCTIONS = frozenset(
    (
        *("unnest", "range", "generate_series", "repeat", "json_each", "json_tree", "histogram", "histogram_values"),
        *("duckdb_columns", "duckdb_tables", "duckdb_views", "duckdb_functions", "duckdb_types", "pragma_table_info"),
    )
)
"""Everything else in FROM is refused by name: enable_logging(storage='file') ends the whole process."""
_REFUSED_FUNCTIONS = frozenset(
    (
        *("write_log", "json_serialize_plan", "json_execute_serialized_sql", "getenv"),
        *("current_setting", "getvariable", "pg_conf_load_time", "pg_postmaster_start_time", "pg_sleep"),
    )
)
_CATALOGUE = frozenset(
    ("tables", "columns", "views", "duckdb_tables", "duckdb_columns", "duckdb_views", "duckdb_types")
)
"""Views of DuckDB's own that say what the warehouse holds; the others tell settings and where its file lies."""
_SHOWN = frozenset(("", '"tables"', "__show_tables_expanded"))
"""SHOW TABLES, SHOW ALL TABLES, DESCRIBE; not SHOW DATABASES."""

_SELECT = duckdb.StatementType.SELECT
_NOT_SELECT = "Разрешено только чтение: запрос должен быть одним SELECT"
_RUSSIAN = (
    (r"Table with name (\S+) does not exist", "Нет таблицы {0}"),
    (r'Referenced table "(.+?)" not found', "Нет таблицы {0}"),
    (r'Referenced column "(.+?)" not found', "Нет столбца {0}"),
    (r'Table "(.+?)" does not have a column named "(.+?)"', "В таблице {0} нет столбца {1}"),
    (r'Ambiguous reference to column name "(.+?)"', "Столбец {0} есть в нескольких таблицах: укажите, из какой"),
    (r'column "(.+?)" must appear in the GROUP BY', "Столбец {0} нужно добавить в GROUP BY или взять any_value({0})"),
    (r'Function with name "?(\w+)"? does not exist', "Нет функции {0}"),
    (r"No function matches .* types '(.+?)'", "Функция не подходит к этим типам: {0}"),
    (r'syntax error at or near "(.+?)"', "Ошибка в записи запроса возле «{0}»"),
    (r"syntax error at end of input", "Запрос не закончен"),
    (r"unterminated (?:quoted string|string literal)", "Не закрыта кавычка"),
)
_SUGGESTED = re.compile(r"(?:Did you mean|Candidate bindings:+|Candidate tables:+)[\s:]*(.+?)\??$", re.MULTILINE)


def one_select(connection: duckdb.DuckDBPyConnection, sql: str, characters: int) -> duckdb.Statement:
    """The statement of a query, if it is one SELECT of allowed functions; QueryError, one Russian line, otherwise.

    `characters` bounds its length.
    """
    if len(sql) > characters:
        raise QueryError(f"Запрос длиннее {characters} знаков")
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError(explained(error)) from error
    if not statements:
        raise QueryError("Запрос пуст")
    if re.search(r"\bpivot\b", sql, re.IGNORECASE) and (len(statements) > 1 or statements[0].type != _SELECT):
        raise QueryError("В PIVOT перечислите столбцы: ON столбец IN (...)")
    if len(statements) > 1:
        raise QueryError("Нужен ровно один запрос")
    if statements[0].type != _SELECT or _is_pragma(sql):
        raise QueryError(_NOT_SELECT)
    for name in _refused(statements[0].query):
        raise QueryError(f"Функция {name} недоступна: запрос может читать только таблицы хранилища")
    return statements[0]


def _is_pragma(sql: str) -> bool:
    """Whether the first word is PRAGMA: some of these DuckDB turns into a SELECT by itself."""
    tokens = duckdb.tokenize(sql)
    return bool(tokens) and sql.encode()[tokens[0][0] :][:6].decode("utf-8", "replace").casefold() == "pragma"


def _refused(sql: str) -> Iterator[str]:
    """Functions in a query that are not for analysts, by DuckDB's own syntax tree of it."""
    row = _parser().cursor().execute(f"SELECT json_serialize_sql({literal(sql)})").fetchone()
    tree = json.loads(row[0]) if row else {"error": True}
    if tree["error"]:
        raise QueryError(_NOT_SELECT)
    for name in _tables(tree):
        if name in _system_views() - _CATALOGUE:
            raise QueryError(f"Таблица {name} недоступна: запрос может читать только таблицы хранилища")
    for kind, name in _functions(tree, ""):
        if name in _REFUSED_FUNCTIONS or (kind == "TABLE_FUNCTION" and name not in _TABLE_FUNCTIONS | _own_macros()):
            yield name


@cache
def _own_macros() -> frozenset[str]:
    """The table macros of views/: selections over the tables with parameters."""
    texts = (sql for _, sql in sql_files("corpus/views"))
    return frozenset(name for sql in texts for name in re.findall(r"CREATE MACRO (\w+)\(", sql))


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """A database without tables: a query is taken apart in it, never run."""
    return duckdb.connect(config={"threads": 1, **bounded(READER_MEMORY, None)})


@cache
def _system_views() -> frozenset[str]:
    """DuckDB's own views and tables, whatever schema they stand in; a WITH can't take the name of one."""
    views = "SELECT view_name FROM duckdb_views() WHERE internal"
    rows = _parser().cursor().execute(f"{views} UNION SELECT table_name FROM duckdb_tables() WHERE internal")
    return frozenset(str(name).casefold() for (name,) in rows.fetchall())


def _tables(node: object) -> Iterator[str]:
    """Names in lower case of all tables and views in a syntax tree, those of SHOW too."""
    if isinstance(node, dict):
        name = str(node.get("table_name", "")).casefold()
        if node.get("type") == "BASE_TABLE":
            yield name
        elif node.get("type") == "SHOW_REF" and name not in _SHOWN:
            raise QueryError(_NOT_SELECT)
        for child in node.values():
            yield from _tables(child)
    elif isinstance(node, list):
        for child in node:
            yield from _tables(child)


def _functions(node: object, kind: str) -> Iterator[tuple[str, str]]:
    """(type of the node around it, name in lower case) of every function call in a syntax tree."""
    if isinstance(node, dict):
        if "function_name" in node:
            yield kind, str(node["function_name"]).casefold()
        for name, child in node.items():
            yield from _functions(child, str(node.get("type", "")) if name == "function" else "")
    elif isinstance(node, list):
        for child in node:
            yield from _functions(child, "")


def explained(error: duckdb.Error) -> str:
    """DuckDB's message as one Russian line, with the name it suggests; what has no translation stays English."""
    message = str(error).strip()
    suggested = _SUGGESTED.search(message)
    hint = f"; возможно, {suggested[1]}" if suggested else ""
    for pattern, russian in _RUSSIAN:
        if found := re.search(pattern, message):
            return russian.format(*found.groups()) + hint
    first = re.sub(r"^[A-Za-z ]+ Error: ", "", message.splitlines()[0])
    return f"Запрос не выполнен: {first}"
