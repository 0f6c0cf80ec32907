"""Spans of days and how they lie to the plan window; the arithmetic that the steps share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from normalize.model import PlanWindow, Reading
from normalize.periods.expressions import Expression

Span = tuple[date | None, date | None]
UNKNOWN: Span = (None, None)
BEFORE, AFTER = 2, 3
"""Months before and after the plan in which preparation, analysis and summing-up may lie."""
SIGNED_LATE = 2
"""Months before the signing that an order still tells of: what was done in the weeks before it."""
INSIDE, IN_MARGIN, TOUCHING, OUTSIDE = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression with its years: the chosen dates (UNKNOWN where nothing tells), whence the year, all readings."""

    span: Span
    basis: str
    readings: tuple[Reading, ...]
    rollover: bool = False
    confidence: float = 1.0


def shifted(moment: date, months: int) -> date:
    """The first day of the month so many months away."""
    total = moment.year * 12 + moment.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


@lru_cache(maxsize=64)
def widened(window: PlanWindow) -> PlanWindow:
    """The window with two months before it (all of the preparing where it prepares) and three after it."""
    first = shifted(window.start, -BEFORE)
    if window.opens is not None:
        first = min(first, shifted(window.opens, -SIGNED_LATE if window.opens == window.signed_on else 0))
    return PlanWindow(first, shifted(window.end, AFTER + 1) - timedelta(days=1))


def bounds(span: Span) -> tuple[date, date] | None:
    """The span as a closed interval, for comparison: a deadline and an open start are one day."""
    first, last = span[0] or span[1], span[1] or span[0]
    return None if first is None or last is None else (first, last)


def months_between(one: tuple[date, date], two: tuple[date, date]) -> int:
    """Months that lie between two spans, 0 where they touch the same month."""
    if one[0] > two[0]:
        one, two = two, one
    return max(0, (two[0].year - one[1].year) * 12 + two[0].month - one[1].month)


def span_of(expression: Expression, year: int) -> Span | None:
    """The dates when the anchor (the start; of a deadline the end) lies in `year`; None for impossible ones."""
    first, last = expression.first, expression.last
    start = first.on(first.year or year, closing=False) if first else None
    if first and start is None:
        return None
    if last is None:
        return start, None
    last_year = last.year or (year + 1 if expression.wraps else year)
    end = last.on(last_year, closing=True)
    return None if end is None else (start, end)


def fit(span: Span, window: PlanWindow | None) -> int:
    """How well a span lies in the plan: INSIDE it, IN_MARGIN (inside the widened window), TOUCHING that, OUTSIDE."""
    interval = bounds(span)
    if window is None or interval is None:
        return OUTSIDE
    wide = widened(window)
    if window.start <= interval[0] and interval[1] <= window.end:
        return INSIDE
    if wide.start <= interval[0] and interval[1] <= wide.end:
        return IN_MARGIN
    return TOUCHING if interval[0] <= wide.end and wide.start <= interval[1] else OUTSIDE


_WHERE = (
    ", вне срока плана",
    ", частью вне срока плана",
    ", в месяцах подготовки или подведения итогов",
    ", в сроке плана",
)


def fit_reason(span: Span, window: PlanWindow | None) -> str:
    """How the span lies in the plan, to be appended to a reading's reason."""
    return "" if window is None else _WHERE[fit(span, window)]


def crosses_new_year(expression: Expression, span: Span) -> bool:
    """Whether a range has its ends in different years."""
    return expression.kind == "range" and bool(span[0] and span[1] and span[0].year != span[1].year)
