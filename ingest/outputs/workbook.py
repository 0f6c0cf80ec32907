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

from ingest.outputs import sheets
from ingest.outputs.sheets import Column, Record, Sheet, in_words
from ingest.questions.findings import find_findings
from ingest.questions.query import stream

if TYPE_CHECKING:
    import duckdb
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_CELL = 32_767
"""Excel's bound on the characters of a cell."""
A4, LINE_HEIGHT, TALLEST = 9, 15.0, 409.0
"""The paper's number in Excel; points of a line, and of the tallest row."""
MAX_WHOLE = 10**15
"""Whole numbers from here on lose digits in Excel."""
MAX_ROWS = 1_048_575
"""Excel's bound on the rows of a sheet, less the header."""
MAX_LINKS = 65_000
"""Excel opens a sheet with at most 65,530 links."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def warehouse_workbook(connection: duckdb.DuckDBPyConnection, order_ids: Sequence[str] = ()) -> bytes:
    """The orders named, or all: orders, activities, periods, responsibles, findings, corrections."""

    def rows(name: str) -> Iterator[Record]:
        return stream(connection, name, [list(order_ids)])

    findings = [
        finding
        for order_id in order_ids or (None,)
        for finding in find_findings(connection, order_id=order_id, severities=("info", "warning", "error"))
    ]
    return workbook(
        [
            Sheet(sheets.ORDER_SHEET, sheets.ORDERS, rows("export_orders")),
            Sheet(sheets.ACTIVITY_SHEET, sheets.ACTIVITIES, rows("export_activities"), linked="order_id"),
            Sheet(sheets.PERIOD_SHEET, sheets.PERIODS, rows("export_periods"), linked="number"),
            Sheet(sheets.RESPONSIBLE_SHEET, sheets.RESPONSIBLES, rows("export_responsibles"), linked="number"),
            Sheet(sheets.FINDING_SHEET, sheets.FINDINGS, findings, linked="place"),
            Sheet(sheets.CORRECTION_SHEET, sheets.CORRECTIONS, rows("export_corrections"), linked="order_id"),
        ]
    )


def findings_workbook(findings: Sequence[Record]) -> bytes:
    """Findings alone."""
    return workbook([Sheet(sheets.FINDING_SHEET, sheets.FINDINGS, findings)])


def workbook(pages: Iterable[Sheet]) -> bytes:
    """The bytes of a workbook; links lead only to sheets that come before."""
    import xlsxwriter

    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        formats, places = Formats.of(book), Places()
        for sheet in pages:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats, places)
    return content.getvalue()


@dataclass(frozen=True, slots=True)
class Formats:
    """Cell formats of a workbook."""

    header: Format
    text: Format
    date: Format
    moment: Format
    link: Format

    @classmethod
    def of(cls, book: Workbook) -> Formats:
        """Adds them to the workbook."""
        top = {"text_wrap": True, "valign": "top"}
        return cls(
            header=book.add_format({**top, "bold": True, "bg_color": "#DDE6EE", "bottom": 1}),
            text=book.add_format(top),
            date=book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"}),
            moment=book.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top", "align": "left"}),
            link=book.add_format({**top, "font_color": "#0B5394", "underline": 1}),
        )


@dataclass(slots=True)
class Places:
    """Where orders and items stand: the rows that links lead to, counted from 1 as Excel does."""

    rows: dict[str, dict[str, int]] = field(default_factory=dict)

    def note(self, sheet: Sheet, record: Record, row: int) -> None:
        """Remembers the row of an order or an item."""
        key = {sheets.ORDER_SHEET: "order_id", sheets.ACTIVITY_SHEET: "item_id"}.get(sheet.name)
        if key:
            self.rows.setdefault(sheet.name, {}).setdefault(record[key], row)

    def target(self, sheet: Sheet, record: Record) -> str:
        """The link of a record's cell; '' where it leads nowhere."""
        for name, key in ((sheets.ACTIVITY_SHEET, "item_id"), (sheets.ORDER_SHEET, "order_id")):
            row = self.rows.get(name, {}).get(record.get(key) or "")
            if row and name != sheet.name:
                return f"internal:'{name}'!A{row}"
        return ""


def _write_sheet(page: Worksheet, sheet: Sheet, formats: Formats, places: Places) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, formats.header)
    page.freeze_panes(1, 0)
    page.set_row(0, _height([column.heading for column in sheet.columns], sheet.columns))
    page.set_paper(A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&RСтр. &P из &N")
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    line = 0
    for line, record in enumerate(sheet.records, 1):
        if line > MAX_ROWS:
            page.write_string(
                MAX_ROWS, 0, "Строк больше, чем помещается на листе: остальные — dorkarta sql", formats.text
            )
            break
        places.note(sheet, record, line + 1)
        target = places.target(sheet, record) if sheet.linked and line <= MAX_LINKS else ""
        cells = [_shown(record.get(column.name), column) for column in sheet.columns]
        page.set_row(line, _height(cells, sheet.columns))
        for place, (column, cell) in enumerate(zip(sheet.columns, cells, strict=True)):
            _write_cell(page, line, place, cell, formats, target if column.name == sheet.linked else "")
    page.autofilter(0, 0, min(max(1, line), MAX_ROWS), len(sheet.columns) - 1)


def _height(cells: Sequence[object], columns: Sequence[Column]) -> float:
    """Points of a row in which every wrapped text is seen whole, as far as Excel allows."""
    lines = max(map(_lines, cells, (column.width for column in columns)), default=1)
    return min(LINE_HEIGHT * lines, TALLEST)


def _lines(cell: object, width: int) -> int:
    """Lines that a text takes in a column of this width; words are not broken, so a line is not filled."""
    if not isinstance(cell, str):
        return 1
    filled = max(1, width - 2)
    return sum(max(1, -(-len(line) // filled)) for line in cell[:MAX_CELL].splitlines()) or 1


def _write_cell(page: Worksheet, line: int, place: int, value: object, formats: Formats, link: str) -> None:
    if link:
        page.write_url(line, place, link, formats.link, string=str(value or "→")[:MAX_CELL])
    elif isinstance(value, datetime):
        page.write_datetime(line, place, value.replace(tzinfo=None), formats.moment)
    elif isinstance(value, date):
        page.write_datetime(line, place, datetime(value.year, value.month, value.day), formats.date)
    elif _is_number(value):
        page.write_number(line, place, value, formats.text)
    elif value is not None:
        page.write_string(line, place, str(value)[:MAX_CELL], formats.text)


def _is_number(value: object) -> bool:
    """Whether Excel keeps it to the last digit: NaN and 16 digits it does not."""
    if isinstance(value, int):
        return abs(value) < MAX_WHOLE
    return isinstance(value, float | Decimal) and math.isfinite(value)


def _shown(value: object, column: Column) -> object:
    """A value as a cell has it: words for codes and for yes, ', ' between the parts of a list."""
    if isinstance(value, bool):
        return "да" if value else None
    told = in_words(value, column)
    return ", ".join(map(str, told)) or None if isinstance(told, list | tuple) else told
