"""The page of search: one field finds words in all activities, findings and orders; and the rows behind a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ingest.outputs.labels import ACTIVITIES, EXAMS, SEVERITIES
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.order_section import order_name
from ingest.outputs.values import plural
from ingest.pages import findings, lists, live, orders, warehouse
from ingest.pages.compare import filters_of
from ingest.pages.desk import Address, Desk, Request
from ingest.pages.figures import keys_of
from ingest.pages.listing import Listing, Sorts, counted, listing, ordered, words_of
from ingest.pages.navigation import block, wrong
from ingest.pages.rows import plan_row, row_view
from ingest.pages.source import source_markup
from ingest.questions import compare
from warehouse.corpus.topics import topic_titles
from warehouse.errors import WarehouseError

AT_ONCE = 25
QUERY = "page_activities"
KINDS = {"": "Мероприятия", "findings": "Замечания", "orders": "Приказы"}
FILTERS = ("region", "order", "of", "exam", "school_year")
"""The filters in the order of the query's parameters; `topic` and `year` are those of a comparison."""
BY_PLACE = "region, municipality NULLS FIRST, order_id, seq"
SORTS: Sorts = {
    "number": ("number",),
    "activity": ("activity",),
    "period": ("period_raw",),
    "order": ("region", "municipality", "order_id"),
}
HEADS = (
    lists.Head("№", "number", "64px"),
    lists.Head("мероприятие", "activity"),
    lists.Head("срок", "period", "20%"),
    lists.Head("приказ", "order", "27%"),
)


def answer(desk: Desk, request: Request) -> Desk:
    """The desk after a request: this page only goes from one state to another."""
    return replace(desk, address=Address.parsed(request.go)) if request.go is not None else desk


def page(desk: Desk) -> str:
    """The field, what it found of each kind, one page of the kind chosen, the activity that the address names."""
    address = desk.address
    try:
        rows_behind = behind(address)
    except WarehouseError as error:
        return block(live.state(desk), wrong(str(error)))
    top = (live.state(desk), lists.bar(lists.search("q", "Слова мероприятия, замечания, приказа", address, "/")))
    if rows_behind is not None:
        return block(*top, _figure(address), _activities(address, rows_behind))
    if not address.get("q") and not any(address.get(name) for name in FILTERS):
        return block(*top, tag("p", "Напишите слова: найдутся строки, где есть все они.", class_="soft"))
    kind = address.get("kind")
    shown = {"findings": _findings, "orders": _orders}.get(kind)
    return block(*top, _kinds(address), shown(address) if shown else _activities(address, None))


def behind(address: Address) -> list[str] | None:
    """The item_ids that the figure counts to which the address leads; None where it leads to none."""
    if not address.get("what"):
        return None
    return compare.rows_behind(
        warehouse.connection(), address.get("what"), address.every("place"), filters_of(address), keys_of(address)
    )


def _figure(address: Address) -> Markup:
    """Which figure of which comparison the rows are of."""
    back = Address().but(
        what=address.get("what"),
        place=address.every("place"),
        year=address.get("year"),
        level=address.get("level"),
        topic=address.get("topic"),
    )
    title = compare.named(address.get("what")).title
    has = " Здесь этого нет; вот у кого есть:" if address.get("missing") else ""
    return tag("p", tag("a", f"Сравнение «{title}»", href=f"/compare/{back.href}"), f": {address.get('title')}.{has}")


def _kinds(address: Address) -> Markup:
    """What was found of each kind, each a way to see it."""
    words = words_of(address.get("q"))
    totals = {
        "": _total(QUERY, _values(address, None)),
        "findings": _total(findings.QUERY, ["", "", "", "", findings.ALL_STATES, words]),
        "orders": _total(orders.QUERY, ["", "", "", words]),
    }
    links = [
        lists.link(
            f"{title} ({totals[kind]})",
            address.but(kind=kind, page="", row="", sort=""),
            aria_current="true" if address.get("kind") == kind else None,
        )
        for kind, title in KINDS.items()
    ]
    return tag("div", *links, class_="chips")


def _total(query: str, values: list[object]) -> int:
    return int(warehouse.over(query, "SELECT count(*) AS total FROM found", values)[0]["total"])


def _values(address: Address, behind: list[str] | None, without: str = "") -> list[object]:
    chosen = ("" if name == without else address.get(name) for name in FILTERS)
    return [*chosen, words_of(address.get("q")), behind]


def _activities(address: Address, behind: list[str] | None) -> Markup:
    order = ordered(SORTS, address.get(lists.SORT), BY_PLACE)
    found = listing(QUERY, _values(address, behind), address.number("page"), AT_ONCE, order)
    rows = [_activity(row, address) for row in found.rows]
    left = joined(
        tag("p", tag("span", plural(found.total, *ACTIVITIES), class_="count")),
        lists.table(HEADS, rows, address, address.get("row")) if rows else _nothing(),
        lists.pager(address, found.page, found.total, AT_ONCE),
    )
    return joined(_filters(address, behind), lists.beside(left, _chosen(address)))


def _nothing() -> Markup:
    return tag("p", "Ничего не найдено.", class_="notice")


def _filters(address: Address, behind: list[str] | None) -> Markup:
    def options(name: str, column: str, label: str = "", words: Mapping[str, str] | None = None) -> list[lists.Option]:
        rows = counted(QUERY, _values(address, behind, name), column, label)
        return [lists.Option(row["value"], (words or {}).get(row["value"], row["name"]), row["count"]) for row in rows]

    order = "concat_ws(', ', coalesce(municipality, region, order_id), '№ ' || order_number)"
    return lists.bar(
        lists.choice(
            lists.Filter("region", "Регион", "все регионы", options("region", "region_code", "region")), address
        ),
        lists.choice(lists.Filter("order", "Приказ", "все приказы", options("order", "order_id", order)), address),
        lists.choice(lists.Filter("of", "Тема", "все темы", options("of", "topic", words=topic_titles())), address),
        lists.chips(lists.Filter("exam", "Экзамен", "любой", options("exam", "exam", words=EXAMS)), address),
        lists.choice(
            lists.Filter("school_year", "Учебный год", "все годы", options("school_year", "academic_year")), address
        ),
    )


def _activity(row: Mapping[str, Any], address: Address) -> lists.Row:
    name = f"{row['municipality'] or row['region'] or ''} {order_name(_order(row))}".strip()
    cells = (row["number"] or "", row["activity"], row["period_raw"], name)
    return lists.Row(row["item_id"], address.but(row=row["item_id"]), cells)


def _order(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"number": row["order_number"], "signed_on": row["signed_on"]}


def _chosen(address: Address) -> Markup:
    """What was read of the row that the address names, and where it stands."""
    item_id = address.get("row")
    found = warehouse.over("page_activities", "SELECT order_id FROM found", ["", "", "", "", "", [], [item_id]])
    if not item_id or not found:
        return tag("p", "Выберите строку: щелчком или клавишами j и k.", class_="soft")
    order_id = found[0]["order_id"]
    row = plan_row(order_id, item_id)
    assert row is not None
    to = f"/load/{Address().but(order=order_id, row=item_id).href}"
    return joined(
        tag("p", tag("a", "строка рядом с файлом: проверить и исправить", href=to)),
        row_view(row, editable=False),
        source_markup(order_id, item_id),
    )


def _findings(address: Address) -> Markup:
    values = ["", "", "", "", findings.ALL_STATES, words_of(address.get("q"))]
    found = listing(findings.QUERY, values, address.number("page"), AT_ONCE, findings.WORST_FIRST)
    return joined(_elsewhere(_finding_list(found), found, address))


def _finding_list(found: Listing) -> list[Markup]:
    return [_finding(row) for row in found.rows]


def _finding(row: Mapping[str, Any]) -> Markup:
    to = Address().but(order=row["order_id"], status=_state(row), finding=row["finding_id"])
    return tag(
        "li",
        tag("span", SEVERITIES[row["severity"]], class_="badge"),
        " ",
        tag("a", row["message"], href=f"/findings/{to.href}"),
        tag("span", f" {row['municipality'] or row['region'] or ''} {order_name(_order(row))}", class_="soft"),
        class_=row["severity"],
    )


def _state(row: Mapping[str, Any]) -> str:
    """The state to be asked for so that the list holds the finding: dismissed ones are not shown otherwise."""
    return "dismissed" if row["status"] == "dismissed" else ""


def _orders(address: Address) -> Markup:
    values = ["", "", "", words_of(address.get("q"))]
    found = listing(orders.QUERY, values, address.number("page"), AT_ONCE, orders.BY_PLACE)
    lines = [
        tag(
            "li",
            tag("a", order_name(row), href=f"/orders/{Address().but(order=row['order_id']).href}"),
            f" {', '.join(filter(None, (row['municipality'], row['region'], row['academic_year'])))}",
        )
        for row in found.rows
    ]
    return joined(_elsewhere(lines, found, address))


def _elsewhere(lines: list[Markup], found: Listing, address: Address) -> Markup:
    """Links to rows of other pages."""
    if not lines:
        return _nothing()
    return joined(tag("ul", *lines, class_="found"), lists.pager(address, found.page, found.total, AT_ONCE))
