"""Workbooks: what Excel gets, read back by openpyxl and by LibreOffice."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from conftest import needs_program
from openpyxl.workbook import Workbook
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.outputs import sheets, workbook
from ingest.outputs.sheets import Column, Sheet
from tests.support.warehouse_samples import records, source
from warehouse.store.store import Store

FORMULAS = ("=1+1", "+7 (3843) 12-34", "-проведение", "@SUM(A1)", '=HYPERLINK("http://x")')
HOSTILE = (*FORMULAS, "<b>&amp;</b>", "_x0041_", "знак \x0b конца", "0012", "http://example.org", "2024-11-01")
SHEETS = ["Приказы", "Мероприятия", "Сроки", "Ответственные", "Замечания", "Исправления"]
runner = CliRunner()


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An order of hostile activities whose third period is out of its plan."""
    folder = tmp_path_factory.mktemp("workbook")
    sample = records("=1+1", HOSTILE)
    periods = list(sample.rows("periods"))
    periods[2] = {**periods[2], "flags": ["out_of_plan"], "raw": "=2023"}
    with Store(folder / "curated").writer() as batch:
        batch.put(sample.with_rows(periods=periods), source(folder))
        batch.commit()
    return folder / "curated"


@pytest.fixture(scope="module")
def written(curated: Path) -> Path:
    path = curated.parent / "приказы.xlsx"
    shown = runner.invoke(app, ["export", str(path), "--curated", str(curated)])
    assert shown.exit_code == 0
    return path


@pytest.fixture(scope="module")
def book(written: Path) -> Workbook:
    return openpyxl.load_workbook(written)


def test_five_sheets_with_frozen_filtered_russian_headers(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.max_row == 1 or page.auto_filter.ref == page.dimensions
        assert page.column_dimensions["A"].width > 8
        headings = [cell.value for cell in page[1] if not str(cell.value).endswith("_id")]
        assert all(any("а" <= letter <= "я" for letter in heading.lower()) for heading in headings)


def test_no_text_becomes_a_formula_a_number_or_a_link(book: Workbook) -> None:
    page = book["Мероприятия"]
    column = [cell.value for cell in page[1]].index("Мероприятие") + 1
    cells = [page.cell(row, column) for row in range(2, page.max_row + 1)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells] == [None] * len(HOSTILE)
    assert {str(cell.value) for cell in cells} >= {text for text in HOSTILE if text.isprintable()} - {"_x0041_"}
    assert not [cell for sheet in book for row in sheet.rows for cell in row if cell.data_type == "f"]


def test_dates_are_dates(book: Workbook) -> None:
    page = book["Сроки"]
    headings = [cell.value for cell in page[1]]
    cell = page.cell(2, headings.index("Начало") + 1)
    assert cell.value == datetime(2024, 11, 1)
    assert cell.number_format == "dd.mm.yyyy"


def test_a_finding_leads_to_its_row(book: Workbook) -> None:
    page = book["Замечания"]
    headings = [cell.value for cell in page[1]]
    place, item = headings.index("Место") + 1, headings.index("item_id") + 1
    checks = [page.cell(row, headings.index("Проверка") + 1).value for row in range(2, page.max_row + 1)]
    row = checks.index("Срок вне планового периода") + 2
    sheet, _, cell = page.cell(row, place).hyperlink.location.replace("'", "").partition("!")
    activities = book[sheet]
    target = activities[cell].row
    assert activities.cell(target, activities.max_column).value == page.cell(row, item).value
    assert page.cell(row, headings.index("Важность") + 1).value == "ошибка"


def test_a_sheet_ends_where_excel_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    page = Sheet("Лист", (Column("a", "Столбец"),), ({"a": number} for number in range(10)))
    read = openpyxl.load_workbook(io.BytesIO(workbook.workbook([page])))["Лист"]
    assert [row[0].value for row in read.rows][:3] == ["Столбец", 0, 1]
    assert read.max_row == 4
    assert "dorkarta sql" in read["A4"].value


@pytest.mark.parametrize("code", ["error", "open", "month", "regional", "explicit"])
def test_codes_are_shown_in_russian(code: str) -> None:
    columns = (*sheets.ORDERS, *sheets.PERIODS, *sheets.FINDINGS)
    words = [column.labels()[code] for column in columns if code in column.labels()]
    assert words
    assert all("а" <= word[-1] <= "я" for word in words)


def test_findings_alone(curated: Path, tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    call = ["findings", "--format", "xlsx", "--curated", str(curated)]
    assert runner.invoke(app, [*call, "--output", str(path)]).exit_code == 0
    piped = runner.invoke(app, call)
    read = [openpyxl.load_workbook(content) for content in (path, io.BytesIO(piped.stdout_bytes))]
    with api.open(curated) as connection:
        expected = len(api.find_findings(connection, severities=("info", "warning", "error")))
    assert [book["Замечания"].max_row - 1 for book in read] == [expected, expected]


@pytest.mark.parametrize("output", ["csv", "json"])
def test_findings_into_a_file(curated: Path, tmp_path: Path, output: str) -> None:
    path = tmp_path / f"findings.{output}"
    call = ["findings", "--format", output, "--curated", str(curated)]
    assert runner.invoke(app, [*call, "--output", str(path)]).exit_code == 0
    text = path.read_text(encoding="utf-8-sig")
    rows = json.loads(text) if output == "json" else list(csv.DictReader(io.StringIO(text)))
    assert [row["finding_id"] for row in rows] == [
        row["finding_id"] for row in json.loads(runner.invoke(app, [*call[:2], "json", *call[3:]]).stdout)
    ]


def test_a_file_that_cannot_be_written_is_one_line(curated: Path, tmp_path: Path) -> None:
    shown = runner.invoke(app, ["export", str(tmp_path / "none" / "x.xlsx"), "--curated", str(curated)])
    assert shown.exit_code == 1
    assert "нет такой папки" in shown.stderr
    assert len(shown.stderr.strip().splitlines()) == 1


@needs_program("soffice")
def test_libreoffice_reads_it(written: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", profile, "--headless", "--convert-to", every_sheet, "--outdir", str(tmp_path), str(written)]
    subprocess.run(command, check=True, capture_output=True, timeout=1200)
    text = (tmp_path / f"{written.stem}-Мероприятия.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Мероприятие"] for row in rows][: len(FORMULAS)] == list(FORMULAS)
    assert {row["Первый день сроков"] for row in rows} <= {"01.11.2024", "11/01/2024"}, (
        "a date as LibreOffice's locale writes it"
    )


def test_a_workbook_a_region(curated: Path, tmp_path: Path) -> None:
    told = runner.invoke(app, ["export", str(tmp_path / "план.xlsx"), "--by", "region", "--curated", str(curated)])
    assert told.exit_code == 0, told.output
    (one,) = tmp_path.iterdir()
    assert one.name == "план-42.xlsx"
    assert openpyxl.load_workbook(one)["Мероприятия"].max_row == len(HOSTILE) + 1
