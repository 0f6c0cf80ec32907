"""The year of a date that prints none: by what the plan prepares, the day of signing, the line it stands on."""

from __future__ import annotations

from datetime import date

import pytest

from normalize.head.plan_year import read_plan_year
from normalize.model import Period, PeriodCell, PlanWindow
from normalize.periods.read import read_period, read_periods
from tests.support.labelled_periods import dates

PLAN = PlanWindow.of_year(2024)
DOUBT = 0.7

SCHOOL = "План мероприятий по подготовке образовательных учреждений к 2011/2012 учебному году"
NEW_YEAR = "План мероприятий по подготовке и проведению нового 2010 года"
VICTORY = "План подготовки и проведения празднования 65-й годовщины Победы в 2010 году"
HEATING = "План подготовки к отопительному сезону 2021-2022 годов"
MENTORS = "Дорожная карта по наставничеству (сентябрь 2022 г. - май 2024 г.)"
WORK = "План работы комиссии на 2010 год"


def _read(title: str, signed_on: date | None, *cells: str) -> list[Period]:
    year, _ = read_plan_year("", [title], [], signed_on)
    return [found[0] for found in read_periods([PeriodCell(cell) for cell in cells], year.window, signed_on)]


@pytest.mark.parametrize(
    ("title", "signed_on", "cell", "expected"),
    [
        (SCHOOL, date(2011, 4, 25), "до 15 июня", ("", "2011-06-15")),
        (SCHOOL, date(2011, 4, 25), "1 сентября", ("2011-09-01", "2011-09-01")),
        (
            "План по подготовке школ г. Кузнецка к 2018-2019 учебному году",
            date(2018, 8, 9),
            "до 31 августа",
            ("", "2018-08-31"),
        ),
        (SCHOOL, None, "июль", ("2011-07-01", "2011-07-31")),
        ("План приемки школ к новому учебному году", date(2011, 4, 25), "август", ("2011-08-01", "2011-08-31")),
        (HEATING, date(2021, 4, 28), "15 мая - 15 августа", ("2021-05-15", "2021-08-15")),
        (HEATING, date(2021, 4, 28), "январь", ("2022-01-01", "2022-01-31")),
        (NEW_YEAR, date(2009, 12, 7), "до 25 декабря", ("", "2009-12-25")),
        (VICTORY, date(2009, 11, 25), "декабрь – январь", ("2009-12-01", "2010-01-31")),
        (VICTORY, date(2009, 11, 25), "9 мая", ("2010-05-09", "2010-05-09")),
        (WORK, date(2009, 12, 20), "декабрь", ("2010-12-01", "2010-12-31")),
        (MENTORS, date(2022, 8, 30), "июнь – август", ("2023-06-01", "2023-08-31")),
    ],
)
def test_a_plan_that_prepares_begins_with_its_signing(
    title: str, signed_on: date | None, cell: str, expected: tuple[str, str]
) -> None:
    assert dates(_read(title, signed_on, cell)[0]) == expected


GARDENS = "План работы по школьным садам"


@pytest.mark.parametrize(
    ("signed_on", "cell", "expected"),
    [
        (date(2011, 2, 17), "до 10 марта", ("", "2011-03-10")),
        (date(2011, 2, 17), "август", ("2011-08-01", "2011-08-31")),
        (date(2011, 2, 17), "ноябрь", ("2011-11-01", "2011-11-30")),
        (date(2019, 9, 20), "сентябрь", ("2019-09-01", "2019-09-30")),
        (date(2019, 9, 20), "май", ("2020-05-01", "2020-05-31")),
        (date(2022, 9, 5), "до 1 сентября", ("", "2022-09-01")),
        (date(2024, 3, 15), "1 октября", ("2024-10-01", "2024-10-01")),
    ],
)
def test_an_order_without_a_plans_year_orders_what_is_to_come(
    signed_on: date, cell: str, expected: tuple[str, str]
) -> None:
    assert dates(_read(GARDENS, signed_on, cell)[0]) == expected


def test_what_ended_before_the_signing_is_in_doubt() -> None:
    title = "План по подготовке школ к 2018-2019 учебному году"
    found = _read(title, date(2018, 8, 9), "июнь - июль")[0]
    assert dates(found) == ("2018-06-01", "2018-07-31")
    assert (found.year_confidence or 1.0) < DOUBT


def test_a_month_of_two_years_of_a_long_plan_stays_open() -> None:
    assert _read(MENTORS, None, "март")[0].kind == "unresolved"


@pytest.mark.parametrize(
    ("cell", "starts"),
    [
        ("Май 2025 г\nДо 5 сентября", ["2025-05-31", "2024-09-05"]),
        ("Декабрь 2024 г.\nНоябрь", ["2024-12-31", "2024-11-30"]),
        ("- октябрь;\n- январь;\n- апрель 2025 г.", ["2024-10-31", "2025-01-31", "2025-04-30"]),
        ("февраль,\nмай 2025", ["2025-02-28", "2025-05-31"]),
        ("ноябрь и\nфевраль 2025", ["2024-11-30", "2025-02-28"]),
    ],
)
def test_a_printed_year_is_not_carried_to_other_lines(cell: str, starts: list[str]) -> None:
    (found,) = read_periods([PeriodCell(cell)], PLAN)
    assert [dates(period)[1] for period in found] == starts


@pytest.mark.parametrize(
    ("signed_on", "cell", "doubtful"),
    [
        (date(2025, 3, 10), "октябрь", True),
        (date(2024, 11, 20), "октябрь", True),
        (date(2024, 11, 10), "октябрь", False),
        (date(2025, 3, 10), "октябрь 2024 года", False),
        (date(2024, 9, 26), "август", False),
        (None, "январь", False),
    ],
)
def test_the_day_of_signing_makes_a_month_long_before_it_doubtful(
    signed_on: date | None, cell: str, doubtful: bool
) -> None:
    (period,) = read_periods([PeriodCell(cell)], PLAN, signed_on)[0]
    assert period.year_confidence is not None
    assert (period.year_confidence < DOUBT) is doubtful
    assert not doubtful or len(period.readings) > 1


def test_a_summer_month_that_heads_rows_of_autumn_comes_before_them_and_is_doubtful() -> None:
    rows = read_periods([PeriodCell(raw) for raw in ("Август", "Сентябрь-май", "Октябрь")], PLAN)
    assert dates(rows[0][0]) == ("2024-08-01", "2024-08-31")
    confidence = rows[0][0].year_confidence
    assert confidence is not None
    assert confidence < DOUBT


def test_no_plan_is_made_up_from_rows_of_several_years() -> None:
    cells = [PeriodCell(raw) for raw in ("2014 - 2016 годы", "2015 год", "до 01.03.2018", "март")]
    read = read_periods(cells, None)
    assert not any("out_of_plan" in period.flags for periods in read for period in periods)
    assert read[3][0].kind == "unresolved"


def test_a_far_row_does_not_move_a_day_out_of_its_plan() -> None:
    window = PlanWindow(date(2024, 1, 1), date(2024, 12, 31))
    read = read_periods([PeriodCell(raw) for raw in ("23 января", "17-18 мая 2024 г.", "10.12.2024")], window)
    assert dates(read[0][0]) == ("2024-01-23", "2024-01-23")


@pytest.mark.parametrize(
    ("cell", "contradicts"),
    [
        ("2 октября (среда)", False),
        ("5 октября (среда)", True),
        ("пятница, 14 марта 2025 г.", False),
        ("пятница, 13 марта 2025 г.", True),
        ("по средам до 5 октября", False),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_flagged(cell: str, contradicts: bool) -> None:
    (period,) = read_periods([PeriodCell(cell)], PLAN)[0]
    assert ("weekday_mismatch" in period.flags) is contradicts


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("11 марта 11-30-13-30", ("2025-03-11", "2025-03-11")),
        ("спортзал школы № 6, 18.02, 10-00", ("2025-02-18", "2025-02-18")),
        ("Библиотеки школ 9 - 11 июня 2025 г.", ("2025-06-09", "2025-06-11")),
        ("Дом-музей М.Н.Ерёмина, 11 февраля, 15.30", ("2025-02-11", "2025-02-11")),
        ("2-я пол. октября", ("2024-10-16", "2024-10-31")),
        ("IV кварал 2024 года", ("2024-10-01", "2024-12-31")),
        ("май 202б г.", ("2026-05-01", "2026-05-31")),
        ("2024 2026 годы", ("2024-01-01", "2026-12-31")),
        ("Сентябр\nь-\nоктябрь", ("2024-09-01", "2024-10-31")),
        ("Сентябр\nьдекабр\nь", ("2024-09-01", "2024-12-31")),
        ("Ш квартал 2025", ("2025-07-01", "2025-09-30")),
        ("ГУ квартал 2024 г.", ("2024-10-01", "2024-12-31")),
        ("И полугодие 2025 г.", ("2025-07-01", "2025-12-31")),
        ("в теч-е уч. года", ("2024-09-01", "2025-08-31")),
    ],
)
def test_cells_as_people_type_them(cell: str, expected: tuple[str, str]) -> None:
    (period,) = read_periods([PeriodCell(cell)], PLAN)[0]
    assert dates(period) == expected


@pytest.mark.parametrize(
    ("cell", "scanned", "kinds"),
    [
        ("апрель 2025 года июнь 2025 года", True, ["range"]),
        ("апрель 2025 года\nиюнь 2025 года", True, ["range"]),
        ("апрель 2025 года июнь 2025 года", False, ["month", "month"]),
        ("апрель 2025 года, июнь 2025 года", True, ["month", "month"]),
        ("июнь 2025 года апрель 2025 года", True, ["month", "month"]),
    ],
)
def test_two_months_of_a_scan_with_nothing_between_are_a_range_that_lost_its_dash(
    cell: str, scanned: bool, kinds: list[str]
) -> None:
    (found,) = read_periods([PeriodCell(cell, scanned=scanned)], PLAN)
    assert [period.kind for period in found] == kinds
    assert all(("garbled" in period.flags) is (period.kind == "range") for period in found)


def _orders_read(title: str, signed_on: date | None, rows: tuple[tuple[str, str], ...]) -> list[Period]:
    """The only period of each row (activity, cell) of an order."""
    year, _ = read_plan_year("", [title], [], signed_on)
    cells = [PeriodCell(cell, activity=activity) for activity, cell in rows]
    return [found[0] for found in read_periods(cells, year.window, signed_on)]


GIA = "План мероприятий по подготовке и проведению ГИА в 2023-2024 учебном году"
YEAR_2010 = "План проведения Года учителя в 2010 году"
TRAFFIC = "План мероприятий на 2018-2019 учебный год"
COURSES = "План-график курсовой подготовки"


@pytest.mark.parametrize(
    ("title", "signed_on", "rows", "expected"),
    [
        pytest.param(
            GIA,
            date(2023, 8, 28),
            (("Приказ о координаторе", "до 31 августа"), ("База участников", "октябрь"), ("ГИА", "май")),
            [("", "2023-08-31", False), ("2023-10-01", "2023-10-31", False), ("2024-05-01", "2024-05-31", False)],
            id="a summer date at the head of an order of the same weeks",
        ),
        pytest.param(
            GIA,
            date(2023, 8, 28),
            (("Проведение ГИА в дополнительный период", "сентябрь"),),
            [("2024-09-01", "2024-09-30", True)],
            id="the additional period follows the exams of the plan",
        ),
        pytest.param(
            GIA,
            date(2023, 10, 16),
            (("Пересдача ГИА", "сентябрь"),),
            [("2024-09-01", "2024-09-30", False)],
            id="signed after the first September",
        ),
        pytest.param(
            GIA,
            date(2023, 9, 28),
            (("Проверка анкет", "август"),),
            [("2024-08-01", "2024-08-31", False)],
            id="a month that was over when the order was signed",
        ),
        pytest.param(
            GIA,
            date(2023, 8, 7),
            (("Проверка анкет", "август"),),
            [("2024-08-01", "2024-08-31", True)],
            id="a month that both summers may mean",
        ),
        pytest.param(
            YEAR_2010,
            date(2009, 12, 8),
            (("Открытие", "январь"), ("Создание оргкомитета", "декабрь"), ("День учителя", "5 октября")),
            [("2010-01-01", "2010-01-31", False), ("2010-12-01", "2010-12-31", True), ("2010-10-05",) * 2 + (False,)],
            id="December in an order of December on the next year",
        ),
        pytest.param(
            YEAR_2010,
            date(2009, 12, 8),
            (("Конкурс", "март"), ("Слёт", "май"), ("Смотр", "октябрь"), ("Итоги", "декабрь")),
            [
                ("2010-03-01", "2010-03-31", False),
                ("2010-05-01", "2010-05-31", False),
                ("2010-10-01", "2010-10-31", False),
                ("2010-12-01", "2010-12-31", False),
            ],
            id="rows in order of time tell",
        ),
        pytest.param(
            COURSES,
            date(2016, 1, 14),
            (("Инструктаж", "до 20 января"), ("Итоги", "до 25 декабря")),
            [("", "2016-01-20", False), ("", "2016-12-25", True)],
            id="an order looks ahead, what ended weeks before it is the rival",
        ),
        pytest.param(
            TRAFFIC,
            date(2018, 8, 31),
            (("Акция", "август - сентябрь"), ("Слёт", "апрель"), ("Смена", "июнь"), ("Листы", "август")),
            [
                ("2018-08-01", "2018-09-30", False),
                ("2019-04-01", "2019-04-30", False),
                ("2019-06-01", "2019-06-30", False),
                ("2019-08-01", "2019-08-31", False),
            ],
            id="over the turn of the school year",
        ),
    ],
)
def test_a_year_that_is_not_proven_is_doubtful_and_no_other(
    title: str, signed_on: date | None, rows: tuple[tuple[str, str], ...], expected: list[tuple[str, str, bool]]
) -> None:
    read = _orders_read(title, signed_on, rows)
    assert [(*dates(one), (one.year_confidence or 1.0) < DOUBT) for one in read] == expected


def test_the_last_row_in_order_of_time_may_lie_after_the_plan() -> None:
    rows = [
        ("Обучение", "декабрь"),
        ("Экзамены", "июнь"),
        ("Пересдача", "июль"),
        ("Анализ результатов ЕГЭ", "сентябрь"),
    ]
    found = _orders_read(GIA, date(2023, 11, 19), tuple(rows))[-1]
    assert dates(found) == ("2024-09-01", "2024-09-30")
    assert (found.year_confidence or 1.0) < DOUBT


@pytest.mark.parametrize(
    ("cell", "expected", "doubtful"),
    [
        ("май 2025, сентябрь", ("2025-09-01", "2025-09-30"), True),
        ("Май 2025 г\nДо 5 сентября", ("", "2024-09-05"), False),
        ("сентябрь 2024, май", ("2025-05-01", "2025-05-31"), False),
    ],
)
def test_a_year_of_the_cell_against_that_of_the_plan(cell: str, expected: tuple[str, str], doubtful: bool) -> None:
    found = read_periods([PeriodCell(cell)], PLAN)[0][1]
    assert dates(found) == expected
    assert ((found.year_confidence or 1.0) < DOUBT) is doubtful
    assert not doubtful or len(found.readings) > 1


def test_without_a_plan_a_year_of_the_cell_is_a_guess_for_other_months() -> None:
    found = read_periods([PeriodCell("сентябрь, май 2025")], None)[0][0]
    assert (found.year_confidence or 1.0) < DOUBT


@pytest.mark.parametrize(
    ("section", "activity", "cell"),
    [
        ("Подведение итогов ГИА 2026 года", "Сборник", "август 2024 года"),
        ("Подведение итогов оценочных процедур 2024 года", "Свод", "июль 2024 года"),
        ("", "Проведение экзаменов в дополнительный период 2025 года", "сентябрь 2025"),
    ],
)
def test_what_its_row_explains_is_not_out_of_the_plan(section: str, activity: str, cell: str) -> None:
    around = [PeriodCell(raw) for raw in ("октябрь 2024", "ноябрь 2024")]
    read = read_periods([around[0], PeriodCell(cell, section=section, activity=activity), around[1]], PLAN)
    assert not read[1][0].flags


def test_a_reversed_period_of_another_year_is_suggested_within_the_plan() -> None:
    found = read_periods([PeriodCell("ноябрь 2023 года – май 2023 года")], PLAN)[0][0]
    assert (found.suggested_start, found.suggested_end) == (date(2024, 11, 1), date(2025, 5, 31))


def test_a_plan_of_several_school_years_holds_all_of_them() -> None:
    year, _ = read_plan_year("", ["План работы на 2009-2010 и 2010-2011 учебные годы"], [], None)
    assert year.window == PlanWindow(date(2009, 9, 1), date(2011, 8, 31))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("с понедельника 7 апреля по субботу 12 апреля", ("2025-04-07", "2025-04-12")),
        ("с 7 апреля (пн) по 12 апреля (сб)", ("2025-04-07", "2025-04-12")),
        ("пт., 11.04", ("2025-04-11", "2025-04-11")),
    ],
)
def test_weekdays_within_a_range_of_days(cell: str, expected: tuple[str, str]) -> None:
    (period,) = read_periods([PeriodCell(cell)], PLAN)[0]
    assert dates(period) == expected


@pytest.mark.parametrize(
    ("heading", "raw", "told"),
    [
        ("2016 год", "апрель", ("2016-04-01", "2016-04-30")),
        ("II. 2017 г.", "июнь - август", ("2017-06-01", "2017-08-31")),
        ("Мероприятия на 2017 год", "до 10 октября", (None, "2017-10-10")),
        ("2016-2017 учебный год", "февраль", ("2017-02-01", "2017-02-28")),
        # what it looks back to, and a year that the plan does not have, tell nothing
        ("Итоги за 2016 год", "апрель", (None, None)),
        ("2012 год", "апрель", (None, None)),
    ],
)
def test_a_heading_gives_its_year_in_a_plan_of_several(
    heading: str, raw: str, told: tuple[str | None, str | None]
) -> None:
    (period,) = read_period(raw, PlanWindow(date(2016, 1, 1), date(2017, 12, 31)), heading)
    assert (period.start and str(period.start), period.end and str(period.end)) == told


def test_a_heading_with_a_year_is_no_calendar_year_in_a_plan_of_one() -> None:
    (period,) = read_period("ноябрь", PlanWindow.of_year(2024), "Подготовка к ГИА 2025 год")
    assert str(period.start) == "2024-11-01"
