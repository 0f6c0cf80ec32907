"""Periods of a whole order: neighbours, parts of an activity, the plan that the head does not name; and the scores."""

from __future__ import annotations

from datetime import date

import pytest

from normalize.model import PeriodCell, PlanWindow
from normalize.periods.read import read_periods
from normalize.periods.score import period_phrases, period_score
from tests.support.labelled_periods import dates

PLAN = PlanWindow.of_year(2024)


def _column(*raws: str, group: str = "1") -> list[PeriodCell]:
    return [PeriodCell(raw, group=group) for raw in raws]


def _last(found: list[tuple[object, ...]], at: int) -> object:
    return found[at][0]


def test_a_year_that_the_neighbours_contradict_is_flagged() -> None:
    rows = _column("декабрь 2024 года – март 2025 года", "сентябрь - ноябрь 2025 года", "ноябрь 2024 года")
    period = read_periods(rows, PLAN)[1][0]
    assert period.flags == ("out_of_plan",)
    assert (period.suggested_start, period.suggested_end) == (date(2024, 9, 1), date(2024, 11, 30))


@pytest.mark.parametrize(
    "rows",
    [
        ("март-сентябрь 2025", "октябрь 2025", "ноябрь 2025"),
        ("июль 2024", "август 2024", "сентябрь 2024"),
    ],
)
def test_rows_of_preparation_and_summing_up_are_left_alone(rows: tuple[str, ...]) -> None:
    assert all(not period.flags for periods in read_periods(_column(*rows), PLAN) for period in periods)


def test_the_neighbours_tell_which_of_two_years_was_meant() -> None:
    rows = _column("июль 2025", "август 2023", "август 2025")
    period = read_periods(rows, PLAN)[1][0]
    assert (period.suggested_start, period.suggested_end) == (date(2025, 8, 1), date(2025, 8, 31))


def test_a_missing_year_is_told_by_the_neighbours() -> None:
    rows = _column("июль 2024", "август", "сентябрь 2024")
    assert dates(read_periods(rows, PLAN)[1][0]) == ("2024-08-01", "2024-08-31")


def test_rows_of_another_group_are_no_neighbours() -> None:
    rows = [*_column("июль 2024", group="1"), *_column("август", group="2"), *_column("сентябрь 2024", group="3")]
    assert dates(read_periods(rows, PLAN)[1][0]) == ("2025-08-01", "2025-08-31")


def test_an_order_without_a_plan_gets_the_year_of_its_signing() -> None:
    assert dates(read_periods(_column("октябрь"), None, date(2023, 9, 20))[0][0]) == ("2023-10-01", "2023-10-31")


def test_an_order_without_plan_and_date_gets_the_year_of_its_printed_dates() -> None:
    rows = _column("октябрь 2023", "март 2024", "ноябрь")
    assert dates(read_periods(rows, None)[2][0]) == ("2023-11-01", "2023-11-30")


@pytest.mark.parametrize(
    ("raw", "parts", "ordinals"),
    [
        ("ноябрь 2023 декабрь 2023 декабрь 2023 февраль, май 2024", 4, [1, 2, 3, 4, 4]),
        ("до 31.12.2023 до 31.12.2023 до 01.04.2024 до 20.03.2024 до 20.04 2024", 5, [1, 2, 3, 4, 5]),
        ("в течение проведения ГИА–11 февраль 2024", 2, [1, 2]),
        ("по отдельному графику март 2025", 2, [1, 2]),
        ("Февраль апрель", 2, [1, 2]),
        ("октябрь, ноябрь 2024", 3, [None, None]),
        ("октябрь 2024", 3, [None]),
    ],
)
def test_periods_are_paired_with_parts_where_the_counts_agree(raw: str, parts: int, ordinals: list[int | None]) -> None:
    (found,) = read_periods([PeriodCell(raw, parts=parts)], PLAN)
    assert [period.part_ordinal for period in found] == ordinals
    assert not any("parts_unpaired" in period.flags for period in found)


def test_periods_are_not_paired_where_the_counts_differ() -> None:
    (found,) = read_periods([PeriodCell("ноябрь 2024 декабрь 2024", parts=3)], PLAN)
    assert [(period.part_ordinal, period.flags) for period in found] == [(None, ("parts_unpaired",))] * 2


@pytest.mark.parametrize(
    "text",
    [
        "по отдельному графику",
        "постоянно",
        "август-сентябрь",
        "15.10.2023",
        "в течение года",
        "по графику Федерального центра",
    ],
)
def test_periods_score_high(text: str) -> None:
    assert period_score(text) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "Управление образования",
        "Проведение анализа ГИА в 2023 году",
        "отдел ГИА",
        "Анализ и обсуждение результатов ОГЭ-2023 и ЕГЭ-2023 по предметам",
        "Иванова И.И.",
        "1.1.",
        "",
    ],
)
def test_other_cells_score_low(text: str) -> None:
    assert period_score(text) <= 0.2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("март 2024 года май 2024 года", ("март 2024 года", "май 2024 года")),
        ("ноябрь 2023 декабрь 2023 февраль, май 2024", ("ноябрь 2023", "декабрь 2023", "февраль, май 2024")),
        ("январь 2024 года – март 2024 года март 2024 года", ("январь 2024 года – март 2024 года", "март 2024 года")),
        ("Управление образования", ()),
    ],
)
def test_period_phrases(text: str, expected: tuple[str, ...]) -> None:
    assert period_phrases(text) == expected


@pytest.mark.parametrize(
    ("raw", "kinds"),
    [
        ("с 1 октября 2024 г. постоянно", ["from"]),
        ("4 четверг месяца", ["recurring"]),
        ("2-ая неделя каждого месяца", ["recurring"]),
        ("в теч. года", ["continuous"]),
        ("2 неделя марта", ["range"]),
    ],
)
def test_kinds_of_short_cells(raw: str, kinds: list[str]) -> None:
    assert [period.kind for period in read_periods(_column(raw), PLAN)[0]] == kinds


@pytest.mark.parametrize(
    ("raw", "activity", "start"),
    [
        ("Август", "Отчёт о результатах ГИА 2024 года", date(2024, 8, 1)),
        ("июль", "Анализ проведения ГИА-9 в 2024 году", date(2024, 7, 1)),
        ("сентябрь", "Подведение итогов ЕГЭ 2025 года", date(2025, 9, 1)),
        ("август", "Анализ результатов пробного ОГЭ 2024 года", date(2025, 8, 1)),
        ("октябрь", "Анализ затрат на проведение ГИА в 2025 году", date(2024, 10, 1)),
        ("август", "Анализ результатов ЕГЭ 2023 и 2024 годов", date(2025, 8, 1)),
    ],
)
def test_the_year_whose_exams_an_activity_sums_up_tells_that_of_its_month(raw: str, activity: str, start: date) -> None:
    assert read_periods([PeriodCell(raw, activity=activity)], PLAN)[0][0].start == start
