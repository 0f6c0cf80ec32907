"""Long lists by pages: the database sorts, filters, counts and cuts; a page of rows is all that is ever in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.pages import warehouse

Record = Mapping[str, Any]
Sorts = Mapping[str, Sequence[str]]
"""What a list can be ordered by: name in the address -> expressions of SQL."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: its rows, and how many rows the whole list has."""

    rows: Sequence[Record]
    total: int
    page: int = 1


def listing(name: str, filters: Sequence[object], page: int, size: int, order: str, columns: str = "*") -> Listing:
    """Page `page` (from 1) of ingest/questions/queries/<name>.sql, `size` rows a page, in the order given.

    A page behind the last one is the last one.
    """
    total = warehouse.over(name, "SELECT count(*) AS total FROM found", filters)[0]["total"]
    page = min(max(page, 1), last_page(total, size))
    first = (page - 1) * size
    rows = warehouse.over(name, f"SELECT {columns} FROM found ORDER BY {order} LIMIT {size} OFFSET {first}", filters)
    return Listing(rows, total, page)


def ordered(sorts: Sorts, asked: str, usual: str) -> str:
    """The ORDER BY of a sort that an address asks for ('-status': the other way round); unknown ones are the usual."""
    expressions = sorts.get(asked.removeprefix("-"), ())
    direction = "DESC NULLS LAST" if asked.startswith("-") else "ASC NULLS FIRST"
    return ", ".join([*(f"{one} {direction}" for one in expressions), usual])


def counted(name: str, filters: Sequence[object], value: str, label: str = "") -> Sequence[Record]:
    """How many rows of a query each value of a column has: value, name, count; the most frequent first."""
    select = f"""SELECT {value} AS value, any_value({label or value}) AS name, count(*) AS count
        FROM found WHERE {value} IS NOT NULL GROUP BY {value} ORDER BY count DESC, name LIMIT 1000"""
    return warehouse.over(name, select, filters)


def last_page(total: int, size: int) -> int:
    """The number of the last page; an empty list has one."""
    return max(1, -(-total // size))


def words_of(text: str) -> list[str]:
    """The words of a search, each to be found: 'Психолог, ЕГЭ' -> ['психолог,', 'егэ']."""
    return text.casefold().replace("ё", "е").split()
