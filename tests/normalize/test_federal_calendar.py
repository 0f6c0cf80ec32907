"""Every entry of the federal calendar on its own examples and the dates that attest it; days off; acts carried out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from normalize.federal.judge import date_conflicts
from normalize.federal.rules import FILE, exam_days, federal_days, rules
from normalize.federal.working_days import is_off, known_years, next_working
from normalize.language.lexicon import dictionary
from normalize.model import PlanWindow
from normalize.periods.read import read_period

FEDERAL = ("federal_day", "federal_deadline", "after_event", "before_event", "federal_term")


def kinds(activity: str, period: str, year: str = "2024-2025") -> list[str]:
    periods = read_period(period, PlanWindow.of_year(int(year[:4])))
    return [conflict.kind for conflict in date_conflicts(activity, periods)]


def entries() -> Iterator[dict[str, Any]]:
    """Every part of the dictionary that has examples."""
    calendar = dictionary(FILE)
    for part in ("rules", "exams", "follows_exams", "terms"):
        yield from calendar[part]
    yield calendar["exam_periods"]


def examples(kind: str) -> Iterator[object]:
    for entry in entries():
        name = entry.get("id") or entry.get("name") or entry.get("event") or "exam_periods"
        for year, activity, period in entry[kind]:
            yield pytest.param(year, activity, period, id=f"{name}: {activity}: {period}")


@pytest.mark.parametrize(("year", "activity", "period"), list(examples("fires")))
def test_fires(year: str, activity: str, period: str) -> None:
    assert set(kinds(activity, period, year)) & set(FEDERAL)


@pytest.mark.parametrize(("year", "activity", "period"), list(examples("passes")))
def test_passes(year: str, activity: str, period: str) -> None:
    assert not set(kinds(activity, period, year)) & set(FEDERAL)


@pytest.mark.parametrize("entry", dictionary(FILE)["rules"], ids=lambda entry: entry["id"])
def test_computes_the_dates_that_attest_it(entry: dict[str, object]) -> None:
    rule = next(rule for rule in rules() if rule.id == entry["id"])
    attested = dict(entry["attests"])  # type: ignore[call-overload]
    assert attested
    for year, days in attested.items():
        assert {one.day for one in federal_days(rule, int(year[:4]))} >= set(days), year
    assert federal_days(rule, rule.last_year + 1) == ()


@pytest.mark.parametrize(
    "entry", [*dictionary(FILE)["rules"], *dictionary(FILE)["terms"]], ids=lambda entry: entry["id"]
)
def test_says_what_attests_it(entry: dict[str, object]) -> None:
    assert entry["act"]
    assert entry["source"]
    assert entry["fires"]
    assert entry["passes"]


def test_names_act_clause_and_date() -> None:
    (conflict,) = date_conflicts(
        "Проведение итогового сочинения", read_period("11 декабря 2024 года", PlanWindow.of_year(2024))
    )
    assert conflict.detail == (
        "итоговое сочинение (изложение): 04.12.2024, 05.02.2025, 09.04.2025 "
        "(приказ Минпросвещения России и Рособрнадзора от 04.04.2023 № 233/552, пункты 22 и 30)"
    )
    assert (conflict.expected_start, conflict.expected_end) == (date(2024, 12, 4), date(2024, 12, 4))


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2024, 4, 27), False),  # суббота, рабочая по переносу
        (date(2024, 4, 29), True),
        (date(2025, 5, 8), True),
        (date(2025, 5, 7), False),
        (date(2023, 5, 8), True),
        (date(2025, 3, 1), True),
        (date(2019, 5, 1), None),  # года нет в календаре
        (date(2031, 1, 1), None),
    ],
)
def test_days_off(day: date, off: bool | None) -> None:
    assert is_off(day) is off


def test_next_working_day() -> None:
    assert next_working(date(2026, 2, 1)) == date(2026, 2, 2)
    assert next_working(date(2024, 12, 28)) == date(2024, 12, 28)
    assert next_working(date(2026, 12, 31)) is None  # 2027 год ещё не известен
    assert max(known_years()) == 2026


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("до 1 марта 2025 года", ["day_off"]),
        ("до 31.05.2025", ["day_off"]),
        ("до 3 марта 2025 года", []),
        ("до конца марта 2025 года", []),
        ("1 марта 2025 года", []),
        ("март 2025 года", []),
    ],
)
def test_deadline_on_a_day_off(period: str, found: list[str]) -> None:
    assert kinds("Представление отчётов о ремонте спортивных залов", period) == found


@pytest.mark.parametrize(
    ("activity", "period", "found"),
    [
        ("Обучение наблюдателей во исполнение приказа Министерства от 15.02.2025 № 12", "январь 2025 года", True),
        ("Реализация распоряжения от 10 апреля 2025 года № 4-р о ремонте дорог", "март 2025 года", True),
        ("Обучение наблюдателей во исполнение приказа Министерства от 15.02.2025 № 12", "февраль 2025 года", False),
        ("Обучение наблюдателей во исполнение приказа от 15.02.2024 № 12", "январь 2025 года", False),
        ("Подготовка проекта приказа от 15.02.2025", "январь 2025 года", False),
        ("В соответствии с планом: отчёт от 15.02.2025", "январь 2025 года", False),
    ],
)
def test_before_the_act_it_carries_out(activity: str, period: str, found: bool) -> None:
    assert ("before_act" in kinds(activity, period)) is found


@pytest.mark.parametrize(
    "period", ["ноябрь 2023 года", "ноябрь – май", "по графику", "в течение года", "постоянно", "апрель 2024 года"]
)
def test_a_period_in_doubt_gives_nothing(period: str) -> None:
    assert not set(kinds("Проведение итогового сочинения (изложения)", period)) & set(FEDERAL)


def test_timetable_of_a_year() -> None:
    days = exam_days(2025, "ЕГЭ")
    assert days
    assert all(one.first <= one.last and one.act for one in days)
    assert exam_days(2021, "ЕГЭ") == ()


@pytest.mark.parametrize("year", range(2022, 2027))
@pytest.mark.parametrize("exam", ["ЕГЭ", "ОГЭ"])
def test_every_timetable_says_what_attests_it(year: int, exam: str) -> None:
    """Subjects are those of facets.yml, days are in order and of the year, the main period has every subject."""
    days = exam_days(year, exam)
    assert all(one.first <= one.last and one.first.year == one.last.year == year and one.act for one in days)
    assert {one.subject for one in days} - {""} <= set(dictionary("facets.yml")["subjects"])
    main = [one for one in days if one.stage == "основной"]
    assert {one.subject for one in main} >= {"русский язык", "математика", "физика", "обществознание", "химия"}
    assert all(not one.subject or one.first.weekday() != 6 for one in days)
