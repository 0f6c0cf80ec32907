"""The page of SQL: a query box that can only read, the tables beside it, results as table, chart and file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.resources import files
from typing import Any

from ingest import api
from ingest.outputs import tabular
from ingest.outputs.labels import ROWS
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.values import plural, shown
from ingest.pages import lists, live, warehouse
from ingest.pages.charts import bars, chart, name_of
from ingest.pages.desk import LONGEST_VALUE, Address, Desk, Request
from ingest.pages.listing import last_page
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


def hear(desk: Desk, request: Request) -> Desk:
    """The desk after a request: this page only goes from one state to another."""
    return replace(desk, address=Address.parsed(request.go)) if request.go is not None else desk


def asked(desk: Desk, statement: str) -> Desk:
    """The desk after a query: its address names the query, so that it can be sent; choices of another one are gone."""
    if statement == desk.address.get("sql"):
        return desk
    return replace(desk, address=Address().but(sql=statement if len(statement) < LONGEST_VALUE else ""))


def result_view(desk: Desk, answer: Answer) -> str:
    """The result under its query: the chart, and one page of the rows, or of those that a bar stands for."""
    if answer.problem:
        return block(live.state(desk), wrong(answer.problem))
    address = desk.address
    along, figure = chosen_axes(answer, address)
    only = address.get("only")
    rows = [row for row in answer.rows if name_of(row[along]) == only] if only and along else list(answer.rows)
    page = min(address.number("page"), last_page(len(rows), ROWS_AT_ONCE))
    back = (
        lists.link(f"{along}: {only} ×", address.but(only="", page=""), title="показать все строки") if only else None
    )
    return block(
        live.state(desk),
        _count(answer, len(rows)),
        lists.bar(tag("div", back, class_="chips")) if back else None,
        tag("div", table_view(answer, rows[(page - 1) * ROWS_AT_ONCE : page * ROWS_AT_ONCE]), class_="scroll"),
        lists.pager(address, page, len(rows), ROWS_AT_ONCE),
        _chart(answer, address, along, figure) if along else None,
    )


def _chart(answer: Answer, address: Address, along: str, figure: str) -> Markup:
    names, numbers = axes(answer)
    drawn = bars(answer.rows, along, figure)
    cut = f" по первым {plural(len(answer.rows), *ROWS)}" if answer.truncated else ""
    return joined(
        tag("h3", f"«{figure}» по «{along}»{cut}"),
        lists.bar(
            _axis("along", "По строкам", names, along, address),
            _axis("figure", "Складывается", numbers, figure, address),
        ),
        chart(drawn, address, f"{figure} по {along}"),
    )


def _axis(name: str, title: str, offered: Sequence[str], chosen: str, address: Address) -> Markup:
    options = [
        tag(
            "option",
            one,
            value=address.but(**{name: one, "only": "", "page": ""}).href,
            data_on="" if one == chosen else None,
        )
        for one in offered
    ]
    picker = tag("select", *options, data_go="", name=name, aria_label=title)
    return tag("label", tag("span", title, class_="soft"), picker, class_="choice")


def chosen_axes(answer: Answer, address: Address) -> tuple[str, str]:
    """(column of the names, column that is summed): those of the address where the result has them; ('', '') for no
    chart."""
    names, numbers = axes(answer)
    if not names:
        return "", ""
    along, figure = address.get("along"), address.get("figure")
    return along if along in names else names[0], figure if figure in numbers else numbers[0]


def table_view(answer: Answer, rows: Sequence[Record]) -> Markup:
    """Rows of the result."""
    numeric = set(answer.numeric)
    kinds = {name: "number" if name in numeric else None for name in answer.columns}
    head = [tag("th", name, class_=kinds[name]) for name in answer.columns]
    body = [tag("tr", *(tag("td", _cell(row[name]), class_=kinds[name]) for name in answer.columns)) for row in rows]
    return tag("table", tag("thead", tag("tr", *head)), tag("tbody", *body), class_="result")


def _count(answer: Answer, shown_rows: int) -> Markup:
    count = plural(shown_rows, *ROWS)
    cut = f" из первых {len(answer.rows)}: их больше, чем показывает страница" if answer.truncated else ""
    return tag("p", tag("span", f"{count}{cut}", class_="count"))


def _cell(value: object) -> str:
    text = shown(value)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + " …"


def axes(answer: Answer) -> tuple[list[str], list[str]]:
    """(columns for the names of bars, columns for their lengths); ([], []) where a chart makes no sense."""
    numeric = answer.numeric
    names = [name for name in answer.columns if name not in numeric] or list(answer.columns)
    return (names, list(numeric)) if numeric and answer.rows else ([], [])


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
