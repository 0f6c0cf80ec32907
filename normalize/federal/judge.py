"""Periods against the federal calendar, days off, and the acts that an activity carries out.

Precision goes first: a period that is itself in doubt, an event of another exam or without one, and a year that no act
or calendar covers give nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from normalize.activities.facets import subjects
from normalize.activities.topics import exam_in
from normalize.federal.activities import Link, holds_exam, link_to, stages
from normalize.federal.rules import FILE, FederalDay, Rule, exam_days, federal_days, rules, school_year
from normalize.federal.working_days import is_off, next_working
from normalize.language.lexicon import Lexicon, dictionary, words
from normalize.model import Period
from normalize.years.lexer import year_spans

_DOUBTFUL = frozenset({"out_of_plan", "reversed", "garbled", "weekday_mismatch"})
_SURE_YEAR = 0.7
_DATED = ("date", "month", "range")
_LAST_MONTH = 6
"""Later than June an activity may prepare the next year."""
_REACH = 90
"""Letters between «во исполнение приказа» and its date."""


@dataclass(frozen=True, slots=True)
class DateConflict:
    """A period that a federal act or the calendar contradicts.

    kind: federal_day, federal_deadline, after_event, day_off, before_act. detail: in Russian, what is fixed, when
    and by which act. expected_start, expected_end: what the period should be, None where that can't be told.
    """

    kind: str
    quote: str
    detail: str
    expected_start: date | None = None
    expected_end: date | None = None


def date_conflicts(activity: str, periods: Sequence[Period]) -> tuple[DateConflict, ...]:
    """The conflicts of an activity's periods, in order; a finding of the calendar goes before one of days off."""
    found = []
    for period in periods:
        if _is_sure(period):
            found += [
                one for one in (_federal(activity, period), _before_act(activity, period), _on_day_off(period)) if one
            ]
    return tuple(found)


def _is_sure(period: Period) -> bool:
    sure = period.year_confidence is None or period.year_confidence >= _SURE_YEAR
    return sure and not _DOUBTFUL.intersection(period.flags) and (period.end is not None or period.start is not None)


def _federal(activity: str, period: Period) -> DateConflict | None:
    named = {hit.value for hit in _named().find(words(activity))}
    if not named:
        return None
    for rule in rules():
        link = link_to(activity, rule) if rule.id in named else None
        if link is None or exam_in(activity) != rule.exam:
            continue
        days = federal_days(rule, school_year(period.end or period.start or date.min))
        if found := days and _against(link, activity, period, rule, days):
            return found
    return _against_timetable(activity, period)


def _against(link: Link, activity: str, period: Period, rule: Rule, days: Sequence[FederalDay]) -> DateConflict | None:
    if link is Link.IS:
        told = stages(activity)
        return _on_another_day(period, rule.event, rule.act, [one.day for one in days if one.stage in told])
    if link is Link.APPLIES:
        return _after_deadline(period, rule, days)
    return _after_event(period, rule, max(one.day for one in days))


def _on_another_day(period: Period, event: str, act: str, days: Sequence[date]) -> DateConflict | None:
    """The event on a day, in months or in a span that hold none of its days."""
    start, end = period.start, period.end
    if (
        period.kind not in _DATED
        or start is None
        or end is None
        or not days
        or any(start <= day <= end for day in days)
    ):
        return None
    nearest = min(days, key=lambda day: min(abs(day - start), abs(day - end)))
    told = ", ".join(map(_printed, days))
    month = (nearest.replace(day=1), _month_end(nearest))
    expected = month if _by_month(period) else (nearest, nearest)
    return DateConflict("federal_day", period.raw, f"{event}: {told} ({act})", *expected)


def _after_deadline(period: Period, rule: Rule, days: Sequence[FederalDay]) -> DateConflict | None:
    """A last day after the federal one; between the days for repeats, where it lies in the time before the event."""
    if period.end is None or period.kind not in (*_DATED, "deadline"):
        return None
    end = period.end.replace(day=1) if _by_month(period) else period.end
    missed = [one.day for one in days if one.day < end and _is_too_late(one.day, end, rule)]
    if not missed:
        return None
    last = max(missed)
    return DateConflict(
        "federal_deadline", period.raw, f"{rule.event} – до {_printed(last)} включительно ({rule.act})", None, last
    )


def _is_too_late(last: date, end: date, rule: Rule) -> bool:
    """Applications for a repeat come between the main event and the repeat: then they are in time for that one."""
    return rule.before is None or end <= last + timedelta(days=int(rule.before["days"]))


def _after_event(period: Period, rule: Rule, last: date) -> DateConflict | None:
    if period.start is None or period.start <= last or period.start.month > _LAST_MONTH:
        return None
    return DateConflict(
        "after_event", period.raw, f"{rule.event} в этом учебном году в последний раз – {_printed(last)} ({rule.act})"
    )


def timetabled(activity: str) -> tuple[str, str] | None:
    """The exam and subject that an activity is, as the timetable names them: ('ЕГЭ', 'физика'); None for all else."""
    for exam in _exams():
        subject = subjects(activity)
        named = len(subject) == 1 and exam_in(activity) == exam["exam"]
        if named and holds_exam(activity, exam["phrases"], _subject_phrases(subject[0])):
            return exam["name"], subject[0]
    return None


def _against_timetable(activity: str, period: Period) -> DateConflict | None:
    """An exam in one subject on one day that the timetable of the year does not name for it."""
    if period.kind != "date" or period.start is None:
        return None
    exam = timetabled(activity)
    timetable = exam_days(period.start.year, exam[0]) if exam else ()
    if exam is None or any(one.subject in ("", exam[1]) and one.first <= period.start <= one.last for one in timetable):
        return None
    own = [one for one in timetable if one.subject == exam[1]]
    return _on_another_day(period, f"{exam[0]}, {exam[1]}", own[0].act, [one.first for one in own]) if own else None


def _on_day_off(period: Period) -> DateConflict | None:
    """A last day, printed as a day, on which nobody works."""
    if period.kind != "deadline" or period.end is None or _by_month(period) or not is_off(period.end):
        return None
    working = next_working(period.end)
    after = f"; ближайший рабочий день – {_printed(working)}" if working else ""
    return DateConflict("day_off", period.raw, f"{_printed(period.end)} – нерабочий день{after}")


def _before_act(activity: str, period: Period) -> DateConflict | None:
    """An activity that ends before the act was signed that it carries out: «во исполнение приказа от 15.02.2025»."""
    if period.end is None:
        return None
    for signed in _carried_out(activity):
        if period.end < signed:
            return DateConflict(
                "before_act", period.raw, f"акт, который выполняет мероприятие, подписан позже – {_printed(signed)}"
            )
    return None


def _carried_out(activity: str) -> Iterator[date]:
    """The days of acts that the activity is said to carry out."""
    text_words = words(activity)
    carrying_out = _lexicon("carrying_out").find_longest(text_words)
    acts = {hit.first for hit in _lexicon("acts").find(text_words)} if carrying_out else set()
    for hit in carrying_out:
        named = next((at for at in range(hit.after, min(hit.after + 4, len(text_words))) if at in acts), None)
        if named is not None:
            start = text_words[named].end
            spans = year_spans(activity[start : start + _REACH])
            if spans and spans[0].on and not re.search(r"[;:»]", activity[start : start + spans[0].start]):
                yield spans[0].on


def _by_month(period: Period) -> bool:
    """Whether a period is printed in whole months: its last day is that of a month and no such number is printed."""
    end = period.end
    if end is None or end != _month_end(end) or (period.start is not None and period.start.day != 1):
        return False
    return str(end.day) not in re.findall(r"\d+", period.raw)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _printed(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _exams() -> list[dict[str, Any]]:
    return list(dictionary(FILE)["exams"])


@cache
def _named() -> Lexicon[str]:
    """All that rules are about, with the id of the rule ('' for the timetables): most activities name none of it."""
    told = [(entry["id"], entry["phrases"]) for entry in dictionary(FILE)["rules"]]
    told += [("", entry["phrases"]) for entry in _exams()]
    return Lexicon((phrase, name) for name, phrases in told for phrase in phrases)


@cache
def _subject_phrases(subject: str) -> tuple[str, ...]:
    return tuple(dictionary("facets.yml")["subjects"].get(subject, ()))


@cache
def _lexicon(name: str) -> Lexicon[bool]:
    return Lexicon((phrase, True) for phrase in dictionary(FILE)[name])
