"""Periods against the federal calendar, days off, and the acts that an activity carries out.

Precision goes first: a period that is itself in doubt, an event of another exam or without one, and a year that no act
or calendar covers give nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from normalize.activities.topics import exam_in
from normalize.federal.activities import Link, link_to, stages
from normalize.federal.conflicts import DATED, DateConflict, by_month, on_another_day, printed
from normalize.federal.rules import FILE, FederalDay, Rule, federal_days, rules, school_year
from normalize.federal.terms import against_term
from normalize.federal.timetable import against_timetable
from normalize.federal.working_days import is_off, next_working
from normalize.language.lexicon import Lexicon, dictionary, words
from normalize.model import Period
from normalize.years.lexer import year_spans

_DOUBTFUL = frozenset({"out_of_plan", "reversed", "garbled", "weekday_mismatch"})
_SURE_YEAR = 0.7
_LAST_MONTH = 6
"""Later than June an activity may prepare the next year."""
_REACH = 90
"""Letters between «во исполнение приказа» and its date."""


def date_conflicts(activity: str, periods: Sequence[Period]) -> tuple[DateConflict, ...]:
    """The conflicts of an activity's periods, in order; a finding of the calendar goes before one of days off."""
    found: list[DateConflict] = []
    for period in periods:
        if term := against_term(activity, period):
            found.append(term)
        if _is_sure(period):
            found += [
                one for one in (_federal(activity, period), _before_act(activity, period), _on_day_off(period)) if one
            ]
    return tuple(dict.fromkeys(found))


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
    return against_timetable(activity, period)


def _against(link: Link, activity: str, period: Period, rule: Rule, days: Sequence[FederalDay]) -> DateConflict | None:
    if link is Link.IS:
        told = stages(activity)
        return on_another_day(period, rule.event, rule.act, [one.day for one in days if one.stage in told])
    if link is Link.APPLIES:
        return _after_deadline(period, rule, days)
    return _after_event(period, rule, max(one.day for one in days))


def _after_deadline(period: Period, rule: Rule, days: Sequence[FederalDay]) -> DateConflict | None:
    """A last day after the federal one; between the days for repeats, where it lies in the time before the event."""
    if period.end is None or period.kind not in (*DATED, "deadline"):
        return None
    end = period.end.replace(day=1) if by_month(period) else period.end
    missed = [one.day for one in days if one.day < end and _is_too_late(one.day, end, rule)]
    if not missed:
        return None
    last = max(missed)
    return DateConflict(
        "federal_deadline", period.raw, f"{rule.event} – до {printed(last)} включительно ({rule.act})", None, last
    )


def _is_too_late(last: date, end: date, rule: Rule) -> bool:
    """Applications for a repeat come between the main event and the repeat: then they are in time for that one."""
    return rule.before is None or end <= last + timedelta(days=int(rule.before["days"]))


def _after_event(period: Period, rule: Rule, last: date) -> DateConflict | None:
    if period.start is None or period.start <= last or period.start.month > _LAST_MONTH:
        return None
    return DateConflict(
        "after_event", period.raw, f"{rule.event} в этом учебном году в последний раз – {printed(last)} ({rule.act})"
    )


def _on_day_off(period: Period) -> DateConflict | None:
    """A last day, printed as a day, on which nobody works."""
    if period.kind != "deadline" or period.end is None or by_month(period) or not is_off(period.end):
        return None
    working = next_working(period.end)
    after = f"; ближайший рабочий день – {printed(working)}" if working else ""
    return DateConflict("day_off", period.raw, f"{printed(period.end)} – нерабочий день{after}")


def _before_act(activity: str, period: Period) -> DateConflict | None:
    """An activity that ends before the act was signed that it carries out: «во исполнение приказа от 15.02.2025»."""
    if period.end is None:
        return None
    for signed in _carried_out(activity):
        if period.end < signed:
            return DateConflict(
                "before_act", period.raw, f"акт, который выполняет мероприятие, подписан позже – {printed(signed)}"
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


@cache
def _named() -> Lexicon[str]:
    """All that rules are about, with the id of the rule ('' for the others): most activities name none of it."""
    calendar = dictionary(FILE)
    told = [(phrase, entry["id"]) for entry in calendar["rules"] for phrase in entry["phrases"]]
    told += [(phrase, "") for entry in calendar["exams"] for phrase in entry["phrases"]]
    told += [(phrase, "") for named in calendar["exam_periods"]["phrases"].values() for phrase in named]
    told += [(phrase, "") for entry in calendar["follows_exams"] for phrase in entry["about"]]
    return Lexicon(dict.fromkeys(told))


@cache
def _lexicon(name: str) -> Lexicon[bool]:
    return Lexicon((phrase, True) for phrase in dictionary(FILE)[name])
