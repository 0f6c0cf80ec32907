"""What the pages show, without a browser: lists told by their address, plans with bars, queries, comparisons."""

from __future__ import annotations

import html
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from ingest.outputs import comparison
from ingest.outputs.labels import ACTIVITIES
from ingest.outputs.values import plural
from ingest.pages import (
    charts,
    compare,
    corrections,
    figures,
    findings,
    load,
    orders,
    plan,
    rows,
    search,
    sql,
    start,
    warehouse,
)
from ingest.pages.desk import Address, Desk
from ingest.pages.listing import last_page
from ingest.pages.navigation import NOTEBOOKS, header
from ingest.questions.place import CURATED_VARIABLE
from tests.support.desk import PDF_ORDER, TEXT_ORDER, desk
from warehouse.reading.comparisons import comparisons
from warehouse.reading.reader import run_query
from warehouse.sql import sql_files

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


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", [TEXT_ORDER, PDF_ORDER]),
        ("?region=42", [TEXT_ORDER]),
        ("?year=2021-2022", [PDF_ORDER]),
        ("?level=municipal", []),
        ("?q=кузбасс", [TEXT_ORDER]),
        ("?q=3654 кузбасс", [TEXT_ORDER]),
        ("?q=2268", [PDF_ORDER]),
        ("?q=%25", []),
        ("?sort=year", [PDF_ORDER, TEXT_ORDER]),
        ("?sort=-year", [TEXT_ORDER, PDF_ORDER]),
        ("?sort=title;drop", [TEXT_ORDER, PDF_ORDER]),
    ],
)
def test_orders_are_filtered_and_sorted_by_the_address(address: str, found: list[str]) -> None:
    listed = orders.listed(Address.parsed(address))
    ids = [order["order_id"] for order in listed.rows]
    assert sorted(ids) == sorted(found)
    assert listed.total == len(found)
    if "sort=" in address and "title" not in address:
        assert ids == found


@pytest.mark.parametrize(("page", "shown"), [("", 1), ("1", 1), ("2", 2), ("9", 2), ("0", 1), ("-1", 1), ("x", 1)])
def test_a_list_is_cut_by_the_database_and_has_no_page_behind_its_last(
    page: str, shown: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "ORDERS_AT_ONCE", 1)
    listed = orders.listed(Address.parsed(f"?page={page}"))
    assert (listed.page, len(listed.rows), listed.total) == (shown, 1, 2)


def test_filters_show_how_many_rows_each_choice_leaves() -> None:
    shown = orders.list_view(Desk(Address.parsed("?region=42")))
    assert "Волгоградская область (1)" in shown
    assert "2021-2022" not in shown.partition("Учебный год")[2].partition("</select>")[0]


def test_nothing_chosen_is_not_taken_for_the_first() -> None:
    desk = Desk()
    assert 'aria-selected="true"' not in orders.list_view(desk) + findings.page(desk) + load.page(desk)
    assert "data-finding" not in findings.page(desk)
    assert "Выберите приказ" in orders.order_view(desk)


@pytest.mark.parametrize("words", ["", "видеоконференции", "ВИДЕОКОНФЕРЕНЦИИ вопросам", "гиа", "нет такого слова"])
@pytest.mark.parametrize("page", [1, 2, 5, 99])
def test_the_pages_of_a_plan_know_its_search(words: str, page: int) -> None:
    every = rows.plan_rows(TEXT_ORDER, "", 1, 1_000).rows
    texts = {
        row["item_id"]: " ".join(str(row[name]) for name in ("activity", "section", "period_raw", "responsible_raw"))
        for row in every
    }
    expected = [one for one, text in texts.items() if all(word in text.lower() for word in words.lower().split())]
    found = rows.plan_rows(TEXT_ORDER, words, page, 10)
    first = 10 * (found.page - 1)
    assert found.total == len(expected)
    assert found.page == min(page, last_page(len(expected), 10))
    assert [row["item_id"] for row in found.rows] == expected[first : first + 10]


def test_the_page_of_a_row_is_found() -> None:
    every = rows.plan_rows(TEXT_ORDER, "", 1, 100).rows
    for place in (0, 11, 12, len(every) - 1):
        item_id = every[place]["item_id"]
        page = rows.page_of(TEXT_ORDER, item_id, 12)
        assert item_id in [row["item_id"] for row in rows.plan_rows(TEXT_ORDER, "", page, 12).rows]
        assert load.shown_page(Address().but(order=TEXT_ORDER, row=item_id)) == page


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


def test_a_row_of_loading_shows_printed_words_dates_and_a_marked_suggestion() -> None:
    period = {
        "raw": "январь 2024",
        "kind": "month",
        "printed_first": date(2024, 1, 1),
        "printed_last": date(2024, 1, 31),
        "suggested": True,
        "suggested_first": date(2025, 1, 1),
        "suggested_last": date(2025, 1, 31),
    }
    shown = rows.period_cell({"period_raw": "январь 2024", "periods": [period]})
    printed, suggested = shown.split('class="suggested-date"')
    assert "январь 2024" in printed
    assert "01.01.2024 – 31.01.2024" in printed
    assert "2025" not in printed
    assert "01.01.2025 – 31.01.2025" in suggested
    unsuggested = rows.period_cell({"period_raw": "январь 2024", "periods": [{**period, "suggested": False}]})
    assert "2025" not in unsuggested


def test_every_cell_of_a_row_can_be_corrected() -> None:
    row = rows.plan_rows(TEXT_ORDER, "", 1, 5).rows[1]
    shown = load.page(Desk(Address().but(order=TEXT_ORDER, row=row["item_id"])))
    offered = re.findall(r'data-target="([^"]+)" data-column="([^"]+)"', shown)
    assert {column for target, column in offered if target == row["item_id"]} == set(corrections.CELL_NAMES)
    assert {column for target, column in offered if target == TEXT_ORDER} == set(corrections.HEAD_NAMES)
    assert {column for target, column in offered if "#" in target} == set(corrections.PERIOD_NAMES)
    assert row["responsible_raw"].split()[0] in shown


def test_a_finding_is_shown_in_its_context() -> None:
    listed = findings.listed(Address())
    assert listed.total == len(findings.found_ids(Address())) > 0
    severities = [finding["severity"] for finding in listed.rows]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    finding = findings.finding_of(listed.rows[0]["finding_id"])
    assert finding
    assert finding["message"] in findings.finding_view(finding).replace("&quot;", '"')
    assert "figure" in findings.place_view(finding)


def test_a_correction_needs_a_value() -> None:
    assert corrections.correct((PDF_ORDER, "number"), " ", "") == (
        "Назовите верное значение; если в приказе его нет, напишите «нет»."
    )
    assert "не дата" in corrections.correct((PDF_ORDER, "signed_on"), "вчера", "")


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
    shown = sql.result_view(Desk(), answer)
    assert '<td class="number">2025</td><td>&lt;script&gt;' in shown
    assert sql.as_csv(answer).decode("utf-8-sig").splitlines()[1] == f"2025,{MARKUP}"
    book = openpyxl.load_workbook(BytesIO(sql.as_workbook(answer)))
    assert [cell.value for cell in book.active[2]] == [2025, MARKUP]


def test_a_chart_sums_equal_names_over_all_rows_and_says_what_it_leaves_out() -> None:
    answer = sql.Answer(("name", "n"), tuple({"name": f"имя {place % 250}", "n": 1} for place in range(1_000)))
    drawn = charts.bars(answer.rows, "name", "n")
    assert [(bar.name, bar.figure) for bar in drawn[:2]] == [("имя 0", 4), ("имя 1", 4)]
    assert sum(bar.figure for bar in drawn) == 1_000
    shown = sql.result_view(Desk(), answer)
    assert shown.count("<i ") == charts.MOST_BARS
    assert f"ещё 190 значений вместе дают {4 * 190}" in shown
    assert charts.bars([{"y": 2025, "n": 3}, {"y": None, "n": None}, {"y": 2025, "n": 0.5}], "y", "n") == [
        charts.Bar("2025", 3.5, 2),
        charts.Bar("—", 0, 1),
    ]


def test_a_bar_leads_to_its_rows() -> None:
    answer = sql.Answer(("name", "n"), tuple({"name": name, "n": 1} for name in ("а", "б", "а", None)))
    for name, rows_shown in (("а", 2), ("—", 1)):
        link = re.search(rf'href="([^"]+)"[^>]*title="{name}: ', sql.result_view(Desk(), answer))
        assert link
        shown = sql.result_view(Desk(Address.parsed(html.unescape(link[1]))), answer)
        assert shown.partition("</table>")[0].count("<tr><td") == rows_shown


def test_a_cut_result_says_so_over_its_chart() -> None:
    answer = sql.Answer(("name", "n"), ({"name": "а", "n": 1},), truncated=True)
    shown = sql.result_view(Desk(), answer)
    assert "их больше, чем показывает страница" in shown
    assert "по первым 1 строка" in shown


def test_rows_of_a_comparison_that_read_the_same_are_summed() -> None:
    of = comparisons()["coverage"]
    records = [
        {"label": "Совещание", "others": 2, "unit": unit, "activities": figure, "cluster_id": cluster}
        for cluster, figures_ in (("a", (1, 0)), ("b", (2, 0)))
        for unit, figure in zip(("Алтай", "Коми"), figures_, strict=True)
    ]
    found = figures.figures(of, comparison.listing(of, records), records)
    (row,) = found.rows
    assert row.figures == {"unit:Алтай": 3, "unit:Коми": "нет"}
    assert row.keys["cluster_id"] == ["a", "b"]
    shown = figures.figures_table(found, Address(), 0, 10)
    assert re.findall(r'class="figure( missing)?"', shown) == ["", " missing"]
    assert "color-mix" not in shown


@pytest.mark.parametrize("kind", compare.kinds().values())
def test_a_comparison_gives_a_table_or_says_why_not(kind: str) -> None:
    places = [PDF_ORDER, TEXT_ORDER] if kind == compare.DIFFERENCE else []
    result = compare.run(Address().but(what=kind, place=places))
    assert bool(result.listing) != bool(result.problem)
    assert "--" not in compare.heading(result)


@pytest.mark.parametrize("kind", ["calendar", "topics", "workload"])
def test_the_sql_of_a_comparison_can_be_run_as_it_stands(kind: str) -> None:
    result = compare.run(Address().but(what=kind, place=["34", "42"]))
    answer = run_query(warehouse.connection(), result.sql)
    told = [row[answer.columns.index("activities")] for row in answer.rows]
    assert result.figures
    assert sum(value for row in result.figures.rows for value in row.figures.values() if value) == sum(told) > 0


def test_every_comparison_has_its_rows() -> None:
    named = {name for name, _ in sql_files("reading/figures")}
    assert named == {name for name, one in comparisons().items() if one.matrix or name == "lead_time"}


@pytest.mark.parametrize("kind", [name for name, one in comparisons().items() if one.matrix])
def test_every_figure_leads_to_as_many_rows(kind: str) -> None:
    result = compare.run(Address().but(what=kind))
    if not result.figures:
        assert kind in ("coverage", "municipal", "years")
        return
    for row in result.figures.rows[:2]:
        told = [one for one in result.figures.columns if isinstance(row.figures.get(one[0]), int)]
        for name, _, key in told:
            keys = {**row.keys, result.figures.comparison.matrix[0]: [key]}
            to = figures.rows_address(kind, keys, Address(), "заголовок").removeprefix("/search/")
            assert len(search.behind(Address.parsed(to)) or ()) == row.figures[name]
    assert f">{plural(row.figures[name], *ACTIVITIES)}<" in search.page(Desk(Address.parsed(to)))


def test_two_orders_are_needed_to_compare_line_by_line() -> None:
    assert "выберите их" in compare.run(Address().but(what=compare.DIFFERENCE, place=[PDF_ORDER])).problem


def test_one_field_finds_activities_findings_and_orders() -> None:
    shown = search.page(Desk(Address().but(q="кузбасс")))
    counts = dict(re.findall(r">(Мероприятия|Замечания|Приказы) \((\d+)\)<", shown))
    assert counts["Приказы"] == "1"
    assert int(counts["Замечания"]) > 0
    assert f'href="/orders/?order={TEXT_ORDER}"' in search.page(Desk(Address().but(q="кузбасс", kind="orders")))
    assert 'href="/findings/?order=' in search.page(Desk(Address().but(q="кузбасс", kind="findings")))
    assert "Ничего не найдено" in search.page(Desk(Address().but(q="такого слова нет нигде")))


def test_the_connection_follows_what_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = warehouse.connection()
    assert warehouse.connection() is first
    monkeypatch.setenv(CURATED_VARIABLE, str(tmp_path))
    assert warehouse.connection() is not first
    assert warehouse.rows("page_totals")[0]["orders"] == 0
