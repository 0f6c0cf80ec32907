"""How sure an inferred year is: which other year of a period that prints none is likely enough to be told beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from normalize.model import PlanWindow
from normalize.periods.spans import IN_MARGIN, INSIDE, Span, bounds, fit, shifted

SURE_YEAR, TOLD_YEAR, LIKELY_YEAR, DOUBTFUL_YEAR = 0.95, 0.85, 0.75, 0.6
"""One year is possible; the section or the order in the cell tells; the plan prefers it; another is as likely."""
_OVERDUE, _JUST_OVER = 62, 14
"""Days before the signing: of what an order may sum up, and of what it surely still tells."""
_TIME_TO_ACT = 7
"""Days that a year must still have for an order on the next one to mean its December: not one of 30 December."""
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ACADEMIC = re.compile(r"20\d\d\s?[-–—/]\s?(?:20)?\d\d")
LOOKS_BACK = re.compile(r"\bитог(?:и|ов|ам|ами|ах)\b|\bанализ", re.IGNORECASE)
_SUMS_UP_HEADING = re.compile(r"\bитог(?:и|ов|ам)\b", re.IGNORECASE)
_SUMS_UP = re.compile(r"\bитог|\bотч[её]т|\bанализ", re.IGNORECASE)
"""What a calendar year ends with, often in the first months of the next: «Отчёт за год», «до 20 января»."""
_AFTER_EXAMS = re.compile(
    r"(?:\bитог(?:и|ов|ам|ами|ах)|\bотч[её]т\w*|\bанализ\w*|\bрезультат\w*)\b.{0,60}?"
    r"\b(?:ГИА|ЕГЭ|ОГЭ|ГВЭ|экзамен\w*|аттестаци\w*)",
    re.IGNORECASE,
)
"""What may follow the exams of a school year or prepare the next ones: «Анализ результатов ГИА», «сентябрь»."""
_EXAM_RESULTS = re.compile(
    r"\bитог(?:и|ов|ам)\s(?:[а-яё]+\s){0,2}(?:ГИА|ЕГЭ|ОГЭ|ГВЭ)\S*(?:\s\S{1,3})?\s20\d\d(?!\s?[-–—/])", re.IGNORECASE
)
_ADDITIONAL = re.compile(
    r"\bдополнительн\w+\s(?:\w+\s){0,2}(?:период|срок|этап)|\bпересдач|\bповторн\w+\s(?:\w+\s)?(?:сдач|экзамен)",
    re.IGNORECASE,
)
REHEARSAL = re.compile(r"пробн|репетиц|тренир|диагност|апробац", re.IGNORECASE)
_WINTER_EXAMS = re.compile(r"сочинени|изложени|собеседовани", re.IGNORECASE)


def is_additional(row: str, window: PlanWindow) -> bool:
    """Whether a row is of the additional period, which comes in the September after a school year's exams."""
    return not window.is_calendar and _ADDITIONAL.search(row) is not None and _WINTER_EXAMS.search(row) is None


def belongs_beside_plan(span: Span, row: str, window: PlanWindow) -> bool:
    """Whether a row tells itself why its printed time lies just before or after the plan.

    «Подведение итогов ГИА 2026 года», «август» before a plan from September; «дополнительный период», «сентябрь 2025
    года» after one that ends in August.
    """
    interval = bounds(span)
    if interval is None or fit(span, window) < IN_MARGIN:
        return False
    if interval[0] > window.end:
        return is_additional(row, window) or str(interval[0].year) in _summed_up(row)
    return interval[1] < window.start and LOOKS_BACK.search(row) is not None


def _summed_up(row: str) -> set[str]:
    """The years of exams whose results a row is about: «Подведение итогов ГИА-9 2026 года»."""
    return {year for found in _EXAM_RESULTS.finditer(row) for year in YEAR.findall(found.group())}


def contradicts_summary(span: Span, section: str, window: PlanWindow) -> bool:
    """Whether a time before the plan stands under a heading that sums up a later year, and a year on would be of it.

    «август 2025 года» under «Подведение итогов ГИА 2026 года».
    """
    interval = bounds(span)
    years = {int(year) for year in YEAR.findall(_ACADEMIC.sub("", section))}
    if interval is None or interval[1] >= window.start or not _SUMS_UP_HEADING.search(section):
        return False
    return years == {interval[1].year + 1}


def looks_back_at(span: Span, row: str, window: PlanWindow) -> bool:
    """Whether a row sums up the year that its printed time lies in, the one before the plan.

    «Подведение итогов оценочных процедур 2026 года», «июль 2026 года» in a plan for 2027.
    """
    interval = bounds(span)
    if interval is None or interval[1] >= window.start or shifted(interval[1], 12) < window.start:
        return False
    return LOOKS_BACK.search(row) is not None and str(interval[1].year) in YEAR.findall(row)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a period: section and activity of its row; whether others lead or follow it in its cell."""

    row: str
    leads: bool = False
    follows: bool = False


def confidence(best: Span, options: Sequence[Span], window: PlanWindow, beside: Beside, *, told: bool) -> float:
    """0..1 by the other years that lie in the plan or its margin, the day of signing, and what the row says.

    told: whether the section or the order in the cell chose the year.
    """
    rivals = [span for span in options if span != best and fit(span, window) >= IN_MARGIN]
    if not rivals:
        return SURE_YEAR if fit(best, window) >= IN_MARGIN else LIKELY_YEAR
    if told:
        return TOLD_YEAR
    signed = window.signed_on
    if signed and _long_over(best, signed) and not all(_long_over(span, signed) for span in rivals):
        return DOUBTFUL_YEAR
    return DOUBTFUL_YEAR if any(_is_plausible(span, best, window, beside) for span in rivals) else LIKELY_YEAR


def _long_over(span: Span, signed_on: date) -> bool:
    """Whether a time was over when the order was signed: «октябрь» in an order of March."""
    interval = bounds(span)
    return interval is not None and (signed_on - interval[1]).days > _JUST_OVER


def _is_plausible(rival: Span, best: Span, window: PlanWindow, beside: Beside) -> bool:
    """Whether the order may as well mean the other year: one still to come when it was signed, or that the row asks.

    A list in order of time leaves no doubt of its other end: «апрель, сентябрь, декабрь».
    """
    interval, chosen = bounds(rival), bounds(best)
    assert interval is not None
    assert chosen is not None
    if interval[0] < chosen[0]:
        return not beside.follows and _may_come_before(interval, window, beside.row)
    if fit(best, window) < INSIDE and window.signed_on is not None and chosen[1] < window.signed_on:
        return True
    return not beside.leads and _may_come_after(window, beside.row)


def _may_come_before(interval: tuple[date, date], window: PlanWindow, row: str) -> bool:
    """«август» in an order of 20 August for the coming school year; in July and August what sums up the last one."""
    if window.signed_on is None:
        return not window.is_calendar
    late = (window.signed_on - interval[1]).days
    if window.is_calendar:
        return late <= -_TIME_TO_ACT
    return late <= (_OVERDUE if _SUMS_UP.search(row) else 0)


def _may_come_after(window: PlanWindow, row: str) -> bool:
    if window.is_calendar:
        years = [int(year) for year in YEAR.findall(row)]
        return _SUMS_UP.search(row) is not None and max(years, default=window.end.year) >= window.end.year
    return _AFTER_EXAMS.search(row) is not None and REHEARSAL.search(row) is None
