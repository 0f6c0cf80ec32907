"""The command compare as an analyst calls it: looks, files, exit codes, one JSON array."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from ingest.commands.application import app
from ingest.outputs.comparison import listing, month_label
from ingest.outputs.listing import spreadsheet_safe
from tests.support.warehouse_samples import few_checks, records, source
from warehouse.reading.comparisons import parse
from warehouse.store.store import Store

runner = CliRunner()
HOSTILE = "=HYPERLINK(1)<script>"


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two orders of two regions; the first has a hostile responsible and a period without dates."""
    folder = tmp_path_factory.mktemp("compare")
    first = records("1", order_id="42-1")
    undated, *others = first.rows("periods")
    answerable = [{**row, "mention": HOSTILE, "canonical": HOSTILE} for row in first.rows("responsibles")]
    first = first.with_rows(
        periods=[{**undated, "start_date": None, "end_date": None, "kind": "continuous"}, *others],
        responsibles=answerable,
        orders=[{**first.head, "region": "Кемеровская область – Кузбасс"}],
    )
    second = records("2", order_id="22-2", region_code="22", municipality="город Бийск")
    second = second.with_rows(orders=[{**second.head, "region": "Алтайский край"}])
    with few_checks(), Store(folder / "curated").writer() as batch:
        for name, order in ((b"1", first), (b"2", second)):
            batch.put(order, source(folder, name))
        batch.commit()
    return folder / "curated"


def run(curated: Path, *arguments: str | Path) -> Result:
    return runner.invoke(app, ["compare", *map(str, arguments), "--curated", str(curated)])


def test_a_matrix_on_the_terminal_with_its_question(curated: Path) -> None:
    shown = run(curated)
    assert shown.exit_code == 0
    for word in ("Алтайский край", "Кемеровская область", "сен", "авг", "без дат", "Прочее"):
        assert word in shown.stdout
    assert "Сколько мероприятий каждой темы" in shown.stderr


def test_json_is_one_array_of_codes_and_nothing_else(curated: Path) -> None:
    rows = json.loads(run(curated, "42", "--format", "json").stdout)
    assert rows == [
        {"unit": "Кемеровская область – Кузбасс", "topic": "other", "total": 4, "month": month, "activities": count}
        for month, count in ((2, 3), (None, 1))
    ]


def test_csv_is_the_matrix(curated: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run(curated, "42", "--format", "csv").stdout))
    assert (row["тема"], row["всего"], row["ноя"], row["окт"], row["без дат"]) == ("Прочее", "4", "3", "", "1")


@pytest.mark.parametrize("ending", ["csv", "json", "html", "xlsx"])
def test_a_file_has_the_look_of_its_ending_and_no_formula(curated: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"нагрузка.{ending}"
    shown = run(curated, "42", "--what", "workload", path)
    assert shown.exit_code == 0
    assert shown.stdout == ""
    content = path.read_bytes()
    if ending == "csv":
        assert content.startswith("\ufeff".encode())
        assert f"'{HOSTILE}" in content.decode()
    elif ending == "json":
        assert {row["responsible"] for row in json.loads(content)} == {HOSTILE}
    elif ending == "html":
        assert "<script" not in content.decode()
        assert "=HYPERLINK(1)&lt;script&gt;" in content.decode()
    else:
        sheet = openpyxl.load_workbook(path).active
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
        assert [cell.data_type for cell in cells] == ["s"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["54"], 2, "не загружено"),
        (["42-3"], 2, "возможно, 42-1"),
        (["--what", "map"], 2, "calendar"),
        (["--year", "2020-2021"], 2, "загружены приказы за 2024-2025"),
        (["--topic", "финанс"], 1, "--what topics"),
        (["--what", "years"], 1, "dorkarta diff"),
        (["42", "42"], 0, "Назван дважды"),
        (["--level", "federal"], 2, "regional или municipal"),
        (["--by", "town"], 2, "order или region"),
        (["out.csv", "--format", "table"], 2, "таблица печатается"),
    ],
)
def test_what_does_not_fit(curated: Path, arguments: list[str], code: int, told: str) -> None:
    shown = run(curated, *arguments)
    assert shown.exit_code == code
    assert told in " ".join(shown.stderr.replace("│", " ").split())
    assert code == 0 or shown.stdout == ""


def test_one_order_alone(tmp_path: Path) -> None:
    with few_checks(), Store(tmp_path / "curated").writer() as batch:
        batch.put(records("1", order_id="42-1"), source(tmp_path))
        batch.commit()
    assert run(tmp_path / "curated").exit_code == 0
    shown = run(tmp_path / "curated", "--what", "coverage")
    assert shown.exit_code == 1
    assert "Приказ один (42-1)" in shown.stderr
    assert "dorkarta load" in shown.stderr


@pytest.mark.parametrize(
    ("month", "label"), [(0, "сен"), (11, "авг"), (-1, "авг до плана"), (12, "сен после"), (None, "без дат")]
)
def test_month_label(month: int | None, label: str) -> None:
    assert month_label(month) == label


@pytest.mark.parametrize(
    ("value", "safe"),
    [("=1+1", "'=1+1"), ("@a", "'@a"), ("- сбор", "'- сбор"), ("сбор = учёт", "сбор = учёт"), (-5, -5), (None, None)],
)
def test_spreadsheet_safe(value: object, safe: object) -> None:
    assert spreadsheet_safe(value) == safe


def test_rows_of_equal_words_stay_apart() -> None:
    """Two canonical activities with one label are two rows; a zero is the word that its file gives it."""
    one = parse(
        "one",
        "-- title: Да\n-- question: Да?\n-- columns: label: имя; unit: где; activities: число; id: id\n"
        "-- rows: label, id\n-- matrix: unit, activities, нет\n-- hidden: id\nSELECT 1",
    )
    rows = [
        {"label": "Сбор", "unit": unit, "activities": int(unit == "А"), "id": name} for name in "xy" for unit in "АБ"
    ]
    table = listing(one, rows)
    assert [column.heading for column in table.columns] == ["имя", "А", "Б"]
    assert table.records == [{"label": "Сбор", "unit:А": 1, "unit:Б": "нет"}] * 2
