"""The one month after an academic year that belongs to its plan: the additional period of exams in September."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from normalize.language.lexicon import Lexicon, dictionary, words
from normalize.model import Period, PlanWindow

_SEPTEMBER = 9


def of_additional_period(activity: str, period: Period, window: PlanWindow) -> Period:
    """The period, no longer out of plan where it is the additional period of the exams that the plan prepares.

    «Проведение ГИА-9 в дополнительный период», «сентябрь 2025 года» in the plan of 2024-2025.
    """
    start, end = period.start, period.end
    if "out_of_plan" not in period.flags or start is None or end is None or not window.end < start:
        return period
    if (start.year, start.month, end.year, end.month) != (window.end.year, _SEPTEMBER) * 2:
        return period
    if window.end.month > _SEPTEMBER or not _phrases().find(words(activity)):
        return period
    flags = tuple(flag for flag in period.flags if flag != "out_of_plan")
    return replace(period, flags=flags, suggested_start=None, suggested_end=None)


@cache
def _phrases() -> Lexicon[bool]:
    named = dictionary("federal_calendar.yml")["exam_periods"]["phrases"]["дополнительный"]
    return Lexicon((phrase, True) for phrase in named)
