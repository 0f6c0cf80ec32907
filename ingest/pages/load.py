"""The page of loading: files in, what was read of each, its rows beside their places, corrections, taking back out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ingest import api
from ingest.orders.uploads import Upload, load_uploads, shown_name
from ingest.outputs.labels import ORDERS, OUTCOMES, ROWS
from ingest.outputs.markup import Markup, tag
from ingest.outputs.order_section import OrderFacts, counted, head_list, order_name, tiles
from ingest.outputs.outcomes import outcome_line, remark
from ingest.outputs.values import plural
from ingest.pages import warehouse
from ingest.pages.listing import Listing, listing, options
from ingest.pages.navigation import block
from ingest.pages.plan import dates
from ingest.pages.source import source_view
from ingest.questions import place
from warehouse.errors import WarehouseError

ROWS_AT_ONCE = 12
WIDTHS = {"№": 50, "мероприятие": 300, "срок": 160}
"""Pixels of the columns of the rows."""
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
    loaded = len(report.outcomes) - len(report.rejected) - len(report.held)
    return block(tag("p", plural(loaded, *ORDERS), " в хранилище"), tag("table", tag("tbody", *rows)))


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


def orders() -> dict[str, str]:
    """The orders that can be looked at."""
    return options(warehouse.rows("page_order_choice", [""]), "не выбран")


def reading_view(facts: OrderFacts) -> str:
    """The head of an order and the figures of its reading."""
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
    findings = tag("a", "Замечания этого приказа", href=f"/findings/?order={order['order_id']}")
    return block(
        tag("h2", order_name(order)), head_list(order), tiles(facts), figures, tag("p", findings), _leftovers(order)
    )


def _leftovers(order: Mapping[str, Any]) -> Markup | None:
    found = warehouse.rows("page_leftovers", [order["order_id"]])
    lines = [tag("li", f"{row['text']} — {row['why']} ({row['locator']})") for row in found]
    return tag("details", tag("summary", "Что не нашло места"), tag("ul", *lines)) if found else None


def rows_of(order_id: str, page: int) -> Listing:
    """One page of the rows of an order, in reading order."""
    return listing("page_plan", (order_id, ""), page, ROWS_AT_ONCE)


def row_of(row: Mapping[str, Any]) -> dict[str, str]:
    """A row as the list shows it."""
    return {
        "item_id": row["item_id"],
        "№": row["number"] or "",
        "мероприятие": row["activity"] or "",
        "срок": "; ".join(dates(period) for period in row["periods"] or ()),
    }


def place_view(order_id: str, item_id: str) -> str:
    """Where a row stands in its file."""
    return source_view(order_id, item_id)


def remove(order_id: str) -> str:
    """Takes an order out of the warehouse."""
    try:
        api.remove(order_id, place.curated())
    except WarehouseError as error:
        return str(error)
    return f"Приказ {order_id} убран из хранилища."
