"""Long lists by pages: the database sorts, filters and cuts; a page of rows is all that is ever in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.pages import warehouse

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: its rows, and how many rows the whole list has."""

    rows: Sequence[Record]
    total: int


def listing(name: str, filters: Sequence[object], page: int, size: int) -> Listing:
    """Page `page` (from 1) of ingest/questions/queries/<name>.sql, `size` rows a page.

    The query takes the filters, then the number of rows and how many to pass over; its column `total` is the length
    of the whole list.
    """
    rows = warehouse.rows(name, [*filters, size, (max(page, 1) - 1) * size])
    return Listing(rows, rows[0]["total"] if rows else 0)


def last_page(total: int, size: int) -> int:
    """The number of the last page; an empty list has one."""
    return max(1, -(-total // size))


def options(rows: Sequence[Record], everything: str) -> dict[str, str]:
    """What a filter offers: Russian name -> value, first the choice of everything ('').

    `rows` have `value` and `name`; equal names are told apart by their values.
    """
    offered = {everything: ""}
    for row in rows:
        name = str(row["name"])
        offered[name if name not in offered else f"{name} ({row['value']})"] = str(row["value"])
    return offered
