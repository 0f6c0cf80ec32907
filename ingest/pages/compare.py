"""The page of comparisons: regions and orders beside one another, each figure with its rows, the SQL of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ingest.outputs import comparison
from ingest.outputs.labels import LEVELS, ROWS
from ingest.outputs.listing import Listing, as_workbook, table
from ingest.outputs.markup import Markup, tag
from ingest.outputs.values import plural
from ingest.pages import choosers, lists, live, pair, warehouse
from ingest.pages.desk import Address, Desk, Request
from ingest.pages.figures import Figures, figures, figures_table, rows_address
from ingest.pages.listing import last_page
from ingest.pages.navigation import block
from ingest.questions import compare
from ingest.questions.difference import Difference
from ingest.questions.scope import Filters
from warehouse.corpus.topics import topic_titles
from warehouse.errors import WarehouseError
from warehouse.reading.comparisons import Comparison, Scope, comparisons
from warehouse.sql import literal, literals

DIFFERENCE = "difference"
ROWS_AT_ONCE = 100
LONGEST_SQL = 50_000
"""Characters that can be copied and run on the page of SQL."""
_OPTIONS = {
    "dorkarta compare --what topics": "сравнение тем",
    "--year": "поле «Учебный год»",
    "--level": "поле «Уровень»",
    "--by order": "поле «Приказы»",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What a comparison gave, and its SQL ready to run; `problem`, one Russian line, where it gave nothing."""

    listing: Listing | None = None
    figures: Figures | None = None
    sql: str = ""
    problem: str = ""


def kinds() -> dict[str, str]:
    """What can be compared, the Russian title -> name."""
    order = ("calendar", "topics", "coverage", "lead_time")
    known = sorted(comparisons().values(), key=lambda one: (*(one.name != name for name in order), one.title))
    return {**{one.title: one.name for one in known}, "Два приказа построчно": DIFFERENCE}


def answer(desk: Desk, request: Request) -> Desk:
    """The desk after a request: another state of the page, or a decision on the pair that it shows."""
    if request.act in (*pair.DECISIONS, pair.FORGOTTEN) and pair.asked(desk.address):
        return pair.answer(desk, request)
    desk = replace(desk, said="")
    return replace(desk, address=Address.parsed(request.go)) if request.go is not None else desk


def kind_of(address: Address) -> str:
    """The comparison that an address names, the first one where it names none."""
    offered = list(kinds().values())
    return address.get("what") if address.get("what") in offered else offered[0]


def controls(desk: Desk) -> str:
    """What is compared, where, for which year, level and topic."""
    address = desk.address
    what = [lists.Option(name, title) for title, name in kinds().items()]
    years = [lists.Option(row["value"], row["name"]) for row in warehouse.rows("page_years")]
    topics = [lists.Option(code, title) for code, title in topic_titles().items()]
    levels = [lists.Option(code, LEVELS[code]) for code in ("regional", "municipal")]
    named = address if address.get("what") else address.but(what=kind_of(address))
    return block(
        lists.bar(
            lists.choice(lists.Filter("what", "Что сравнить", "—", what), named),
            lists.choice(lists.Filter("year", "Учебный год", "все годы", years), address),
            lists.chips(lists.Filter("level", "Уровень", "все", levels), address),
            lists.choice(lists.Filter("topic", "Тема", "все темы", topics), address),
        ),
        _places(address),
    )


def _places(address: Address) -> Markup:
    """Regions and orders that are compared, each with a way to leave it out; lists of those that can be added."""
    regions = {str(row["value"]): str(row["name"]) for row in warehouse.rows("page_regions")}
    chosen = address.every("place")
    orders = choosers.names(chosen) if chosen else {}

    def to(order_id: str) -> Address:
        return address.but(**{"place": [*chosen, order_id], choosers.WORDS: "", "page": ""})

    adding = (
        choosers.search(address, to, chosen)
        if choosers.many()
        else _adding("Добавить приказ", choosers.few(), chosen, address)
    )
    chips = [
        lists.link(
            f"{regions.get(one) or orders.get(one) or one} ×",
            address.but(place=[other for other in chosen if other != one], page=""),
            title="убрать",
        )
        for one in chosen
    ]
    shown = tag("div", tag("span", "Сравниваются", class_="soft"), *chips, class_="chips") if chips else None
    return lists.bar(
        shown or tag("span", "Сравниваются все", class_="soft"),
        _adding("Добавить регион", regions, chosen, address),
        adding,
    )


def _adding(title: str, offered: Mapping[str, str], chosen: Sequence[str], address: Address) -> Markup:
    options = [
        tag("option", name, value=address.but(place=[*chosen, value], page="").href)
        for value, name in offered.items()
        if value not in chosen
    ]
    first = tag("option", title, value=address.href, data_on="")
    return tag("select", first, *options, data_go="", aria_label=title)


def run(address: Address) -> Result:
    """Runs the comparison of an address over the places named (regions' codes, order_ids), or over all."""
    kind, places = kind_of(address), address.every("place")
    try:
        if kind == DIFFERENCE:
            return _difference(places, address)
        found = compare.compare(warehouse.connection(), kind, places, filters_of(address))
    except WarehouseError as error:
        return Result(problem=str(error))
    of = found.comparison
    sql = ready(of, found.scope)
    notes = tuple(_without_options(note) for note in found.notes)
    if len(sql) > LONGEST_SQL:
        sql, notes = "", (*notes, "Приказов так много, что SQL не показан: выберите регионы или учебный год.")
    listing = comparison.listing(of, found.rows, notes)
    if of.matrix:
        return Result(listing, figures(of, listing, found.rows), sql)
    return Result(_with_rows(of, listing, found.rows, address), None, sql)


def filters_of(address: Address) -> Filters:
    """The filters of a comparison that an address names."""
    return Filters(address.get("year"), address.get("level"), address.get("topic"))


def _with_rows(of: Comparison, listing: Listing, rows: Sequence[Mapping[str, Any]], address: Address) -> Listing:
    """A plain list whose counts of activities lead to their rows."""
    if "activities" not in dict(of.columns):
        return listing
    records = [
        {**record, "activities": tag("a", str(record["activities"]), href=_rows_of(of, row, address))}
        for record, row in zip(listing.records, rows, strict=True)
    ]
    return replace(listing, records=records)


def _rows_of(of: Comparison, row: Mapping[str, Any], address: Address) -> str:
    keys: dict[str, list[str | None]] = {name: [str(row[name])] for name in ("unit", "cluster_id") if row.get(name)}
    return rows_address(of.name, keys, address, f"{row.get('label', '')} — {row.get('unit', '')}")


def _without_options(note: str) -> str:
    """A note that names options of the command, in words of the page."""
    for option, words in _OPTIONS.items():
        note = note.replace(option, words)
    return note


def _difference(places: Sequence[str], address: Address) -> Result:
    from ingest.outputs.changes import as_html, difference_listing
    from ingest.questions.difference import difference

    if len(places) != 2:
        return Result(problem="Построчно сравниваются два приказа: выберите их в поле «Добавить приказ».")
    found = difference(warehouse.connection(), places[0], places[1])
    listing = difference_listing(found, places[0], places[1], as_html)
    records = [_with_pair(record, one, address) for record, one in zip(listing.records, found, strict=True)]
    return Result(replace(listing, records=records))


def _with_pair(record: Mapping[str, Any], one: Difference, address: Address) -> dict[str, Any]:
    """A row of the difference whose word for what became of it opens the pair, where it is in both orders."""
    if not one.a or not one.b:
        return dict(record)
    href = pair.address_of(address, one.a["item_id"], one.b["item_id"]).href
    return {**record, "status": tag("a", record["status"], href=href, title="почему это одно мероприятие")}


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


def rows_view(desk: Desk, result: Result) -> str:
    """One page of the table; every figure leads to the rows that it counts."""
    address = desk.address
    if result.listing is None:
        return block(live.state(desk))
    total = len(result.figures.rows) if result.figures else len(result.listing.records)
    page = min(address.number("page"), last_page(total, ROWS_AT_ONCE))
    first = (page - 1) * ROWS_AT_ONCE
    shown = (
        figures_table(result.figures, address, first, ROWS_AT_ONCE)
        if result.figures
        else table(result.listing.columns, result.listing.records[first : first + ROWS_AT_ONCE])
    )
    hint = tag("span", "Щелчок по числу открывает его строки.", class_="soft") if result.figures else None
    return block(
        live.state(desk),
        lists.bar(tag("span", plural(total, *ROWS), class_="count"), hint),
        tag("div", shown, class_="scroll compared"),
        lists.pager(address, page, total, ROWS_AT_ONCE),
    )


def downloads(result: Result) -> list[dict[str, Any]]:
    """Arguments of `mo.download` for the result."""
    if result.listing is None:
        return []
    return [{"data": partial(as_workbook, result.listing), "filename": "сравнение.xlsx", "label": "Excel"}]
