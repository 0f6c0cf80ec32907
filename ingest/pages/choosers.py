"""Choosing an order: from a list where there are few, by words that the warehouse searches where there are many.

A page never holds more than MATCHES orders, however many are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.outputs.labels import ORDERS
from ingest.outputs.markup import Markup, tag
from ingest.outputs.values import plural
from ingest.pages import lists, warehouse
from ingest.pages.desk import Address
from ingest.pages.listing import words_of

FEW = 50
"""Orders that a list to pick from still shows well."""
MATCHES = 20
WORDS = "orderq"
"""The name in the address of the words that an order is searched by."""
QUERY = "page_order_choice"
TITLE = "Приказ: номер, дата, территория"


def order_chooser(address: Address, everything: str, **reset: str) -> Markup:
    """The filter `order` of an address; `reset`: what else changes with it."""

    def to(order_id: str) -> Address:
        return address.but(**{"order": order_id, WORDS: "", "page": "", **reset})

    if not many():
        filters = lists.Filter("order", "Приказ", everything, _options())
        return lists.choice(filters, address, **reset)
    chosen = address.get("order")
    name = names([chosen]).get(chosen, chosen) if chosen else ""
    chip = lists.link(f"{name} ×", to(""), title="убрать") if chosen else None
    said = tag("span", "Приказ", class_="soft") if chosen else None
    return tag("div", said, chip, search(address, to), class_="finder", role="group", aria_label="Приказ")


def search(address: Address, to: Callable[[str], Address], without: Sequence[str] = ()) -> Markup:
    """The field, and under it the orders that its words find, each a link to where it leads."""
    words = words_of(address.get(WORDS))
    field = lists.search(WORDS, TITLE, address)
    if not words:
        return field
    found = warehouse.over(QUERY, f"SELECT *, count(*) OVER () AS total FROM found LIMIT {MATCHES}", [words, []])
    links = [tag("li", lists.link(row["name"], to(row["value"]))) for row in found if row["value"] not in without]
    total = int(found[0]["total"]) if found else 0
    more = tag("li", f"и ещё {plural(total - MATCHES, *ORDERS)}: уточните", class_="soft") if total > MATCHES else None
    none = tag("li", "Таких приказов нет.", class_="soft") if not links else None
    return tag("div", field, tag("ul", *links, more, none, class_="matches"))


def many() -> bool:
    """Whether there are more orders than a list to pick from shows."""
    return bool(warehouse.over(QUERY, f"SELECT 1 AS one FROM found OFFSET {FEW} LIMIT 1", [[], []]))


def few() -> dict[str, str]:
    """Order_ids with their names, where a list of all of them is short; at most FEW."""
    return {option.value: option.name for option in _options()}


def names(order_ids: Sequence[str]) -> dict[str, str]:
    """What the orders named are called."""
    return {str(row["value"]): str(row["name"]) for row in warehouse.rows(QUERY, [[], list(order_ids)])}


def _options() -> list[lists.Option]:
    rows = warehouse.over(QUERY, f"SELECT * FROM found LIMIT {FEW}", [[], []])
    return [lists.Option(str(row["value"]), str(row["name"])) for row in rows]
