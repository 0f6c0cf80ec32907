"""XLSX: what a sheet shows, as blocks."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from parsers import limits
from parsers.errors import ParseError
from parsers.formats import xlsx
from parsers.formats.office.excel_formats import shown_number
from parsers.model import Document, Grid, Paragraph
from parsers.registry import read_document


def read(tmp_path: Path, workbook: Workbook) -> Document:
    workbook.save(tmp_path / "order.xlsx")
    return read_document(tmp_path / "order.xlsx")


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def sheet(rows: list[list[Any]]) -> Workbook:
    workbook = Workbook()
    for values in rows:
        workbook.active.append(values)
    return workbook


def test_a_plan_with_text_around_it(tmp_path: Path) -> None:
    workbook = sheet(
        [
            [None, None, "УТВЕРЖДЕНО"],
            ["План мероприятий"],
            [],
            ["№", "Мероприятия", "Срок"],
            ["1. Анализ"],
            [1.1, "Сбор\nданных", date(2023, 10, 15)],
            [1.2, "Отчёт", "ноябрь"],
            [],
            ["Исполнитель: Иванов"],
        ]
    )
    active = workbook.active
    active.title = "План"
    active.merge_cells("A5:C5")
    active["A4"].font, active["A5"].fill = Font(bold=True), PatternFill("solid", fgColor="DDDDDD")
    document = read(tmp_path, workbook)
    assert texts(document) == ["УТВЕРЖДЕНО", "План мероприятий", "Исполнитель: Иванов"]
    (found,) = grids(document)
    assert [(c.row, c.col, c.row_span, c.col_span, c.text) for c in found.cells] == [
        (0, 0, 1, 1, "№"), (0, 1, 1, 1, "Мероприятия"), (0, 2, 1, 1, "Срок"), (1, 0, 1, 3, "1. Анализ"),
        (2, 0, 1, 1, "1.1"), (2, 1, 1, 1, "Сбор\nданных"), (2, 2, 1, 1, "15.10.2023"),
        (3, 0, 1, 1, "1.2"), (3, 1, 1, 1, "Отчёт"), (3, 2, 1, 1, "ноябрь"),
    ]  # fmt: skip
    assert [(c.text, c.bold, c.shaded) for c in found.cells if c.bold or c.shaded] == [
        ("№", True, False), ("1. Анализ", False, True),
    ]  # fmt: skip
    assert str(found.cells[4].locator) == "лист «План», A6"


def test_merged_rows(tmp_path: Path) -> None:
    workbook = sheet([["1", "а", "РЦОИ"], ["2", "б", None], ["3", "в", "ОО"]])
    workbook.active.merge_cells("C1:C2")
    (found,) = grids(read(tmp_path, workbook))
    assert [(c.row, c.row_span, c.text) for c in found.cells if c.col == 2] == [(0, 2, "РЦОИ"), (2, 1, "ОО")]


def test_sheets_in_order_hidden_ones_told(tmp_path: Path) -> None:
    workbook = sheet([["1", "а"]])
    workbook.create_sheet("служебный").append(["секрет"])
    workbook["служебный"].sheet_state = "hidden"
    workbook.create_sheet("ГИА-9").append(["2", "б"])
    document = read(tmp_path, workbook)
    assert [found.cells[1].text for found in grids(document)] == ["а", "б"]
    assert [(item.text, item.why) for item in document.leftovers] == [("секрет", "скрытый лист")]


def test_hidden_columns_and_rows_are_told(tmp_path: Path) -> None:
    workbook = sheet([["1", "код", "а"], ["2", "шифр", "б"]])
    workbook.active.column_dimensions["B"].hidden = True
    workbook.active.row_dimensions[2].hidden = True
    document = read(tmp_path, workbook)
    assert [c.text for c in grids(document)[0].cells] == ["1", "а"]
    told = [(item.text, item.why, str(item.locator)) for item in document.leftovers]
    assert told == [
        ("код", "скрытый столбец", "лист «Sheet», B1"),
        ("2", "скрытая строка", "лист «Sheet», A2"),
        ("шифр", "скрытая строка", "лист «Sheet», B2"),
        ("б", "скрытая строка", "лист «Sheet», C2"),
    ]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (date(2023, 10, 15), "dd.mm.yyyy", "15.10.2023"),
        (date(2023, 10, 15), "mm-dd-yy", "15.10.2023"),
        (date(2023, 10, 1), "mmmm yyyy", "октябрь 2023"),
        (date(2023, 10, 1), "mmm-yy", "октябрь 2023"),
        (date(2023, 10, 1), "mmmm", "октябрь"),
        (date(2023, 10, 5), "d mmmm", "5 октября"),
        (date(2023, 10, 5), "yyyy", "2023"),
        (datetime(2023, 10, 5, 10, 30), "dd.mm.yyyy hh:mm", "05.10.2023 10:30"),
        (datetime(2023, 10, 5, 10, 30), "dd.mm.yyyy", "05.10.2023"),
        (date(2023, 10, 5), '[$-419]d mmmm yyyy "г.";@', "05.10.2023 г."),
        (datetime(2023, 10, 5), '"до "DD.MM.YYYY', "до 05.10.2023"),
        (datetime(2023, 10, 5), r"[$-419]dd\.mm\.yyyy\ \г\.", "05.10.2023 г."),
        (datetime(2023, 10, 5), '"не позднее "d mmmm', "не позднее 5 октября"),
        (datetime(2023, 10, 5), 'mmmm yyyy" года"', "октябрь 2023 года"),
        (datetime(2023, 10, 5), 'd" числа "mmmm', "5 числа октября"),
        ("15 мая", '"до "@', "до 15 мая"),
        ("15 мая", 'General;General;General;"до "@" г."', "до 15 мая г."),
        (9, '0"-й класс"', "9-й класс"),
        (1500.5, "#,##0.00 [$₽-419]", "1500.50 ₽"),
        (1.1, "0.0", "1.1"),
        (1.1, "0.00", "1.10"),
        (0.5, "0%", "50%"),
        (3.0, "General", "3"),
        (True, "General", "ИСТИНА"),
        ("1.10", "@", "1.10"),
        ("=1+1", "General", ""),
    ],
)
def test_values_as_the_sheet_shows_them(tmp_path: Path, value: Any, form: str, shown: str) -> None:
    workbook = sheet([["№", "Срок"], ["1", value]])
    workbook.active["B2"].number_format = form
    (found,) = grids(read(tmp_path, workbook))
    assert [c.text for c in found.cells if (c.row, c.col) == (1, 1)] == ([shown] if shown else [])


@pytest.mark.parametrize(
    ("raw", "form", "shown"),
    [
        ("9e99", "dd.mm.yyyy", "9e99"),
        ("текст", "0.0", "текст"),
        ("-1", "dd.mm.yyyy", "29.12.1899"),
        ("nan", "0", "nan"),
    ],
)
def test_numbers_that_are_no_dates(raw: str, form: str, shown: str) -> None:
    assert shown_number(raw, form) == shown


def test_a_cell_at_the_far_corner_costs_nothing(tmp_path: Path) -> None:
    workbook = sheet([["№", "Срок"], ["1", "май"]])
    workbook.active["XFD1048576"] = "край"
    document = read(tmp_path, workbook)
    assert (grids(document)[0].rows, grids(document)[0].cols) == (2, 2)
    assert texts(document) == ["край"]


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 50)
    with pytest.raises(ParseError, match="ячеек"):
        read(tmp_path, sheet([["1", "2"]] * 40))


def test_binary_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "order.xlsb"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{office}" Target="xl/workbook.bin"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("_rels/.rels", relations)
        package.writestr("xl/workbook.bin", b"\x83\x01")
    with pytest.raises(ParseError, match="XLSB"):
        xlsx.read(path)


def test_what_is_struck_out_is_told_and_a_raised_number_is_a_mark(tmp_path: Path) -> None:
    old, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    workbook = sheet([["№", "Мероприятия", "Срок"], [1, "Анализ", None], [2, "Снято", "май"], [3, "Сбор", None]])
    active = workbook.active
    active["C2"] = CellRichText(TextBlock(old, "10 мая"), " 15 мая 2024 года", TextBlock(raised, "1"))
    active["C4"] = CellRichText(TextBlock(old, "июнь"))
    for cell in active[3]:
        cell.font = Font(strike=True)
    document = read(tmp_path, workbook)
    (found,) = grids(document)
    assert [cell.text for cell in found.cells if cell.text][3:] == ["1", "Анализ", "15 мая 2024 года", "3", "Сбор"]
    assert [(one.text, one.why) for one in document.leftovers] == [
        (text, "зачёркнутый текст") for text in ("10 мая", "2", "Снято", "май", "июнь")
    ]
    assert [(one.kind.value, one.text) for one in document.noise] == [("footnote", "¹")]
