"""One file a region: which orders go into which, what the files are called, and a page that leads to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.outputs.labels import ACTIVITIES, ORDERS
from ingest.outputs.markup import OFFLINE, Markup, stylesheet, tag
from ingest.outputs.values import plural
from ingest.questions.query import query

if TYPE_CHECKING:
    import duckdb

UNKNOWN = "без-региона"
"""Stands in the name of the file of orders whose region is not told."""


@dataclass(frozen=True, slots=True)
class Region:
    """The orders of a region with what is in them; `code` is '42', or UNKNOWN."""

    code: str
    name: str
    order_ids: tuple[str, ...]
    activities: int
    findings: int

    def file(self, path: Path) -> Path:
        """Where its own file stands: приказы.xlsx -> приказы-42.xlsx."""
        return path.with_stem(f"{path.stem}-{self.code}")


def regions(connection: duckdb.DuckDBPyConnection, order_ids: Sequence[str] = ()) -> list[Region]:
    """The regions of the orders named, or of all, by code; each order is in one of them."""
    return [_region(row) for row in query(connection, "orders_by_region", [list(order_ids)])]


def _region(row: dict[str, Any]) -> Region:
    code = row["region_code"] or UNKNOWN
    name = row["region"] or "субъект РФ не установлен"
    return Region(code, name, tuple(row["order_ids"]), int(row["activities"]), int(row["findings"]))


def index(found: Sequence[Region], path: Path) -> bytes:
    """A page that leads to the page of each region, which stands beside it; opens without a network."""
    rows = [
        tag(
            "tr",
            tag("td", tag("a", one.name, href=one.file(path).name)),
            *(tag("td", str(number), class_="number") for number in (len(one.order_ids), one.activities, one.findings)),
        )
        for one in found
    ]
    heads = ("Субъект РФ", "Приказов", "Мероприятий", "Ошибок и сомнений")
    table = tag("table", tag("thead", tag("tr", *(tag("th", head) for head in heads))), tag("tbody", *rows))
    orders = sum(len(one.order_ids) for one in found)
    told = f"{plural(orders, *ORDERS)}, {plural(sum(one.activities for one in found), *ACTIVITIES)}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=OFFLINE),
        tag("title", "Дорожные карты по регионам"),
        tag("style", Markup(stylesheet("components") + stylesheet("report"))),
    )
    body = tag("main", tag("h1", "Дорожные карты по регионам"), tag("p", told, class_="soft"), table)
    return f'<!DOCTYPE html>\n<html lang="ru">{head}<body class="page">{body}</body></html>\n'.encode()
