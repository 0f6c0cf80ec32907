"""One table in several looks: CSV for programs and for Excel, workbooks by --out, JSON that is JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from ingest.commands.application import app
from ingest.outputs.listing import Listing, as_excel_csv, safe_cell
from ingest.outputs.sheets import ORDERS, Column, Sheet
from ingest.outputs.tabular import as_json
from ingest.outputs.workbook import workbook
from tests.support.desk import TEXT_ORDER, desk

runner = CliRunner()


def run(*arguments: str) -> Result:
    return runner.invoke(app, [*arguments, "--curated", str(desk())])


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        (["=1", "2"], "'=1;2"),
        ("\x1b[31m", "\\x1b[31m"),
        (date(2024, 11, 12), "2024-11-12"),
        (-5, -5),
        (None, ""),
    ],
)
def test_a_cell_of_csv_is_safe(value: object, cell: object) -> None:
    assert safe_cell(value) == cell


@pytest.mark.parametrize(("look", "first"), [("csv", "'=1+1"), ("raw-csv", "=1+1"), ("excel-csv", "'=1+1")])
def test_a_query_as_csv(look: str, first: str) -> None:
    shown = run("sql", "SELECT '=1+1' AS \"=a\", 0.5 AS b, DATE '2024-11-12' AS c", "--format", look)
    content = shown.stdout_bytes.decode("utf-8")
    assert content.startswith("\ufeff") == (look == "excel-csv")
    heading, row = csv.reader(
        io.StringIO(content.removeprefix("\ufeff")), delimiter=";" if look == "excel-csv" else ","
    )
    assert heading[0] == ("=a" if look == "raw-csv" else "'=a")
    assert row == ([first, "0,5", "12.11.2024"] if look == "excel-csv" else [first, "0.5", "2024-11-12"])


@pytest.mark.parametrize(
    ("command", "heading"),
    [
        (["sql", "SELECT number, 1.5 AS half FROM orders"], "number"),
        (["orders"], "Приказ"),
        (["findings"], "Важность"),
        (["compare", "--what", "topics", "--by", "order"], "тема"),
        (["diff", TEXT_ORDER, "34"], "что с ним"),
        (["lineage", TEXT_ORDER], "ссылка"),
        (["corrections"], "что исправлено"),
        (["history", TEXT_ORDER], "Когда, UTC"),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else "",
)
def test_every_table_is_written_to_a_workbook(command: list[str], heading: str, tmp_path: Path) -> None:
    path = tmp_path / "таблица.xlsx"
    shown = run(*command, "--out", str(path))
    assert shown.stdout == ""
    assert openpyxl.load_workbook(path).active["A1"].value == heading


def test_a_workbook_keeps_numbers_times_and_rows_in_sight() -> None:
    record = {
        "n": 10**15,
        "d": Decimal("1.5"),
        "t": datetime(2024, 11, 12, 13, 5),
        "x": float("nan"),
        "w": "слово " * 40,
    }
    columns = tuple(Column(name, name, 20) for name in record)
    book = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("а", columns, [record])])))
    (cells,) = book.active.iter_rows(min_row=2, values_only=True)
    assert cells[:4] == (str(10**15), 1.5, record["t"], "nan")
    assert book.active.row_dimensions[2].height >= 15 * 240 / 20
    page = book.active.page_setup
    assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
    assert book.active.print_title_rows == "$1:$1"


def test_level_and_topic_are_told_in_words() -> None:
    listing = Listing("а", tuple(one for one in ORDERS if one.name == "level"), [{"level": "municipal"}])
    assert "муниципальный" in as_excel_csv(listing).decode("utf-8-sig")


def test_json_is_json() -> None:
    given = [{"a": float("nan"), "b": [float("inf"), date(2024, 1, 2)], "c": {1: "\u202e\x9b\ud800"}}]
    text = as_json(given)
    assert json.loads(text, parse_constant=pytest.fail) == [
        {"a": None, "b": [None, "2024-01-02"], "c": {"1": "\u202e\x9b\ud800"}}
    ]
    text.encode("utf-8")
    assert text.isprintable()


def test_orders_of_a_year() -> None:
    rows = json.loads(run("orders", "--year", "2023/24", "--format", "json").stdout)
    assert [row["order_id"] for row in rows] == [TEXT_ORDER]


def test_a_difference_shows_changes_first_and_only_what_is_asked() -> None:
    everything = json.loads(run("diff", "34", TEXT_ORDER, "--format", "json").stdout)
    order = ("changed", "moved", "only_a", "only_b", "same")
    ranks = [order.index(row["status"]) for row in everything]
    assert ranks == sorted(ranks)
    only = json.loads(run("diff", "34", TEXT_ORDER, "--only", "only-b", "--format", "json").stdout)
    assert {row["status"] for row in only} == {"only_b"}
