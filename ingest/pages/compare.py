"""The page of comparisons: regions and orders beside one another, each chart with its SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ingest.outputs import comparison
from ingest.outputs.labels import LEVELS, ROWS
from ingest.outputs.listing import Listing, as_workbook, table
from ingest.outputs.markup import tag
from ingest.outputs.sheets import Column
from ingest.outputs.values import plural
from ingest.pages import charts, warehouse
from ingest.pages.listing import options
from ingest.pages.navigation import block
from ingest.questions import compare
from ingest.questions.scope import Filters
from warehouse.errors import WarehouseError
from warehouse.reading.comparisons import Comparison, Scope, comparisons
from warehouse.sql import literal, literals
from warehouse.topics import topic_titles

DIFFERENCE = "difference"
ROWS_AT_ONCE = 100
LONGEST_SQL = 50_000
"""Characters that can be copied and run on the page of SQL."""
_OPTIONS = {"--year": "поле «Учебный год»", "--level": "поле «Уровень»", "--by order": "поле «Приказы»"}
_LABELS = ("unit", "topic", "label", "order_id", "other_order_id", "activity", "kind", "responsible")
"""Columns that name a row of a matrix."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a comparison gave, and its SQL ready to run; `problem`, one Russian line, where it gave nothing."""

    listing: Listing | None = None
    cells: tuple[tuple[str, str, float], ...] = ()
    columns: tuple[str, ...] = ()
    figure: str = ""
    sql: str = ""
    problem: str = ""


def kinds() -> dict[str, str]:
    """What can be compared, the Russian title -> name."""
    order = ("calendar", "topics", "coverage", "lead_time")
    known = sorted(comparisons().values(), key=lambda one: (*(one.name != name for name in order), one.title))
    return {**{one.title: one.name for one in known}, "Два приказа построчно": DIFFERENCE}


def regions() -> dict[str, str]:
    """Regions that have orders."""
    offered = options(warehouse.rows("page_regions"), "")
    return {name: value for name, value in offered.items() if value}


def orders() -> dict[str, str]:
    """Orders to name one by one."""
    offered = options(warehouse.rows("page_order_choice", [""]), "")
    return {name: value for name, value in offered.items() if value}


def years() -> dict[str, str]:
    """Academic years, for a filter."""
    return options(warehouse.rows("page_years"), "все годы")


def levels() -> dict[str, str]:
    """Levels of orders, for a filter."""
    return {"все уровни": "", **{LEVELS[code]: code for code in ("regional", "municipal")}}


def topics() -> dict[str, str]:
    """Topics of activities, for a filter."""
    return {"все темы": "", **{name: code for code, name in topic_titles().items()}}


def run(kind: str, places: Sequence[str], year: str, level: str, topic: str) -> Result:
    """Runs a comparison over the places named (regions' codes, order_ids), or over all."""
    try:
        if kind == DIFFERENCE:
            return _difference(places)
        found = compare.compare(warehouse.connection(), kind, places, Filters(year, level, topic))
    except WarehouseError as error:
        return Result(problem=str(error))
    of = found.comparison
    sql = ready(of, found.scope)
    notes = tuple(_without_options(note) for note in found.notes)
    if len(sql) > LONGEST_SQL:
        sql, notes = "", (*notes, "Приказов так много, что SQL не показан: выберите регионы или учебный год.")
    listing = comparison.listing(of, found.rows, notes)
    figure = dict(of.columns)[of.matrix[1]] if of.matrix else ""
    columns = tuple(column.heading for column in _spread(of, listing))
    return Result(listing, tuple(cells(of, listing)), columns, figure, sql)


def _without_options(note: str) -> str:
    """A note that names options of the command, in words of the page."""
    for option, words in _OPTIONS.items():
        note = note.replace(option, words)
    return note


def _difference(places: Sequence[str]) -> Result:
    from ingest.outputs.changes import as_html, difference_listing
    from ingest.questions.difference import difference

    if len(places) != 2:
        return Result(problem="Построчно сравниваются два приказа: выберите их в поле «Приказы».")
    found = difference(warehouse.connection(), places[0], places[1])
    return Result(difference_listing(found, places[0], places[1], as_html))


def cells(of: Comparison, listing: Listing) -> Iterator[tuple[str, str, float]]:
    """The figures of a matrix as (row, column, figure); none of a plain list."""
    spread = _spread(of, listing)
    naming = [column.name for column in listing.columns if column.name in _LABELS]
    for record in listing.records:
        name = " · ".join(str(record[column]) for column in naming if record[column])
        for column in spread:
            value = record.get(column.name)
            if isinstance(value, int | float):
                yield name, column.heading, float(value)


def _spread(of: Comparison, listing: Listing) -> list[Column]:
    """The columns of a matrix that hold its figures."""
    return [column for column in listing.columns if of.matrix and column.name.startswith(f"{of.matrix[0]}:")]


def ready(of: Comparison, scope: Scope) -> str:
    """The SQL of a comparison with its values written out, ready for the page of SQL."""
    text = "\n".join(line for line in of.sql.splitlines() if not line.startswith("--"))
    return re.sub(r"\$(\w+)", lambda found: _written(scope.value(found[1])), text).strip()


def _written(value: object) -> str:
    if isinstance(value, list):
        return literals(map(str, value))
    if value is None or isinstance(value, str):
        return literal(value)
    return str(value).lower()


def heading(result: Result) -> str:
    """The title and the notes of a comparison, or why there is none."""
    if result.listing is None:
        return block(tag("p", _without_options(result.problem), class_="notice", role="alert"))
    notes = (tag("p", note, class_="soft") for note in result.listing.notes)
    return block(tag("h2", result.listing.title), *notes)


def rows_view(listing: Listing, page: int) -> str:
    """One page of the table."""
    first = (page - 1) * ROWS_AT_ONCE
    count = tag("p", plural(len(listing.records), *ROWS), class_="soft")
    shown = table(listing.columns, listing.records[first : first + ROWS_AT_ONCE])
    return block(count, tag("div", shown, class_="scroll compared"))


def heat_map(result: Result) -> Any:
    """The matrix as a chart; None where there is no matrix."""
    return charts.drawn(charts.heat(result.cells, result.columns, result.figure)) if result.cells else None


def downloads(result: Result) -> list[dict[str, Any]]:
    """Arguments of `mo.download` for the result."""
    if result.listing is None:
        return []
    return [{"data": partial(as_workbook, result.listing), "filename": "сравнение.xlsx", "label": "Excel"}]
