"""The page of SQL: a query box that can only read, the tables beside it, results as table, chart and file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

from ingest import api
from ingest.outputs import tabular
from ingest.outputs.labels import ROWS
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.values import plural, shown
from ingest.pages import charts, warehouse
from ingest.pages.navigation import block, wrong
from ingest.questions import place
from warehouse.columns import sql_type
from warehouse.errors import WarehouseError
from warehouse.reading.queries import Limits
from warehouse.schema import TABLES
from warehouse.sql import sql_files

Record = Mapping[str, Any]
LIMITS = Limits(rows=20_000, seconds=30.0)
"""What a query on the page may take; the command `dorkarta sql` gives more rows."""
ROWS_AT_ONCE = 50
LONGEST_CELL = 400


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows, or `problem`, one Russian line."""

    columns: tuple[str, ...] = ()
    rows: tuple[Record, ...] = ()
    truncated: bool = False
    problem: str = ""

    @property
    def numeric(self) -> tuple[str, ...]:
        """Columns of numbers."""
        return tuple(name for name in self.columns if any(_is_number(row[name]) for row in self.rows[:ROWS_AT_ONCE]))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@cache
def examples() -> dict[str, str]:
    """Questions with their SQL, in the order of the files in examples/."""
    folder = files("ingest").joinpath("pages", "examples")
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir(), key=lambda file: file.name)]
    return {text.partition("\n")[0].removeprefix("-- "): text.partition("\n")[2].strip() for text in texts}


def run(statement: str) -> Answer:
    """Runs one SELECT in a process of its own, bounded in rows, time and memory."""
    try:
        result = api.run_sql(statement, place.curated(), LIMITS)
    except WarehouseError as error:
        return Answer(problem=str(error))
    names = tabular.distinct(result.columns)
    rows = tuple(dict(zip(names, row, strict=True)) for row in result.rows)
    return Answer(tuple(names), rows, result.truncated)


def table_view(answer: Answer, page: int) -> str:
    """One page of the result."""
    if answer.problem:
        return block(wrong(answer.problem))
    first = (page - 1) * ROWS_AT_ONCE
    numeric = set(answer.numeric)
    kinds = {name: "number" if name in numeric else None for name in answer.columns}
    head = [tag("th", name, class_=kinds[name]) for name in answer.columns]
    body = [
        tag("tr", *(tag("td", _cell(row[name]), class_=kinds[name]) for name in answer.columns))
        for row in answer.rows[first : first + ROWS_AT_ONCE]
    ]
    table = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *body), class_="result")
    return block(_count(answer), tag("div", table, class_="scroll"))


def _count(answer: Answer) -> Markup:
    count = plural(len(answer.rows), *ROWS)
    return tag("p", f"Показаны первые {count}." if answer.truncated else count, class_="soft")


def _cell(value: object) -> str:
    text = shown(value)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " …"


def axes(answer: Answer) -> tuple[list[str], list[str]]:
    """(columns for the names under the bars, columns for their heights); ([], []) where a chart makes no sense."""
    numeric = answer.numeric
    names = [name for name in answer.columns if name not in numeric] or list(answer.columns)
    return (names, list(numeric)) if numeric and answer.rows else ([], [])


def chart(answer: Answer, name: str, figure: str) -> Any:
    """Bars: one a row."""
    return charts.drawn(charts.bars(answer.rows, name, figure))


def downloads(answer: Answer) -> list[dict[str, Any]]:
    """Arguments of `mo.download` for the result."""
    if not answer.rows:
        return []
    return [
        {"data": partial(as_csv, answer), "filename": "запрос.csv", "mimetype": "text/csv", "label": "CSV"},
        {"data": partial(as_workbook, answer), "filename": "запрос.xlsx", "label": "Excel"},
    ]


def as_csv(answer: Answer) -> bytes:
    """The result as CSV that Excel reads: UTF-8 with a byte order mark."""
    return tabular.as_csv(answer.rows, answer.columns).encode("utf-8-sig")


def as_workbook(answer: Answer) -> bytes:
    """The result as a workbook of one sheet."""
    from ingest.outputs.sheets import Sheet, column_of
    from ingest.outputs.workbook import workbook

    columns = tuple(map(column_of, answer.columns))
    return workbook([Sheet("Запрос", columns, answer.rows)])


def schema_view() -> str:
    """Tables and views with their columns, each folded away; what they mean in Russian."""
    tables = [
        _table(table.name, table.description, [(c.name, sql_type(c.type), c.description) for c in table.columns])
        for table in TABLES.values()
    ]
    return block(tag("div", tag("h3", "Готовые выборки"), *_views(), tag("h3", "Таблицы"), *tables, class_="beside"))


def _views() -> Iterator[Markup]:
    described: dict[str, list[tuple[str, str, str]]] = {}
    for row in warehouse.rows("page_view_columns"):
        described.setdefault(row["table_name"], []).append((row["column_name"], row["data_type"], row["comment"] or ""))
    for name, text in sql_files("corpus/views"):
        if columns := described.get(name):
            yield _table(name, _first_comment(text), columns)


def _first_comment(text: str) -> str:
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)


def _table(name: str, description: str, columns: Sequence[tuple[str, str, str]]) -> Markup:
    rows = [
        tag("tr", tag("td", tag("code", column)), tag("td", meaning or kind, title=kind))
        for column, kind, meaning in columns
    ]
    summary = tag("summary", joined(tag("code", name), " ", tag("span", description, class_="soft")))
    return tag("details", summary, tag("table", tag("tbody", *rows)), class_="schema")
