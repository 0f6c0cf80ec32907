"""Third step: the years, printed, carried within the cell, or told by plan window and section (plan_year.py)."""

from __future__ import annotations

from normalize.model import PlanWindow, Reading
from normalize.periods.expressions import Expression, Moment
from normalize.periods.plan_year import planned
from normalize.periods.spans import IN_MARGIN, Dated, Span, bounds, crosses_new_year, fit, fit_reason, span_of


def resolve_years(
    expressions: list[Expression], window: PlanWindow | None, section: str = "", activity: str = ""
) -> list[Dated | None]:
    """The dates of a cell's expressions in order; None for impossible ones and those whose year nothing tells."""
    found: list[Dated | None] = []
    any_printed = any(one.has_year for one in expressions)
    for number, one in enumerate(expressions):
        before = next((item.span for item in reversed(found) if item and item.basis != "none"), None)
        if not one.anchored:
            found.append(None)
        elif one.carried:
            found.append(_under_heading(one))
        elif one.has_year:
            found.append(_explicit(one, window))
        elif any_printed:
            dated = next((other for other in expressions[number + 1 :] if other.has_year), None)
            found.append(_carried(one, before, dated, window))
        else:
            following = expressions[number + 1] if number + 1 < len(expressions) else None
            found.append(planned(one, window, (section, activity), before, following))
    return found


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
        return Dated(dated.span, dated.basis, dated.readings, crosses_new_year(one, dated.span)) if dated else None
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
    return Dated(best, "explicit", readings, crosses_new_year(one, best))


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

    best = max(options, key=rank)[0]
    readings = tuple(
        Reading(*span, f"год {year} взят из этой же ячейки{fit_reason(span, window)}", span == best)
        for span, year in options
    )
    return Dated(best, "carried", readings, crosses_new_year(one, best))


def _printed_year(one: Expression) -> int:
    return one.first.year if one.first and one.first.year else one.last.year if one.last else 0
