"""Third step: the years, printed, carried within the cell, or told by plan window and section (plan_year.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize.model import PlanWindow, Reading
from normalize.periods.expressions import Expression, Moment
from normalize.periods.plan_year import planned
from normalize.periods.rivals import DOUBTFUL_YEAR, LIKELY_YEAR, SURE_YEAR, TOLD_YEAR
from normalize.periods.spans import IN_MARGIN, UNKNOWN, Dated, Span, bounds, crosses_new_year, fit, fit_reason, span_of


def resolve_years(
    expressions: list[Expression],
    window: PlanWindow | None,
    section: str = "",
    activity: str = "",
    lines: Sequence[int] = (),
) -> list[Dated | None]:
    """The dates of a cell's expressions in order; None for impossible ones and those whose year nothing tells.

    lines: the line or bullet that each stands on; a printed year is not carried from one to another.
    """
    cell = _Cell(expressions, window, (section, activity), lines or [0] * len(expressions))
    found: list[Dated | None] = []
    for number in range(len(expressions)):
        found.append(cell.dated(number, found))
    return found


@dataclass(frozen=True, slots=True)
class _Cell:
    """The expressions of a cell and what tells their years. place: section and activity of its row."""

    expressions: Sequence[Expression]
    window: PlanWindow | None
    place: tuple[str, str]
    lines: Sequence[int]

    def dated(self, number: int, found: Sequence[Dated | None]) -> Dated | None:
        """The dates of one expression; `found`: those of the expressions before it."""
        one = self.expressions[number]
        if not one.anchored:
            return None
        if one.carried:
            return _under_heading(one)
        if one.has_year:
            return _explicit(one, self.window)
        before = next((item.span for item in reversed(found) if item and item.basis != "none"), None)
        if not any(other.has_year for other in self.expressions):
            return self._planned(number, before)
        return self._borrowed(number, before)

    def _planned(self, number: int, before: Span | None) -> Dated | None:
        following = self.expressions[number + 1] if number + 1 < len(self.expressions) else None
        return planned(self.expressions[number], self.window, self.place, before, following)

    def _borrowed(self, number: int, before: Span | None) -> Dated | None:
        """The year printed elsewhere in the cell, or the plan's own: on a line of its own, where the other leads out.

        «Май 2025 г.» / «До 5 сентября» in a plan of 2024-2025 is 05.09.2024.
        """
        one, line = self.expressions[number], self.lines[number]
        dated = next((other for other in self.expressions[number + 1 :] if other.has_year), None)
        carried = _carried(one, before, dated, self.window)
        own_line = not any(other.has_year for other, at in zip(self.expressions, self.lines, strict=True) if at == line)
        if self.window is None or carried is None:
            return carried or (self._planned(number, None if own_line else before) if self.window else None)
        told = self._planned(number, None if own_line else before)
        if not own_line and fit(carried.span, self.window) == IN_MARGIN:
            return self._against_plan(number, carried)
        if told is None or told.span in (UNKNOWN, carried.span):
            return carried
        stands = fit(carried.span, self.window)
        if fit(told.span, self.window) <= stands:
            return replace(carried, confidence=min(carried.confidence, LIKELY_YEAR)) if own_line else carried
        return told if own_line or stands < IN_MARGIN else carried

    def _against_plan(self, number: int, carried: Dated) -> Dated:
        """The carried year in doubt where the plan alone would tell another: «май 2025, сентябрь» in 2024-2025."""
        told = self._planned(number, None)
        if told is None or fit(told.span, self.window) <= fit(carried.span, self.window):
            return carried
        return _beside_rival(carried, told.span)


def _beside_rival(chosen: Dated, rival: Span) -> Dated:
    """The dates with another reading that is as likely: «май 2025, сентябрь» in a plan of 2024-2025."""
    kept = tuple(one for one in chosen.readings if (one.start, one.end) != rival)
    reading = Reading(*rival, "возможно, год этой же ячейки или срока плана")
    return replace(chosen, readings=(*kept, reading), confidence=DOUBTFUL_YEAR)


def _under_heading(one: Expression) -> Dated | None:
    """«2024 г.: сентябрь, ноябрь»"""
    return _single(one, one.carried, "год напечатан перед перечнем", "carried")


def _single(one: Expression, year: int, why: str, basis: str = "explicit") -> Dated | None:
    """The one reading there is."""
    span = span_of(one, year)
    return None if span is None else Dated(span, basis, (Reading(*span, why, True),))


def _explicit(one: Expression, window: PlanWindow | None) -> Dated | None:
    first, last = one.first, one.last
    if first is None or last is None or (first.year and last.year):
        return _single(one, one.anchor.year, "год напечатан")
    if first.year:
        dated = _single(one, first.year, "год напечатан у начала")
        return replace(dated, rollover=crosses_new_year(one, dated.span)) if dated else None
    if not one.wraps:
        return _single(one, last.year, "год напечатан один раз на весь период")
    return _over_new_year(one, last, window)


def _over_new_year(one: Expression, last: Moment, window: PlanWindow | None) -> Dated | None:
    """«ноябрь - февраль 2024 года»: the printed year is the end's or the start's; the reading in the window counts."""
    options: list[tuple[Span, str]] = []
    for year, why in ((last.year - 1, "год относится к концу периода"), (last.year, "год относится к началу периода")):
        start = one.first.on(year, closing=False) if one.first else None
        end = last.on(year + 1, closing=True)
        if start and end:
            options.append(((start, end), why))
    if not options:
        return None
    best = max(options, key=lambda option: fit(option[0], window))[0]
    readings = tuple(Reading(*span, why + fit_reason(span, window), span == best) for span, why in options)
    equal = len({fit(span, window) for span, _ in options}) < len(options)
    return Dated(best, "explicit", readings, crosses_new_year(one, best), DOUBTFUL_YEAR if equal else TOLD_YEAR)


def _carried(one: Expression, before: Span | None, dated: Expression | None, window: PlanWindow | None) -> Dated | None:
    """The year printed elsewhere in the cell: the next, else the one before; printed order and the window decide."""
    previous = bounds(before) if before else None
    upper = _printed_year(dated) if dated else 0
    years = [upper, upper - 1] if upper else []
    if previous is not None:
        years += [previous[1].year, previous[0].year, previous[1].year + 1]
    options = [(span, year) for year in dict.fromkeys(years) if (span := span_of(one, year))]
    if not options:
        return None

    def rank(option: tuple[Span, int]) -> tuple[int, int, int]:
        span, year = option
        interval = bounds(span)
        assert interval is not None
        in_order = previous is None or interval[0] >= previous[0]
        if dated is not None:
            in_order = in_order and (year, one.anchor.place) <= (upper, dated.anchor.place)
        inside = window is None or fit(span, window) >= IN_MARGIN
        return (2 if in_order else 1) if inside else 0, int(in_order), -years.index(year)

    best, best_year = max(options, key=rank)
    readings = tuple(
        Reading(*span, f"год {year} взят из этой же ячейки{fit_reason(span, window)}", span == best)
        for span, year in options
    )
    printed = {upper, *((previous[0].year, previous[1].year) if previous else ())}
    sure = SURE_YEAR if best_year in printed else LIKELY_YEAR if window else DOUBTFUL_YEAR
    return Dated(best, "carried", readings, crosses_new_year(one, best), sure)


def _printed_year(one: Expression) -> int:
    return one.first.year if one.first and one.first.year else one.last.year if one.last else 0
