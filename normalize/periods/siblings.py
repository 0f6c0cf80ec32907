"""What neighbouring rows tell of a period: a year that contradicts them, a missing year, the plan itself."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from normalize.model import Period, PeriodCell, PlanWindow
from normalize.periods.plan_check import move_years
from normalize.periods.plan_year import BY_SECTION
from normalize.periods.rivals import DOUBTFUL_YEAR, TOLD_YEAR, belongs_beside_plan, contradicts_summary
from normalize.periods.row_order import FAR, put_in_order, settle_by_order, with_reading
from normalize.periods.spans import IN_MARGIN, INSIDE, Span, bounds, fit, months_between, widened

NEIGHBOURS = 2
"""How many dated rows on each side are asked."""
NEAR = 1
FEW = 3
"""Printed dates from which on they tell the year of a plan."""
_STRAY = 0.2
"""Share of printed dates outside one academic year from which on a plan is of several."""
Cells = list[tuple[Period, ...]]
Spans = list[tuple[date, date]]


def plan_window(read: Cells, signed_on: date | None) -> PlanWindow | None:
    """The academic year of an order whose head names none: that of its signing, else of most printed dates.

    An order orders what is to come: «август, ноябрь» in one of February are those that follow.

    None where the printed dates are of several years: such a plan is not made up from its first row.
    """
    spans = [bounds((period.start, period.end)) for periods in read for period in periods]
    dated = [span for span in spans if span is not None]
    if signed_on is None and not dated:
        return None
    first = (
        Counter(_academic_year(span[0], opens=9) for span in dated).most_common(1)[0][0]
        if signed_on is None
        else _academic_year(signed_on, opens=7)
    )
    window = replace(PlanWindow.of_year(first), opens=signed_on, signed_on=signed_on)
    outside = sum(not fit(span, window) >= IN_MARGIN for span in dated)
    return None if outside > _STRAY * len(dated) else window


def count_dated(read: Cells) -> int:
    """How many periods have dates."""
    return sum(bool(period.start or period.end) for periods in read for period in periods)


def printed_year(read: Cells) -> PlanWindow | None:
    """The calendar year in which every printed date of an order lies, three of them at least; else None."""
    printed = [span for periods in read for period in periods if (span := _trusted(period))]
    years = {day.year for span in printed for day in span}
    if len(years) != 1 or len(printed) < FEW:
        return None
    year = years.pop()
    return PlanWindow(date(year, 1, 1), date(year, 12, 31))


def _academic_year(day: date, opens: int) -> int:
    return day.year if day.month >= opens else day.year - 1


def look_around(read: Cells, cells: Sequence[PeriodCell], window: PlanWindow) -> Cells:
    """The same periods, judged beside the rows of their group: stale years flagged, missing years settled."""
    groups: dict[str, list[int]] = {}
    for number, cell in enumerate(cells):
        groups.setdefault(cell.group, []).append(number)
    settled = list(read)
    for rows in groups.values():
        trusted = {
            number: spans
            for number in rows
            if (spans := _trusted_spans(read[number]))
            and not any(contradicts_summary(span, cells[number].section, window) for span in spans)
        }
        dated = list(trusted)
        for number in rows:
            neighbours = _neighbours(number, dated, trusted)
            if neighbours:
                next_to = _neighbours(number, dated, trusted, reach=1)
                beside = _Beside(neighbours, next_to if len(read[number]) == 1 else [], window)
                settled[number] = tuple(_settle(period, cells[number], beside) for period in read[number])
        settle_by_order(settled, rows, window)
    return settled


def in_printed_order(read: Cells, cells: Sequence[PeriodCell]) -> Cells:
    """The same periods where no head names the plan: the one row that breaks the order of time of its group, in doubt.

    «До 25 декабря» under rows from January to November, signed on 16 December, is hardly that of the same week.
    """
    groups: dict[str, list[int]] = {}
    for number, cell in enumerate(cells):
        groups.setdefault(cell.group, []).append(number)
    settled = list(read)
    for rows in groups.values():
        put_in_order(settled, rows)
    return settled


def _neighbours(number: int, dated: list[int], trusted: dict[int, Spans], reach: int = NEIGHBOURS) -> Spans:
    """Trusted spans of the `reach` nearest dated rows on both sides."""
    place = bisect_left(dated, number)
    after = place + 1 if dated[place : place + 1] == [number] else place
    rows = dated[max(0, place - reach) : place] + dated[after : after + reach]
    return [span for row in rows for span in trusted[row]]


def _trusted_spans(periods: tuple[Period, ...]) -> Spans:
    return [span for period in periods if (span := _trusted(period))]


def _trusted(period: Period) -> tuple[date, date] | None:
    """The span of a period whose printed year nothing contradicts."""
    if period.year_basis not in ("explicit", "carried") or "out_of_plan" in period.flags or "reversed" in period.flags:
        return None
    return bounds((period.start, period.end))


@dataclass(frozen=True, slots=True)
class _Beside:
    """Trusted spans of the rows around, of those right before and after, and the plan."""

    around: Spans
    next_to: Spans
    window: PlanWindow


def _settle(period: Period, cell: PeriodCell, beside: _Beside) -> Period:
    if "out_of_plan" in period.flags:
        return _best_suggestion(period, beside.around, beside.window)
    if "reversed" in period.flags or period.year_basis in ("none", "carried"):
        return period
    if period.year_basis == "plan":
        return _best_reading(period, beside.next_to, beside.window)
    if contradicts_summary((period.start, period.end), cell.section, beside.window):
        start, end = move_years((period.start, period.end), 1)
        return replace(period, flags=(*period.flags, "out_of_plan"), suggested_start=start, suggested_end=end)
    if belongs_beside_plan((period.start, period.end), f"{cell.section} {cell.activity} {period.raw}", beside.window):
        return period
    return _contradicted(period, beside.around, beside.window)


def _distance(span: Span, neighbours: Spans) -> int:
    interval = bounds(span)
    return 999 if interval is None else min(months_between(interval, other) for other in neighbours)


def _in_margin(span: Span, window: PlanWindow) -> bool:
    """Whether the span lies wholly before or after the plan itself, but inside the widened window."""
    interval, wide = bounds(span), widened(window)
    if interval is None or not (wide.start <= interval[0] and interval[1] <= wide.end):
        return False
    return interval[1] < window.start or interval[0] > window.end


def _contradicted(period: Period, neighbours: Spans, window: PlanWindow) -> Period:
    """«сентябрь - ноябрь 2025 года» among rows of ноябрь 2024 to апрель 2025: inside the margin, yet stale."""
    span = period.start, period.end
    if not _in_margin(span, window):
        return period
    interval = bounds(span)
    moved = move_years(span, 1 if interval and interval[1] < window.start else -1)
    if _distance(span, neighbours) < FAR or _distance(moved, neighbours) > NEAR:
        return period
    return replace(period, flags=(*period.flags, "out_of_plan"), suggested_start=moved[0], suggested_end=moved[1])


def _best_suggestion(period: Period, neighbours: Spans, window: PlanWindow) -> Period:
    """Of several years in the plan the one nearest to the neighbours: «август 2023» among rows of июль 2025."""
    literal, wide = (period.start, period.end), widened(window)
    if (period.suggested_start, period.suggested_end) == literal:
        return period
    options = []
    for years in range(-12, 13):
        moved = move_years(literal, years)
        interval = bounds(moved)
        if years and interval and wide.start <= interval[0] and interval[1] <= wide.end:
            options.append((_distance(moved, neighbours), abs(years), moved))
    if len(options) < 2:
        return period
    best = min(options, key=lambda option: option[:2])[2]
    return replace(period, suggested_start=best[0], suggested_end=best[1])


def _best_reading(period: Period, neighbours: Spans, window: PlanWindow) -> Period:
    """A period without a year near the edge of the plan: «август» among rows of июль 2024 and сентябрь 2024.

    A single neighbour leaves a doubt where it leads from the plan into its margin.
    """
    span = period.start, period.end
    if not neighbours or _distance(span, neighbours) < FAR:
        return period
    for reading in period.readings:
        other = reading.start, reading.end
        if reading.chosen or fit(other, window) < IN_MARGIN:
            continue
        if _distance(other, neighbours) <= NEAR and _told_by_section(period):
            return replace(period, year_confidence=DOUBTFUL_YEAR)
        if _distance(other, neighbours) <= NEAR:
            agreed = fit(other, window) == INSIDE or (len(neighbours) > 1 and _farthest(other, neighbours) <= NEAR)
            sure = TOLD_YEAR if agreed else DOUBTFUL_YEAR
            return with_reading(period, reading, ", так стоят соседние строки", sure)
    return period


def _told_by_section(period: Period) -> bool:
    """Whether a heading that names its year told that of the period: neighbours then leave no more than a doubt."""
    return any(one.chosen and one.reason.startswith(BY_SECTION) for one in period.readings)


def _farthest(span: Span, neighbours: Spans) -> int:
    interval = bounds(span)
    return 999 if interval is None else max(months_between(interval, other) for other in neighbours)
