"""Runs the comparisons: every .sql file of compare/ is one question about several orders, a plain SELECT."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from warehouse.errors import WarehouseError
from warehouse.sql import Header, literals, sql_files

if TYPE_CHECKING:
    import duckdb

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is compared: orders, and at the same place in `units` what each is counted to (a region, itself).

    `asked` of all the orders are shown; the others tell what is usual. `least`: how many units make an activity
    common; `most`: how many responsibles of a kind are shown of a unit.
    """

    all_orders: tuple[str, ...]
    all_units: tuple[str, ...]
    asked: tuple[str, ...]
    topic: str | None = None
    literal: bool = False
    least: int = 2
    most: int = 50

    @property
    def units(self) -> tuple[str, ...]:
        """What each asked order is counted to."""
        by_order = dict(zip(self.all_orders, self.all_units, strict=True))
        return tuple(by_order[order_id] for order_id in self.asked)

    def value(self, parameter: str) -> object:
        """The value of a parameter of a comparison; lists for the sequences."""
        found = getattr(self, parameter)
        return list(found) if isinstance(found, tuple) else found


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison: Russian title, question and note; `columns` are those of its select with Russian headings.

    `matrix` names the column spread over a table's head, the column of its figures and, where a zero says something,
    the word for it; `rows` the columns that tell the table's rows apart. Both are () for a plain list. `hidden` columns
    are for programs only.
    """

    name: str
    sql: str
    title: str
    question: str
    note: str
    parameters: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    rows: tuple[str, ...] = ()
    matrix: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def parse(name: str, text: str) -> Comparison:
    """Read a comparison from its file; ValueError where its header lacks title, question or columns."""
    header = Header.of(text)
    columns = tuple(_heading(part) for part in header.one("columns").split(";") if part.strip())
    if not header.one("title") or not header.one("question") or not columns:
        raise ValueError(f"{name}: the header needs title, question and columns")
    return Comparison(
        name=name,
        sql=text,
        title=header.one("title"),
        question=header.one("question"),
        note=header.one("note"),
        parameters=header.names("parameters"),
        columns=columns,
        rows=header.names("rows"),
        matrix=header.names("matrix"),
        hidden=header.names("hidden"),
    )


def _heading(part: str) -> tuple[str, str]:
    name, _, heading = part.partition(":")
    return name.strip(), heading.strip()


@cache
def comparisons() -> dict[str, Comparison]:
    """All comparisons by name."""
    return {name: parse(name, text) for name, text in sql_files("reading/compare")}


def run(connection: duckdb.DuckDBPyConnection, comparison: Comparison, scope: Scope) -> list[Record]:
    """The rows of a comparison, one a figure; WarehouseError, naming the file, where its SQL is wrong."""
    with executed(connection, comparison, scope) as result:
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def rows_behind(
    connection: duckdb.DuckDBPyConnection,
    comparison: Comparison,
    scope: Scope,
    keys: Mapping[str, Sequence[str | None]],
) -> list[str]:
    """The item_ids of the rows that a figure counts, by figures/<name>.sql; [] where a comparison has no such file.

    `keys` are values, as text, of the columns that tell a figure from the others; columns that the file doesn't have
    are passed over. WarehouseError where its SQL is wrong.
    """
    text = dict(sql_files("reading/figures")).get(comparison.name)
    if text is None:
        return []
    used = {name: scope.value(name) for name in comparison.parameters if f"${name}" in text}
    columns = [column[0] for column in _selected(connection, f"FROM (\n{text}\n) LIMIT 0", used).description or ()]
    conditions = [_one_of(column, keys[name]) for name, column in _key_columns(columns) if name in keys]
    chosen = " AND ".join(["item_id IS NOT NULL", *conditions])
    rows = _selected(connection, f"SELECT DISTINCT item_id FROM (\n{text}\n) WHERE {chosen} ORDER BY item_id", used)
    return [item_id for (item_id,) in rows.fetchall()]


def _key_columns(columns: Sequence[str]) -> list[tuple[str, str]]:
    """(name of a key, column that has it): where a file has own_item_id, that is the item of the comparison's row."""
    return [(column.removeprefix("own_"), column) for column in columns if column != "item_id"]


def _one_of(column: str, values: Sequence[str | None]) -> str:
    told = literals([value for value in values if value is not None])
    absent = f' OR "{column}" IS NULL' if None in values else ""
    return f'("{column}"::VARCHAR IN (SELECT unnest({told})){absent})'


def _selected(
    connection: duckdb.DuckDBPyConnection, statement: str, values: Mapping[str, object]
) -> duckdb.DuckDBPyConnection:
    import duckdb

    try:
        return connection.cursor().execute(statement, dict(values))
    except duckdb.Error as error:
        raise WarehouseError(f"Строки сравнения не выбираются: {str(error).splitlines()[0]}") from error


def executed(connection: duckdb.DuckDBPyConnection, comparison: Comparison, scope: Scope) -> duckdb.DuckDBPyConnection:
    """A cursor with the result of a comparison, for `df()` and `to_arrow_table()`."""
    values = {name: scope.value(name) for name in comparison.parameters}
    import duckdb

    try:
        return connection.cursor().execute(comparison.sql, values)
    except duckdb.CatalogException as error:
        raise WarehouseError(
            "Хранилище собрано прежней версией программы: обновите его, dorkarta load ФАЙЛ…"
        ) from error
    except duckdb.Error as error:
        raise WarehouseError(f"Сравнение {comparison.name}.sql не выполняется: {str(error).splitlines()[0]}") from error
