"""Two orders beside each other: which activity answers which, which words changed, what moved, and the exit codes."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ingest.commands.application import app
from ingest.outputs.changes import as_html, as_terminal
from ingest.questions.difference import difference
from tests.support.comparison_tables import NOVEMBER, UNDATED, Activity, Order, tables
from tests.support.warehouse_samples import few_checks, records, source
from warehouse.errors import ComparisonError, UnknownOrderError
from warehouse.ids import normalised
from warehouse.reading.alignment import Entry, align
from warehouse.reading.wording import Change, changed_words, marked, same_words
from warehouse.store.store import Store

runner = CliRunner()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Анализ ГИА 2023 года", "Анализ ГИА 2024 года", "Анализ ГИА [-2023-] {+2024+} года"),
        ("Сбор сведений", "Сбор сведений", "Сбор сведений"),
        ("Сбор", "Сбор сведений о ППЭ", "Сбор {+сведений о ППЭ+}"),
        ("Сбор сведений", "", "[-Сбор сведений-]"),
        ("сбор «сведений».", "Сбор сведений", "Сбор сведений"),
        ("Обучение экспертов ОГЭ", "Инструктаж экспертов ЕГЭ", "[-Обучение-] {+Инструктаж+} экспертов [-ОГЭ-] {+ЕГЭ+}"),
    ],
)
def test_words_are_marked(before: str, after: str, expected: str) -> None:
    assert marked(changed_words(before, after)) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_marked_words_are_all_of_both_texts(before: str, after: str) -> None:
    words = changed_words(before, after)
    old = [some.text for some in words if some.change != Change.ADDED]
    new = [some.text for some in words if some.change != Change.REMOVED]
    assert " ".join(new).split() == after.split()
    assert normalised(" ".join(old)).split() == normalised(before).split()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Сбор сведений,", "сбор  сведений", True),
        ("Учёт", "учет", True),
        (None, "", True),
        ("2023", "2024", False),
    ],
)
def test_same_words(one: str | None, other: str | None, same: bool) -> None:
    assert same_words(one, other) is same


def entries(*texts: str) -> list[Entry]:
    """Texts as entries; 'раздел/1.2/слова' has a section and a number."""
    parted = [([""] * 2 + text.split("/"))[-3:] for text in texts]
    return [
        Entry(f"{place}{text}", normalised(text), normalised(text), number, section)
        for place, (section, number, text) in enumerate(parted)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(["а б в"], ["а б в"], [(0, 0)], id="the same words"),
        pytest.param(["сбор сведений"], ["анализ итогов"], [(0, None), (None, 0)], id="nothing in common"),
        pytest.param(
            ["сбор сведений о ппэ", "анализ"], ["анализ", "сбор сведений о ппэ"], [(0, 1), (1, 0)], id="another order"
        ),
        pytest.param(
            ["А/1.1/заседание комиссии", "Б/2.1/заседание комиссии"],
            ["Б/2.1/заседание комиссии", "А/1.1/заседание комиссии"],
            [(0, 1), (1, 0)],
            id="of equal words the same section and number",
        ),
        pytest.param(["отчёт", "отчёт"], ["отчёт"], [(0, 0), (1, None)], id="one to one, the nearest"),
        pytest.param(
            ["сбор", "обучение"], ["сбор", "новое дело", "обучение"], [(0, 0), (None, 1), (1, 2)], id="new in between"
        ),
        pytest.param(
            ["сбор", "обучение"],
            ["первое", "обучение", "второе", "сбор", "третье"],
            [(None, 0), (None, 2), (0, 3), (1, 1), (None, 4)],
            id="what is new keeps its order where the rest changed places",
        ),
        pytest.param([""], [""], [(0, 0)], id="empty texts"),
        pytest.param([], ["сбор"], [(None, 0)], id="an empty order"),
    ],
)
def test_alignment(left: list[str], right: list[str], expected: list[tuple[int | None, int | None]]) -> None:
    assert align(entries(*left), entries(*right), {}, lambda one, other: True) == expected


def test_a_match_comes_before_likeness() -> None:
    left, right = entries("сбор сведений о ппэ"), entries("сбор сведений об ппэ", "учёт пунктов проведения")
    linked = {(left[0].item_id, right[1].item_id): 0.8}
    assert align(left, right, linked, lambda one, other: True) == [(None, 0), (0, 1)]


@given(st.lists(st.text("аб ", max_size=6), max_size=6), st.lists(st.text("аб ", max_size=6), max_size=6))
def test_every_activity_stands_once(left: list[str], right: list[str]) -> None:
    pairs = align(entries(*left), entries(*right), {}, lambda one, other: True)
    assert sorted(one for one, _ in pairs if one is not None) == list(range(len(left)))
    assert sorted(other for _, other in pairs if other is not None) == list(range(len(right)))


def day(text: str) -> date:
    return date.fromisoformat(text)


LATER = (day("2025-01-01"), day("2025-01-31"))
LAST_YEAR = (day("2023-11-01"), day("2023-11-30"))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(Activity(text="Сбор"), Activity(text="сбор."), [("same", None)], id="the same"),
        pytest.param(Activity(text="Сбор"), Activity(text="Сбор", days=[LATER]), [("moved", 2)], id="two months later"),
        pytest.param(
            Activity(text="Сбор сведений о школах"),
            Activity(text="Сбор сведений о ППЭ", days=[LATER]),
            [("changed", 2)],
            id="other words and later",
        ),
        pytest.param(
            Activity(text="Сбор"), Activity(text="Сбор", days=[UNDATED]), [("moved", None)], id="without dates now"
        ),
        pytest.param(
            Activity(text="Учёба экспертов ОГЭ по химии"),
            Activity(text="Учёба экспертов ОГЭ по физике"),
            [("only_a", None), ("only_b", None)],
            id="another subject is another activity",
        ),
        pytest.param(
            Activity(text="Проведение анализа результатов ГИА-9"),
            Activity(text="Проведение анализа результатов ГИА-11"),
            [("only_a", None), ("only_b", None)],
            id="another exam is another activity",
        ),
        pytest.param(
            Activity(text="Сбор", who=[("org", "school", "школы")]),
            Activity(text="Сбор"),
            [("same", None)],
            id="responsibles are compared as printed",
        ),
    ],
)
def test_what_became_of_an_activity(a: Activity, b: Activity, expected: list[tuple[str, int | None]]) -> None:
    with tables([Order("a", [a]), Order("b", [b])]) as connection:
        found = difference(connection, "a", "b")
    assert [(str(one.status), one.moved_months) for one in found] == expected


def test_plans_of_different_years_are_compared_month_by_month() -> None:
    last = Order("a", [Activity(text="Сбор", days=[LAST_YEAR])], plan=(2023, 2024))
    stale = Activity(text="Сбор", days=[LAST_YEAR], meant=NOVEMBER)
    with tables([last, Order("b", [stale])]) as connection:
        assert [one.status for one in difference(connection, "a", "b")] == ["same"]
        (literal,) = difference(connection, "a", "b", literal=True)
    assert (literal.status, literal.moved_months) == ("moved", -12)


def test_matched_activities_are_aligned_whatever_their_words() -> None:
    orders = [Order("a", [Activity(text="Сбор сведений")]), Order("b", [Activity(text="Учёт данных")])]
    with tables(orders, [("b.1", "a.1", "same_activity")]) as connection:
        (one,) = difference(connection, "a", "b")
    assert one.status == "changed"
    assert marked(one.words["activity"]) == "[-Сбор сведений-] {+Учёт данных+}"


def test_orders_that_can_not_be_compared() -> None:
    with tables([Order("42-2023-1", [Activity()]), Order("42-2023-2")]) as connection:
        with pytest.raises(UnknownOrderError, match="возможно, 42-2023-1"):
            difference(connection, "42-2023-1", "42-2023-11")
        with pytest.raises(ComparisonError, match="один приказ"):
            difference(connection, "42-2023-1", "42-2023-1")
        with pytest.raises(ComparisonError, match="ни одного мероприятия"):
            difference(connection, "42-2023-1", "42-2023-2")


def test_marks_on_a_page_and_on_a_terminal() -> None:
    words = changed_words("Сбор <b> 2023", "Сбор <b> 2024")
    assert str(as_html(words)) == "Сбор &lt;b&gt; <del>2023</del> <ins>2024</ins> "
    assert str(as_terminal(words)) == "Сбор <b> 2023 2024"


BEFORE = ["Сбор сведений об участниках", "=1+1", "Обучение <b>экспертов</b> 2023"]
AFTER = [*BEFORE[:2], "Обучение <b>экспертов</b> 2024", "Горячая линия"]


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three orders: the second changes and adds to the first, the third repeats it."""
    folder = tmp_path_factory.mktemp("diff")
    with few_checks(), Store(folder / "curated").writer() as batch:
        for name, texts in (("a-1", BEFORE), ("b-2", AFTER), ("c-3", BEFORE)):
            batch.put(records(name, texts, order_id=name), source(folder, name.encode()))
        batch.commit()
    return folder / "curated"


def run(curated: Path, *arguments: str | Path) -> Result:
    return runner.invoke(app, ["diff", *map(str, arguments), "--curated", str(curated)])


@pytest.mark.parametrize(
    ("orders", "code"),
    [(("a-1", "c-3"), 0), (("a-1", "b-2"), 1), (("a-1", "a-1"), 2), (("a-1", "a-2"), 2), (("a-1",), 2)],
    ids=["equal", "different", "one order twice", "unknown", "one missing"],
)
def test_exit_codes(curated: Path, orders: tuple[str, ...], code: int) -> None:
    shown = run(curated, *orders)
    assert shown.exit_code == code
    if code == 2:
        assert shown.stdout == ""
        assert shown.stderr


def test_the_table_shows_differences_only(curated: Path) -> None:
    shown = run(curated, "a-1", "b-2")
    assert "[-2023-] {+2024+}" in shown.stdout
    assert "Горячая линия" in shown.stdout
    assert "Сбор сведений" not in shown.stdout
    assert "То же: 2, изменено: 1, только во втором: 1." in shown.stderr


def test_json_is_one_array_of_everything(curated: Path) -> None:
    rows = json.loads(run(curated, "a-1", "b-2", "--format", "json").stdout)
    assert [row["status"] for row in rows] == ["changed", "only_b", "same", "same"]
    assert rows[0]["changes"] == ["activity"]
    assert rows[0]["activity_words"] == "Обучение <b>экспертов</b> [-2023-] {+2024+}"
    assert rows[1]["a_item_id"] is None


def test_csv_has_no_formulas(curated: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(curated, "a-1", "b-2", "--format", "csv").stdout)))
    assert [row["мероприятие"] for row in rows][2:] == [BEFORE[0], "'=1+1"]


def test_the_file_tells_the_look(curated: Path, tmp_path: Path) -> None:
    page, book = tmp_path / "различия.html", tmp_path / "различия.xlsx"
    assert run(curated, "a-1", "b-2", page).exit_code == 1
    text = page.read_text(encoding="utf-8")
    assert "<del>2023</del> <ins>2024</ins>" in text
    assert "&lt;b&gt;экспертов" in text
    assert run(curated, "a-1", "b-2", book).exit_code == 1
    assert book.read_bytes()[:2] == b"PK"
    assert run(curated, "a-1", "b-2", tmp_path / "различия.doc").exit_code == 2
