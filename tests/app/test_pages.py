"""What the pages show, without a browser: lists by pages, plans with bars, findings, queries, comparisons."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from ingest.pages import charts, compare, corrections, findings, orders, plan, sql, start, warehouse
from ingest.pages.listing import last_page, options
from ingest.pages.navigation import NOTEBOOKS, header
from ingest.questions.place import CURATED_VARIABLE
from tests.support.desk import PDF_ORDER, TEXT_ORDER, desk
from warehouse.reading.reader import run_query

MONTHS = [date(2024, 9, 1), date(2024, 10, 1), date(2024, 11, 1), date(2024, 12, 1)]
MARKUP = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def of_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read the small warehouse."""
    monkeypatch.setenv(CURATED_VARIABLE, str(desk()))


def test_the_start_page_counts_what_is_loaded() -> None:
    text = re.sub(r"<[^>]+>", " ", start.start_page().partition("<body")[2])
    counted = " ".join(text.split())
    assert "2 приказа 2 региона 57 мероприятий 2021-2022 – 2023-2024 учебные годы" in counted
    assert len(start.SENTENCES) == 6
    assert all(page.title in counted for page in NOTEBOOKS)


def test_an_empty_warehouse_leads_to_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CURATED_VARIABLE, str(tmp_path))
    assert '<a href="/load/">загрузите первый приказ</a>' in start.start_page()


def test_pages_load_nothing_from_elsewhere() -> None:
    assert "://" not in start.start_page() + header("orders")


@pytest.mark.parametrize(("total", "size", "last"), [(0, 10, 1), (1, 10, 1), (10, 10, 1), (11, 10, 2), (5000, 15, 334)])
def test_last_page(total: int, size: int, last: int) -> None:
    assert last_page(total, size) == last


def test_equal_names_are_told_apart() -> None:
    rows = [{"value": "1", "name": "Советский район"}, {"value": "2", "name": "Советский район"}]
    assert options(rows, "все") == {"все": "", "Советский район": "1", "Советский район (2)": "2"}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("", "", "", ""), [TEXT_ORDER, PDF_ORDER]),
        (("42", "", "", ""), [TEXT_ORDER]),
        (("", "2021-2022", "", ""), [PDF_ORDER]),
        (("", "", "municipal", ""), []),
        (("", "", "", "кузбасс"), [TEXT_ORDER]),
        (("", "", "", "2268"), [PDF_ORDER]),
        (("", "", "", "%"), []),
    ],
)
def test_orders_are_filtered(filters: tuple[str, str, str, str], found: list[str]) -> None:
    listed = orders.found_orders(*filters, 1)
    assert sorted(order["order_id"] for order in listed.rows) == sorted(found)
    assert listed.total == len(found)


def test_a_list_is_cut_by_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "ORDERS_AT_ONCE", 1)
    pages = [orders.found_orders("", "", "", "", page) for page in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [1, 1, 0]
    assert pages[0].total == 2


def test_an_order_as_a_row_has_texts_only() -> None:
    row = orders.order_row(orders.found_orders("42", "", "", "", 1).rows[0])
    assert row["приказ"] == "№ 3654 от 25.10.2023"
    assert row["учебный год"] == "2023-2024"
    assert all(isinstance(value, str) for value in row.values())


def test_an_order_becomes_a_workbook_and_an_annotated_document() -> None:
    book = openpyxl.load_workbook(BytesIO(orders.workbook_of(PDF_ORDER)), read_only=True)
    assert {row[0] for row in book["Приказы"].iter_rows(min_row=2, values_only=True)} == {PDF_ORDER}
    assert orders.annotated_name(PDF_ORDER) == f"{PDF_ORDER}-замечания.docx"
    assert orders.annotated_of(PDF_ORDER).startswith(b"PK")


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        (date(2024, 9, 1), date(2024, 9, 30), (0.0, 30 / 31)),
        (date(2024, 10, 1), date(2024, 11, 30), (1.0, 2 + 30 / 31)),
        (date(2024, 11, 12), date(2024, 11, 12), (2 + 11 / 31, 2 + 12 / 31)),
        (date(2024, 1, 1), date(2025, 12, 31), (0.0, 4.0)),
        (None, date(2024, 10, 31), (1.0, 2.0)),
        (date(2024, 12, 1), None, (3.0, 4.0)),
        (None, None, None),
        (date(2023, 1, 1), date(2023, 2, 1), None),
        (date(2025, 3, 1), date(2025, 4, 1), None),
    ],
)
def test_bars_lie_where_periods_are(first: date | None, last: date | None, span: tuple[float, float] | None) -> None:
    assert plan.span_of(first, last, MONTHS) == (pytest.approx(span) if span else None)


@pytest.mark.parametrize(
    ("first", "last", "kind", "text"),
    [
        (date(2024, 11, 1), date(2025, 2, 28), "range", "01.11.2024 – 28.02.2025"),
        (date(2024, 11, 12), date(2024, 11, 12), "date", "12.11.2024"),
        (None, date(2025, 5, 15), "deadline", "до 15.05.2025"),
        (date(2024, 9, 1), None, "from", "с 01.09.2024"),
        (None, None, "continuous", "постоянно"),
        (None, None, "unresolved", "не прочитан"),
    ],
)
def test_periods_have_real_dates(first: date | None, last: date | None, kind: str, text: str) -> None:
    assert plan.dates({"first": first, "last": last, "kind": kind}) == text


def test_a_plan_shows_the_words_of_an_order_as_text() -> None:
    period = {"raw": MARKUP, "kind": "month", "first": MONTHS[0], "last": MONTHS[0], "suggested": False}
    row = dict.fromkeys(("item_id", "section", "subsection", "number", "activity"), MARKUP)
    finding = {"severity": "error", "message": MARKUP, "suggestion": MARKUP}
    actions = [{"level": MARKUP, "text": MARKUP}]
    lists = {"periods": [period], "responsibles": [MARKUP], "actions": actions, "findings": [finding]}
    rows = [{**row, "is_group": False, **lists}]
    shown = plan.plan_table(rows, MONTHS)
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") >= 10


def test_findings_come_worst_first_with_their_context() -> None:
    listed = findings.found("", "", "", "", "", 1)
    assert listed.total == len(listed.rows) > 0
    severities = [finding["severity"] for finding in listed.rows]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    finding = findings.finding_of(listed.rows[0]["finding_id"])
    assert finding
    assert finding["message"] in findings.finding_view(finding).replace("&quot;", '"')
    assert "figure" in findings.place_view(finding)


def test_a_dismissal_needs_a_reason() -> None:
    assert findings.decide(["any"], "dismissed", "  ") == "Назовите причину: она хранится вместе с решением."


def test_an_unknown_finding_is_said() -> None:
    assert "нет" in findings.decide(["none-0000000000"], "accepted", "")


def test_what_can_be_corrected_is_named() -> None:
    row = {"item_id": "a.1", "periods": [{"raw": "март"}, {"raw": "май"}]}
    offered = corrections.targets(row)
    assert offered["дата приказа"] == ("", "signed_on")
    assert offered["конец срока 2, «май»"] == ("a.1#2", "end_date")
    assert "начало срока «март»" in corrections.targets({"item_id": "a.1", "periods": [{"raw": "март"}]})
    assert set(corrections.targets(None)) == set(corrections.HEAD_NAMES.values())


def test_a_correction_needs_a_value() -> None:
    assert corrections.correct(PDF_ORDER, ("", "number"), " ", "") == (
        "Назовите верное значение; если в приказе его нет, напишите «нет»."
    )
    assert "не дата" in corrections.correct(PDF_ORDER, ("", "signed_on"), "вчера", "")


def test_ten_questions_can_be_asked() -> None:
    assert len(sql.examples()) == 10
    assert all(question.endswith("?") for question in sql.examples())


@pytest.mark.parametrize("question", sql.examples())
def test_a_question_is_answered(question: str) -> None:
    assert run_query(warehouse.connection(), sql.examples()[question]).columns


@pytest.mark.parametrize(
    "statement",
    [
        "COPY orders TO 'orders.csv'",
        "ATTACH 'other.duckdb'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT getenv('HOME')",
        "PRAGMA database_list",
        "INSTALL httpfs",
        "SELECT 1; DROP TABLE orders",
    ],
)
def test_the_query_box_only_reads(statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = sql.run(statement)
    assert answer.problem
    assert "\n" not in answer.problem
    assert not answer.rows
    assert list(tmp_path.iterdir()) == []


def test_a_result_shows_texts_and_years_as_they_are() -> None:
    answer = sql.Answer(("year", "text"), ({"year": 2025, "text": MARKUP}, {"year": 10, "text": None}))
    shown = sql.table_view(answer, 1)
    assert '<td class="number">2025</td><td>&lt;script&gt;' in shown
    assert sql.as_csv(answer).decode("utf-8-sig").splitlines()[1] == f"2025,{MARKUP}"
    book = openpyxl.load_workbook(BytesIO(sql.as_workbook(answer)))
    assert [cell.value for cell in book.active[2]] == [2025, MARKUP]


def test_a_chart_names_its_bars_in_text() -> None:
    spec = charts.bars([{"year": 2025, "n": 3}, {"year": None, "n": 1}], "year", "n")
    assert [value["name"] for value in spec["data"]["values"]] == ["2025", "—"]
    assert charts.drawn(spec).to_dict()["mark"] == "bar"


def test_a_heat_map_keeps_the_order_of_its_columns() -> None:
    spec = charts.heat([("тема", "окт", 2.0), ("тема", "сен", 1.0)], ["сен", "окт"], "мероприятий")
    assert spec["encoding"]["x"]["sort"] == ["сен", "окт"]
    assert charts.drawn(spec).to_dict()["layer"]


@pytest.mark.parametrize("kind", compare.kinds().values())
def test_a_comparison_gives_a_table_or_says_why_not(kind: str) -> None:
    places = [PDF_ORDER, TEXT_ORDER] if kind == compare.DIFFERENCE else []
    result = compare.run(kind, places, "", "", "")
    assert bool(result.listing) != bool(result.problem)
    assert "--" not in compare.heading(result)


@pytest.mark.parametrize("kind", ["calendar", "topics", "workload"])
def test_the_sql_of_a_comparison_can_be_run_as_it_stands(kind: str) -> None:
    result = compare.run(kind, ["34", "42"], "", "", "")
    answer = run_query(warehouse.connection(), result.sql)
    figures = [row[answer.columns.index("activities")] for row in answer.rows]
    assert sum(figure for _, _, figure in result.cells) == sum(figures) > 0


def test_two_orders_are_needed_to_compare_line_by_line() -> None:
    assert "выберите их" in compare.run(compare.DIFFERENCE, [PDF_ORDER], "", "", "").problem


def test_the_connection_follows_what_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = warehouse.connection()
    assert warehouse.connection() is first
    monkeypatch.setenv(CURATED_VARIABLE, str(tmp_path))
    assert warehouse.connection() is not first
    assert warehouse.rows("page_totals")[0]["orders"] == 0
