"""What federal acts fix and when: dictionaries/federal_calendar.yml and the exam days of each year."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from normalize.federal.working_days import next_working, nth_weekday
from normalize.language.lexicon import Lexicon, dictionary

FILE = "federal_calendar.yml"
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class FederalDay:
    """A day that an act fixes; stage: main or repeat."""

    day: date
    stage: str = "main"


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of the dictionary. `days`, `until` and `before` are as it has them; exactly one of them is there."""

    id: str
    event: str
    exam: str
    phrases: Lexicon[bool]
    first_year: int
    last_year: int
    act: str
    days: tuple[Mapping[str, Any], ...] = ()
    until: Mapping[str, Any] | None = None
    before: Mapping[str, Any] | None = None

    @property
    def is_deadline(self) -> bool:
        """Whether it fixes the last day of something, not the days of an event."""
        return not self.days


@dataclass(frozen=True, slots=True)
class ExamDay:
    """Days of the timetable, both inclusive; `subject` '' for all subjects; `period`: 'досрочный (резерв)'."""

    exam: str
    subject: str
    first: date
    last: date
    act: str
    period: str = ""

    @property
    def stage(self) -> str:
        """досрочный, основной, дополнительный or пересдача."""
        return self.period.partition(" ")[0]

    @property
    def is_reserve(self) -> bool:
        """Whether it is a day for those who could not come."""
        return "(резерв)" in self.period


def school_year(day: date) -> int:
    """The year in whose September the school year of a day began."""
    return day.year if day.month >= _SEPTEMBER else day.year - 1


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the dictionary."""
    return tuple(_rule(entry) for entry in dictionary(FILE)["rules"])


def federal_days(rule: Rule, year: int) -> tuple[FederalDay, ...]:
    """The days that a rule fixes in the school year that begins in `year`; none where it is not in force or unknown.

    Of a rule that fixes last days: those last days, in order.
    """
    if not rule.first_year <= year <= rule.last_year:
        return ()
    if rule.days:
        found = [_of_weekday(one, year) for one in rule.days]
    elif rule.until:
        found = [_last_day(rule.until, year)]
    else:
        found = _before(rule.before or {}, year)
    return tuple(one for one in found if one) if all(found) else ()


def exam_days(year: int, exam: str) -> tuple[ExamDay, ...]:
    """The timetable of an exam («ЕГЭ») in a calendar year; empty where it is not entered."""
    return tuple(one for one in _timetable(year) if one.exam == exam)


def _rule(entry: Mapping[str, Any]) -> Rule:
    first, last = entry["years"]
    act = ", ".join(filter(None, (entry["act"], entry["clause"])))
    phrases = Lexicon((phrase, True) for phrase in entry["phrases"])
    days = tuple(entry.get("days", ()))
    dated = (entry.get("until"), entry.get("before"))
    return Rule(entry["id"], entry["event"], entry["exam"], phrases, first, last, act, days, *dated)


def _of_weekday(one: Mapping[str, Any], year: int) -> FederalDay | None:
    month = int(one["month"])
    weekday = _WEEKDAYS.index(one["weekday"])
    day = nth_weekday(_calendar_year(year, month), month, weekday, int(one["nth"]), working=bool(one.get("working")))
    return FederalDay(day, one["stage"]) if day else None


def _last_day(until: Mapping[str, Any], year: int) -> FederalDay | None:
    """A last day that is off rolls to the next working one; unknown in a year without a production calendar."""
    month = int(until["month"])
    day: date | None = date(_calendar_year(year, month), month, int(until["day"]))
    if until.get("roll") and day:
        day = next_working(day)
    return FederalDay(day) if day else None


def _before(before: Mapping[str, Any], year: int) -> list[FederalDay | None]:
    ahead = timedelta(days=int(before["days"]))
    events = [rule for rule in rules() if rule.id in before["event"]]
    return [FederalDay(one.day - ahead, one.stage) for rule in events for one in federal_days(rule, year)]


def _calendar_year(year: int, month: int) -> int:
    return year if month >= _SEPTEMBER else year + 1


@cache
def _timetable(year: int) -> tuple[ExamDay, ...]:
    path = resources.files("normalize") / "dictionaries" / "exam_days" / f"{year}.csv"
    if not path.is_file():
        return ()
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(
        ExamDay(
            row["exam"],
            row["subject"],
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]),
            row["act"],
            row["period"],
        )
        for row in rows
    )
