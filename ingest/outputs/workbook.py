"""Excel workbooks: Russian headings, frozen header, filters, real dates, links from a finding to its row.

Text is always written as text, so what begins with = + - @ can't become a formula.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeGuard

from ingest.outputs import sheets
from ingest.outputs.sheets import Column, Labels, Record, Sheet
from ingest.outputs.tabular import distinct
from ingest.questions.query import stream

if TYPE_CHECKING:
    import duckdb
    from rustpy_xlsxwriter import Format

MAX_CELL = 32_767
"""Excel's bound on the characters of a cell."""
A4 = 9
"""The paper's number in Excel."""
FIRST_YEAR = 1900
"""Excel counts days from here."""
MAX_WHOLE = 10**15
"""Whole numbers from here on lose digits in Excel."""
MAX_ROWS = 1_048_575
"""Excel's bound on the rows of a sheet, less the header."""
MAX_LINKS = 50_000
"""Excel opens a sheet with at most 65,530 links; the writer keeps 600 bytes of each until the book is whole."""
PAGE = {
    "landscape": True,
    "paper_size": A4,
    "margins": {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6},
    "footer": "&L&A&RСтр. &P из &N",
    "fit_to_pages": (1, 0),
    "repeat_rows": 0,
}
"""How every sheet is printed."""
DAY, MOMENT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
_TOO_MANY = "Строк больше, чем помещается на листе: остальные — dorkarta sql"
_ADDRESS = re.compile(r"(?:https?|ftps?|mailto|internal|external|file):", re.IGNORECASE)
"""What the writer would take for a link in a column of links."""


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
    from rustpy_xlsxwriter import write_worksheets

    laid, places = [Laid.of(sheet) for sheet in pages], Places()
    every = {page.sheet.name: page for page in laid}
    header = _top().set_bold().set_background_color("#DDE6EE").set_border_bottom("thin")
    with TemporaryDirectory(prefix="dorkarta-") as folder:
        path = Path(folder) / "book.xlsx"  # a buffer would be held three times
        write_worksheets(
            [(page.sheet.name, page.rows(places)) for page in laid],
            path,
            freeze_panes={"general": {"row": 1, "col": 0}},
            autofilter=dict.fromkeys(every, True),
            page_setup=dict.fromkeys(every, PAGE),
            header_format=dict.fromkeys(every, header),
            column_widths={name: page.widths() for name, page in every.items()},
            column_formats={name: page.formats() for name, page in every.items()},
            url_columns={name: page.links() for name, page in every.items() if page.linked},
        )
        return path.read_bytes()


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet as the writer takes it: a column of links has the texts of its links beside it, in a hidden column."""

    sheet: Sheet
    headings: Sequence[str]
    dates: Sequence[str]
    """The format of each column that holds days or moments, '' for the others."""
    linked: str
    """The heading of the column of links, '' for none."""

    @classmethod
    def of(cls, sheet: Sheet) -> Laid:
        """Looks at what the columns hold."""
        headings = distinct([column.heading for column in sheet.columns])
        linked = [
            heading for heading, column in zip(headings, sheet.columns, strict=True) if column.name == sheet.linked
        ]
        dates = [_date_format(column, sheet.records) for column in sheet.columns]
        return cls(sheet, headings, dates, linked[0] if linked else "")

    def links(self) -> dict[str, str]:
        """The column of links and the column with their texts."""
        return {self.linked: _beside(self.linked)}

    def widths(self) -> list[float]:
        """Characters of each column, 0 for the hidden one."""
        return list(
            chain.from_iterable(
                (column.width, 0) if heading == self.linked else (column.width,)
                for heading, column in zip(self.headings, self.sheet.columns, strict=True)
            )
        )

    def formats(self) -> list[Format]:
        """The format of each column's cells."""
        text, link = _top(), _top().set_font_color("#0B5394").set_underline()
        days = {form: _date(form) for form in (DAY, MOMENT)}
        return list(
            chain.from_iterable(
                (link, text) if heading == self.linked else (days.get(form, text),)
                for heading, form in zip(self.headings, self.dates, strict=True)
            )
        )

    def rows(self, places: Places) -> Iterator[dict[str, object]]:
        """The rows one by one; a sheet without records has one that is empty, since headings come with a row."""
        columns = [
            (heading, column.name, column.labels(), form, heading == self.linked)
            for heading, column, form in zip(self.headings, self.sheet.columns, self.dates, strict=True)
        ]
        row = 1
        for row, record in enumerate(self.sheet.records, 2):
            if row > MAX_ROWS:
                yield dict.fromkeys(self.headings[:1], _TOO_MANY)
                return
            places.note(self.sheet, record, row)
            target = places.target(self.sheet, record) if self.linked and row <= MAX_LINKS else ""
            yield _row(record, columns, target)
        if row == 1:
            yield _row({}, columns, "")


def _row(record: Record, columns: Sequence[tuple[str, str, Labels, str, bool]], target: str) -> dict[str, object]:
    """`columns`: heading, name of the field, its words, format of its dates, whether it is the link."""
    cells: dict[str, object] = {}
    for heading, name, words, form, linked in columns:
        value = record.get(name)
        if words or not isinstance(value, str):
            value = _cell(_shown(value, words), form)
        if isinstance(value, str):
            value = _text(value)
        if linked:
            cells[heading], cells[_beside(heading)] = _link(value, target)
        else:
            cells[heading] = value
    return cells


def _link(value: object, target: str) -> tuple[object, object]:
    """A cell of the column of links and its neighbour: where it leads and its text, or a text that leads nowhere."""
    if target:
        return target, str(value or "→")
    told = str(value) if value is not None else None
    return (f" {told}" if told and _ADDRESS.match(told) else told), None


def _beside(heading: str) -> str:
    return f"{heading} (текст ссылки)"


def _text(text: str) -> str:
    """What a cell can hold of a text; halves of characters, which no file can hold, become question marks."""
    if not text.isprintable():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text[:MAX_CELL]


def _cell(value: object, form: str) -> object:
    """A value as the writer takes it: a day in a column of days, a number that Excel keeps, or its words."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value if form and value.year >= FIRST_YEAR else _told(value)
    return float(value) if _is_number(value) and not form else str(value)


def _told(day: date) -> str:
    """A day as text."""
    return f"{day:%d.%m.%Y %H:%M}" if isinstance(day, datetime) else f"{day:%d.%m.%Y}"


def _date_format(column: Column, records: Iterable[Record]) -> str:
    """The format of a column's days: known for the warehouse's, else told by the first."""
    if column.name in sheets.DAYS:
        return DAY
    values = (record.get(column.name) for record in records) if isinstance(records, Sequence) else ()
    first = next((value for value in values if value is not None), None)
    if isinstance(first, datetime):
        return MOMENT
    return DAY if isinstance(first, date) else ""


def _top() -> Format:
    from rustpy_xlsxwriter import Format

    return Format().set_text_wrap().set_align("top")


def _date(form: str) -> Format:
    from rustpy_xlsxwriter import Format

    return Format().set_align("top").set_align("left").set_num_format(form)


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
                return f"internal:'{name}'!A{row}"
        return ""


_KEYS = {sheets.ORDER_SHEET: "order_id", sheets.ACTIVITY_SHEET: "item_id"}
_TARGETS = ((sheets.ACTIVITY_SHEET, "item_id"), (sheets.ORDER_SHEET, "order_id"))


def _is_number(value: object) -> TypeGuard[int | float | Decimal]:
    """Whether Excel keeps it to the last digit: NaN and 16 digits it does not."""
    if isinstance(value, int):
        return abs(value) < MAX_WHOLE
    return isinstance(value, float | Decimal) and math.isfinite(value)


def _shown(value: object, words: Labels) -> object:
    """A value as a cell has it: words for codes and for yes, ', ' between the parts of a list."""
    if isinstance(value, bool):
        return "да" if value else None
    if isinstance(value, list | tuple):
        return ", ".join(words.get(str(part), str(part)) for part in value) or None
    return words.get(str(value), value) if words and value is not None else value
