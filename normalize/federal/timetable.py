"""Periods against the year's timetable of exams: the day of an exam, the early, main and additional period, and what
can't be before the first exam.

A part of the year that the timetable lacks (no additional period is entered, say) is unknown: nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from normalize.activities.facets import subjects
from normalize.activities.topics import exam_in
from normalize.federal.activities import does_only, holds_exam
from normalize.federal.conflicts import DATED, DateConflict, by_month, month_end, on_another_day, printed
from normalize.federal.rules import FILE, ExamDay, exam_days
from normalize.language.lexicon import Lexicon, dictionary, words
from normalize.model import Period
from normalize.years.lexer import year_spans

_BETWEEN = timedelta(days=10)
"""«ГИА» is the ГВЭ too, whose days lie near those of ЕГЭ and ОГЭ."""
_LAST_OF_SPRING = 6
_TIMETABLES = {"ГИА-9": "ОГЭ", "ГИА-11": "ЕГЭ"}


def timetabled(activity: str) -> tuple[str, str] | None:
    """The exam and subject that an activity is, as the timetable names them: ('ЕГЭ', 'физика'); None for all else."""
    for exam in _exams():
        subject = subjects(activity)
        named = len(subject) == 1 and exam_in(activity) == exam["exam"]
        if named and holds_exam(activity, exam["phrases"], _subject_phrases(subject[0])):
            return exam["name"], subject[0]
    return None


def exam_dates(exam: tuple[str, str], year: int) -> tuple[ExamDay, ...]:
    """The days of an exam in one subject in a calendar year, without reserve days: ('ЕГЭ', 'физика'), 2025."""
    return tuple(one for one in exam_days(year, exam[0]) if one.subject == exam[1] and not one.is_reserve)


def against_timetable(activity: str, period: Period) -> DateConflict | None:
    """The first thing that the timetable of the year says against a period."""
    if period.start is None or period.end is None or period.kind not in DATED:
        return None
    return (
        _on_another_day(activity, period, period.start)
        or _outside_its_period(activity, period, period.start, period.end)
        or _before_the_exams(activity, period, period.start, period.end)
    )


def _on_another_day(activity: str, period: Period, start: date) -> DateConflict | None:
    """An exam in one subject on one day that the timetable of the year does not name for it."""
    exam = timetabled(activity) if period.kind == "date" else None
    timetable = exam_days(start.year, exam[0]) if exam else ()
    if exam is None or not _is_known(start, timetable) or any(_is_day_of(exam[1], start, one) for one in timetable):
        return None
    own = [one for one in timetable if one.subject == exam[1]]
    days = list(dict.fromkeys(day for one in own for day in (one.first, one.last)))
    return on_another_day(period, f"{exam[0]}, {exam[1]}", own[0].act, days) if own else None


def _is_day_of(subject: str, day: date, entry: ExamDay) -> bool:
    return entry.subject in ("", subject) and entry.first <= day <= entry.last


def _is_known(day: date, timetable: Sequence[ExamDay]) -> bool:
    """Whether the part of the year is entered in which a day lies: before, in and after the main period."""
    main = [one for one in timetable if one.stage == "основной"]
    if not main:
        return False
    needed = "досрочный" if day < main[0].first else "дополнительный" if day.month > _LAST_OF_SPRING + 1 else "основной"
    return any(one.stage == needed for one in timetable)


def _outside_its_period(activity: str, period: Period, start: date, end: date) -> DateConflict | None:
    """«Проведение ЕГЭ в досрочный период» that has no day in common with that period."""
    stages = _stages(activity)
    timetable = exam_days(start.year, _TIMETABLES.get(exam_in(activity) or "", ""))
    found = [one for one in timetable if one.stage in stages]
    if not stages or {one.stage for one in found} != stages:
        return None
    first, last = min(one.first for one in found), max(one.last for one in found)
    near = timedelta(0) if _names_exam(activity) else _BETWEEN
    if start <= last + near and end >= first - near:
        return None
    name = ", ".join(sorted(stages, key=list(_periods()).index))
    detail = f"{found[0].exam}, {name} период: {printed(first)} – {printed(last)} ({found[0].act})"
    expected = (first.replace(day=1), month_end(last)) if by_month(period) else (first, last)
    return DateConflict("federal_day", period.raw, detail, *expected)


def _stages(activity: str) -> set[str]:
    """The periods of the exams that an activity is; none where it is something else."""
    text_words = words(activity)
    found = {name: hits for name, phrases in _periods().items() if (hits := phrases.find(text_words))}
    named = [hit for hits in found.values() for hit in hits]
    return set(found) if named and does_only(activity, named, "holds") else set()


def _before_the_exams(activity: str, period: Period, start: date, end: date) -> DateConflict | None:
    """Results and appeals of exams of which the first is still to come."""
    timetable = exam_days(start.year, _TIMETABLES.get(exam_in(activity) or "", ""))
    known = any(one.stage == "досрочный" for one in timetable)
    if not known or start.year != end.year or end.month > _LAST_OF_SPRING or end >= timetable[0].first:
        return None
    if any(span.year_from < start.year for span in year_spans(activity)):
        return None
    for entry in _follows():
        about = Lexicon((phrase, True) for phrase in entry["about"]).find(words(activity))
        if about and does_only(activity, about, "follows"):
            first = min(one.first for one in timetable)
            detail = f"{entry['event']}: первый экзамен {first.year} года – {printed(first)} ({timetable[0].act})"
            return DateConflict("before_event", period.raw, detail)
    return None


def _names_exam(activity: str) -> bool:
    return any(Lexicon(_marked(exam["phrases"])).find(words(activity)) for exam in _exams())


def _marked(phrases: Iterable[str]) -> Iterable[tuple[str, bool]]:
    return ((phrase, True) for phrase in phrases)


def _exams() -> list[dict[str, Any]]:
    return list(dictionary(FILE)["exams"])


def _follows() -> list[dict[str, Any]]:
    return list(dictionary(FILE)["follows_exams"])


@cache
def _periods() -> dict[str, Lexicon[bool]]:
    """The periods of the exams, as activities name them."""
    return {name: Lexicon(_marked(phrases)) for name, phrases in dictionary(FILE)["exam_periods"]["phrases"].items()}


@cache
def _subject_phrases(subject: str) -> tuple[str, ...]:
    return tuple(dictionary("facets.yml")["subjects"].get(subject, ()))
