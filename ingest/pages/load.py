"""The page of loading: files in, what was read of each, its rows beside their places, corrections, taking back out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest import api
from ingest.orders.uploads import Upload, load_uploads, shown_name
from ingest.outputs.labels import LEVELS, ORDERS, OUTCOMES, ROWS
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.order_section import OrderFacts, counted, head_list, order_name, tiles
from ingest.outputs.outcomes import outcome_line, remark
from ingest.outputs.values import plural, shown
from ingest.pages import corrections, lists, live, warehouse
from ingest.pages.choosers import few, order_chooser
from ingest.pages.desk import Address, Desk, Request
from ingest.pages.navigation import block
from ingest.pages.orders import order_facts_of
from ingest.pages.rows import page_of, period_cell, plan_rows, row_view
from ingest.pages.source import source_markup
from ingest.questions import place
from warehouse.errors import WarehouseError

ROWS_AT_ONCE = 12
HEADS = (
    lists.Head("№", width="52px"),
    lists.Head("мероприятие", width="30%"),
    lists.Head("срок", width="22%"),
    lists.Head("ответственные", width="20%"),
    lists.Head("результат", width="20%"),
)
TABLES = ("таблица", "таблицы", "таблиц")
LEFTOVERS = ("остаток без места", "остатка без места", "остатков без места")
NOISE = ("знак шума", "знака шума", "знаков шума")


def load(files: Sequence[Any], told: Callable[[str], None], replace: bool = False) -> api.LoadReport:
    """Loads what the browser sent (each with `name` and `contents`); `told` hears of each file that is read.

    `replace`: a version may lose what is loaded. Where the warehouse can't be written every file is told as rejected,
    with the reason.
    """
    uploads = [Upload(file.name, file.contents) for file in files]
    try:
        return load_uploads(uploads, place.curated(), lambda done, total, name: told(name), replace)
    except WarehouseError as error:
        lost = (api.Outcome(shown_name(upload.name), api.Status.REJECTED, error=str(error)) for upload in uploads)
        return api.LoadReport(tuple(lost))


def held(report: api.LoadReport | None) -> bool:
    """Whether a file waits for somebody to say that it may replace what is loaded."""
    return bool(report and report.held)


def replace_held(files: Sequence[Any], report: api.LoadReport) -> str:
    """Lets the files that wait take the place of what is loaded; what became of them."""
    waiting = {outcome.source_name for outcome in report.held}
    done = load([file for file in files if shown_name(file.name) in waiting], lambda name: None, replace=True)
    return "; ".join(map(outcome_line, done.outcomes))


def report_view(report: api.LoadReport) -> str:
    """What became of each file."""
    rows = [_outcome(outcome) for outcome in report.outcomes]
    known = warehouse.rows("page_totals")[0]["orders"]
    return block(tag("p", plural(known, *ORDERS), " в хранилище"), tag("table", tag("tbody", *rows)))


def _outcome(outcome: api.Outcome) -> Markup:
    order = tag("a", outcome.order_id, href=f"/orders/?order={outcome.order_id}") if outcome.order_id else None
    return tag(
        "tr",
        tag("td", outcome.source_name),
        tag("td", OUTCOMES[outcome.status]),
        tag("td", order, outcome.error or remark(outcome)),
        class_="rejected" if outcome.error else None,
    )


def first_loaded(report: api.LoadReport | None) -> str:
    """The order that the first readable file gave; '' where there is none."""
    return next((outcome.order_id for outcome in report.outcomes if outcome.order_id), "") if report else ""


def page(desk: Desk) -> str:
    """The whole page under the files: the order that the address names, its rows, the chosen one in its file."""
    address = desk.address
    chosen = order_chooser(address, "не выбран", row="", text="")
    order_id = address.get("order")
    facts = order_facts_of(order_id)
    said = tag("p", desk.said, role="status", class_="done") if desk.said else None
    if facts is None:
        missing = tag("p", f"Приказа {order_id} в хранилище нет.", class_="soft") if order_id else None
        return block(live.state(desk), chosen if few() else None, said, missing)
    return block(
        live.state(desk),
        chosen,
        reading_view(facts),
        said,
        _rows(desk),
        tag("h3", "Исправления"),
        _made(order_id),
        _removal(desk, order_id),
    )


def reading_view(facts: OrderFacts) -> Markup:
    """The head of an order, each field with its correction, and the figures of its reading."""
    order = facts.order
    read = warehouse.rows("page_reading", [order["order_id"]])[0]
    figures = tag(
        "div",
        counted(read["tables"], TABLES),
        counted(read["rows"], ROWS),
        counted(read["leftovers"], LEFTOVERS),
        counted(read["noise"], NOISE),
        class_="tiles",
    )
    findings = tag("a", "Замечания этого приказа", href=f"/findings/{Address().but(order=order['order_id']).href}")
    head = tag("details", tag("summary", "Реквизиты: проверить и исправить"), _head(order))
    return joined(
        tag("h2", order_name(order)),
        head_list(order),
        head,
        tiles(facts),
        figures,
        tag("p", findings),
        _leftovers(order),
    )


def _head(order: Mapping[str, Any]) -> Markup:
    fields = []
    for column, name in corrections.HEAD_NAMES.items():
        value = shown(order[column])
        options = {"": "не указан", **LEVELS} if column == "level" else None
        given = str(order[column] or "") if options else value
        words = LEVELS.get(value, value) if options else value
        pencil = lists.pencil(order["order_id"], column, given, name, options)
        fields.append(joined(tag("dt", name), tag("dd", words or "—", " ", pencil)))
    return tag("dl", *fields, class_="head fields")


def _leftovers(order: Mapping[str, Any]) -> Markup | None:
    found = warehouse.rows("page_leftovers", [order["order_id"]])
    lines = [tag("li", f"{row['text']} — {row['why']} ({row['locator']})") for row in found]
    return tag("details", tag("summary", "Что не нашло места"), tag("ul", *lines)) if found else None


def shown_page(address: Address) -> int:
    """The page of the rows: the one that the address names, else that of its row."""
    if address.get("page") or address.get("text") or not address.get("row"):
        return address.number("page")
    return page_of(address.get("order"), address.get("row"), ROWS_AT_ONCE)


def _rows(desk: Desk) -> Markup:
    address = desk.address
    found = plan_rows(address.get("order"), address.get("text"), shown_page(address), ROWS_AT_ONCE)
    at = address.but(page=str(found.page))
    left = joined(
        lists.bar(
            lists.search("text", "Искать в строках", address, "/"),
            tag("span", plural(found.total, *ROWS), class_="count"),
        ),
        lists.table(HEADS, [_row(row, at) for row in found.rows], address, address.get("row"))
        if found.rows
        else tag("p", "Таких строк в приказе нет.", class_="soft"),
        lists.pager(at, found.page, found.total, ROWS_AT_ONCE),
    )
    row = next((row for row in found.rows if row["item_id"] == address.get("row")), None)
    hint = tag(
        "p", "Выберите строку: щелчком или клавишами j и k. ✎ или двойной щелчок исправляет ячейку.", class_="soft"
    )
    right = joined(row_view(row), source_markup(address.get("order"), row["item_id"])) if row else hint
    return lists.beside(left, right)


def _row(row: Mapping[str, Any], address: Address) -> lists.Row:
    def edited(column: str, value: str, content: Markup | str) -> Markup:
        name, stop = corrections.CELL_NAMES[column], row["item_id"] == address.get("row")
        return joined(content, lists.pencil(row["item_id"], column, value, name, stop=stop))

    activity = tag("b", row["activity"]) if row["is_group"] else joined(row["activity"])
    cells = (
        row["number"] or "",
        edited("activity", row["activity"] or "", activity),
        edited("period", row["period_raw"] or "", period_cell(row)),
        edited("responsibles", row["responsible_raw"] or "", tag("span", row["responsible_raw"], class_="printed")),
        row["result"],
    )
    return lists.Row(row["item_id"], address.but(row=row["item_id"]), cells)


def _made(order_id: str) -> Markup:
    made = corrections.made(order_id)
    if not made:
        return tag("p", "Исправлений нет.", class_="soft")
    lines = [
        tag("li", words, " ", lists.button("снять", "withdraw", fields={"target": target, "column": column}))
        for words, (target, column) in made.items()
    ]
    return tag("ul", *lines)


def _removal(desk: Desk, order_id: str) -> Markup:
    if desk.address.get("remove") != order_id:
        return tag("p", lists.link("Убрать приказ из хранилища…", desk.address.but(remove=order_id)))
    sure = lists.button("Да, убрать", "remove", [order_id], class_="bad")
    keep = lists.link("Оставить", desk.address.but(remove=""))
    return tag("div", tag("b", f"Убрать {order_id} из хранилища? "), lists.bar(sure, keep), class_="decide asked")


def answer(desk: Desk, request: Request) -> Desk:
    """The desk after a request: another state of the page, a correction made or taken back, an order removed."""
    fields = request.fields
    if request.go is not None:
        return replace(desk, address=Address.parsed(request.go), said="")
    target = fields.get("target", ""), fields.get("column", "")
    if request.act == "correct" and all(target):
        return replace(desk, said=corrections.correct(target, fields.get("value", ""), fields.get("why", "")))
    if request.act == "withdraw" and all(target):
        return replace(desk, said=corrections.withdraw(target))
    if request.act == "remove" and request.ids:
        return Desk(Address(), said=remove(request.ids[0]))
    return desk


def loaded(desk: Desk, report: api.LoadReport) -> Desk:
    """The desk after files were loaded: the first order that they gave is shown."""
    first = first_loaded(report)
    return Desk(Address().but(order=first) if first else desk.address, answered=desk.answered)


def told(desk: Desk, said: str) -> Desk:
    """The desk with what was done said on it."""
    return replace(desk, said=said)


def remove(order_id: str) -> str:
    """Takes an order out of the warehouse."""
    try:
        api.remove(order_id, place.curated())
    except WarehouseError as error:
        return str(error)
    return f"Приказ {order_id} убран из хранилища."
