"""Third step: the years. Printed, carried within the cell, or told by the plan window and the section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from normalize.model import PlanWindow, Reading
from normalize.periods.expressions import Expression, Moment

Span = tuple[date | None, date | None]
_SECTION_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d|\s?[-–—/]\s?(?:20)?\d\d)")
_LOOKS_BACK = re.compile(r"\bанализ|\bитог(?:и|ов|ам|ами|ах)\b", re.IGNORECASE)
_SUMS_UP = re.compile(r"\bитог(?:и|ов|ам|ами|ах)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression with its years: the chosen dates, where the year comes from, every reading that was considered."""

    span: Span
    basis: str
    readings: tuple[Reading, ...]
    rollover: bool = False


def shifted(moment: date, months: int) -> date:
    """The first day of the month so many months away."""
    total = moment.year * 12 + moment.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def widened(window: PlanWindow) -> PlanWindow:
    """The window with two months before it and three after it, where analysis and summing-up may lie."""
    return PlanWindow(shifted(window.start, -2), shifted(window.end, 4) - timedelta(days=1))


def bounds(span: Span) -> tuple[date, date] | None:
    """The span as a closed interval, for comparison: a deadline and an open start are one day."""
    first, last = span[0] or span[1], span[1] or span[0]
    return None if first is None or last is None else (first, last)


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


def resolve_years(expressions: list[Expression], window: PlanWindow | None, section: str = "") -> list[Dated | None]:
    """The dates of a cell's expressions in printed order; None for an impossible date or one whose year nothing tells."""
    found: list[Dated | None] = []
    printed = [_printed_year(one) for one in expressions]
    any_printed = any(printed)
    for number, one in enumerate(expressions):
        if one.first is None and one.last is None:
            found.append(None)
        elif one.has_year:
            found.append(_explicit(one, window))
        elif any_printed:
            before = _span_before(found)
            following = next((year for year in printed[number + 1 :] if year), None)
            found.append(_carried(one, before, _next_expression(expressions, number), following, window))
        else:
            found.append(_planned(one, window, section, _span_before(found)))
    return found


def _printed_year(one: Expression) -> int | None:
    for moment in (one.first, one.last):
        if moment and moment.year:
            return moment.year
    return None


def _span_before(found: list[Dated | None]) -> Span | None:
    return next((item.span for item in reversed(found) if item), None)


def _next_expression(expressions: list[Expression], number: int) -> Expression | None:
    return next((one for one in expressions[number + 1 :] if one.has_year), None)


def _explicit(one: Expression, window: PlanWindow | None) -> Dated | None:
    first, last = one.first, one.last
    if first is None or last is None or (first.year and last.year):
        span = span_of(one, one.anchor.year)
        return None if span is None else Dated(span, "explicit", (Reading(*span, "год напечатан", True),))
    if first.year:
        span = span_of(one, first.year)
        if span is None:
            return None
        return Dated(
            span, "explicit", (Reading(*span, "год напечатан у начала", True),), one.wraps and one.kind == "range"
        )
    if not one.wraps:
        span = span_of(one, last.year)
        return (
            None
            if span is None
            else Dated(span, "explicit", (Reading(*span, "год напечатан один раз на весь период", True),))
        )
    return _over_new_year(one, last, window)


def _over_new_year(one: Expression, last: Moment, window: PlanWindow | None) -> Dated | None:
    """«ноябрь - февраль 2024 года»: the printed year is the end's or the start's; the reading in the window counts."""
    readings = []
    for year, why in ((last.year - 1, "год относится к концу периода"), (last.year, "год относится к началу периода")):
        start = one.first.on(year, closing=False) if one.first else None
        end = last.on(year + 1, closing=True)
        if start and end:
            readings.append((start, end, why))
    if not readings:
        return None
    best = max(range(len(readings)), key=lambda at: (_fit(readings[at][:2], window), -at))
    return Dated(
        readings[best][:2],
        "explicit",
        tuple(
            Reading(a, b, f"{why}{_fit_reason((a, b), window)}", at == best) for at, (a, b, why) in enumerate(readings)
        ),
        one.kind == "range",
    )


def _fit(span: Span, window: PlanWindow | None) -> int:
    """How well a span lies in the plan: 3 inside, 2 inside the widened window, 1 touching it, 0 outside."""
    interval = bounds(span)
    if window is None or interval is None:
        return 0
    wide = widened(window)
    if window.start <= interval[0] and interval[1] <= window.end:
        return 3
    if wide.start <= interval[0] and interval[1] <= wide.end:
        return 2
    return int(interval[0] <= wide.end and wide.start <= interval[1])


def _fit_reason(span: Span, window: PlanWindow | None) -> str:
    if window is None:
        return ""
    return (
        ", вне срока плана",
        ", частью вне срока плана",
        ", в пределах подготовки и подведения итогов",
        ", в сроке плана",
    )[_fit(span, window)]


def _carried(
    one: Expression, before: Span | None, following: Expression | None, year: int | None, window: PlanWindow | None
) -> Dated | None:
    """The year printed elsewhere in the cell: the next one, else the one before; printed order and the window decide."""
    previous = bounds(before) if before else None
    years: list[int] = []
    if year is not None:
        years += [year, year - 1]
    if previous is not None:
        years += [previous[1].year, previous[1].year + 1]
    options = [(span, candidate) for candidate in dict.fromkeys(years) if (span := span_of(one, candidate))]
    if not options:
        return None
    upper = following.anchor._replace(year=0) if following else None

    def rank(option: tuple[Span, int]) -> tuple[int, int, int]:
        span, candidate = option
        interval = bounds(span)
        assert interval is not None
        ordered = previous is None or interval[0] >= previous[0]
        if upper is not None and year is not None:
            ordered = ordered and (candidate, one.anchor.place) <= (year, upper.place)
        fit = _fit(span, window)
        inside = 1 if window is None else int(fit >= 2)
        return (inside and int(ordered)) * 2 + inside, int(ordered), -years.index(candidate)

    best = max(options, key=rank)
    return Dated(
        best[0],
        "carried",
        tuple(
            Reading(*span, f"год {candidate} взят из этой же ячейки{_fit_reason(span, window)}", span == best[0])
            for span, candidate in options
        ),
        _rolls(one, best[0]),
    )


def _rolls(one: Expression, span: Span) -> bool:
    return one.kind == "range" and span[0] is not None and span[1] is not None and span[0].year != span[1].year


def _planned(one: Expression, window: PlanWindow | None, section: str, before: Span | None) -> Dated | None:
    """No year is printed in the cell: the one that lies in the plan window; the section tells rows of analysis and summing-up."""
    if window is None:
        return None
    options: list[Span] = []
    for year in range(window.start.year - 1, window.end.year + 2):
        span = span_of(one, year)
        if span is not None and _fit(span, window):
            options.append(span)
    if not options:
        return None
    pivot = _section_start(section, window)
    best = max(options, key=lambda span: _plan_rank(span, window, pivot, before))
    if sum(_fit(span, window) == 3 for span in options) > 1:
        return None
    why = "год по разделу" if pivot else "год по сроку плана"
    return Dated(
        best,
        "plan",
        tuple(Reading(*span, f"{why}{_fit_reason(span, window)}", span == best) for span in options),
        _rolls(one, best),
    )


def _plan_rank(
    span: Span, window: PlanWindow, pivot: date | None, before: Span | None
) -> tuple[int, int, int, int, int]:
    interval = bounds(span)
    assert interval is not None
    fit = _fit(span, window)
    in_section = int(pivot is not None and fit >= 2 and pivot <= interval[0] < shifted(pivot, 12))
    overlap = (min(interval[1], window.end) - max(interval[0], window.start)).days
    september = 0
    earlier = bounds(before) if before else None
    if earlier and fit >= 2 and interval[0].month == 9 and 5 <= earlier[1].month <= 8 and interval[0] > earlier[1]:
        september = 1
    ordered = int(earlier is not None and interval[0] > earlier[1])
    return in_section, september, 1000 if fit == 3 else max(overlap // 28, -1), ordered, -interval[0].year


def _section_start(section: str, window: PlanWindow) -> date | None:
    """The July from which rows of a section on last year's or this year's results count: «Анализ проведения ГИА в 2020 году»."""
    if not section or not _LOOKS_BACK.search(section):
        return None
    years = {int(year) for year in _SECTION_YEAR.findall(section)}
    if len(years) == 1:
        return date(years.pop(), shifted(window.start, -2).month, 1)
    if years:
        return None
    return (
        date(window.end.year, shifted(window.start, -2).month, 1)
        if _SUMS_UP.search(section)
        else shifted(window.start, -2)
    )
