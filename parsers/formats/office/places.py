"""Where a row of an XML document stands, as an analyst counts: tables of their level, rows of their table."""

from __future__ import annotations

from typing import Any

from parsers.model import Locator


def row_place(rows: list[Any], table_tag: str) -> Locator | None:
    """The outermost of the rows around a text: 'таблица 2, строка 5'; None for none, and for a row of no table."""
    table = next(rows[-1].iterancestors(table_tag), None) if rows else None
    if table is None:
        return None
    return Locator(path=f"таблица {_number(table)}, строка {_number(rows[-1])}")


def _number(element: Any) -> int:
    return sum(1 for _ in element.itersiblings(element.tag, preceding=True)) + 1
