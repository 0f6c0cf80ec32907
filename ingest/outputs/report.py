"""The report: one HTML page that opens offline, without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ingest.outputs.labels import ACTIVITIES, BY_SEVERITY, ORDERS
from ingest.outputs.markup import OFFLINE, Markup, joined, stylesheet, tag
from ingest.outputs.order_section import KINDS, OrderFacts, counted, facts_of, order_name, order_section
from ingest.outputs.values import shown
from ingest.questions.query import query

if TYPE_CHECKING:
    import duckdb

Record = Mapping[str, Any]
MAX_BYTES = 12_000_000
"""A page that a browser opens at once; orders beyond it are only in the list."""
MAX_LISTED = 5_000
AT_ONCE = 100
"""Orders that are asked for together."""


def report(connection: duckdb.DuckDBPyConnection, order_ids: Sequence[str] = ()) -> bytes:
    """The page about the orders named, or about all; UnknownOrderError where one isn't loaded.

    Bounded: what does not fit is said to be left out.
    """
    from warehouse.errors import UnknownOrderError

    orders = query(connection, "export_orders", [[]])
    missing = set(order_ids) - {order["order_id"] for order in orders}
    if missing:
        raise UnknownOrderError(f"Приказ {min(missing)} не загружен; что загружено, покажет dorkarta orders")
    chosen = [order for order in orders if not order_ids or order["order_id"] in order_ids]
    sections: list[bytes] = []
    size = 0
    for facts in _facts(connection, chosen):
        section = order_section(facts).encode("utf-8")
        size += len(section)
        if size > MAX_BYTES:
            break
        sections.append(section)
    totals = query(connection, "report_totals", [list(order_ids)])
    top = joined(_header(totals[0]), _index(chosen, len(sections))).encode("utf-8")
    return b"".join([_opening(), top, *sections, b"</main></body></html>\n"])


def _facts(connection: duckdb.DuckDBPyConnection, orders: Sequence[Record]) -> Iterator[OrderFacts]:
    """Of some orders at a time, so that those that don't fit are not asked for."""
    for first in range(0, len(orders), AT_ONCE):
        yield from facts_of(connection, orders[first : first + AT_ONCE])


def _opening() -> bytes:
    css = stylesheet("components") + stylesheet("report")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=OFFLINE),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", "Дорожные карты: что в них найдено"),
        tag("style", Markup(css)),
    )
    return f'<!DOCTYPE html>\n<html lang="ru">{head}<body class="page">'.encode()


def _header(totals: Record) -> Markup:
    tiles = [
        counted(totals["orders"], ORDERS),
        counted(totals["activities"], ACTIVITIES),
        *(counted(totals[code], words, code) for code, words in BY_SEVERITY.items()),
    ]
    return tag(
        "header",
        tag("h1", "Дорожные карты: что в них найдено"),
        tag("p", f"Отчёт составлен {date.today():%d.%m.%Y} программой dorkarta.", class_="soft"),
        tag("div", *tiles, class_="tiles"),
    )


def _index(orders: Sequence[Record], detailed: int) -> Markup:
    """The list of the orders, linked to their sections; opens <main>."""
    headings = ("Приказ", "Субъект РФ", "Муниципалитет", "Учебный год")
    figures = ("Мероприятий", "Сроков прочитано, %", "Замечаний")
    head = [*(tag("th", text) for text in headings), *(tag("th", text, class_="number") for text in figures)]
    rows = []
    for place, order in enumerate(orders[:MAX_LISTED]):
        name = order_name(order)
        cells = (order["region"], order["municipality"], order["academic_year"])
        numbers = (order["activities"], order["periods_resolved"], order["findings"])
        link = tag("a", name, href=f"#{order['order_id']}") if place < detailed else name
        rows.append(
            tag(
                "tr",
                tag("td", link, class_="name"),
                *(tag("td", shown(value)) for value in cells),
                *(tag("td", shown(value), class_="number") for value in numbers),
            )
        )
    table = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *rows))
    return joined(Markup("<main>"), tag("div", table, class_="scroll"), _left_out(orders, detailed), _filters())


def _left_out(orders: Sequence[Record], detailed: int) -> Markup | None:
    if detailed == len(orders):
        return None
    text = f"Подробно показаны первые {detailed} из {len(orders)}: остальные — dorkarta report OUT.html ORDER_ID"
    return tag("p", text, class_="soft")


def _filters() -> Markup:
    boxes = [
        tag("label", tag("input", type="checkbox", id=f"show-{code}", checked="checked"), f" {name}")
        for code, name in KINDS.items()
    ]
    return tag("div", tag("span", "Показывать замечания:", class_="soft"), *boxes, class_="filters")
