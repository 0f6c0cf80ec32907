"""What the order of the rows of a group tells of years that are not printed: a plan often runs in order of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from normalize.model import Period, PlanWindow, Reading
from normalize.periods.plan_check import move_years
from normalize.periods.rivals import DOUBTFUL_YEAR, SURE_YEAR, TOLD_YEAR
from normalize.periods.spans import IN_MARGIN, bounds, fit, months_between

Cells = list[tuple[Period, ...]]
FAR = 3
"""Months from which on a period is far from a neighbour."""
_ORDERED = 3
"""Rows from which on their order tells."""


def settle_by_order(settled: Cells, rows: Sequence[int], window: PlanWindow) -> None:
    """Settles in place the years of a group's rows: those at its head and tail, then those that stand in between."""
    moved = _open_before_plan(settled, rows, window)
    dated = [at for at in rows if len(settled[at]) == 1 and _interval(settled[at][0])]
    moved += _close_after_plan(settled, dated, window)
    _reassure(settled, dated, moved, window)


def _interval(period: Period) -> tuple[date, date] | None:
    return bounds((period.start, period.end))


def _open_before_plan(settled: Cells, rows: Sequence[int], window: PlanWindow) -> list[int]:
    """«Август» that heads rows of September and October, as a plan in order of time begins: the one before the plan.

    It may be the last month all the same: both years stay among the readings, and the confidence tells it.
    """
    heading: list[int] = []
    for number in rows:
        spans = [span for period in settled[number] if (span := _interval(period))]
        if not spans:
            continue
        if len(settled[number]) != 1 or _reading(settled[number][0], window, before=True) is None:
            if spans[0][0] >= window.start and months_between(spans[0], (window.start, window.start)) <= FAR:
                for at in heading:
                    settled[at] = (_moved(settled[at][0], window, before=True),)
                return heading
            return []
        heading.append(number)
    return []


def _close_after_plan(settled: Cells, dated: Sequence[int], window: PlanWindow) -> list[int]:
    """«Сентябрь» that ends rows from October to July, all in order of time: the one after the plan."""
    trailing: list[int] = []
    for number in reversed(dated):
        if _reading(settled[number][0], window, before=False) is None:
            break
        trailing.append(number)
    ahead = dated[: len(dated) - len(trailing)]
    if not trailing or len(ahead) < _ORDERED or not _in_order(settled, ahead):
        return []
    last, first = _interval(settled[ahead[-1]][0]), _reading(settled[trailing[-1]][0], window, before=False)
    following = bounds((first.start, first.end)) if first else None
    if last is None or following is None or following[0] < last[0] or months_between(last, following) > FAR:
        return []
    for at in trailing:
        settled[at] = (_moved(settled[at][0], window, before=False),)
    return trailing


def _in_order(settled: Cells | Mapping[int, tuple[Period, ...]], rows: Sequence[int]) -> bool:
    """Whether no row begins after the next one has ended."""
    spans = [span for at in rows if (span := _interval(settled[at][0]))]
    return all(one[0] <= two[1] for one, two in pairwise(spans))


def _reassure(settled: Cells, dated: Sequence[int], moved: Sequence[int], window: PlanWindow) -> None:
    """A doubtful year that alone fits between its neighbours in a group in order of time is told by them.

    moved: rows whose year the order itself chose.
    """
    if len(dated) < _ORDERED or not _in_order(settled, dated):
        return
    for before, at, after in zip((None, *dated[:-1]), dated, (*dated[1:], None), strict=True):
        period = settled[at][0]
        if at in moved or period.year_basis != "plan" or period.year_confidence != DOUBTFUL_YEAR:
            continue
        lower = _interval(settled[before][0]) if before is not None else None
        upper = _interval(settled[after][0]) if after is not None else None
        rivals = [span for one in period.readings if not one.chosen and (span := bounds((one.start, one.end)))]
        fitting = [
            span
            for span in rivals
            if fit(span, window) >= IN_MARGIN
            and (lower is None or lower[0] <= span[1])
            and (upper is None or span[0] <= upper[1])
        ]
        if rivals and not fitting:
            settled[at] = (replace(period, year_confidence=TOLD_YEAR),)


def put_in_order(settled: Cells, rows: Sequence[int]) -> None:
    """Moves in place the one row by a year that alone breaks the order of its group; both years stay in doubt."""
    dated = [at for at in rows if len(settled[at]) == 1 and _interval(settled[at][0])]
    if _in_order(settled, dated):
        return
    for at in dated:
        rest = [other for other in dated if other != at]
        if (
            settled[at][0].year_basis != "plan"
            or not _is_far(settled, at, dated)
            or len(rest) < _ORDERED
            or not _in_order(settled, rest)
        ):
            continue
        for years in (1, -1):
            moved = _by_years(settled[at][0], years)
            if _in_order({**dict(enumerate(settled)), at: (moved,)}, dated):
                settled[at] = (moved,)
                return


def _is_far(settled: Cells, at: int, dated: Sequence[int]) -> bool:
    """Whether a row lies far from those right above and below it; «до 1 ноября» over «28 октября» does not."""
    place, own = dated.index(at), _interval(settled[at][0])
    beside = [*dated[max(0, place - 1) : place], *dated[place + 1 : place + 2]]
    spans = [span for other in beside if (span := _interval(settled[other][0]))]
    return own is not None and all(months_between(own, span) > FAR for span in spans)


def _by_years(period: Period, years: int) -> Period:
    start, end = move_years((period.start, period.end), years)
    told = Reading(start, end, "строки стоят по порядку", chosen=True)
    kept = tuple(replace(one, chosen=False) for one in period.readings if (one.start, one.end) != (start, end))
    return replace(period, start=start, end=end, readings=(*kept, told), year_confidence=DOUBTFUL_YEAR)


def _reading(period: Period, window: PlanWindow, *, before: bool) -> Reading | None:
    """The other reading in the margin before (after) the plan, where only the plan tells the year.

    None where the order was signed after it.
    """
    if period.year_basis != "plan" or (period.year_confidence or SURE_YEAR) >= TOLD_YEAR:
        return None
    for reading in period.readings:
        interval = bounds((reading.start, reading.end))
        if interval is None or reading.chosen or fit(interval, window) < IN_MARGIN:
            continue
        if before and interval[1] < window.start:
            return reading if window.signed_on is None or window.signed_on <= interval[1] else None
        if not before and interval[0] > window.end:
            return reading
    return None


def _moved(period: Period, window: PlanWindow, *, before: bool) -> Period:
    reading = _reading(period, window, before=before)
    if reading is None:
        return period
    sure = TOLD_YEAR if before and _is_soon(reading, window.signed_on) else DOUBTFUL_YEAR
    return with_reading(period, reading, ", строки стоят по порядку", sure)


def _is_soon(reading: Reading, signed_on: date | None) -> bool:
    """Whether a time begins within a month of the signing: «до 31 августа» in an order of 28 August."""
    interval = bounds((reading.start, reading.end))
    return interval is not None and signed_on is not None and months_between(interval, (signed_on, signed_on)) <= 1


def with_reading(period: Period, reading: Reading, why: str, confidence: float) -> Period:
    """The period read in another of its ways."""
    readings = tuple(
        replace(one, chosen=one is reading, reason=one.reason + (why if one is reading else ""))
        for one in period.readings
    )
    return replace(period, start=reading.start, end=reading.end, readings=readings, year_confidence=confidence)
