"""Whether literal dates fit the plan: reversed and out-of-plan periods, and what was probably meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from normalize.model import PlanWindow
from normalize.periods.spans import Span, bounds, shifted, widened

_SHIFTS = tuple(sign * years for years in range(1, 31) for sign in (1, -1))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Flags of a span and the dates that were probably meant."""

    flags: tuple[str, ...] = ()
    suggested: Span = (None, None)


def move_years(span: Span, years: int) -> Span:
    """The span so many years later; the last of February stays the last."""
    return _move(span[0], years), _move(span[1], years)


def _move(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    if day.month == 2 and day.day >= 28:
        following = date(day.year + years, 3, 1).toordinal() - 1
        if day.day == 29 or date.fromordinal(day.toordinal() + 1).month == 3:
            return date.fromordinal(following)
    return day.replace(year=day.year + years)


def judge(
    spans: list[Span | None], explicit: list[bool], open_years: list[bool], window: PlanWindow | None
) -> list[Verdict]:
    """The verdict on each span of a cell, the others of the cell considered.

    explicit: whether a year is printed for it. open_years: never out of plan: «с 2024 года», «до 2026 года», and what
    the plan itself gave its year.
    """
    verdicts = [
        _alone(span, None if is_open else window) if span else Verdict()
        for span, is_open in zip(spans, open_years, strict=True)
    ]
    if window is None:
        return verdicts
    return [
        _beside(number, spans, verdicts, window) if explicit[number] else verdicts[number]
        for number in range(len(spans))
    ]


def _alone(span: Span, window: PlanWindow | None) -> Verdict:
    first, last = span
    if first is not None and last is not None and first > last:
        return Verdict(("reversed",), _unreversed(first, last, window))
    if window is None:
        return Verdict()
    interval = bounds(span)
    assert interval is not None
    wide = widened(window)
    if wide.start <= interval[0] and interval[1] <= wide.end:
        return Verdict(("out_of_plan",), move_years(span, 1)) if _was_over(interval, window) else Verdict()
    outside = interval[1] < wide.start or interval[0] > wide.end
    moved = _nearest(span, wide)
    if outside:
        return Verdict(("out_of_plan",), moved or _nearest(span, window, touch=True) or (None, None))
    return Verdict(("out_of_plan",), moved) if moved and abs(_shift(span, moved)) == 1 else Verdict()


def _was_over(interval: tuple[date, date], window: PlanWindow) -> bool:
    """«до 25 декабря 2017 г.» in a plan for 2018 that was signed in January."""
    signed = window.signed_on
    return window.is_calendar and signed is not None and interval[1] < min(window.start, signed)


def _shift(span: Span, moved: Span) -> int:
    one, two = span[0] or span[1], moved[0] or moved[1]
    return 0 if one is None or two is None else two.year - one.year


def _nearest(span: Span, window: PlanWindow, touch: bool = False) -> Span | None:
    """The span moved by the fewest whole years so that it lies in (or touches) the window."""
    for years in _SHIFTS:
        interval = bounds(span)
        if interval is None or not 1900 < interval[0].year + years < 2100:
            continue
        moved = move_years(span, years)
        start, end = bounds(moved) or (date.max, date.min)
        inside = start <= window.end and window.start <= end if touch else window.start <= start and end <= window.end
        if inside:
            return moved
    return None


def _exchanged(first: date, last: date) -> Span:
    """The ends exchanged; whole months stay whole («июнь 2025 – май 2025» is May to June)."""
    month_end = shifted(last, 1) - timedelta(days=1)
    if first.day == 1 and last == month_end:
        return last.replace(day=1), shifted(first, 1) - timedelta(days=1)
    return last, first


def _unreversed(first: date, last: date, window: PlanWindow | None) -> Span:
    """«ноябрь 2023 – май 2023»: the end a year later or the start a year earlier, whichever lies in the plan.

    Where neither does, the two were exchanged: «15.05.2026 – 01.03.2026», or their years: «ноябрь 2025 – май 2024».
    What then still lies in another year is moved into the plan: «ноябрь 2023 – май 2023» in one of 2024-2025.
    """
    years = last.year - first.year
    swapped = _move(first, years), _move(last, -years)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return swapped
    moved: list[Span] = [(first, _move(last, 1)), (_move(first, -1), last)]
    options = [span for span in moved if span[0] and span[1] and span[0] <= span[1]]
    if first.year == last.year and first.month == last.month:
        options = [_exchanged(first, last)]
    if window is not None:
        wide = widened(window)
        ordered = [
            span for span in (*options, swapped, _exchanged(first, last)) if span[0] and span[1] and span[0] <= span[1]
        ]
        fitting = [span for span in ordered if span[0] and span[1] and wide.start <= span[0] and span[1] <= wide.end]
        options = fitting or [moved_in for span in ordered if (moved_in := _nearest(span, wide))] or options
    return options[0] if options else (None, None)


def _beside(number: int, spans: list[Span | None], verdicts: list[Verdict], window: PlanWindow) -> Verdict:
    """A date in the margin that its own cell contradicts: «ноябрь 2024, август 2024»; a copy is no suggestion."""
    span, verdict = spans[number], verdicts[number]
    if span is None:
        return verdict
    others = [other for at, other in enumerate(spans) if at != number and other]
    if verdict.flags == ("out_of_plan",) and verdict.suggested in others:
        return Verdict(verdict.flags, span)
    interval = bounds(span)
    if verdict.flags or interval is None or interval[0] >= window.start or number == 0:
        return verdict
    moved = move_years(span, 1)
    before, judged = spans[number - 1], verdicts[number - 1]
    previous = bounds(before) if before else None
    if previous is None or moved in others:
        return verdict
    stale = judged.flags == ("out_of_plan",) and before is not None and judged.suggested == move_years(before, 1)
    if stale or interval[1] < previous[0]:
        return Verdict(("out_of_plan",), moved)
    return verdict
