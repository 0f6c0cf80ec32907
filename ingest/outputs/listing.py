"""A table for people in five looks: on the terminal, as CSV, as a workbook, as a page; and its rows as JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ingest.outputs import tabular
from ingest.outputs.cleaned import cleaned
from ingest.outputs.markup import OFFLINE, Markup, joined, stylesheet, tag
from ingest.outputs.sheets import Column, Sheet, in_words
from ingest.outputs.values import shown

Record = Mapping[str, Any]
MAX_PAGE_ROWS = 20_000
"""Rows of a page that a browser still opens at once."""
SHEET_NAME = 31
"""Characters that Excel allows for a sheet's name."""
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Listing:
    """A table for people: `records` have a value for each column, in Russian words; `notes` stand under the title."""

    title: str
    columns: tuple[Column, ...]
    records: Sequence[Record]
    notes: tuple[str, ...] = ()


def as_workbook(listing: Listing) -> bytes:
    """One sheet; text stays text."""
    from ingest.outputs.workbook import workbook

    return workbook(
        [Sheet(listing.title.translate(_NOT_IN_SHEET_NAMES)[:SHEET_NAME], listing.columns, listing.records)]
    )


def safe_cell(value: object) -> object:
    """A cell of a CSV that is opened in a spreadsheet: never a formula, nothing that a terminal would obey."""
    told = tabular.csv_value(value)
    return spreadsheet_safe(cleaned(told)) if isinstance(told, str) else told


def excel_cell(value: object) -> object:
    """The same as a Russian Excel reads it: 12.11.2024, 99,9, lists with commas."""
    return value if isinstance(value, int) and not isinstance(value, bool) else safe_cell(_excel(value))


def _excel(value: object) -> object:
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",") if math.isfinite(value) else ""
    return shown(value)


def as_excel_csv(listing: Listing) -> bytes:
    """CSV for Excel of a Russian system: semicolons, a byte order mark, values in words."""
    headings = tabular.distinct([column.heading for column in listing.columns])
    rows = [
        {
            heading: in_words(record.get(column.name), column)
            for heading, column in zip(headings, listing.columns, strict=True)
        }
        for record in listing.records
    ]
    return tabular.as_csv(rows, headings, delimiter=";", value=excel_cell).encode("utf-8-sig", errors="replace")


def spreadsheet_safe(value: object) -> object:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it: '=1+1' -> "'=1+1"."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_page(listing: Listing) -> bytes:
    """One HTML page that opens offline, without scripts; text is escaped."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=OFFLINE),
        tag("title", listing.title),
        tag("style", Markup(stylesheet("components") + stylesheet("report"))),
    )
    shown_rows = listing.records[:MAX_PAGE_ROWS]
    rest = len(listing.records) - len(shown_rows)
    notes = [
        *listing.notes,
        *([f"Показаны первые {MAX_PAGE_ROWS} строк, остальных {rest}: --format csv"] if rest else []),
    ]
    body = joined(
        tag("header", tag("h1", listing.title), *(tag("p", note, class_="soft") for note in notes)),
        tag("main", tag("div", table(listing.columns, shown_rows), class_="scroll")),
    )
    return f'<!DOCTYPE html>\n<html lang="ru">{head}<body class="page">{body}</body></html>\n'.encode()


def table(columns: Sequence[Column], records: Sequence[Record]) -> Markup:
    """The table as markup; text is escaped."""
    head = tag("tr", *(tag("th", column.heading) for column in columns))
    rows = (tag("tr", *(_cell(in_words(record.get(column.name), column)) for column in columns)) for record in records)
    return tag("table", tag("thead", head), tag("tbody", *rows))


def _cell(value: object) -> Markup:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return tag("td", shown(value), class_="number")
    return tag("td", value if isinstance(value, Markup) else shown(value))
