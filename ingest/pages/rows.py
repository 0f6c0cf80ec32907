"""The rows of an order page by page: the page of orders draws them as a plan, the page of loading beside the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingest.outputs.labels import EXAMS
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.values import shown
from ingest.pages import corrections, lists, warehouse
from ingest.pages.listing import Listing, Record, last_page, words_of
from ingest.pages.plan import dates
from warehouse.corpus.topics import topic_titles


def plan_rows(order_id: str, text: str, page: int, size: int) -> Listing:
    """One page of an order's rows that have all the words of `text`, in reading order.

    `total` counts what the search found; a page behind the last one is the last one.
    """
    values = [order_id, words_of(text)]
    rows = warehouse.rows("page_plan", [*values, size, (page - 1) * size])
    if rows or page == 1:
        return Listing(rows, rows[0]["total"] if rows else 0, page)
    first = plan_rows(order_id, text, 1, size)
    last = last_page(first.total, size)
    return plan_rows(order_id, text, last, size) if last > 1 else first


def plan_row(order_id: str, item_id: str) -> Record | None:
    """One row as `plan_rows` gives it; None where the order has no such row."""
    found = warehouse.over("order_rows", "SELECT place FROM found WHERE item_id = $2", [order_id, item_id])
    rows = warehouse.rows("page_plan", [order_id, [], 1, found[0]["place"] - 1]) if found else []
    return rows[0] if rows else None


def page_of(order_id: str, item_id: str, size: int) -> int:
    """The page of all rows that holds a row; 1 where the order has no such row."""
    rows = warehouse.over("order_rows", "SELECT place FROM found WHERE item_id = $2", [order_id, item_id])
    return (rows[0]["place"] - 1) // size + 1 if rows else 1


def period_cell(row: Mapping[str, Any]) -> Markup:
    """The printed words of a period, under them the dates as printed, and a suggestion marked as such."""
    return joined(tag("div", row["period_raw"], class_="printed"), *(_dated(period) for period in row["periods"] or ()))


def _dated(period: Mapping[str, Any]) -> Markup:
    printed = dates({"first": period["printed_first"], "last": period["printed_last"], "kind": period["kind"]})
    suggested = (
        dates({"first": period["suggested_first"], "last": period["suggested_last"], "kind": ""})
        if period["suggested"]
        else ""
    )
    return tag(
        "div",
        tag("span", printed, class_="soft"),
        tag("div", suggested, class_="suggested-date") if suggested else None,
        class_="small dates",
    )


def row_view(row: Mapping[str, Any], *, editable: bool = True) -> Markup:
    """What was read of a row beside what is printed: periods one by one, responsibles as who they are, the rest."""
    exams = {"ГИА-9": "ГИА-9", "ГИА-11": "ГИА-11", **EXAMS}
    fields = [
        _field("Пункт", row, "number", None, editable),
        _field("Раздел", row, "section", None, editable),
        _field("Тема", row, "topic", topic_titles(), editable),
        _field("Экзамен", row, "exam", exams, editable),
    ]
    periods = [_period(row, period, editable) for period in row["periods"] or ()]
    return tag("dl", *fields, *periods, *_mentions(row), class_="head fields")


def _field(name: str, row: Mapping[str, Any], column: str, options: Mapping[str, str] | None, editable: bool) -> Markup:
    value = str(row[column] or "")
    words = (options or {}).get(value, value or "—")
    pencil = lists.pencil(row["item_id"], column, value, corrections.CELL_NAMES[column], options) if editable else None
    return joined(tag("dt", name), tag("dd", words, " ", pencil))


def _period(row: Mapping[str, Any], period: Mapping[str, Any], editable: bool) -> Markup:
    target = f"{row['item_id']}#{period['ordinal']}"
    ends = (("printed_first", "start_date"), ("printed_last", "end_date")) if editable else ()
    pencils = [
        joined(
            " ",
            corrections.PERIOD_NAMES[column],
            lists.pencil(target, column, shown(period[name]), _end(column, period)),
        )
        for name, column in ends
    ]
    return joined(
        tag("dt", "Срок"), tag("dd", f"«{period['raw']}»: ", _dated(period), tag("span", *pencils, class_="small soft"))
    )


def _end(column: str, period: Mapping[str, Any]) -> str:
    return f"{corrections.PERIOD_NAMES[column]} «{period['raw']}»"


def _mentions(row: Mapping[str, Any]) -> Iterator[Markup]:
    for one in row["mentions"] or ():
        told = (
            f"{one['mention']} — {one['canonical']}"
            if one["canonical"] not in (None, one["mention"])
            else one["mention"]
        )
        unknown = tag("span", " полное название не установлено", class_="soft") if not one["resolved"] else None
        yield joined(tag("dt", "Ответственный"), tag("dd", told, unknown))
