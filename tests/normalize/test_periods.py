"""Periods against labels: the five orders, the development set, every example of every phrase; and their properties."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.language.text import DASHES
from normalize.model import Period, PlanWindow
from normalize.periods.expressions import DATED_KINDS
from normalize.periods.phrases import phrases
from normalize.periods.read import read_period, read_periods
from tests.support.labelled_periods import (
    LabelledCell,
    dates,
    development_cells,
    figures,
    gold_cells,
    gold_order,
    heads,
)

PLAN = PlanWindow.of_year(2024)
BUDGET = PlanWindow(date(2025, 1, 1), date(2025, 12, 31))


def _measured(cells: list[LabelledCell]) -> list[tuple[tuple[Period, ...], tuple[dict[str, str], ...]]]:
    return [(read_period(cell.raw, cell.window, cell.section), cell.labels) for cell in cells]


def test_gold_cells_alone() -> None:
    found = figures(_measured(gold_cells()))
    assert found.dated >= 364
    assert found.dated_exact >= 0.995
    assert found.cells_right >= 0.99
    assert found.kind_right >= 0.98
    assert found.basis_right >= 0.98
    assert found.dated_undated == 0


def test_gold_orders_as_a_whole() -> None:
    pairs = []
    for order in heads():
        cells, window, labels = gold_order(order)
        pairs += [(found, label) for found, label in zip(read_periods(cells, window), labels, strict=True) if label]
    found = figures(pairs)
    assert found.cells >= 637
    assert found.dated_exact >= 0.995
    assert found.flagged == 1.0
    assert found.suggested >= 0.9
    assert found.dated_undated == 0


@pytest.mark.parametrize(("half", "least"), [("A", 200), ("B", 200), ("C", 270), ("D", 110)])
def test_development_set(half: str, least: int) -> None:
    found = figures(_measured(development_cells(half)))
    assert found.cells >= least
    assert found.dated_exact >= 0.95
    assert found.cells_right >= 0.93
    assert found.basis_right >= 0.95
    assert found.dated_undated == 0


@pytest.mark.parametrize(
    ("name", "kind", "example"),
    [(phrase.name, phrase.kind, example) for phrase in phrases() for example in phrase.examples],
)
def test_phrase_examples(name: str, kind: str, example: str) -> None:
    found = read_period(example, PLAN)
    assert [(period.kind, period.rule) for period in found] == [(kind, name)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # a year for each of two months; one academic year for both
        ("ноябрь - январь 2024- 2025 года", [("range", "2024-11-01", "2025-01-31")]),
        ("февраль-апрель 2024-2025 учебного года", [("range", "2025-02-01", "2025-04-30")]),
        ("октябрь 2024/2025 учебного года", [("month", "2024-10-01", "2024-10-31")]),
        # a year over a list, a year in brackets after it
        ("2024 г.: сентябрь, ноябрь", [("month", "2024-09-01", "2024-09-30"), ("month", "2024-11-01", "2024-11-30")]),
        ("октябрь (ноябрь) 2024", [("month", "2024-10-01", "2024-10-31"), ("month", "2024-11-01", "2024-11-30")]),
        # days that borrow the month printed last
        ("15, 16.10.2024", [("date", "2024-10-15", "2024-10-15"), ("date", "2024-10-16", "2024-10-16")]),
        ("20-25.03.2025", [("range", "2025-03-20", "2025-03-25")]),
        # weeks are counted from the first of the month; weekdays are days
        ("2 неделя марта", [("range", "2025-03-08", "2025-03-14")]),
        ("первая среда декабря", [("date", "2024-12-04", "2024-12-04")]),
        # September after the exams is the one after them, August before September the one before the plan
        ("май-июнь, сентябрь", [("range", "2025-05-01", "2025-06-30"), ("month", "2025-09-01", "2025-09-30")]),
        ("август, сентябрь", [("month", "2024-08-01", "2024-08-31"), ("month", "2024-09-01", "2024-09-30")]),
        ("август", [("month", "2025-08-01", "2025-08-31")]),
        # deadlines share their preposition; the later of two months counts
        ("до 30.09, 31.01", [("deadline", "", "2024-09-30"), ("deadline", "", "2025-01-31")]),
        ("до октября-ноября 2024", [("deadline", "", "2024-11-30")]),
        ("не позже, чем 1 марта 2025", [("deadline", "", "2025-03-01")]),
        ("до 12.00 15 марта 2025 года", [("deadline", "", "2025-03-15")]),
        ("после 15 мая 2025 года", [("from", "2025-05-15", "")]),
        # a repetition decides over what limits it; every year has no year
        ("ежемесячно с октября 2024 года по май 2025 года", [("recurring", "", "")]),
        ("октябрь ежегодно", [("recurring", "", "")]),
        ("сентябрь каждого года", [("recurring", "", "")]),
        # a date explains the event it is printed beside
        ("в период проведения ГИА, май-июль 2025", [("range", "2025-05-01", "2025-07-31")]),
        ("в период проведения ГИА в 2025 году", [("event", "", "")]),
        ("отопительный сезон 2024/2025", [("event", "", "")]),
        ("зимние каникулы 2024-2025 учебного года", [("event", "", "")]),
        # dates of acts are no periods
        ("в соответствии с приказом от 15.10.2024 № 45", [("schedule", "", "")]),
        # the number of a class or a stage is no day
        ("9 классы 12, 13 марта", [("date", "2025-03-12", "2025-03-12"), ("date", "2025-03-13", "2025-03-13")]),
        ("этап 1, 15 марта 2025", [("date", "2025-03-15", "2025-03-15")]),
        ("согласно п. 3.10 Порядка", [("schedule", "", "")]),
        # a month of an academic year, a chain of months, a clock time within a range
        ("Июнь-июль-август 2025", [("range", "2025-06-01", "2025-08-31")]),
        ("с 10.00 15.03.2025 до 18.00 20.03.2025", [("range", "2025-03-15", "2025-03-20")]),
        ("1 полугодие 2024-2025 учебного года", [("half_year", "2024-09-01", "2024-12-31")]),
        ("2024 2025 учебный год", [("academic_year", "2024-09-01", "2025-08-31")]),
        # an end that is no date leaves the start
        ("с 1 ноября 2024 года до окончания ГИА", [("from", "2024-11-01", "")]),
        # what stands on lines of its own is a list
        ("Февраль апрель", [("range", "2025-02-01", "2025-04-30")]),
        ("Февраль\nапрель", [("month", "2025-02-01", "2025-02-28"), ("month", "2025-04-01", "2025-04-30")]),
        # a dash before the year joins it to its month; a unit before a dash or in front of brackets names what is dated
        ("сентябрь - 2024 г.", [("month", "2024-09-01", "2024-09-30")]),
        ("1 полугодие – октябрь", [("month", "2024-10-01", "2024-10-31")]),
        ("1 квартал – до 10 апреля", [("deadline", "", "2025-04-10")]),
        ("в течение учебного года (октябрь)", [("month", "2024-10-01", "2024-10-31")]),
        ("учебный год 2024-2025", [("academic_year", "2024-09-01", "2025-08-31")]),
        ("до 1 ноября учебного года", [("deadline", "", "2024-11-01")]),
        # what a preposition says of a list or a month
        ("до 10-15 октября", [("deadline", "", "2024-10-15")]),
        ("до 1 и 15 октября", [("deadline", "", "2024-10-01"), ("deadline", "", "2024-10-15")]),
        ("раньше 15 октября", [("deadline", "", "2024-10-15")]),
        ("после октября 2024", [("from", "2024-11-01", "")]),
        ("с момента утверждения до 1 сентября", [("deadline", "", "2024-09-01")]),
        ("с 2024-2025 учебного года", [("from", "2024-09-01", "")]),
        ("последние 2 недели мая", [("range", "2025-05-18", "2025-05-31")]),
        ("от 1 сентября до 31 мая", [("range", "2024-09-01", "2025-05-31")]),
        ("по приказу от 01.09.2024 до 15.09.2024", [("deadline", "", "2024-09-15")]),
        ("первое полугодие 24-25 уч. года", [("half_year", "2024-09-01", "2024-12-31")]),
        ("IV квартал 24 г.", [("quarter", "2024-10-01", "2024-12-31")]),
        ("октябрь + март", [("month", "2024-10-01", "2024-10-31"), ("month", "2025-03-01", "2025-03-31")]),
        ("октябрь (основной этап) 2024 г.", [("month", "2024-10-01", "2024-10-31")]),
        # read through noise
        ("2024.10.15", [("date", "2024-10-15", "2024-10-15")]),
        ("15:10:2024", [("date", "2024-10-15", "2024-10-15")]),
        ("З.О4.2025", [("date", "2025-04-03", "2025-04-03")]),
        ("Май-нюнь", [("range", "2025-05-01", "2025-06-30")]),
        ("не пзднее 25.02.2025", [("deadline", "", "2025-02-25")]),
        ("не по зднее 25.02.2025", [("deadline", "", "2025-02-25")]),
        ("не-позднее 25.02.2025", [("deadline", "", "2025-02-25")]),
        ("февраль-2025 года–апрель 2025", [("range", "2025-02-01", "2025-04-30")]),
        ("январь 2025-г. - июль 2025", [("range", "2025-01-01", "2025-07-31")]),
        ("сентябрь 2О24-октябрь 2024 года", [("range", "2024-09-01", "2024-10-31")]),
        ("непозднее 25.02.2025", [("deadline", "", "2025-02-25")]),
        ("нг позднее 25.02.2025", [("deadline", "", "2025-02-25")]),
        ("декабрь 2024 гдоа-январь 2025 го да", [("range", "2024-12-01", "2025-01-31")]),
        ("ноярь 2024 года-февраль 2025 года", [("range", "2024-11-01", "2025-02-28")]),
        ("март 2025 года, мй 2025", [("month", "2025-03-01", "2025-03-31"), ("month", "2025-05-01", "2025-05-31")]),
        ("до | мая 2025", [("deadline", "", "2025-05-01")]),
        ("октябрь- но ябрь 2024", [("range", "2024-10-01", "2024-11-30")]),
        ("0ктябрь 2024", [("month", "2024-10-01", "2024-10-31")]),
        ("сентябрь 202 4 года", [("month", "2024-09-01", "2024-09-30")]),
        ("с 15.10.2024 п0 20.10.2О24", [("range", "2024-10-15", "2024-10-20")]),
        (
            "1. Октябрь 2024 2. Март 2025",
            [("month", "2024-10-01", "2024-10-31"), ("month", "2025-03-01", "2025-03-31")],
        ),
    ],
)
def test_forms(raw: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(period.kind, *dates(period)) for period in read_period(raw, PLAN)] == expected


@pytest.mark.parametrize(
    "raw",
    [
        "31 февраля 2025",
        "31 апреля",
        "45.10.2024",
        "10.00",
        "15",
        "октябрь –",
        "Проведение анализа ГИА в 2023 году",
        "результаты ГИА 2024 года",
        "октябрь, кроме 15 октября",
        "октябрь или ноябрь 2024 года",
        "ноябрь 2024 - апрель 2025 - май 2025",
        "приказ от 12.03.2025 № 15",
        "п. 3.2",
        "ГИА-9",
        "2025 учебный год",
        "сентябрь 2024, отчет за 2 квартал; 5",
        "1 полугодие",  # of the calendar or of the school year: not told
        "до конца года",
        "15.10.2О2Ч",
        "о 15 марта 2025",  # «до» or «по»
        "с 18 о 25 мая 2025 г.",
        "с б по 21 марта 2025 года",
        "с | по 24 декабря 2024 г.",
        "с 2б по 28 декабря 2024",
        "не позднее 2012.2024",
        "с мае 2025 г.",
        "март 2025 xx - август 2025",
        "январь 2025 - и юнь 2025 г.",
        "22.04.2025 - 0 8.08.2025",
        "05.03.2025 - 07.0б.2025",
        "март - март 2025",
        "май-июпь 2025",  # June or July
        "с 25.05.2025 по 31.06.2025",
        "с 31.09.2024 по 15.10.2024",
        "октябрь - отчет 2024",
        "октябрь 2024-2026",  # every October, or from then on
        "октябрь-ноябрь 2024-2026 годов",
        "2024-2025-2026",
        "между 1 и 15 октября",
        "не в октябре",
        "25 января будущего года",
        "январь - декабрь",  # of neither year inside the plan
        "1-2 полугодие",
        "Управление образования",
    ],
)
def test_what_is_not_understood_stays_unresolved(raw: str) -> None:
    found = read_period(raw, PLAN)
    assert [(period.kind, period.start, period.end) for period in found] == [("unresolved", None, None)]


def test_a_piece_that_is_not_understood_is_unresolved_beside_those_that_are() -> None:
    kinds = [period.kind for period in read_period("вторая среда февраля, вторая рабочая среда марта", PLAN)]
    assert kinds == ["date", "unresolved"]


@pytest.mark.parametrize(
    ("raw", "window", "flags", "suggested"),
    [
        ("январь 2024", PLAN, ("out_of_plan",), ("2025-01-01", "2025-01-31")),
        ("январь-февраль 2026", PLAN, ("out_of_plan",), ("2025-01-01", "2025-02-28")),
        ("март – сентябрь 2024 года", PLAN, ("out_of_plan",), ("2025-03-01", "2025-09-30")),
        ("2023-2024 уч. г.", PLAN, ("out_of_plan",), ("2024-09-01", "2025-08-31")),
        ("ноябрь 2024 – май 2024", PLAN, ("reversed",), ("2024-11-01", "2025-05-31")),
        ("ноябрь 2025 – май 2024", PLAN, ("reversed",), ("2024-11-01", "2025-05-31")),
        ("июнь 2025 – май 2025", PLAN, ("reversed",), ("2025-05-01", "2025-06-30")),
        ("2025-2024", PLAN, ("reversed",), ("2024-01-01", "2025-12-31")),
        ("ноябрь - февраль 2024 года", PLAN, ("year_rollover",), ("", "")),
        ("август 2024 года", PLAN, (), ("", "")),
        ("ноябрь 2025 года", PLAN, (), ("", "")),
        ("в течение 2024 года", PLAN, (), ("", "")),
        ("июль 2024", BUDGET, ("out_of_plan",), ("2025-07-01", "2025-07-31")),
        ("до 2030 года", PLAN, (), ("", "")),
    ],
)
def test_flags(raw: str, window: PlanWindow, flags: tuple[str, ...], suggested: tuple[str, str]) -> None:
    (period,) = read_period(raw, window)
    assert period.flags == flags
    assert (str(period.suggested_start or ""), str(period.suggested_end or "")) == suggested


def test_readings_say_why() -> None:
    (period,) = read_period("ноябрь - февраль 2024 года", PLAN)
    assert [(str(one.start), str(one.end), one.chosen) for one in period.readings] == [
        ("2023-11-01", "2024-02-29", False),
        ("2024-11-01", "2025-02-28", True),
    ]
    assert all(one.reason for one in period.readings)


def test_without_a_plan_a_missing_year_stays_unknown() -> None:
    assert [period.rule for period in read_period("октябрь", None)] == ["unknown_year"]
    assert [dates(period) for period in read_period("октябрь 2024", None)] == [("2024-10-01", "2024-10-31")]


def test_a_half_year_keeps_both_readings() -> None:
    (period,) = read_period("1 полугодие", PLAN)
    assert [str(one.start) for one in period.readings] == ["2025-01-01", "2024-09-01"]


def test_in_a_plan_of_several_years_a_missing_year_stays_unknown() -> None:
    window = PlanWindow(date(2024, 1, 1), date(2026, 12, 31))
    (period,) = read_period("октябрь", window)
    assert (period.kind, len(period.readings)) == ("unresolved", 3)


@pytest.mark.parametrize("raw", ["ноябрь - февраль", "сентябрь-май", "зима", "IV квартал – I квартал"])
def test_a_calendar_plan_does_not_tell_which_new_year_a_period_runs_over(raw: str) -> None:
    (period,) = read_period(raw, BUDGET)
    assert (period.kind, period.start) == ("unresolved", None)
    assert len(period.readings) >= 2


@pytest.mark.parametrize(
    ("window", "kind", "expected"),
    [(PLAN, "academic_year", ("2024-09-01", "2025-08-31")), (BUDGET, "range", ("2024-01-01", "2025-12-31"))],
)
def test_two_years_that_are_not_named_are_those_of_the_plan(
    window: PlanWindow, kind: str, expected: tuple[str, str]
) -> None:
    (period,) = read_period("2024-2025 г.", window)
    assert (period.kind, dates(period)) == (kind, expected)


def test_a_calendar_plan_does_not_tell_the_year_of_a_month_after_a_later_one() -> None:
    assert [dates(period)[0] for period in read_period("октябрь, январь", BUDGET)] == ["2025-10-01", ""]
    assert [dates(period)[0] for period in read_period("январь, октябрь", BUDGET)] == ["2025-01-01", "2025-10-01"]


@pytest.mark.parametrize(
    ("raw", "labels"),
    [
        ("05.03.2025 - основной этап", ["основной этап"]),
        ("ОГЭ: май 2025, ЕГЭ: июнь 2025", ["ОГЭ", "ЕГЭ"]),
        ("март 2025 (досрочный период), май 2025 (основной)", ["досрочный период", "основной"]),
        ("октябрь 2024 года", [""]),
    ],
)
def test_labels(raw: str, labels: list[str]) -> None:
    assert [period.label for period in read_period(raw, PLAN)] == labels


WORDS = [
    *(
        "октябрь",
        "марта",
        "февраль 2025",
        "2024 года",
        "15",
        "15.03.2025",
        "31.02.2025",
        "IV квартал",
        "до",
        "с",
        "по",
        "не позднее",
    ),
    *(
        "-",
        "–",
        ",",
        ";",
        "(",
        ")",
        ":",
        "и",
        "в течение",
        "учебного года",
        "2024-2025",
        "по графику",
        "ежемесячно",
        "ГИА-9",
    ),
    *(
        "постоянно",
        "в период",
        "проведения",
        "последняя неделя",
        "уч. г.",
        "10.00",
        "не",
        "<p>",
        "&nbsp;",
        "\n",
        "первая декада",
    ),
]
CELLS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))
WINDOWS = st.one_of(
    st.none(),
    st.integers(2015, 2030).map(PlanWindow.of_year),
    st.integers(2015, 2030).map(lambda year: PlanWindow(date(year, 1, 1), date(year, 12, 31))),
)


def _seen(found: tuple[Period, ...]) -> list[tuple[object, ...]]:
    return [(one.kind, one.start, one.end, one.year_basis, one.flags, one.rule) for one in found]


@settings(max_examples=400, deadline=None)
@given(CELLS, WINDOWS, st.sampled_from(["", "Анализ проведения ГИА в 2020 году", "Подведение итогов"]))
def test_any_text_is_read(raw: str, window: PlanWindow | None, section: str) -> None:
    found = read_period(raw, window, section)
    assert bool(found) == bool(raw.strip())
    for period in found:
        if period.kind not in DATED_KINDS:
            assert period.start is None
            assert period.end is None
            assert period.year_basis == "none"
        else:
            assert period.start or period.end
            assert period.year_basis in ("explicit", "carried", "plan")
        if period.start and period.end and period.start > period.end:
            assert "reversed" in period.flags


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    st.lists(st.sampled_from([" ", "  ", "\u00a0", " \t "]), min_size=8, max_size=8),
)
def test_blanks_change_nothing(words: list[str], blanks: list[str]) -> None:
    plain = " ".join(words)
    spaced = "".join(word + blank for word, blank in zip(words, blanks, strict=False))
    assert _seen(read_period(f"  {spaced}", PLAN)) == _seen(read_period(plain, PLAN))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), st.sampled_from(DASHES))
def test_dashes_change_nothing(raw: str, dash: str) -> None:
    swapped = re.sub(f"[{DASHES}]", dash, raw)
    assert _seen(read_period(swapped, PLAN)) == _seen(read_period(raw, PLAN))


@pytest.mark.parametrize("cell", development_cells("A")[::3], ids=lambda cell: cell.raw[:30])
def test_blanks_around_dashes_and_commas_change_nothing(cell: LabelledCell) -> None:
    spaced = re.sub(r"(?<=[а-яё])\s*([-–,])\s*(?=[а-яё])", r" \1  ", cell.raw)
    assert _seen(read_period(spaced, cell.window)) == _seen(read_period(cell.raw, cell.window))


def test_a_text_that_is_no_cell_is_left_alone() -> None:
    assert [period.rule for period in read_period("октябрь " * 2000, PLAN)] == ["too_long"]


@pytest.mark.parametrize(
    ("cell", "raws"),
    [
        ("по мере необходимости", ["по мере необходимости"]),
        ("август-сентябрь 2025 г.", ["август-сентябрь 2025 г."]),
        ("2 раза в год (октябрь, март)", ["2 раза в год (октябрь, март)"]),
        ("по плану «ФЦТ»,\nдо 1 мая", ["по плану «ФЦТ», до 1 мая"]),
        ("октябрь 2025 г., январь, апрель 2026 г.", ["октябрь 2025 г.", "январь", "апрель 2026 г."]),
        ("16.12.2025 – русский язык, 18.12.2025 – химия", ["16.12.2025 – русский язык", "18.12.2025 – химия"]),
        ("до 1 февраля (ГИА-11), до 1 марта (ГИА-9)", ["до 1 февраля (ГИА-11)", "до 1 марта (ГИА-9)"]),
        ("школьный: октябрь; районный: ноябрь", ["школьный: октябрь", "районный: ноябрь"]),
        ("5 февраля и 9 апреля 2025 г.", ["5 февраля", "9 апреля 2025 г."]),
        ("октябрь, родительское собрание 15 ноября", ["октябрь", "родительское собрание 15 ноября"]),
        ("- до 1 октября;\n- до 1 ноября", ["до 1 октября", "до 1 ноября"]),
    ],
)
def test_raw_is_printed_with_its_qualifiers(cell: str, raws: list[str]) -> None:
    assert [period.raw for period in read_period(cell, PLAN)] == raws
