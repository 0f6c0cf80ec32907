"""Twelve invented orders carried to the next plan, against what they should become; a real one read again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.decisions.corrections import plan_window
from ingest.orders.assemble import read_order
from ingest.orders.date_conflicts import conflict_rows
from ingest.orders.load import LoadOptions
from ingest.outputs.roll import roll
from normalize.model import Period, PlanWindow
from normalize.periods.read import read_period
from normalize.rolling.periods import CORRECTED, rolled_cell
from normalize.rolling.text import Plans, rolled_text
from tests.support.word_decided import decided_paragraphs, decided_rows

ROOT = Path(__file__).parents[2]
KUZBASS = {"id": "kuzbass", "to": "2024-2025"}
REGIONAL = [
    {
        "id": f"regional-{number}",
        "head": ["МИНИСТЕРСТВО ОБРАЗОВАНИЯ РЯЗАНСКОЙ ОБЛАСТИ", "ПРИКАЗ", f"от 02.09.{year} № {number}"],
        "title": f"Об утверждении дорожной карты подготовки к ГИА в Рязанской области в {year}-{year + 1} учебном году",
        "rows": [
            ("1", "Обучение экспертов", f"октябрь {year} года"),
            ("2", "Работа горячей линии", f"ноябрь {year} года"),
        ],
    }
    for number, year in ((500, 2024), (640, 2025))
]
"""An order that one of the twelve cites, and the one that came after it."""
ORDERS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "rolling" / "orders.yml").read_text(encoding="utf-8")
)
CAPTIONS = ("№ п/п", "Мероприятия", "Сроки", "Ответственные")
runner = CliRunner()


def written(order: Mapping[str, Any], path: Path) -> Path:
    document = docx.Document()
    preamble = [order["preamble"]] if "preamble" in order else []
    ordered = ("ПРИКАЗЫВАЮ:", "1. Утвердить прилагаемую дорожную карту.", "Дорожная карта")
    for text in (*order["head"], order["title"], *preamble, *ordered):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    rows = [(number, activity, period, "Отдел общего образования") for number, activity, period, *_ in order["rows"]]
    for row in (CAPTIONS, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def rolled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The twelve orders as DOCX, loaded, and each carried to its next plan."""
    folder = tmp_path_factory.mktemp("roll")
    files = [written(order, folder / f"{order['id']}.docx") for order in ORDERS]
    kuzbass = folder / "kuzbass.txt"
    kuzbass.write_bytes((ROOT / "data" / "raw" / "kuzbass-2023-3654.txt").read_bytes())
    regional = [written(order, folder / f"{order['id']}.docx") for order in REGIONAL]
    report = api.load([*files, *regional, kuzbass], folder / "curated", LoadOptions(jobs=1))
    ids = {outcome.source_name.partition(".")[0]: outcome.order_id for outcome in report.outcomes}
    made: dict[str, Path] = {}
    with api.open(folder / "curated") as connection:
        for order in (*ORDERS, KUZBASS):
            target = folder / f"{order['id']}-next.docx"
            (one,), sheet = roll(connection, folder / "curated", ids[order["id"]], plan_window(order["to"]), target)
            target.write_bytes(one.content)
            target.with_suffix(".xlsx").write_bytes(sheet)
            made[order["id"]] = target
    return made


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order["id"])
def test_an_order_becomes_what_it_should(order: dict[str, Any], rolled: dict[str, Path]) -> None:
    document = docx.Document(str(rolled[order["id"]]))
    assert order["new_title"] in decided_paragraphs(document, accept=True)
    rows = {row[0]: row for row in decided_rows(document, accept=True)}
    expected = {
        number: [activity if new == "~" else new, period if moved == "~" else moved]
        for number, activity, period, new, moved in order["rows"]
    }
    assert {number: rows[number][1:3] for number in expected} == expected


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order["id"])
def test_rejecting_gives_the_old_order(order: dict[str, Any], rolled: dict[str, Path]) -> None:
    document = docx.Document(str(rolled[order["id"]]))
    assert order["title"] in decided_paragraphs(document, accept=False)
    rows = decided_rows(document, accept=False)[1:]
    assert [row[:3] for row in rows] == [list(row[:3]) for row in order["rows"]]


def test_read_again_nothing_is_stale(rolled: dict[str, Path]) -> None:
    """The twelve, and the Kuzbass order rebuilt from its text."""
    files = [(rolled[order["id"]], plan_window(order["to"])) for order in (*ORDERS, KUZBASS)]
    for path, window in files:
        draft = read_order(path)
        assert draft.head.window == window, path
        assert [text for fact in draft.facts for text, judged in fact.years if judged.stale] == [], path
        periods = [period for item in draft.items for period in item.periods]
        doubted = [period.raw for period in periods if {"out_of_plan", "reversed"} & set(period.flags)]
        assert doubted == (["сентябрь 2026 года"] if path.stem == "tomsk-next" else []), path  # в старом приказе так же
        conflicts = [one for item in draft.items for one in conflict_rows(item) if one["kind"] == "federal_day"]
        assert conflicts == [], path


def test_the_sheet_says_why(rolled: dict[str, Path]) -> None:
    sheet = openpyxl.load_workbook(rolled["penza"].with_suffix(".xlsx")).active
    assert sheet is not None
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert any("апелляционной комиссии" in str(line[4]) and "233/552" in str(line[5]) for line in lines)
    assert any(str(line[0]).startswith("примечание") and "190/1512" in str(line[5]) for line in lines)


def test_a_cited_order_stays_and_a_newer_one_is_named(rolled: dict[str, Path]) -> None:
    cited = next(order for order in ORDERS if order["id"] == "ryazan")["preamble"]
    document = docx.Document(str(rolled["ryazan"]))
    assert cited in decided_paragraphs(document, accept=True)
    assert any("есть более новый – № 640 от 02.09.2025" in one.text for one in document.comments)


def test_usage(rolled: dict[str, Path], tmp_path: Path) -> None:
    curated = str(rolled["kuzbass"].with_name("curated"))
    target = str(tmp_path / "x.docx")
    for arguments, code in (
        (["42-2023-3654", target, "--to", "2023-2024"], 1),
        (["нет-такого", target, "--to", "2024-2025"], 2),
        (["42-2023-3654", str(tmp_path / "x.pdf"), "--to", "2024-2025"], 2),
        (["42-2023-3654", target, "--to", "2024-2026"], 1),
    ):
        told = runner.invoke(app, ["roll", *arguments, "--curated", curated])
        assert told.exit_code == code, told.output
        assert "Traceback" not in told.output


# --- a period, a text: from 2024-2025 to 2025-2026 ---
PLANS = Plans(PlanWindow.of_year(2024), PlanWindow.of_year(2025))


@pytest.mark.parametrize(
    ("period", "expected", "doubt"),
    [
        ("октябрь", "октябрь", False),
        ("до 15.05.2025", "до 15.05.2026", False),
        ("до 31.05.2025", "до 31.05.2026", True),  # воскресенье
        ("с 10 по 14 марта 2025 года", "с 10 по 14 марта 2026 года", True),
        ("ноябрь 2022 года", "ноябрь 2025 года", False),  # прежний срок был ошибочен: ноябрь 2024 года
        ("12 марта 2025 года (среда)", "11 марта 2026 года (среда)", False),
        ("по графику", "по графику", False),
    ],
)
def test_a_period(period: str, expected: str, doubt: bool) -> None:
    periods = read_period(period, PLANS.old)
    moved = rolled_cell(period, periods, ["Совещание директоров"] * len(periods), PLANS)
    assert moved.text == expected
    assert bool(moved.doubts) is doubt


def test_a_period_that_an_analyst_put_right() -> None:
    """The printed words say May, the analyst April: April moves."""
    put_right = Period(
        "май 2025 года", "month", date(2025, 4, 1), date(2025, 4, 30), flags=(CORRECTED,), year_confidence=1.0
    )
    assert rolled_cell("май 2025 года", [put_right], ["Совещание"], PLANS).text == "апрель 2026 года"


@pytest.mark.parametrize(
    ("text", "expected", "doubt"),
    [
        ("Анализ результатов ГИА 2024 года", "Анализ результатов ГИА 2025 года", False),
        ("Подготовка к ГИА в 2025 году", "Подготовка к ГИА в 2026 году", False),
        ("Подготовка к ГИА в 2024 году", "Подготовка к ГИА в 2026 году", False),  # год был прежним уже в старом плане
        ("Изучение приказа от 04.04.2023 № 233/552", "Изучение приказа от 04.04.2023 № 233/552", False),
        ("Представить отчёт в срок до 15.10.2024", "Представить отчёт в срок до 15.10.2025", False),
        ("Музей открыт в 2019 году, экскурсия", "Музей открыт в 2019 году, экскурсия", True),
    ],
)
def test_a_text(text: str, expected: str, doubt: bool) -> None:
    moved = rolled_text(text, PLANS)
    assert moved.text == expected
    assert bool(moved.doubts) is doubt
