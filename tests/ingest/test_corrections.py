"""Values that analysts put right: laid over what was read, shown as corrected, kept over every reload."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.decisions.corrections import corrections_of, plan_window
from ingest.orders.repair import repair
from normalize.model import PlanWindow
from normalize.periods.read import read_period
from tests.support.warehouse_samples import put, records
from warehouse.corpus import findings
from warehouse.corpus.corrections import corrected_period, parsed, place_of
from warehouse.corpus.reviews import Correction, read_corrections, record
from warehouse.errors import CorrectionError, UnknownNameError
from warehouse.records import OrderRecords

NAME = "42-novokuznetskii-2024-337"
ITEM = "SELECT min(item_id) FROM items"
runner = CliRunner()


def order(number: str = "337", person: str = "Шервдина Е.Д.") -> OrderRecords:
    """An order of two activities, one of them a person's; that person is named in its head, too."""
    sample = records(number, ["Сбор сведений", "Обучение экспертов"])
    first, second = sample.rows("responsibles")
    named = {"mention": person, "kind": "person", "canonical": person, "resolved": True}
    head = {"order_id": sample.order_id, "ordinal": 1, "name": person, "role": "контроль", "raw": person}
    return sample.with_rows(responsibles=[first, {**second, **named}], order_persons=[head])


@pytest.fixture(scope="module", autouse=True)
def one_check() -> Iterator[None]:
    """Only the check that these tests are about runs: a warehouse is built dozens of times here."""
    wanted = tuple(check for check in findings.checks() if check.name == "unresolved_period")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "checks", lambda: wanted)
        yield


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that no test changes."""
    folder = tmp_path_factory.mktemp("corrections") / "curated"
    put(folder, order())
    return folder


@pytest.fixture
def curated(untouched: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(untouched, tmp_path / "curated"))


def select(curated: Path, sql: str) -> list[tuple[object, ...]]:
    with api.open(curated) as connection:
        return connection.execute(sql).fetchall()


def item(curated: Path) -> str:
    return str(select(curated, ITEM)[0][0])


PERIOD = (
    "SELECT kind, start_date, end_date, effective_start, effective_end, plan_month_to, year_basis, corrected "
    "FROM periods"
)


def test_a_head_field(curated: Path) -> None:
    api.correct(NAME, "signed_on", "27.09.2024", "на скане смазано", curated)
    assert select(curated, "SELECT signed_on, corrected FROM orders") == [(date(2024, 9, 27), ["signed_on"])]
    assert select(curated, "SELECT target, column_name, value, why, printed, problem FROM corrections") == [
        (NAME, "signed_on", "2024-09-27", "на скане смазано", "2024-09-26", None)
    ]
    api.withdraw(NAME, "signed_on", curated)
    assert select(curated, "SELECT signed_on, corrected FROM orders") == [(date(2024, 9, 26), None)]
    assert select(curated, "FROM corrections") == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("region_code", "22"),
        ("region", "Алтайский край"),
        ("region", "Алтайского края"),
        ("region_iso", "RU-ALT"),
    ],
)
def test_a_region_brings_its_code_and_name(untouched: Path, column: str, value: str) -> None:
    with api.open(untouched) as connection:
        made = corrections_of(connection, NAME, column, value, "")
    assert [(one.column, one.value) for one in made] == [
        ("region_code", "22"),
        ("region", "Алтайский край"),
        ("region_iso", "RU-ALT"),
    ]


def test_a_period(curated: Path) -> None:
    api.correct(item(curated), "end_date", "2024-12-15", "опечатка", curated)
    day = date(2024, 11, 1)
    found = select(curated, f"{PERIOD} WHERE item_id = ({ITEM})")
    assert found == [("month", day, date(2024, 12, 15), day, date(2024, 12, 15), 3, "explicit", ["end_date"])]


def test_a_missing_period_is_added(curated: Path) -> None:
    api.correct(f"{item(curated)}#2", "start_date", "2025-02-01", "в графе есть и второй", curated)
    found = select(curated, f"SELECT ordinal, kind, start_date, raw FROM periods WHERE item_id = ({ITEM}) ORDER BY 1")
    assert found[1] == (2, "from", date(2025, 2, 1), "")


def test_a_name_joins_the_entity_that_has_it(curated: Path) -> None:
    put(curated, order("338", "Шевердина Е.Д."))
    (made,) = api.correct("Шервдина Е.Д.", "canonical", "Шевердина Е.Д.", "опечатка", curated)
    assert made.target.startswith("person-")
    assert select(curated, "SELECT canonical FROM entities WHERE kind = 'person'") == [("Шевердина Е.Д.",)]
    assert select(curated, "SELECT DISTINCT name FROM order_persons") == [("Шевердина Е.Д.",)]
    assert select(curated, "SELECT mention, basis, corrected FROM responsibles WHERE basis = 'correction'") == [
        ("Шервдина Е.Д.", "correction", ["canonical"])
    ]


def test_a_name_that_is_only_in_a_head(curated: Path) -> None:
    sample = order("339")
    (head,) = sample.rows("order_persons")
    put(curated, sample.with_rows(order_persons=[{**head, "name": "Белецкях О.Б."}]))
    api.correct("Белецкях О.Б.", "canonical", "Белецких О.Б.", "", curated)
    assert ("Белецких О.Б.",) in select(curated, "SELECT name FROM order_persons")


def test_corrections_outlive_the_database_new_orders_and_new_versions(curated: Path) -> None:
    target = item(curated)
    made = [(target, "end_date", "2024-12-15"), (NAME, "number", "337-а"), ("Шервдина Е.Д.", "canonical", "Шевердина")]
    record(curated, made=[Correction(*one, "") for one in made])
    put(curated)

    def shown() -> list[list[tuple[object, ...]]]:
        return [
            select(curated, f"{PERIOD} WHERE item_id = '{target}'"),
            select(curated, f"SELECT number, corrected FROM orders WHERE order_id = '{NAME}'"),
            select(curated, f"SELECT canonical FROM responsibles WHERE kind = 'person' AND order_id = '{NAME}'"),
        ]

    before = shown()
    assert before[1:] == [[("337-а", ["number"])], [("Шевердина",)]]
    put(curated, order("340", "Иванов И.И."))
    assert shown() == before
    shutil.rmtree(curated / "corpus")
    repair(curated)
    assert shown() == before
    put(curated, order().with_rows(items=[{**row, "result": "справка"} for row in order().rows("items")]))
    assert shown() == before


def test_the_folder_of_an_order_keeps_what_was_read(curated: Path) -> None:
    files = {path: path.read_bytes() for path in (curated / "orders").rglob("*.parquet")}
    api.correct(NAME, "number", "337-а", "", curated)
    assert {path: path.read_bytes() for path in (curated / "orders").rglob("*.parquet")} == files


def test_findings_about_a_corrected_period_vanish(curated: Path) -> None:
    sample = order()
    unread = {"raw": "по согласованию с кем-то", "kind": "unresolved", "start_date": None, "end_date": None}
    put(curated, sample.with_rows(periods=[{**sample.rows("periods")[0], **unread}]))
    found = "SELECT count(*) FROM findings WHERE \"check\" = 'unresolved_period'"
    assert select(curated, found) == [(1,)]
    (target,) = select(curated, "SELECT item_id FROM periods")
    api.correct(str(target[0]), "end_date", "2025-05-15", "", curated)
    assert select(curated, found) == [(0,)]


def test_a_correction_of_words_that_are_printed_no_more_is_told(curated: Path) -> None:
    target = item(curated)
    api.correct(target, "end_date", "2024-12-15", "", curated)
    changed = order()
    put(curated, changed.with_rows(periods=[{**row, "raw": "март 2025 года"} for row in changed.rows("periods")]))
    assert select(curated, f"SELECT end_date FROM periods WHERE item_id = '{target}'") == [(date(2024, 11, 30),)]
    assert select(curated, "SELECT problem FROM corrections") == [("в приказе теперь напечатано «март 2025 года»",)]


def test_lines_that_hold_no_correction_are_told_and_stop_nothing(curated: Path) -> None:
    bad = [("nowhere", "number", "1"), (NAME, "colour", "1"), (NAME, "signed_on", "вчера"), ("Никто", "canonical", "Я")]
    record(curated, made=[Correction(*one, "") for one in bad] + [Correction(NAME, "number", "7", "")])
    put(curated, order("341"))
    assert select(curated, f"SELECT number FROM orders WHERE order_id = '{NAME}'") == [("7",)]
    problems = select(curated, "SELECT target, column_name FROM corrections WHERE problem IS NOT NULL")
    assert sorted(problems) == sorted((target, column) for target, column, _ in bad)


@pytest.mark.parametrize(
    ("target", "column", "value", "message"),
    [
        ("nowhere", "number", "1", "не приказ"),
        (NAME, "colour", "1", "исправить нельзя"),
        (NAME, "signed_on", "31.02.2024", "не дата"),
        (NAME, "signed_on", "1024-02-01", "не дата"),
        (NAME, "academic_year", "2024-2026", "учебный год"),
        (NAME, "level", "federal", "regional или municipal"),
        (NAME, "region", "Атлантида", "не найден"),
        (NAME, "title", "\x00", "служебные знаки"),
        ("{item}", "start_date", "2024-12-01", "позже конца"),
        ("{item}#9", "start_date", "2024-10-01", "сроков 1"),
        ("nowhere.1", "start_date", "2024-10-01", "нет"),
        ("Никто", "canonical", "Некто", "ни в одном приказе"),
        ("Шервдина Е.Д.", "canonical", " ", "пустым"),
    ],
)
def test_what_does_not_fit_is_refused(untouched: Path, target: str, column: str, value: str, message: str) -> None:
    with pytest.raises((CorrectionError, UnknownNameError), match=message):
        api.correct(target.replace("{item}", item(untouched)), column, value, "", untouched)
    assert read_corrections(untouched) == []


def test_a_name_of_several_is_refused_with_their_ids(curated: Path) -> None:
    other = records("5", ["Сбор"], region_code="22", municipality="город Рубцовск")
    put(curated, other)
    with pytest.raises(CorrectionError, match=r"org-.*; org-"):
        api.correct("УО", "canonical", "управление образования", "", curated)


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("signed_on", "2024-11-12", date(2024, 11, 12)),
        ("start_date", " 12.11.2024 ", date(2024, 11, 12)),
        ("end_date", "", None),
        ("title", "О  плане\nмероприятий", "О плане мероприятий"),
        ("region_code", "02", "02"),
    ],
)
def test_values(column: str, text: str, value: object) -> None:
    assert parsed(column, text) == value


@pytest.mark.parametrize(
    ("target", "place"), [("a.1", ("a.1", 1)), ("a.1#2", ("a.1", 2)), ("a#b", ("a#b", 1)), ("a.1#0", ("a.1#0", 1))]
)
def test_places(target: str, place: tuple[str, int]) -> None:
    assert place_of(target) == place


NOVEMBER = {"kind": "month", "start_date": date(2023, 11, 1), "end_date": date(2023, 11, 30)}
EFFECTIVE = {"effective_start": date(2024, 11, 1), "effective_end": date(2024, 11, 30)}


@pytest.mark.parametrize(
    ("row", "changes", "kind"),
    [
        (NOVEMBER, {"start_date": date(2024, 11, 1)}, "month"),
        (NOVEMBER, {"start_date": None}, "deadline"),
        (NOVEMBER, {"end_date": None}, "from"),
        (NOVEMBER, {"end_date": date(2024, 11, 1)}, "date"),
        ({"kind": "unresolved"}, {"start_date": date(2024, 10, 1)}, "range"),
        ({"kind": "date", **NOVEMBER, "start_date": date(2023, 11, 30)}, {"end_date": date(2024, 12, 3)}, "month"),
    ],
)
def test_the_kind_follows_the_dates(row: Mapping[str, object], changes: Mapping[str, object], kind: str) -> None:
    period = corrected_period({**row, **EFFECTIVE}, changes, date(2024, 9, 1))
    assert period["kind"] == kind
    assert period["suggested_start"] is None
    assert period["flags"] == []


@pytest.mark.parametrize("year", ["2024-2025", "2024"])
def test_plan_windows(year: str) -> None:
    assert isinstance(plan_window(year), PlanWindow)
    assert plan_window(year).academic_year == year


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 10, 1), date(2024, 10, 31)),
        (date(2024, 11, 1), date(2025, 2, 28)),
        (date(2024, 2, 5), date(2024, 2, 28)),
        (date(2024, 11, 12), date(2024, 11, 12)),
        (None, date(2024, 12, 31)),
        (date(2024, 9, 1), None),
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2024, 9, 1), date(2025, 8, 31)),
    ],
)
def test_suggestions_are_read_back(untouched: Path, first: date | None, last: date | None) -> None:
    """What the checks print (macro period_text) is what `accept --apply` writes."""
    with api.open(untouched) as connection:
        (text,) = connection.execute("SELECT period_text($1::DATE, $2::DATE)", [first, last]).fetchone() or ("",)
    (period,) = read_period(text, None)
    assert (period.start, period.end) == (first, last)


def test_the_commands_correct(curated: Path) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        shown = runner.invoke(app, [*arguments, "--curated", str(curated)])
        return shown.exit_code, shown.stdout, shown.stderr

    code, _, told = run("correct", NAME, "region_code", "22", "--why", "в заголовке")
    assert code == 0
    assert "region: Алтайский край" in told
    rows = json.loads(run("corrections", "--format", "json")[1])
    assert [row["value"] for row in rows] == ["Алтайский край", "22", "RU-ALT"]
    assert run("correct", NAME, "region_code", "--undo")[0] == 0
    assert json.loads(run("corrections", "--format", "json")[1]) == []
    assert run("correct", NAME, "region_code", "--undo")[0] == 1
    assert run("correct", NAME, "region_code")[0] == 2
    assert run("correct", NAME, "number", "1", "--undo")[0] == 2
    assert run("correct", NAME, "colour", "1")[0] == 2
