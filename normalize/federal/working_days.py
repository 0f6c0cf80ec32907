"""Working days by the production calendar: dictionaries/days_off.csv has every year that is known.

A year that the file lacks is unknown: transfers of days off are decided anew each autumn, so nothing is
said of its days.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources

_DAY = timedelta(days=1)
_SATURDAY = 5


def known_years() -> frozenset[int]:
    """The years whose days off are known."""
    return frozenset(_years())


def is_off(day: date) -> bool | None:
    """Whether a day is a weekend or a holiday; None in a year that the calendar lacks."""
    year = _years().get(day.year)
    if year is None:
        return None
    return year.get(day, day.weekday() >= _SATURDAY)


def next_working(day: date) -> date | None:
    """The day itself, or the first working day after it; None where the calendar lacks the year."""
    while off := is_off(day):
        day += _DAY
    return None if off is None else day


def nth_weekday(year: int, month: int, weekday: int, nth: int, *, working: bool = False) -> date | None:
    """The nth Wednesday (2) of a month, among its working days only where asked for; None where it can't be told."""
    days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    matching = [day for day in days if day.weekday() == weekday]
    if working:
        if year not in known_years():
            return None
        matching = [day for day in matching if not is_off(day)]
    return matching[nth - 1] if nth <= len(matching) else None


@cache
def _years() -> dict[int, dict[date, bool]]:
    """By year: the days that the file names, and whether they are off; all others are as their weekday."""
    text = (resources.files("normalize") / "dictionaries" / "days_off.csv").read_text(encoding="utf-8")
    years: dict[int, dict[date, bool]] = {}
    for row in csv.DictReader(text.splitlines()):
        days = years.setdefault(int(row["year"]), {})
        days.update((day, row["kind"] == "off") for day in _days(row["first"], row["last"]))
    return years


def _days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += _DAY
