"""Excel workbooks: Russian headings, frozen header, filters, real dates, links from a finding to its row.

Text is always written as text, so what begins with = + - @ can't become a formula.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from ingest.outputs import sheets, xlsx
from ingest.outputs.sheets import Labels, Record, Sheet, worded
from ingest.questions.query import stream

if TYPE_CHECKING:
    import duckdb

MAX_CELL = 32_767
"""Excel's bound on the characters of a cell."""
LINE_HEIGHT, TALLEST = 15.0, 409.0
"""Points of a line, and of the tallest row."""
MAX_WHOLE = 10**15
"""Whole numbers from here on lose digits in Excel."""
MAX_ROWS = 1_048_575
"""Excel's bound on the rows of a sheet, less the header."""
MAX_LINKS = 65_000
"""Excel opens a sheet with at most 65,530 links."""


def warehouse_workbook(connection: duckdb.DuckDBPyConnection, order_ids: Sequence[str] = ()) -> bytes:
    """The orders named, or all: orders, activities, periods, responsibles, findings, corrections."""

    def rows(name: str) -> Iterator[Record]:
        return stream(connection, name, [list(order_ids)])

    shown = [["info", "warning", "error"], ["open", "accepted"], list(order_ids), "", False]
    return workbook(
        [
            Sheet(sheets.ORDER_SHEET, sheets.ORDERS, rows("export_orders")),
            Sheet(sheets.ACTIVITY_SHEET, sheets.ACTIVITIES, rows("export_activities"), linked="order_id"),
            Sheet(sheets.PERIOD_SHEET, sheets.PERIODS, rows("export_periods"), linked="number"),
            Sheet(sheets.RESPONSIBLE_SHEET, sheets.RESPONSIBLES, rows("export_responsibles"), linked="number"),
            Sheet(sheets.FINDING_SHEET, sheets.FINDINGS, stream(connection, "findings", shown), linked="place"),
            Sheet(sheets.CORRECTION_SHEET, sheets.CORRECTIONS, rows("export_corrections"), linked="order_id"),
        ]
    )


def findings_workbook(findings: Sequence[Record]) -> bytes:
    """Findings alone."""
    return workbook([Sheet(sheets.FINDING_SHEET, sheets.FINDINGS, findings)])


def workbook(pages: Iterable[Sheet]) -> bytes:
    """The bytes of a workbook; links lead only to sheets that come before."""
    content = BytesIO()
    with xlsx.opened(content) as book:
        places = Places()
        for sheet in pages:
            with book.sheet(sheet.name, [column.width for column in sheet.columns]) as page:
                _write_sheet(page, sheet, places)
    return content.getvalue()


@dataclass(slots=True)
class Places:
    """Where orders and items stand: the rows that links lead to, counted from 1 as Excel does."""

    rows: dict[str, dict[str, int]] = field(default_factory=dict)

    def note(self, sheet: Sheet, record: Record, row: int) -> None:
        """Remembers the row of an order or an item."""
        key = _KEYS.get(sheet.name)
        if key:
            self.rows.setdefault(sheet.name, {}).setdefault(record[key], row)

    def target(self, sheet: Sheet, record: Record) -> str:
        """The link of a record's cell; '' where it leads nowhere."""
        for name, key in _TARGETS:
            row = self.rows.get(name, {}).get(record.get(key) or "")
            if row and name != sheet.name:
                return f"'{name}'!A{row}"
        return ""


_KEYS = {sheets.ORDER_SHEET: "order_id", sheets.ACTIVITY_SHEET: "item_id"}
_TARGETS = ((sheets.ACTIVITY_SHEET, "item_id"), (sheets.ORDER_SHEET, "order_id"))


def _write_sheet(page: xlsx.SheetWriter, sheet: Sheet, places: Places) -> None:
    headings = [column.heading for column in sheet.columns]
    page.put(
        [page.text(place, heading, xlsx.HEADER) for place, heading in enumerate(headings)],
        _height(max(map(_lines, headings, (column.width for column in sheet.columns)), default=1)),
    )
    columns = [
        (column.name, column.width - 2, column.labels(), column.name == sheet.linked) for column in sheet.columns
    ]
    for record in sheet.records:
        if page.row > MAX_ROWS - 1:
            told = "Строк больше, чем помещается на листе: остальные — dorkarta sql"
            page.put([page.text(0, told)], LINE_HEIGHT)
            break
        places.note(sheet, record, page.row + 1)
        target = places.target(sheet, record) if sheet.linked and page.row <= MAX_LINKS else ""
        _write_row(page, record, columns, target)


def _write_row(
    page: xlsx.SheetWriter, record: Record, columns: Sequence[tuple[str, int, Labels, bool]], target: str
) -> None:
    """`columns`: the name of a field, the characters of a line in its column, its words, whether it is the link."""
    cells, lines = [], 1
    for place, (name, filled, words, linked) in enumerate(columns):
        value = record.get(name)
        if words or not isinstance(value, str):
            value = _shown(value, words)
        if linked and target:
            cells.append(page.link(place, str(value or "→")[:MAX_CELL], target))
        elif value is None:
            continue
        elif isinstance(value, str):
            text = value[:MAX_CELL]
            cells.append(page.text(place, text))
            if len(text) > filled or "\n" in text or "\r" in text:
                lines = max(lines, _lines(text, filled + 2))
        else:
            cells.append(_cell(page, place, value))
    page.put(cells, _height(lines))


def _height(lines: int) -> float:
    """Points of a row in which every wrapped text is seen whole, as far as Excel allows."""
    return min(LINE_HEIGHT * lines, TALLEST)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column of this width; words are not broken, so a line is not filled."""
    filled = max(1, width - 2)
    return sum(max(1, -(-len(line) // filled)) for line in text[:MAX_CELL].splitlines()) or 1


def _cell(page: xlsx.SheetWriter, place: int, value: object) -> str:
    """A value that is no text: a day, a number that Excel keeps, or its words."""
    if isinstance(value, datetime):
        return page.number(place, xlsx.serial(value), xlsx.MOMENT)
    if isinstance(value, date):
        return page.number(place, xlsx.serial(value), xlsx.DATE)
    return page.number(place, value) if _is_number(value) else page.text(place, str(value)[:MAX_CELL])


def _is_number(value: object) -> bool:
    """Whether Excel keeps it to the last digit: NaN and 16 digits it does not."""
    if isinstance(value, int):
        return abs(value) < MAX_WHOLE
    return isinstance(value, float | Decimal) and math.isfinite(value)


def _shown(value: object, words: Labels) -> object:
    """A value as a cell has it: words for codes and for yes, ', ' between the parts of a list."""
    if isinstance(value, bool):
        return "да" if value else None
    told = worded(value, words)
    return ", ".join(map(str, told)) or None if isinstance(told, list | tuple) else told
