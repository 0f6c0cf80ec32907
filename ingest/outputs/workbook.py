"""Excel workbooks: Russian headings, frozen header, filters, real dates, links from a finding to its row.

Text is always written as text, so what begins with = + - @ can't become a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Record = Mapping[str, Any]
MAX_CELL = 32_767
"""Excel's bound on the characters of a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: field of the record, Russian heading, width in characters."""

    name: str
    heading: str
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, columns and records; `link` is the field whose value names a row of `Мероприятия`."""

    name: str
    columns: tuple[Column, ...]
    records: Sequence[Record]
    link: str = ""


ORDERS = (
    Column("order_id", "Приказ", 30),
    Column("region", "Регион", 28),
    Column("municipality", "Муниципалитет", 28),
    Column("level", "Уровень", 12),
    Column("number", "Номер", 12),
    Column("signed_on", "Дата", 12),
    Column("academic_year", "Учебный год", 13),
    Column("activities", "Мероприятий", 13),
    Column("periods_resolved", "Сроков прочитано, %", 12),
    Column("coverage", "Разобрано текста, %", 12),
    Column("findings", "Замечаний", 12),
    Column("source_name", "Файл", 34),
)
ACTIVITIES = (
    Column("order_id", "Приказ", 26),
    Column("region", "Регион", 24),
    Column("municipality", "Муниципалитет", 24),
    Column("seq", "№ строки", 9),
    Column("section", "Раздел", 30),
    Column("subsection", "Подраздел", 20),
    Column("number", "Пункт", 9),
    Column("category", "Категория", 20),
    Column("activity", "Мероприятие", 70),
    Column("period_raw", "Срок, как напечатан", 26),
    Column("effective_start", "Начало", 12),
    Column("effective_end", "Конец", 12),
    Column("responsible_raw", "Ответственные", 34),
    Column("result", "Результат", 34),
    Column("exam", "Экзамен", 10),
    Column("topic", "Тема", 16),
    Column("is_group", "Групповая строка", 10),
    Column("activity_inherited", "Повтор объединённой ячейки", 12),
    Column("locator", "Место в файле", 18),
    Column("item_id", "item_id", 40),
)
PERIODS = (
    Column("order_id", "Приказ", 26),
    Column("number", "Пункт", 9),
    Column("activity", "Мероприятие", 60),
    Column("raw", "Как напечатано", 28),
    Column("kind", "Вид", 14),
    Column("start_date", "Начало", 12),
    Column("end_date", "Конец", 12),
    Column("year_basis", "Откуда год", 12),
    Column("flags", "Пометы", 18),
    Column("suggested_start", "Вероятное начало", 12),
    Column("suggested_end", "Вероятный конец", 12),
    Column("rule", "Правило", 20),
    Column("item_id", "item_id", 40),
)
RESPONSIBLES = (
    Column("order_id", "Приказ", 26),
    Column("number", "Пункт", 9),
    Column("activity", "Мероприятие", 60),
    Column("mention", "Как напечатано", 34),
    Column("kind", "Вид", 10),
    Column("canonical", "Полное название", 60),
    Column("level", "Уровень", 12),
    Column("resolved", "Раскрыто", 10),
    Column("inherited", "Из объединённой ячейки", 12),
    Column("item_id", "item_id", 40),
)
FINDINGS = (
    Column("severity", "Важность", 12),
    Column("order_id", "Приказ", 26),
    Column("place", "Место", 34),
    Column("check", "Проверка", 24),
    Column("message", "Что не так", 80),
    Column("quote", "Как напечатано", 34),
    Column("suggestion", "Предложение", 34),
    Column("status", "Состояние", 12),
    Column("activity", "Мероприятие", 60),
    Column("finding_id", "finding_id", 34),
    Column("item_id", "item_id", 40),
)


def export(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """The whole warehouse as a workbook: orders, activities, periods, responsibles, findings."""
    from ingest import api

    findings = api.find_findings(connection, severities=("info", "warning", "error"))
    write(
        path,
        [
            Sheet("Приказы", ORDERS, api.order_summaries(connection)),
            Sheet("Мероприятия", ACTIVITIES, api.query(connection, "export_activities")),
            Sheet("Сроки", PERIODS, api.query(connection, "export_periods"), link="item_id"),
            Sheet("Ответственные", RESPONSIBLES, api.query(connection, "export_responsibles"), link="item_id"),
            Sheet("Замечания", FINDINGS, findings, link="item_id"),
        ],
    )


def findings_workbook(findings: Sequence[Record]) -> bytes:
    """Findings alone, as the bytes of a workbook."""
    content = BytesIO()
    write(content, [Sheet("Замечания", FINDINGS, findings)])
    return content.getvalue()


def write(target: Path | BytesIO, sheets: Sequence[Sheet]) -> None:
    """Writes the sheets; a `link` points to the row of 'Мероприятия' with the same item_id."""
    import xlsxwriter

    rows = {
        record["item_id"]: number
        for sheet in sheets
        if sheet.columns is ACTIVITIES
        for number, record in enumerate(sheet.records, 2)
    }
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target if isinstance(target, BytesIO) else str(target), options) as book:
        formats = Formats.of(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats, rows)


@dataclass(frozen=True, slots=True)
class Formats:
    """Cell formats of a workbook."""

    header: Format
    text: Format
    date: Format
    link: Format

    @classmethod
    def of(cls, book: Workbook) -> Formats:
        """Adds them to the workbook."""
        return cls(
            header=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6EE"}),
            text=book.add_format({"text_wrap": True, "valign": "top"}),
            date=book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"}),
            link=book.add_format({"text_wrap": True, "valign": "top", "font_color": "#0B5394", "underline": 1}),
        )


def _write_sheet(page: Worksheet, sheet: Sheet, formats: Formats, rows: Mapping[str, int]) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, formats.header)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.records)), len(sheet.columns) - 1)
    for line, record in enumerate(sheet.records, 1):
        for place, column in enumerate(sheet.columns):
            _write_cell(page, line, place, record.get(column.name), formats)
        target = rows.get(record.get(sheet.link, "")) if sheet.link else None
        if target:
            first = sheet.columns[0].name
            page.write_url(
                line, 0, f"internal:'Мероприятия'!A{target}", formats.link, string=_as_text(record.get(first))
            )


def _write_cell(page: Worksheet, line: int, place: int, value: object, formats: Formats) -> None:
    if isinstance(value, date | datetime):
        page.write_datetime(line, place, datetime(value.year, value.month, value.day), formats.date)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(line, place, value, formats.text)
    elif value is not None:
        page.write_string(line, place, _as_text(value), formats.text)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "да" if value else ""
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text[:MAX_CELL]
