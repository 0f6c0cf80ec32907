"""The rows of an order page by page: the page of orders draws them as a plan, the page of loading beside the file."""

from __future__ import annotations

from ingest.pages import warehouse
from ingest.pages.listing import Listing, Record, last_page, words_of


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
