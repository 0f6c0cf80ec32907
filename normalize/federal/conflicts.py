"""What a federal act or the calendar says against a period, and how days are told."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from normalize.model import Period

DATED = ("date", "month", "range")


@dataclass(frozen=True, slots=True)
class DateConflict:
    """A period that a federal act or the calendar contradicts.

    kind: federal_day, federal_deadline, after_event, before_event, federal_term, day_off, before_act. detail: in
    Russian, what is fixed, when and by which act. expected_start, expected_end: what the period should be, None where
    that can't be told.
    """

    kind: str
    quote: str
    detail: str
    expected_start: date | None = None
    expected_end: date | None = None


def on_another_day(period: Period, event: str, act: str, days: Sequence[date]) -> DateConflict | None:
    """The event on a day, in months or in a span that hold none of its days."""
    start, end = period.start, period.end
    if period.kind not in DATED or start is None or end is None or not days or any(start <= day <= end for day in days):
        return None
    nearest = min(days, key=lambda day: min(abs(day - start), abs(day - end)))
    told = ", ".join(map(printed, days))
    month = (nearest.replace(day=1), month_end(nearest))
    expected = month if by_month(period) else (nearest, nearest)
    return DateConflict("federal_day", period.raw, f"{event}: {told} ({act})", *expected)


def by_month(period: Period) -> bool:
    """Whether a period is printed in whole months: its last day is that of a month and no such number is printed."""
    end = period.end
    if end is None or end != month_end(end) or (period.start is not None and period.start.day != 1):
        return False
    return str(end.day) not in re.findall(r"\d+", period.raw)


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def printed(day: date) -> str:
    """A day as Russian texts print it: 04.12.2024."""
    return day.strftime("%d.%m.%Y")
