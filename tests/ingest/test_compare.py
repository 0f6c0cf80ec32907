"""Comparisons: what each counts, month by month and plan by plan, on warehouses of a few words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb
import pytest

from ingest.pages import sql
from ingest.questions import compare as comparing
from ingest.questions.query import query
from ingest.questions.scope import Filters, choose
from tests.support.comparison_tables import NOVEMBER, UNDATED, Activity, Days, Order, tables
from warehouse.errors import ComparisonError, WarehouseError
from warehouse.reading import comparisons

SEPTEMBER, OCTOBER, FEBRUARY, MARCH, AUGUST = 0, 1, 5, 6, 11
BEFORE, AFTER, NO_DATES = -1, 12, None


def d(text: str) -> date:
    return date.fromisoformat(text)


def months(activity: Activity, plan: Sequence[int] = (2024, 2025), *, literal: bool = False) -> list[int | None]:
    """The columns of the calendar in which the one activity of an order stands."""
    rows = compared([Order("a", [activity], plan=plan)], "calendar", literal=literal)
    return sorted((row["month"] for row in rows), key=lambda month: (month is None, month))


def compared(orders: Sequence[Order], what: str, *places: str, **options: Any) -> list[dict[str, Any]]:
    """The rows of a comparison."""
    filters = Filters(**{name: options.pop(name) for name in ("year", "level", "topic") if name in options})
    matches = options.pop("matches", ())
    with tables(orders, matches) as connection:
        return comparing.compare(connection, what, places, filters, **options).rows


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([("2024-11-01", "2024-11-30")], [2], id="a month"),
        pytest.param([("2024-11-20", "2025-02-03")], [2, 3, 4, 5], id="each month of a span, over the New Year"),
        pytest.param([(None, "2025-03-15")], [MARCH], id="a deadline in its month"),
        pytest.param([("2025-03-15", None)], [MARCH], id="an open end in the month that it begins"),
        pytest.param([("2024-09-01", "2024-10-31"), ("2024-10-01", "2024-10-31")], [0, 1], id="twice in October: once"),
        pytest.param([("2024-09-01", "2025-08-31")], list(range(12)), id="the whole year in every month"),
        pytest.param([("2024-07-01", "2024-09-30")], [BEFORE, SEPTEMBER], id="from before the plan: one column"),
        pytest.param([("2025-08-01", "2025-11-30")], [AUGUST, AFTER], id="to after it: one column"),
        pytest.param([("2023-03-01", "2023-03-31")], [BEFORE], id="March of the year before is not March"),
        pytest.param([(None, None)], [NO_DATES], id="no dates"),
        pytest.param([], [NO_DATES], id="no period at all"),
        pytest.param([(None, None), ("2024-10-01", "2024-10-31")], [OCTOBER], id="one of two periods has dates"),
    ],
)
def test_months_of_an_activity(days: list[tuple[str | None, str | None]], expected: list[int | None]) -> None:
    printed: list[Days] = [(d(first) if first else None, d(last) if last else None) for first, last in days]
    assert months(Activity(days=printed)) == expected


def test_every_surface_asks_one_view_for_the_months() -> None:
    """A deadline, a list of months, and a span over March are planned in March; the envelope of a list is not."""
    activities = [
        Activity(days=[(None, d("2025-03-15"))]),
        Activity(days=[(d("2024-10-01"), d("2024-10-31")), (d("2025-03-01"), d("2025-03-31"))]),
        Activity(days=[(d("2025-01-01"), d("2025-05-31"))]),
        Activity(days=[(d("2024-10-01"), d("2024-10-31")), (d("2025-04-01"), d("2025-04-30"))]),
        Activity(days=[(d("2024-03-01"), d("2024-03-31"))], meant=(d("2025-03-01"), d("2025-03-31"))),
    ]
    march = "SELECT item_id, month, deadline FROM months WHERE plan_month = 6 AND basis = '{}' ORDER BY item_id"
    with tables([Order("a", activities)]) as connection:
        effective = connection.execute(march.format("effective")).fetchall()
        literal = connection.execute(march.format("literal")).fetchall()
        example = connection.execute(sql.examples()["Что планирует каждый регион на март?"]).fetchall()
        calendar = comparing.compare(connection, "calendar", ()).rows
        timeline = query(connection, "timeline", [["a"]])
    assert [(item[-1], month, deadline) for item, month, deadline in effective] == [
        ("1", d("2025-03-01"), True),
        ("2", d("2025-03-01"), False),
        ("3", d("2025-03-01"), False),
        ("5", d("2025-03-01"), False),
    ]
    assert [item[-1] for item, *_ in literal] == ["1", "2", "3"]
    assert len(example) == 4
    assert sum(row["activities"] for row in calendar if row["month"] == MARCH) == 4
    assert sum(row["activities"] for row in timeline if row["month"] == d("2025-03-01")) == 4


def test_months_are_not_cut_at_the_ends_of_the_plan() -> None:
    summer = Activity(days=[(d("2024-07-01"), d("2024-07-31")), (d("2025-10-01"), d("2025-10-31"))])
    with tables([Order("a", [summer])]) as connection:
        rows = connection.execute("SELECT plan_month FROM months WHERE basis = 'effective' ORDER BY 1").fetchall()
    assert rows == [(-2,), (13,)]


def test_a_plan_of_a_calendar_year_is_folded() -> None:
    """March is March and November is November, whatever month the plan begins with."""
    assert months(Activity(days=[(d("2025-03-01"), d("2025-03-31"))]), (2025,)) == [MARCH]
    assert months(Activity(days=[(d("2025-11-01"), d("2025-11-30"))]), (2025,)) == [2]
    assert months(Activity(days=[(d("2024-11-01"), d("2025-01-31"))]), (2025,)) == [BEFORE, 4]


def test_literal_takes_the_dates_as_printed() -> None:
    wrong = Activity(days=[(d("2023-11-01"), d("2023-11-30"))], meant=NOVEMBER)
    assert months(wrong) == [2]
    assert months(wrong, literal=True) == [BEFORE]
    backwards = Activity(days=[(d("2024-11-01"), d("2024-05-31"))], meant=(d("2024-11-01"), d("2024-12-31")))
    assert months(backwards) == [2, 3]
    assert months(backwards, literal=True) == [2], "printed end before its beginning: the month of the beginning"


def test_the_calendar_counts_activities_by_topic_and_in_all() -> None:
    long = Activity(days=[(d("2024-11-01"), d("2024-12-31"))])
    rows = compared([Order("a", [long, Activity(), Activity(topic="finance")])], "calendar")
    found = {(row["topic"], row["month"]): (row["activities"], row["total"]) for row in rows}
    assert found == {("training", 2): (2, 2), ("training", 3): (1, 2), ("finance", 2): (1, 1)}


@pytest.mark.parametrize(
    ("day", "plan", "expected"),
    [
        ("2024-11-05", (2024, 2025), "2001-11-05"),
        ("2020-11-05", (2020, 2021), "2001-11-05"),
        ("2024-02-29", (2023, 2024), "2002-02-28"),
        ("2023-02-28", (2022, 2023), "2002-02-28"),
        ("2024-08-15", (2024, 2025), "2001-08-15"),
        ("2025-09-01", (2024, 2025), "2002-09-01"),
    ],
)
def test_days_of_different_years_compare(day: str, plan: tuple[int, int], expected: str) -> None:
    first, last = f"DATE '{plan[0]}-09-01'", f"DATE '{plan[1]}-08-31'"
    with tables([]) as connection:
        row = connection.execute(f"SELECT school_day(DATE '{day}', month_number({first}), month_number({last}))")
        assert row.fetchone() == (d(expected),)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Новокузнецкий муниципальный район", "Новокузнецкий муниципальный округ"),
        ("муниципальное образование городского округа «Усинск»", "МО ГО «Усинск»"),
        ("город Нижневартовск", "г. Нижневартовск"),
    ],
)
def test_a_municipality_keeps_its_own_name(name: str, same: str) -> None:
    with tables([]) as connection:
        keys = connection.execute("SELECT municipality_key($1), municipality_key($2)", [name, same]).fetchone()
    assert keys is not None
    assert keys[0] == keys[1] != ""


@pytest.mark.parametrize(
    ("kind", "level", "name", "body"),
    [
        ("org", "federal", "Рособрнадзор", "federal"),
        ("org", "regional", "Министерство образования Кузбасса", "ministry"),
        ("role", "regional", "заместитель министра образования", "ministry"),
        ("org", "regional", "Центр оценки при министерстве образования", "centre"),
        ("role", "regional", "председатели предметных комиссий", "centre"),
        ("org", "municipal", "Управление образования", "municipality"),
        ("role", "school", "руководители ОО", "school"),
        ("person", None, "Петрова Н.В.", "person"),
        ("org", None, "УГУ", "unknown"),
    ],
)
def test_who_answers(kind: str, level: str | None, name: str, body: str) -> None:
    answered = Activity(who=[(kind, level, name), (kind, level, name)])
    rows = compared([Order("a", [answered, Activity()])], "responsible_profile")
    assert {row["body"]: row["activities"] for row in rows} == {body: 1, "none": 1}


THREE = [
    Order("a", [Activity("x"), Activity("y")]),
    Order("b", [Activity("x"), Activity("y"), Activity("y")]),
    Order("c", [Activity("x")]),
]


@pytest.mark.parametrize(
    ("places", "least", "expected"),
    [
        pytest.param((), 2, {("y", "a"): 1, ("y", "b"): 2, ("y", "c"): 0}, id="c lacks what two others have"),
        pytest.param(("c",), 2, {("y", "c"): 0}, id="asked of one, told by all"),
        pytest.param(("c",), 1, {("y", "c"): 0}, id="what one other has"),
    ],
)
def test_coverage(places: tuple[str, ...], least: int, expected: dict[tuple[str, str], int]) -> None:
    rows = compared(THREE, "coverage", *places, least=least, by="order")
    assert {(row["cluster_id"], row["unit"]): row["activities"] for row in rows} == expected
    assert {row["others"] for row in rows} == {2}


@pytest.mark.parametrize(("places", "least"), [(("a",), 2), (("c",), 3)])
def test_nothing_lacks(places: tuple[str, ...], least: int) -> None:
    with pytest.raises(ComparisonError, match="--least 1"):
        compared(THREE, "coverage", *places, least=least, by="order")


def test_lead_time_is_told_against_the_median_of_all() -> None:
    """Three plans of three years: October, November, 20 December; the fourth has no dates and is counted so."""
    orders = [
        Order("early", [Activity("x", [(d("2022-10-01"), d("2022-10-31"))])], plan=(2022, 2023)),
        Order("usual", [Activity("x", [(d("2023-11-01"), d("2023-11-30"))])], plan=(2023, 2024)),
        Order("late", [Activity("x", [(d("2024-12-20"), None)])], plan=(2024, 2025)),
        Order("open", [Activity("x", [UNDATED])], plan=(2024, 2025)),
    ]
    found = {row["unit"]: row for row in compared(orders, "lead_time", by="order")}
    assert {unit: (row["months_late"], row["days_late"]) for unit, row in found.items()} == {
        "early": (-1, -31),
        "usual": (0, 0),
        "late": (1, 49),
        "open": (None, None),
    }
    assert found["open"]["undated"] == 1
    assert {row["units"] for row in found.values()} == {3}
    assert (found["late"]["month"], found["late"]["usual_month"]) == (3, 2)


def test_workload_counts_a_person_once_an_activity() -> None:
    who = [("person", None, "Петрова Н.В."), ("person", None, "Петрова Н.В."), ("org", "school", "школы")]
    rows = compared([Order("a", [Activity(who=who), Activity(days=[UNDATED], who=who[:1])])], "workload")
    found = {(row["responsible"], row["month"]): (row["activities"], row["total"]) for row in rows}
    assert found == {("Петрова Н.В.", 2): (1, 2), ("Петрова Н.В.", None): (1, 2), ("школы", 2): (1, 1)}
    (busiest,) = {row["responsible"] for row in compared([Order("a", [Activity(who=who)])], "workload", most=1)} - {
        "школы"
    }
    assert busiest == "Петрова Н.В."


REGIONAL = Order("region", [Activity(name) for name in "pqrstu"])
MUNICIPAL = Order(
    "town",
    [
        Activity("p"),
        Activity("q", [(d("2025-02-01"), d("2025-02-28"))]),
        Activity("r", stale=True),
        Activity("s", [UNDATED]),
        Activity("other"),
    ],
    municipality="город Тайга",
)
EXPECTED = {"p": "kept", "q": "moved", "r": "stale", "s": "undated", "t": "dropped", "u": "dropped"}


def states(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["activity"].removeprefix("Мероприятие "): row["state"] for row in rows}


@pytest.mark.parametrize("place", ["42", "town", "region", "Тайга"])
def test_what_a_municipality_made_of_the_regional_order(place: str) -> None:
    rows = compared([REGIONAL, MUNICIPAL], "municipal", place)
    assert states(rows) == EXPECTED
    assert {tuple(row["other_order_ids"]) for row in rows} == {("town",)}


def test_a_direct_match_counts_where_the_canonical_activities_differ() -> None:
    rows = compared([REGIONAL, MUNICIPAL], "municipal", matches=[("town.5", "region.5", "copy")])
    assert states(rows) == {**EXPECTED, "t": "kept"}


@pytest.mark.parametrize(
    ("years", "told"),
    [
        pytest.param([(2023, 2024), (2024, 2025)], (2024, 2025), id="of the same year where there is one"),
        pytest.param([(2021, 2022), (2022, 2023)], (2022, 2023), id="else the last one before"),
    ],
)
def test_the_regional_order_that_a_municipal_one_follows(years: list[tuple[int, int]], told: tuple[int, int]) -> None:
    regional = [Order(str(plan[0]), [Activity("p")], plan=plan) for plan in years]
    assert {row["order_id"] for row in compared([*regional, MUNICIPAL], "municipal")} == {str(told[0])}


def test_another_town_is_not_last_year() -> None:
    other = Order("other", [Activity("p")], municipality="город Усинск", plan=(2023, 2024))
    with pytest.raises(ComparisonError, match="за разные годы"):
        compared([other, MUNICIPAL], "years")


def test_years_counts_what_stayed_moved_and_came() -> None:
    before = [Activity(name, [(d("2023-11-01"), d("2023-11-30"))]) for name in "pqrst"]
    last = Order("last", before, municipality="г. Тайга", plan=(2023, 2024))
    older = Order("older", before, municipality="г. Тайга", plan=(2022, 2023))
    rows = compared([older, last, MUNICIPAL], "years", "town")
    assert {row["order_id"] for row in rows} == {"last"}, "the last year loaded, not an older one"
    counts = {row["state"]: row["activities"] for row in rows}
    assert counts == {"kept": 1, "moved": 1, "stale": 1, "undated": 1, "dropped": 1, "new": 1}


def test_activities_of_no_canonical_one_are_not_alike() -> None:
    last = Order("last", [Activity()], municipality="Тайга", plan=(2023, 2024))
    rows = compared([last, Order("town", [Activity()], municipality="Тайга")], "years")
    assert {row["state"]: row["activities"] for row in rows} == {"dropped": 1, "new": 1}


def test_last_year_is_found_although_only_this_year_is_asked() -> None:
    last = Order("last", MUNICIPAL.activities, municipality="Тайга", plan=(2023, 2024))
    rows = compared([last, MUNICIPAL], "years", year="2024-2025")
    assert {row["order_id"] for row in rows} == {"last"}


def test_of_several_alike_the_one_with_the_same_words_is_taken() -> None:
    """Two trainings in May and in June are one canonical activity: neither has moved."""
    may, june = (d("2024-05-01"), d("2024-05-31")), (d("2024-06-01"), d("2024-06-30"))
    both = [Activity("x", [may], text="Обучение в мае"), Activity("x", [june], text="Обучение в июне")]
    later = [
        Activity("x", [(d("2025-06-01"), d("2025-06-30"))], text="Обучение в июне"),
        Activity("x", [(d("2025-05-01"), d("2025-05-31"))], text="Обучение в мае"),
    ]
    orders = [Order("a", both, municipality="Тайга", plan=(2023, 2024)), Order("b", later, municipality="Тайга")]
    assert [(row["state"], row["activities"]) for row in compared(orders, "years")] == [("kept", 2)]


@pytest.mark.parametrize("comparison", comparisons.comparisons().values(), ids=lambda one: one.name)
def test_a_file_says_what_it_selects(comparison: comparisons.Comparison) -> None:
    assert comparison.question.endswith("?")
    assert set(comparison.parameters) == set(re.findall(r"\$(\w+)", comparison.sql))
    names = [name for name, _ in comparison.columns]
    assert {*comparison.rows, *comparison.matrix[:2], *comparison.hidden} <= set(names)
    with tables([]) as connection:
        result = comparisons.executed(connection, comparison, comparisons.Scope((), (), ()))
        assert {column[0] for column in result.description or ()} == set(names)


def test_a_header_without_a_question_is_refused() -> None:
    with pytest.raises(ValueError, match="question"):
        comparisons.parse("bad", "-- title: Да\n-- columns: a: а\nSELECT 1 AS a")


def test_a_mistake_in_the_sql_is_told_with_the_file() -> None:
    wrong = comparisons.parse("wrong", "-- title: Да\n-- question: Да?\n-- columns: a: а\nSELECT b AS a")
    with tables([]) as connection, pytest.raises(WarehouseError, match=r"wrong\.sql"):
        comparisons.run(connection, wrong, comparisons.Scope((), (), ()))


def test_a_warehouse_of_another_version_is_told() -> None:
    one = comparisons.comparisons()["calendar"]
    with duckdb.connect() as connection, pytest.raises(WarehouseError, match="dorkarta load"):
        comparisons.run(connection, one, comparisons.Scope((), (), ()))


SCOPE = [
    Order("22-2023-1030", region_code="22", region="Алтайский край", plan=(2023, 2024)),
    Order("04-2023-7", region_code="04", region="Республика Алтай", plan=(2023, 2024)),
    Order("42-2023-3654", plan=(2023, 2024)),
    Order("42-novokuznetskii-2024-337", municipality="Новокузнецкий муниципальный округ"),
    Order("42-taiga-2024-5", municipality="город Тайга"),
    Order("00-abc", region_code=None, region=None),
]
ALL_42 = {"42-2023-3654", "42-novokuznetskii-2024-337", "42-taiga-2024-5"}


@pytest.mark.parametrize(
    ("places", "filters", "expected"),
    [
        pytest.param(["42"], {}, ALL_42, id="a region's code"),
        pytest.param(["4"], {}, {"04-2023-7"}, id="a code without its zero"),
        pytest.param(["кузбасс"], {}, ALL_42, id="part of a region's name, any letters' size"),
        pytest.param(["Алтайский край"], {}, {"22-2023-1030"}, id="the whole name"),
        pytest.param(["Алтайского края"], {}, {"22-2023-1030"}, id="in another case"),
        pytest.param(["тайга"], {}, {"42-taiga-2024-5"}, id="a municipality"),
        pytest.param(["г. Тайга"], {}, {"42-taiga-2024-5"}, id="of another kind in words"),
        pytest.param(["42-2023-3654", "22"], {}, {"42-2023-3654", "22-2023-1030"}, id="an order and a region"),
        pytest.param(["42"], {"year": "2024/25"}, ALL_42 - {"42-2023-3654"}, id="one year"),
        pytest.param([], {"level": "municipal"}, ALL_42 - {"42-2023-3654"}, id="one level"),
        pytest.param([], {}, {order.order_id for order in SCOPE}, id="all"),
    ],
)
def test_places(places: list[str], filters: dict[str, str], expected: set[str]) -> None:
    with tables(SCOPE) as connection:
        assert set(choose(connection, places, Filters(**filters)).scope.asked) == expected


@pytest.mark.parametrize(
    ("places", "units"),
    [
        ([], {"Алтайский край", "Республика Алтай", "Кемеровская область – Кузбасс", "регион не установлен"}),
        (["42", "22"], {"Кемеровская область – Кузбасс", "Алтайский край"}),
        (["42-2023-3654", "22"], {"42-2023-3654", "22-2023-1030"}),
        (["тайга"], {"42-taiga-2024-5"}),
    ],
)
def test_regions_are_compared_where_only_regions_are_named(places: list[str], units: set[str]) -> None:
    with tables(SCOPE) as connection:
        assert set(choose(connection, places).scope.units) == units


def test_a_municipality_is_an_order_even_where_its_region_has_no_other() -> None:
    orders = [Order("22-biisk-2024-1", region_code="22", region="Алтайский край", municipality="город Бийск")]
    with tables([*orders, *SCOPE[2:]]) as connection:
        assert choose(connection, ["бийск"]).scope.units == ("22-biisk-2024-1",)


def test_a_municipality_that_was_renamed_is_one() -> None:
    before = Order("town-2023", municipality="Новокузнецкий муниципальный район", plan=(2023, 2024))
    with tables([before, SCOPE[3]]) as connection:
        assert len(choose(connection, ["новокузнецкий"]).scope.asked) == 2


@pytest.mark.parametrize(
    ("places", "filters", "told"),
    [
        pytest.param(["алтай"], {}, "Республика Алтай", id="ambiguous: both are named"),
        pytest.param(["54"], {}, r"54 \(Новосибирская область\).*загружены", id="a region that is not loaded"),
        pytest.param(["Новосибирская область"], {}, "54", id="by name"),
        pytest.param(["атлантида"], {}, "не приказ, не регион", id="no such place"),
        pytest.param(["42-2023-3655"], {}, "возможно, 42-2023-3654", id="an order with the nearest ids"),
        pytest.param([], {"year": "2020-2021"}, "загружены приказы за", id="a year without orders"),
        pytest.param([], {"year": "2024-2026"}, "пишется так", id="no academic year"),
        pytest.param(["22"], {"year": "2024-2025"}, "22-2023-1030", id="what is named is not of the year"),
        pytest.param([], {"topic": "космос"}, "есть темы", id="no topic"),
        pytest.param([], {"topic": "обеспечение"}, "нескольким", id="several topics"),
    ],
)
def test_what_does_not_fit_is_told(places: list[str], filters: dict[str, str], told: str) -> None:
    with tables(SCOPE) as connection, pytest.raises(WarehouseError, match=told):
        choose(connection, places, Filters(**filters))


@pytest.mark.parametrize(
    ("orders", "what", "told"),
    [
        pytest.param([], "calendar", "dorkarta load", id="nothing loaded"),
        pytest.param(THREE[:1], "coverage", "сравнивать не с чем", id="one order"),
        pytest.param(THREE[:1], "years", "сравнивать не с чем", id="one order, years"),
        pytest.param(THREE, "coverage", "--by order", id="one region"),
        pytest.param(SCOPE, "coverage", "--what topics", id="nothing matched"),
        pytest.param(THREE, "years", "dorkarta diff", id="one year"),
        pytest.param(THREE, "municipal", "dorkarta diff", id="no municipal order"),
        pytest.param([Order("a")], "calendar", "ни одного мероприятия", id="an order without activities"),
        pytest.param(THREE, "calender", "возможно, calendar", id="no such comparison"),
    ],
)
def test_orders_that_do_not_allow_it(orders: list[Order], what: str, told: str) -> None:
    with pytest.raises(ComparisonError, match=told):
        compared(orders, what)


@pytest.mark.parametrize(
    ("orders", "what", "places", "told"),
    [
        pytest.param(THREE, "calendar", ("a", "a"), "Назван дважды", id="an order twice"),
        pytest.param([Order("a", [Activity(days=[UNDATED])])], "calendar", (), "нет дат", id="no dates"),
        pytest.param(
            [Order("a", [Activity(topic="finance")]), Order("b", [Activity()])],
            "topics",
            ("a", "b"),
            "Общих тем нет",
            id="no common topic",
        ),
        pytest.param(
            [THREE[0], Order("b", [Activity()], plan=(2023, 2024))], "calendar", (), "разных лет", id="years added up"
        ),
    ],
)
def test_what_limits_a_comparison_is_noted(orders: list[Order], what: str, places: tuple[str, ...], told: str) -> None:
    with tables(orders) as connection:
        notes = comparing.compare(connection, what, places).notes
    assert told in " ".join(notes)
