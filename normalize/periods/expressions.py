"""What the rules make of tokens: expressions of time whose year may still be missing."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from typing import NamedTuple

DATED_KINDS = frozenset(
    ("month", "range", "date", "deadline", "from", "year", "academic_year", "quarter", "half_year", "season")
)


_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    return 29 if month == 2 and isleap(year) else _LENGTHS[month]


class Moment(NamedTuple):
    """A month, or a day of it, in a year or in none (0) yet.

    day: 0 the whole month, -1 its last day, -7 the seventh from its end. `weekday` 0..6: the `day`-th such day.
    """

    month: int
    day: int = 0
    year: int = 0
    weekday: int = -1

    def on(self, year: int, closing: bool) -> date | None:
        """The day in `year`: the first of a whole month, its last when it closes a period; None for 31 February."""
        length = month_length(year, self.month)
        if self.weekday >= 0:
            return _nth_weekday(year, self.month, self.day, self.weekday)
        if self.day == 0:
            return date(year, self.month, length if closing else 1)
        day = self.day if self.day > 0 else length + 1 + self.day
        return date(year, self.month, day) if 1 <= day <= length else None

    @property
    def place(self) -> tuple[int, int]:
        """Month and day, to tell whether a period runs over New Year."""
        return self.month, self.day if self.day >= 0 else 31 + self.day


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    length = month_length(year, month)
    if nth < 0:
        last = date(year, month, length)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = 1 + (weekday - date(year, month, 1).weekday()) % 7 + 7 * (nth - 1)
    return date(year, month, day) if day <= length else None


class Expression(NamedTuple):
    """A dated expression as printed; `first` is None for a deadline, `last` for an open end, both for impossible dates.

    start, end: the place in the cleaned text. `lead`: whether it begins with a preposition or filler («с», «до», «в»).
    `carried`: the year of a heading over it («2024 г.: сентябрь, ноябрь»), 0 for none.
    """

    kind: str
    rule: str
    first: Moment | None
    last: Moment | None
    start: int
    end: int
    garbled: bool = False
    lead: bool = False
    carried: int = 0

    @property
    def anchored(self) -> bool:
        """Whether it has any moment at all."""
        return self.first is not None or self.last is not None

    def in_year(self, year: int) -> Expression:
        """The same with a year printed at its end."""
        first = (
            self.first._replace(year=year) if self.first is not None and self.last in (None, self.first) else self.first
        )
        last = self.last._replace(year=year) if self.last is not None else None
        return self._replace(first=first, last=last)

    @property
    def anchor(self) -> Moment:
        """The moment whose year decides the rest."""
        moment = self.first or self.last
        assert moment is not None
        return moment

    @property
    def has_year(self) -> bool:
        """Whether a year is printed for either end."""
        return bool((self.first and self.first.year) or (self.last and self.last.year))

    @property
    def wraps(self) -> bool:
        """Whether its end lies in an earlier month than its start, so that it runs over New Year."""
        return self.first is not None and self.last is not None and self.first.month > self.last.month
