"""The page of orders: the list with its filters, one order in full with its plan, its files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from ingest.outputs.labels import LEVELS, ORDERS, ROWS
from ingest.outputs.markup import Markup, tag
from ingest.outputs.order_section import OrderFacts, head_list, order_facts, order_name, plan_by_month, tiles
from ingest.outputs.values import plural, shown
from ingest.pages import lists, live, warehouse
from ingest.pages.desk import Address, Desk, Request
from ingest.pages.listing import Listing, Sorts, counted, listing, ordered, words_of
from ingest.pages.navigation import block
from ingest.pages.plan import plan_table
from ingest.pages.rows import plan_rows
from ingest.questions import place

ORDERS_AT_ONCE, ROWS_AT_ONCE = 15, 30
QUERY = "page_orders"
FILTERS = ("region", "year", "level")
"""The filters in the order of the query's parameters."""
BY_PLACE = "region, municipality NULLS FIRST, signed_on, order_id"
SORTS: Sorts = {
    "order": ("signed_on", "number"),
    "region": ("region",),
    "municipality": ("municipality",),
    "year": ("academic_year",),
    "activities": ("activities",),
    "findings": ("findings",),
}
HEADS = (
    lists.Head("приказ", "order"),
    lists.Head("регион", "region"),
    lists.Head("муниципалитет", "municipality"),
    lists.Head("учебный год", "year"),
    lists.Head("мероприятий", "activities"),
    lists.Head("ошибок и сомнений", "findings"),
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(desk: Desk, request: Request) -> Desk:
    """The desk after a request: this page only goes from one state to another."""
    return replace(desk, address=Address.parsed(request.go)) if request.go is not None else desk


def list_view(desk: Desk) -> str:
    """The filters and the list."""
    address = desk.address
    found = listed(address)
    rows = [_row(order, address) for order in found.rows]
    return block(
        _filters(address),
        tag("p", tag("span", plural(found.total, *ORDERS), class_="count")),
        lists.table(HEADS, rows, address, address.get("order"))
        if rows
        else tag("p", "Таких приказов нет.", class_="notice"),
        lists.pager(address, found.page, found.total, ORDERS_AT_ONCE),
    )


def listed(address: Address) -> Listing:
    """The page of the list that an address names."""
    order = ordered(SORTS, address.get(lists.SORT), BY_PLACE)
    return listing(QUERY, _values(address), address.number("page"), ORDERS_AT_ONCE, order)


def _values(address: Address, without: str = "") -> list[object]:
    return [*("" if name == without else address.get(name) for name in FILTERS), words_of(address.get("q"))]


def _filters(address: Address) -> Markup:
    def options(name: str, column: str, label: str = "", words: Mapping[str, str] | None = None) -> list[lists.Option]:
        rows: Sequence[Mapping[str, Any]] = counted(QUERY, _values(address, name), column, label)
        return [lists.Option(row["value"], (words or {}).get(row["value"], row["name"]), row["count"]) for row in rows]

    years = sorted(options("year", "academic_year"), key=lambda one: one.value, reverse=True)
    return lists.bar(
        lists.search("q", "Номер, дата, название, территория", address, "/"),
        lists.choice(
            lists.Filter("region", "Регион", "все регионы", options("region", "region_code", "region")), address
        ),
        lists.choice(lists.Filter("year", "Учебный год", "все годы", years), address),
        lists.chips(lists.Filter("level", "Уровень", "все", options("level", "level", words=LEVELS)), address),
    )


def _row(order: Mapping[str, Any], address: Address) -> lists.Row:
    cells = (
        order_name(order),
        shown(order["region"]),
        shown(order["municipality"]),
        shown(order["academic_year"]),
        shown(order["activities"]),
        shown(order["findings"]),
    )
    return lists.Row(order["order_id"], address.but(order=order["order_id"], text="", plan=""), cells)


def order_facts_of(order_id: str) -> OrderFacts | None:
    """What the warehouse has of an order; None where there is no such order."""
    found = warehouse.rows("export_orders", [[order_id]]) if order_id else []
    return order_facts(warehouse.connection(), found[0]) if found else None


def order_view(desk: Desk) -> str:
    """The head, the figures and the months of the order that the address names."""
    order_id = desk.address.get("order")
    facts = order_facts_of(order_id)
    if facts is None:
        words = "Такого приказа нет." if order_id else "Выберите приказ: щелчком по строке или клавишами j и k."
        return block(tag("p", words, class_="soft"))
    order = facts.order
    where = ", ".join(filter(None, (order["municipality"], order["region"]))) or "субъект РФ не установлен"
    findings = tag("a", "замечания", href=f"/findings/{Address().but(order=order_id).href}")
    rows = tag("a", "строки рядом с файлом", href=f"/load/{Address().but(order=order_id).href}")
    return block(
        tag("h2", f"{order_name(order)} — {where}"),
        tag("p", tag("span", order_id, class_="soft"), " · ", findings, " · ", rows),
        head_list(order),
        tiles(facts),
        plan_by_month(facts),
    )


def plan_view(desk: Desk) -> str:
    """One page of the plan as a table with bars by month; the search and the page are told by the address."""
    address = desk.address
    facts = order_facts_of(address.get("order"))
    if facts is None:
        return block(live.state(desk))
    found = plan_rows(address.get("order"), address.get("text"), address.number("plan"), ROWS_AT_ONCE)
    controls = lists.bar(
        lists.search("text", "Искать в плане", address, page="plan"),
        tag("span", plural(found.total, *ROWS), class_="count"),
        lists.pager(address, found.page, found.total, ROWS_AT_ONCE, "plan"),
    )
    if not found.rows:
        return block(live.state(desk), controls, tag("p", "Таких строк в приказе нет.", class_="soft"))
    return block(live.state(desk), controls, plan_table(found.rows, facts.plan.months))


def workbook_of(order_id: str) -> bytes:
    """The order as an Excel workbook."""
    from ingest.outputs.workbook import warehouse_workbook

    return warehouse_workbook(warehouse.connection(), [order_id])


def annotated_of(order_id: str) -> bytes:
    """The order as a Word document with its findings as comments; several files come as one archive.

    Raises ParseError where the kept file can't be read.
    """
    from ingest.outputs.annotate import annotated

    target = Path(annotated_name(order_id)).with_suffix(".docx")
    severities = ("info", "warning", "error")
    written = annotated(warehouse.connection(), place.curated(), order_id, target, severities)
    if len(written) == 1:
        return written[0].content
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for one in written:
            packed.writestr(one.path.name, one.content)
    return archive.getvalue()


def annotated_name(order_id: str) -> str:
    """How the annotated order is called: an archive where it consists of several files."""
    files = warehouse.rows("order_sources", [order_id])
    return f"{order_id}-замечания.{'docx' if len(files) == 1 else 'zip'}"


def downloads(order_id: str) -> list[dict[str, Any]]:
    """Arguments of `mo.download` for the files of an order; they are made when they are asked for."""
    if order_facts_of(order_id) is None:
        return []
    name = annotated_name(order_id)
    return [
        {"data": partial(workbook_of, order_id), "filename": f"{order_id}.xlsx", "mimetype": XLSX, "label": "Excel"},
        {
            "data": partial(annotated_of, order_id),
            "filename": name,
            "mimetype": DOCX if name.endswith(".docx") else "application/zip",
            "label": "Word с замечаниями",
        },
    ]
