"""Eighteen invented orders carried to the next plan, against what they should become; real ones read again."""

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

from benchmarks.rolling import Invented, invented, score, write
from benchmarks.rolling_real import measure as measure_real
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
STYLES = invented("styles")
"""Six orders in other styles, first measured with `python -m benchmarks.rolling` before anybody looked: 37 of 47 texts
that should change were right. What is left wrong is named here: a comment in the file says each of them."""
LEFT = {
    "school": ["Педсовет «О допуске учащихся 9, 11 классов к ГИА-2025»"],  # «учащиеся» – не ошибка, примечание
    "magadan": ["январь 2025 г. - март 2026 г."],  # начало раньше плана и в прежнем приказе
    "tambov": ["Муниципальный конкурс «Учитель года – 2024»"],
    "pskov": [],  # приказ без таблицы не читается
}
runner = CliRunner()


def _regional(order: Mapping[str, Any], path: Path) -> Path:
    document = docx.Document()
    for text in (*order["head"], order["title"], "ПРИКАЗЫВАЮ:", "1. Утвердить дорожную карту.", "Дорожная карта"):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in (("№ п/п", "Мероприятия", "Сроки", "Ответственные"), *((*row, "Отдел") for row in order["rows"])):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def rolled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The twelve orders and the six as DOCX, loaded, and each carried to its next plan."""
    folder = tmp_path_factory.mktemp("roll")
    files = [write(order, folder / f"{order.id}.docx") for order in (*invented("orders"), *STYLES)]
    kuzbass = folder / "kuzbass.txt"
    kuzbass.write_bytes((ROOT / "data" / "raw" / "kuzbass-2023-3654.txt").read_bytes())
    regional = [_regional(order, folder / f"{order['id']}.docx") for order in REGIONAL]
    report = api.load([*files, *regional, kuzbass], folder / "curated", LoadOptions(jobs=1))
    ids = {outcome.source_name.partition(".")[0]: outcome.order_id for outcome in report.outcomes}
    made: dict[str, Path] = {}
    with api.open(folder / "curated") as connection:
        styles = [{"id": order.id, "to": order.to} for order in STYLES if ids[order.id]]
        for order in (*ORDERS, *styles, KUZBASS):
            target = folder / f"{order['id']}-next.docx"
            order_id = str(ids[order["id"]])
            (one,), sheet = roll(connection, folder / "curated", order_id, plan_window(order["to"]), target)
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


@pytest.mark.parametrize("order", STYLES, ids=lambda order: order.id)
def test_an_order_of_another_style_becomes_what_it_should(order: Invented, rolled: dict[str, Path]) -> None:
    if order.id not in rolled:
        assert order.id == "pskov"
        return
    found = score(order, rolled[order.id])
    assert [got for _, _, got in found.wrong] == LEFT.get(order.id, [])
    assert (found.stale, found.out_of_plan) == ((), ())


def test_what_stays_doubtful_is_told(rolled: dict[str, Path]) -> None:
    for name, words in (("magadan", "начинается раньше нового плана"), ("tambov", "год в названии")):
        assert any(words in one.text for one in docx.Document(str(rolled[name])).comments), name


def test_read_again_nothing_is_stale(rolled: dict[str, Path]) -> None:
    """The twelve, and the Kuzbass order rebuilt from its text."""
    files = [(rolled[order["id"]], plan_window(order["to"])) for order in (*ORDERS, KUZBASS)]
    for path, window in files:
        draft = read_order(path)
        assert draft.head.window == window, path
        assert [text for fact in draft.facts for text, judged in fact.years if judged.stale] == [], path
        periods = [period for item in draft.items for period in item.periods]
        doubted = [period.raw for period in periods if {"out_of_plan", "reversed"} & set(period.flags)]
        assert doubted == [], path
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


def test_a_real_order_is_a_year_later() -> None:
    """The labelled periods of Altai a year later; its repeated essay stands in the month that the act has."""
    (altai,) = measure_real(["altai-2023-1030"])
    (essay,) = altai.wrong
    assert "апрель 2025 года" in essay[2]
    assert altai.rows >= 130
    assert (altai.stale, altai.out_of_plan) == (0, 0)


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
