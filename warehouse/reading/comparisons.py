"""Runs the comparisons: every .sql file of compare/ is one question about several orders, a plain SELECT."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb

from warehouse.errors import WarehouseError
from warehouse.sql import Header, sql_files

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


def executed(connection: duckdb.DuckDBPyConnection, comparison: Comparison, scope: Scope) -> duckdb.DuckDBPyConnection:
    """A cursor with the result of a comparison, for `df()` and `to_arrow_table()`."""
    values = {name: scope.value(name) for name in comparison.parameters}
    try:
        return connection.cursor().execute(comparison.sql, values)
    except duckdb.CatalogException as error:
        raise WarehouseError(
            "Хранилище собрано прежней версией программы: обновите его, dorkarta load ФАЙЛ…"
        ) from error
    except duckdb.Error as error:
        raise WarehouseError(f"Сравнение {comparison.name}.sql не выполняется: {str(error).splitlines()[0]}") from error
