"""The year of an expression in a cell that prints none: told by the plan window, the section, the order in the cell."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from normalize.model import PlanWindow, Reading
from normalize.periods.expressions import Expression, Moment
from normalize.periods.rivals import (
    DOUBTFUL_YEAR,
    LIKELY_YEAR,
    LOOKS_BACK,
    REHEARSAL,
    SURE_YEAR,
    YEAR,
    Beside,
    confidence,
    is_additional,
)
from normalize.periods.spans import (
    BEFORE,
    IN_MARGIN,
    INSIDE,
    UNKNOWN,
    Dated,
    Span,
    bounds,
    crosses_new_year,
    fit,
    fit_reason,
    shifted,
    span_of,
)
from normalize.periods.units import ACADEMIC_HALVES

BY_SECTION = "год по разделу"
_ACADEMIC_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?[-–—/]\s?(?:20)?\d\d(?!\d)")
_OPENS = re.compile(r"\W*(?:раздел\s+)?[1I](?![\dIVX])", re.IGNORECASE)
_SUMS_UP = re.compile(r"\bитог(?:и|ов|ам|ами|ах)\b", re.IGNORECASE)
_EXAM_RESULTS = re.compile(
    r"\b(?:анализ(?:а|у|ом|е)?|итог(?:и|ов|ам|ами|ах)|результат(?:ы|ов|ам|ами|ах))\s"
    r"(?:(?:проведения|результатов|итогов|сдачи|прохождения)\s){0,2}"
    r"(?:(?:ГИА|ЕГЭ|ОГЭ|ГВЭ)\b|государственной итоговой аттестации|(?:единого|основного) государственного экзамена)",
    re.IGNORECASE,
)
_EXAM_MONTHS = range(5, 9)
_SEPTEMBER = 9
_ONE_YEAR = 366
"""Days; a longer plan has several years."""
_LATELY, _JUST_NOW = 31, 14
"""Days before the signing of what an order still tells of: «июнь - июль» in one of 9 August that prepares September;
any other order looks back no further than «до 1 сентября» in one of the 5th."""


def planned(
    one: Expression,
    window: PlanWindow | None,
    place: tuple[str, str],
    before: Span | None,
    following: Expression | None,
) -> Dated | None:
    """The dates in the plan window; UNKNOWN where several years are as good, None where no year is possible.

    place: the section and the activity of the row. before: the dates just before it in the cell; following: the
    expression after it.
    """
    if window is None:
        return None
    first_year = min(window.start.year, window.opens.year if window.opens else window.start.year) - 1
    spans = [span for year in range(first_year, window.end.year + 2) if (span := span_of(one, year)) is not None]
    options = [span for span in spans if fit(span, window)]
    if not options:
        return None
    prepares = window.opens if not YEAR.search(place[0]) else None
    if prepares and (prepared := _first_from(prepares, spans, window, before)):
        return replace(prepared, rollover=crosses_new_year(one, prepared.span))
    if _is_ambiguous(one, options, window, before):
        possible = [Reading(*span, "год не напечатан, возможен и этот") for span in options]
        return Dated(UNKNOWN, "none", (*possible, *_academic_half(one, window)))
    opens, why, sure = _row_opens(one, window, *place)
    best = max(options, key=lambda span: _rank(span, window, opens, before, following))
    due = None if opens or before else _due_now(one, options, window)
    best = due or best
    readings = tuple(Reading(*span, why + fit_reason(span, window), span == best) for span in options)
    rank = _rank(best, window, opens, before, following)
    beside = Beside(" ".join(place), leads=following is not None, follows=before is not None)
    told = confidence(best, options, window, beside, told=bool((rank[0] and sure) or rank[1]))
    return Dated(best, "plan", readings, crosses_new_year(one, best), DOUBTFUL_YEAR if due else told)


def _due_now(one: Expression, options: list[Span], window: PlanWindow) -> Span | None:
    """A day in the two weeks after the signing, before the plan: «30 августа» in an order of that day."""
    signed = window.signed_on
    if signed is None or one.kind not in ("date", "deadline") or window.is_calendar:
        return None
    for span in options:
        interval = bounds(span)
        if interval and interval[1] < window.start and 0 <= (interval[1] - signed).days <= _JUST_NOW:
            return span if fit(span, window) >= IN_MARGIN else None
    return None


def _row_opens(one: Expression, window: PlanWindow, section: str, activity: str) -> tuple[date | None, str, bool]:
    """The month from which a row counts by its section or activity, what told it, and whether that is sure."""
    if opens := _section_opens(section, window):
        return opens, BY_SECTION, True
    if opens := _activity_opens(activity, window):
        return opens, "год по мероприятию", True
    if one.anchor.month == _SEPTEMBER and is_additional(f"{section} {activity}", window):
        return shifted(window.end, 1 - BEFORE), "дополнительный период – после экзаменов плана", False
    return None, "год по сроку плана", True


def _first_from(opens: date, spans: list[Span], window: PlanWindow, before: Span | None) -> Dated | None:
    """Where the plan prepares what its years name: the first such time after the work begins, in printed order.

    «подготовка к 2011/2012 учебному году», signed on 25.04.2011: «до 15 июня» is that of 2011. What was done in the
    weeks before the signing counts too: «июнь - июль» in an order of 9 August, but its year is then in doubt.
    """
    earlier, signed = bounds(before) if before else None, window.signed_on
    since = opens if opens != signed else opens - timedelta(days=_LATELY if window.start > opens else _JUST_NOW)
    since = max(since, earlier[0]) if earlier else since
    coming = [span for span in spans if (interval := bounds(span)) and since <= interval[1]]
    best = next((span for span in coming if fit(span, window) or _within_a_year(span, since)), None)
    if best is None:
        return None
    rivals = [span for span in spans if span != best and (fit(span, window) or _is_near(span, signed))]
    why = "план готовит то, что названо по году; первый такой срок после начала работы"
    readings = tuple(
        Reading(*span, why if span == best else "возможен и этот год", span == best)
        for span in spans
        if span == best or span in rivals
    )
    over = any(_is_near(span, signed) for span in (best, *rivals))
    sure = DOUBTFUL_YEAR if over and rivals else LIKELY_YEAR if rivals else SURE_YEAR
    return Dated(best, "plan", readings, confidence=sure)


def _within_a_year(span: Span, since: date) -> bool:
    interval = bounds(span)
    return interval is not None and since <= interval[0] and (interval[0] - since).days < _ONE_YEAR


def _is_near(span: Span, signed_on: date | None) -> bool:
    """Whether a time ended in the weeks before the signing."""
    interval = bounds(span)
    return interval is not None and signed_on is not None and 0 < (signed_on - interval[1]).days <= _LATELY


def _is_ambiguous(one: Expression, options: list[Span], window: PlanWindow, before: Span | None) -> bool:
    """Whether the plan does not tell: it has several years, or «конец года», «1 полугодие» stand in an academic one.

    A long plan tells where only one of the years lies inside it.
    Nor does it where no year puts the span into the plan or its margin («январь - декабрь» in an academic year), into
    the calendar plan itself («ноябрь - февраль»), or where a calendar plan prints it after a later month («октябрь,
    январь»: of this year or the next?).
    """
    if one.rule in (("plan_academic_year",) if window.is_calendar else ("end_of_year", "half_year", "half_year_range")):
        return True
    fits = [fit(span, window) for span in options]
    several = len(fits) > 1
    in_long_plan = (window.end - window.start).days > _ONE_YEAR and fits.count(INSIDE) != 1
    if several and (max(fits) < IN_MARGIN or in_long_plan):
        return True
    return window.is_calendar and ((several and INSIDE not in fits) or _runs_backwards(options, window, before))


def _runs_backwards(options: list[Span], window: PlanWindow, before: Span | None) -> bool:
    """Whether the span in the plan begins before the dates printed before it."""
    earlier = bounds(before) if before else None
    inside = (bounds(span) for span in options if fit(span, window) == INSIDE)
    return earlier is not None and any(interval is not None and interval[0] < earlier[0] for interval in inside)


def _academic_half(one: Expression, window: PlanWindow) -> tuple[Reading, ...]:
    """The other reading of «1 полугодие»: half of the academic year."""
    if one.rule != "half_year" or one.last is None:
        return ()
    first, last = ACADEMIC_HALVES[one.last.month // 12]
    half = Expression("half_year", one.rule, Moment(first), Moment(last), one.start, one.end)
    span = span_of(half, (window.end if one.last.month == 12 else window.start).year)
    return (Reading(*span, "полугодие учебного года, а не календарного"),) if span else ()


def _rank(
    span: Span, window: PlanWindow, opens: date | None, before: Span | None, following: Expression | None
) -> tuple[int, ...]:
    """What speaks for a span: section, neighbours in the cell, how much of it lies in the plan; then the earlier."""
    interval = bounds(span)
    assert interval is not None
    fits = fit(span, window)
    in_section = opens is not None and fits >= IN_MARGIN and opens <= interval[0] < shifted(opens, 12)
    in_order = fits >= IN_MARGIN and (
        (following is None and _additional_term(interval, before)) or _leads_on(interval, window, before, following)
    )
    overlap = (min(interval[1], window.end) - max(interval[0], window.start)).days
    earlier = bounds(before) if before else None
    after = earlier is not None and interval[0] > earlier[1]
    share = 1000 if fits == INSIDE else max(overlap // 28, -1)
    return int(in_section), int(in_order), share, int(after), -interval[0].year


def _additional_term(interval: tuple[date, date], before: Span | None) -> bool:
    """September printed last, after the exams, is the one after them: «март-апрель, май-июнь, сентябрь»."""
    earlier = bounds(before) if before else None
    if earlier is None or interval[0].month != 9:
        return False
    return earlier[1].month in _EXAM_MONTHS and earlier[1] < interval[0] < shifted(earlier[1], 12)


def _leads_on(
    interval: tuple[date, date], window: PlanWindow, before: Span | None, following: Expression | None
) -> bool:
    """August printed first and followed by September or October is the one before the plan: «август, сентябрь»."""
    if before is not None or following is None or following.has_year or not following.anchored:
        return False
    return interval[1] < window.start and 1 <= following.anchor.month - interval[1].month <= BEFORE


def _section_opens(section: str, window: PlanWindow) -> date | None:
    """The month from which the rows of a section on results count: «Анализ проведения ГИА в 2020 году», July 2020."""
    if not section or not LOOKS_BACK.search(section):
        return None
    first = shifted(window.start, -BEFORE)
    years = {int(year) + 1 for year in _ACADEMIC_YEAR.findall(section)}
    years |= {int(year) for year in YEAR.findall(_ACADEMIC_YEAR.sub("", section))}
    if years:
        return date(years.pop(), first.month, 1) if len(years) == 1 else None
    return date(window.end.year, first.month, 1) if _SUMS_UP.search(section) and not _OPENS.match(section) else first


def _activity_opens(activity: str, window: PlanWindow) -> date | None:
    """The month from which a row on the results of one year's exams counts: «Отчёт о результатах ГИА 2024 года»."""
    if not _EXAM_RESULTS.search(activity) or REHEARSAL.search(activity):
        return None
    years = set(YEAR.findall(activity))
    return date(int(years.pop()), shifted(window.start, -BEFORE).month, 1) if len(years) == 1 else None
