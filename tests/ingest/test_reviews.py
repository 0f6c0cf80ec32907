"""Findings accepted and dismissed: kept beside the orders, over every reload; what the commands say and return."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.orders.load import LoadOptions
from tests.support.warehouse_samples import records, source
from warehouse.corpus import findings, reviews
from warehouse.corpus.reviews import Correction, Review, Status, read_corrections, read_reviews
from warehouse.errors import UnknownFindingError
from warehouse.records import OrderRecords
from warehouse.store.store import Store

ORDER = """ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ ВОЛОГОДСКОЙ ОБЛАСТИ
ПРИКАЗ
от 05.10.2020 № 15
Об утверждении дорожной карты по подготовке к проведению ГИА в Вологодской области в 2020-2021 учебном году
ПРИКАЗЫВАЮ:
1. Утвердить прилагаемую дорожную карту.
Начальник департамента Е.О. Рябова
Дорожная карта
№ п/п\tМероприятия\tСроки\tОтветственные
1.1.\tПроведение анализа результатов ГИА\tоктябрь\tРЦОИ
1.2.\tОбучение организаторов пунктов проведения экзаменов\tноябрь\tРЦОИ
1.4.\tФормирование состава предметных комиссий\tянварь\tДепартамент образования
"""
NOVEMBER = """SELECT min(start_date), min(plan_month_from), academic_year, source_name
    FROM periods INNER JOIN orders USING (order_id) WHERE raw = 'ноябрь' GROUP BY ALL"""
ACTIVITIES = ("Проведение собрания", "Обучение организаторов", "Подведение итогов")
PRINTED = (("ноябрь", 11), ("июнь", 6), ("апрель", 4))
runner = CliRunner()


def doubtful(number: str = "337", printed: Sequence[tuple[str, int]] = PRINTED) -> OrderRecords:
    """An order all of whose periods lie a year before its plan."""
    sample = records(number, ACTIVITIES)
    wrong = (
        {
            "raw": f"{month} 2023 года",
            "start_date": date(2023, of_year, 1),
            "end_date": date(2023, of_year, 30),
            "flags": ["out_of_plan"],
            "suggested_start": date(2024, of_year, 1),
            "suggested_end": date(2024, of_year, 30),
        }
        for month, of_year in printed
    )
    rows = zip(sample.rows("periods"), wrong, strict=True)
    return sample.with_rows(periods=[{**row, **one} for row, one in rows])


@pytest.fixture(scope="module", autouse=True)
def two_checks() -> Iterator[None]:
    """Only the checks that these tests are about run: a warehouse is built dozens of times here."""
    names = ("period_out_of_plan", "skipped_number", "person_variant", "org_variant")
    wanted = tuple(check for check in findings.checks() if check.name in names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "checks", lambda: wanted)
        yield


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that no test changes."""
    folder = tmp_path_factory.mktemp("reviews")
    with Store(folder / "curated").writer() as batch:
        batch.put(doubtful(), source(folder))
        batch.commit()
    return folder / "curated"


@pytest.fixture
def curated(untouched: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(untouched, tmp_path / "curated"))


def run(*arguments: str | Path) -> Result:
    return runner.invoke(app, [str(argument) for argument in arguments])


def ids(curated: Path, statuses: Sequence[str] = ("open", "accepted")) -> list[str]:
    """Findings of period_out_of_plan that a list with these statuses shows."""
    with api.open(curated) as connection:
        found = api.find_findings(connection, check="period_out_of_plan", statuses=statuses)
    return [row["finding_id"] for row in found]


def test_a_dismissed_finding_leaves_the_lists_and_can_come_back(curated: Path) -> None:
    first, second, third = ids(curated)
    done = api.review([first], "dismissed", "так и надо", curated)
    assert done.reviews == (Review(first, Status.DISMISSED, "так и надо"),)
    assert set(ids(curated)) == {second, third}
    assert ids(curated, ["dismissed"]) == [first]
    api.review([first], "open", "", curated)
    assert set(ids(curated)) == {first, second, third}
    assert read_reviews(curated) == {}


def test_the_last_decision_counts(curated: Path) -> None:
    first, *_ = ids(curated)
    api.review([first], "dismissed", "так и надо", curated)
    api.review([first], "accepted", "нет, ошибка", curated, by="Козлова")
    assert ids(curated, ["accepted"]) == [first]
    head, line = (curated / "reviews.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == "finding_id,status,why,by,at"
    assert line.startswith(f'{first},accepted,"нет, ошибка",Козлова,20')


def test_the_end_of_an_id_is_enough(curated: Path) -> None:
    first, *_ = ids(curated)
    (review,) = api.review([first.rpartition("-")[2]], "dismissed", "так и надо", curated).reviews
    assert review.finding_id == first


def test_one_unknown_id_keeps_nothing(curated: Path) -> None:
    first, *_ = ids(curated)
    with pytest.raises(UnknownFindingError, match="nothing"):
        api.review([first, "nothing"], "dismissed", "", curated)
    assert len(ids(curated)) == 3
    assert not (curated / "reviews.csv").exists()


def test_accepting_can_put_the_period_right(curated: Path) -> None:
    first, *_ = ids(curated)
    done = api.review([first], "accepted", "опечатка", curated, apply=True)
    assert [(one.column, one.value, one.quote) for one in done.corrections] == [
        ("start_date", "2024-11-01", "ноябрь 2023 года"),
        ("end_date", "2024-11-30", "ноябрь 2023 года"),
    ]
    assert first not in ids(curated)
    with api.open(curated) as connection:
        (row,) = connection.execute(
            "SELECT start_date, end_date, flags FROM periods WHERE len(corrected) > 0"
        ).fetchall()
    assert row == (date(2024, 11, 1), date(2024, 11, 30), [])


@pytest.fixture
def repeated(tmp_path: Path) -> Path:
    """A warehouse whose one order says the same wrong thing in three rows."""
    with Store(tmp_path / "curated").writer() as batch:
        batch.put(doubtful(printed=[("ноябрь", 11)] * 3), source(tmp_path))
        batch.commit()
    return tmp_path / "curated"


def places(curated: Path, statuses: Sequence[str] = ("open", "accepted")) -> list[str]:
    """The ids of the places of period_out_of_plan."""
    with api.open(curated) as connection:
        found = api.find_findings(connection, check="period_out_of_plan", statuses=statuses, each=True)
    return [row["finding_id"] for row in found]


def test_what_repeats_is_one_finding_with_its_places(repeated: Path) -> None:
    with api.open(repeated) as connection:
        (finding,) = api.find_findings(connection, check="period_out_of_plan")
        items = [item for (item,) in connection.execute("SELECT item_id FROM items ORDER BY seq").fetchall()]
    assert finding["item_id"] == items[0]
    assert set(finding["related"]) == set(items[1:])
    assert finding["places"] == 3
    assert finding["message"].endswith("(мест: 3)")
    assert finding["place"].endswith("и ещё 2")
    assert len(places(repeated)) == 3


def test_a_decision_holds_for_the_group(repeated: Path) -> None:
    (group,) = ids(repeated)
    api.review([group], "dismissed", "так и надо", repeated)
    assert (ids(repeated), places(repeated)) == ([], [])
    api.review([group], "open", "", repeated)
    assert len(places(repeated)) == 3


def test_a_decision_holds_for_one_place(repeated: Path) -> None:
    (group,), (first, *others) = ids(repeated), places(repeated)
    api.review([first.rpartition("-")[2]], "dismissed", "здесь верно", repeated)
    assert (ids(repeated), places(repeated)) == ([group], others)
    with api.open(repeated) as connection:
        (finding,) = api.find_findings(connection, check="period_out_of_plan")
    assert finding["places"] == 2
    api.review([group], "accepted", "ошибка", repeated)
    assert ids(repeated, ["accepted"]) == [group]
    assert places(repeated, ["dismissed"]) == [first]


def test_accepting_a_group_puts_every_open_place_right(repeated: Path) -> None:
    (group,), (first, *_) = ids(repeated), places(repeated)
    api.review([first], "dismissed", "здесь верно", repeated)
    done = api.review([group], "accepted", "опечатка", repeated, apply=True)
    assert len(done.corrections) == 4
    with api.open(repeated) as connection:
        assert connection.execute("SELECT count(*) FROM periods WHERE len(corrected) > 0").fetchall() == [(2,)]


def named(kind: str, usual: str, variant: str, number: str = "337", places: int = 6) -> OrderRecords:
    """An order that prints a name five times and once another way."""
    sample = records(number, [f"Мероприятие {place}" for place in range(places)])
    mentions = [*[usual] * (places - 1), variant]
    rows = zip(sample.rows("responsibles"), mentions, strict=True)
    return sample.with_rows(responsibles=[{**row, "kind": kind, "mention": one, "canonical": one} for row, one in rows])


@pytest.mark.parametrize(
    ("kind", "usual", "variant"),
    [
        ("person", "Иванова А.П.", "Иванова А.Н."),
        ("person", "Крючкова Е.А.", "Крюкова Е.А."),
        ("org", "МКУ ЦРО", "МКУ ЦР"),
    ],
)
def test_accepting_can_put_the_name_right(tmp_path: Path, kind: str, usual: str, variant: str) -> None:
    with Store(tmp_path / "curated").writer() as batch:
        batch.put(named(kind, usual, variant), source(tmp_path))
        batch.commit()
    check = f"{kind}_variant"
    with api.open(tmp_path / "curated") as connection:
        (finding,) = api.find_findings(connection, check=check)
    done = api.review([finding["finding_id"]], "accepted", "опечатка", tmp_path / "curated", apply=True)
    assert [(one.column, one.value) for one in done.corrections] == [("canonical", usual)]
    with api.open(tmp_path / "curated") as connection:
        assert connection.execute("SELECT DISTINCT canonical FROM responsibles").fetchall() == [(usual,)]
        assert api.find_findings(connection, check=check) == []


def test_a_name_that_another_order_has_too_is_not_put_right(tmp_path: Path) -> None:
    """«Иванова А.Н.» may be a slip here and somebody there."""
    with Store(tmp_path / "curated").writer() as batch:
        for one in (
            named("person", "Иванова А.П.", "Иванова А.Н."),
            named("person", "Иванова А.Н.", "Юдина М.С.", "338"),
        ):
            batch.put(one, source(tmp_path))
        batch.commit()
    with api.open(tmp_path / "curated") as connection:
        (finding,) = api.find_findings(connection, check="person_variant")
    done = api.review([finding["finding_id"]], "accepted", "опечатка", tmp_path / "curated", apply=True)
    assert done.corrections == ()


def test_decisions_outlive_other_orders(curated: Path) -> None:
    first, *_ = ids(curated)
    api.review([first], "dismissed", "так и надо", curated)
    with Store(curated).writer() as batch:
        batch.put(doubtful("338"), source(curated.parent))
        batch.commit()
    assert ids(curated, ["dismissed"]) == [first]
    assert len(ids(curated)) == 5


def test_decisions_survive_reading_the_file_again(tmp_path: Path) -> None:
    """A dismissed finding stays so; «ноябрь» without a year stays November of the academic year that was corrected."""
    curated, order = tmp_path / "curated", tmp_path / "приказ.txt"
    order.write_text(ORDER, encoding="utf-8")

    def november() -> tuple[object, ...]:
        with api.open(curated) as connection:
            (row,) = connection.execute(NOVEMBER).fetchall()
        return tuple(row)

    api.load([order], curated, LoadOptions(jobs=1))
    assert november() == (date(2020, 11, 1), 2, "2020-2021", order.name)
    with api.open(curated) as connection:
        (skipped,) = api.find_findings(connection, check="skipped_number")
    api.review([skipped["finding_id"]], "dismissed", "так и надо", curated)
    api.correct(skipped["order_id"], "academic_year", "2021-2022", "в приказе опечатка", curated)
    assert november() == (date(2021, 11, 1), 2, "2021-2022", order.name)
    api.load([order], curated, LoadOptions(jobs=1, refresh=True))
    assert november() == (date(2021, 11, 1), 2, "2021-2022", order.name)
    with api.open(curated) as connection:
        assert api.find_findings(connection, check="skipped_number") == []
    assert read_reviews(curated).keys() == {skipped["finding_id"]}


def test_reviewing_leaves_a_damaged_database_whole(curated: Path) -> None:
    """The fast way copies the database; a damaged one is built anew from the Parquet files."""
    first, *_ = ids(curated)
    database = Store(curated).database()
    size = database.stat().st_size
    database.write_bytes(b"\0" * size)
    with Store(curated).writer() as batch:
        reviews.record(curated, [Review(first, Status.DISMISSED, "")])
        batch.commit()
    assert ids(curated, ["dismissed"]) == [first]


def test_corrections_are_kept_one_a_place(tmp_path: Path) -> None:
    """Reasons of several lines, with quotes and separators, come back as they were."""
    made = [Correction("o", "number", "338", 'он сказал: "да";\nи, подумав, ещё раз'), Correction("o", "title", "", "")]
    reviews.record(tmp_path, made=made)
    reviews.record(tmp_path, made=[Correction("o", "number", "339", "снова")], withdrawn=[("o", "title")])
    assert read_corrections(tmp_path) == [Correction("o", "number", "339", "снова")]
    reviews.record(tmp_path, made=made[:1])
    assert read_corrections(tmp_path) == made[:1]


def test_the_commands_review(curated: Path) -> None:
    first, second, _ = ids(curated)
    shown = run("findings", "dismiss", first, second, "--why", "так и надо", "--curated", curated)
    assert shown.exit_code == 0
    assert first in shown.stderr
    rows = json.loads(run("findings", "--check", "period_out_of_plan", "--curated", curated, "--format", "json").stdout)
    assert not {first, second} & {row["finding_id"] for row in rows}
    listed = run("findings", "--status", "dismissed", "--curated", curated, "--format", "csv").stdout
    assert {row["finding_id"] for row in csv.DictReader(io.StringIO(listed))} == {first, second}
    assert run("findings", "--curated", curated, "reopen", first).exit_code == 0
    assert ids(curated, ["dismissed"]) == [second]


def test_accepting_by_command_says_what_was_corrected(curated: Path) -> None:
    first, *_ = ids(curated)
    shown = run("findings", "accept", first, "--apply", "--why", "опечатка", "--curated", curated)
    assert shown.exit_code == 0
    assert "start_date: 2024-11-01" in shown.stderr


def test_findings_take_an_order_and_options_on_either_side(untouched: Path) -> None:
    order = "42-novokuznetskii-2024-337"
    calls = [
        ("findings", order, "--format", "json", "--curated", untouched),
        ("findings", "--format", "json", "--curated", untouched, order),
        ("findings", "--format", "json", "--curated", untouched),
    ]
    outputs = {run(*call).stdout for call in calls}
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())) >= 3
    assert run("findings", "none", "--format", "json", "--curated", untouched).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("findings", "dismiss", "nothing", "--why", "x"), 2),
        (("findings", "dismiss", "nothing"), 2),
        (("findings", "accept"), 2),
        (("findings", "--status", "lost"), 2),
        (("findings", "one", "two"), 2),
    ],
)
def test_exit_codes(untouched: Path, arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments, "--curated", untouched).exit_code == code
