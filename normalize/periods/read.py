"""Periods of a cell and of an order: text and plan window in, dates and reasons out. Conventions: docs/periods.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from normalize.language.text import collapse
from normalize.model import Period, PeriodCell, PlanWindow, Reading
from normalize.periods.clauses import Clause, compose, in_calendar_years
from normalize.periods.doubt import is_doubtful
from normalize.periods.expressions import Expression
from normalize.periods.heading_year import of_heading
from normalize.periods.lexer import without_markup
from normalize.periods.other_languages import SECOND_READING, is_told_by_second
from normalize.periods.own_lines import lines_of
from normalize.periods.plan_check import Verdict, judge
from normalize.periods.printed import printed
from normalize.periods.rivals import DOUBTFUL_YEAR, SURE_YEAR, looks_back_at
from normalize.periods.scanner import Scan, scan
from normalize.periods.scans import range_of_lost_dash
from normalize.periods.siblings import FEW, count_dated, in_printed_order, look_around, plan_window
from normalize.periods.spans import UNKNOWN, Dated, Span, span_of
from normalize.periods.tokens import Lexed
from normalize.periods.weekdays import contradicts_weekday
from normalize.periods.window import resolve_years

LONGEST = 1500
"""Characters of a period cell; a longer one is a text and stays unresolved."""
LEAP_YEAR = 2024


def read_period(raw: str, window: PlanWindow | None, section: str = "") -> tuple[Period, ...]:
    """The periods of one cell in printed order; () for a blank cell, one `unresolved` for what can't be read wholly.

    `section` is the heading the cell stands under: «Анализ проведения ГИА в 2020 году» tells the year of «август».
    """
    return _read_cell(PeriodCell(raw, section), window)


def read_periods(
    cells: Sequence[PeriodCell], window: PlanWindow | None, signed_on: date | None = None
) -> list[tuple[Period, ...]]:
    """The periods of an order's cells in reading order: each alone, then beside the rows of its group.

    Periods of a cell are paired with the parts of its activity where the counts agree (`part_ordinal` from 1), else
    flagged `parts_unpaired`. An order whose head names no plan gets the academic year of its signing.
    """
    alone = [_read_cell(cell, None) for cell in cells] if window is None else []
    planned = window or plan_window(alone, signed_on)
    if planned is None:
        return alone
    planned = replace(planned, signed_on=signed_on)
    read = look_around([_read_cell(cell, planned) for cell in cells], cells, planned)
    read = in_printed_order(read, cells) if window is None else read
    guessed = window is None and signed_on is None and count_dated(alone) < FEW
    return [tuple(map(_guessed, periods)) for periods in read] if guessed else read


def _guessed(period: Period) -> Period:
    """The period in doubt where its year hangs on a plan that one or two printed dates made up."""
    if period.year_basis != "plan" and (period.year_basis != "carried" or period.year_confidence == SURE_YEAR):
        return period
    return replace(period, year_confidence=DOUBTFUL_YEAR)


def _read_cell(cell: PeriodCell, window: PlanWindow | None) -> tuple[Period, ...]:
    if not cell.raw.strip():
        return ()
    if len(cell.raw) > LONGEST:
        return (Period(cell.raw, "unresolved", rule="too_long"),)
    found = scan(cell.raw)
    if not found.items or is_doubtful(found):
        return (Period(collapse(without_markup(cell.raw)), "unresolved", rule="unread"),)
    clauses = compose(found)
    if cell.parts < 2:
        clauses = range_of_lost_dash(found.lexed, clauses) if cell.scanned else clauses
        return _periods(cell, found.lexed, clauses, window)
    clauses, ordinals = _pair(cell, found, clauses)
    periods = _periods(cell, found.lexed, clauses, window)
    if ordinals is None:
        return tuple(replace(period, flags=(*period.flags, "parts_unpaired")) for period in periods)
    return tuple(replace(period, part_ordinal=part) for period, part in zip(periods, ordinals, strict=True))


def _pair(cell: PeriodCell, found: Scan, clauses: list[Clause]) -> tuple[list[Clause], Sequence[int | None] | None]:
    """The clauses and the part each belongs to (None: the whole item); no parts at all where the counts differ.

    What commas join is one phrase («февраль, май 2024»); qualifiers count where only so the count agrees.
    """
    single = scan(cell.raw, apart=True) if any(clause.rule == "lost_dash" for clause in clauses) else found
    for choice in (clauses, compose(single, apart=True)):
        if choice and choice[-1].group + 1 == cell.parts:
            return choice, [clause.group + 1 for clause in choice]
        if len(choice) == cell.parts:
            return choice, range(1, cell.parts + 1)
    if clauses[-1].group == 0:
        return clauses, [None] * len(clauses)
    return clauses, None


def _periods(cell: PeriodCell, lexed: Lexed, clauses: list[Clause], window: PlanWindow | None) -> tuple[Period, ...]:
    if window is not None and window.is_calendar:
        clauses = [in_calendar_years(clause) for clause in clauses]
    expressions = [clause.expression for clause in clauses if clause.expression is not None]
    told = window and of_heading(cell.section, window)
    resolved = resolve_years(expressions, told, cell.section, cell.activity, lines_of(lexed, expressions))
    spans: list[Span | None] = [item.span if item and item.span != UNKNOWN else None for item in resolved]
    explicit = [item is not None and item.basis == "explicit" for item in resolved]
    row = f"{cell.section} {cell.activity}"
    open_years = [_is_open(*one, row, window) for one in zip(expressions, resolved, strict=True)]
    verdicts = judge(spans, explicit, open_years, window)
    dates = iter(zip(resolved, verdicts, strict=True))
    return tuple(
        _undated(lexed, clause, raw)
        if clause.expression is None
        else _beside_weekday(lexed, clause, _dated(lexed, clause, raw, *next(dates)))
        for clause, raw in zip(clauses, printed(cell.raw, lexed.clean, clauses), strict=True)
    )


def _is_open(one: Expression, dated: Dated | None, row: str, window: PlanWindow | None) -> bool:
    """Whether a span is never out of the plan: «с 2024 года», what got its year from the plan, what sums up before."""
    if one.rule.endswith("_of_years") or dated is None or window is None:
        return True
    return dated.basis == "plan" or looks_back_at(dated.span, row, window)


def _undated(lexed: Lexed, clause: Clause, raw: str) -> Period:
    readings = tuple(
        Reading(None, None, f"«{lexed.clean[one.start : one.end]}» уточняет повторение и периодом не считается")
        for one in clause.rivals
    )
    flags = ("garbled",) if clause.garbled else ()
    return Period(raw, clause.kind, flags=flags, rule=clause.rule, readings=readings)


def _dated(lexed: Lexed, clause: Clause, raw: str, item: Dated | None, verdict: Verdict) -> Period:
    garbled = ("garbled",) if clause.garbled else ()
    second = (SECOND_READING,) if is_told_by_second(lexed.tokens, clause.start, clause.end) else ()
    if item is None or item.span == UNKNOWN:
        readings = item.readings if item else ()
        return Period(raw, "unresolved", flags=garbled, rule=_why_unresolved(clause), readings=readings)
    flags = (*(("year_rollover",) if item.rollover else ()), *verdict.flags, *garbled, *second)
    start, end = item.span
    return Period(
        raw,
        clause.kind,
        start,
        end,
        item.basis,
        flags,
        *verdict.suggested,
        clause.rule,
        item.readings,
        label=clause.label,
        year_confidence=item.confidence,
    )


def _beside_weekday(lexed: Lexed, clause: Clause, period: Period) -> Period:
    """The period flagged where the weekday printed beside it is that of another day."""
    if not contradicts_weekday(lexed, clause, period.start or period.end):
        return period
    return replace(period, flags=(*period.flags, "weekday_mismatch"))


def _why_unresolved(clause: Clause) -> str:
    """'impossible_date' for 31 February, 'unknown_year' where neither cell nor plan tells the year."""
    one = clause.expression
    if one is None or not one.anchored:
        return clause.rule
    possible = span_of(one, LEAP_YEAR) is not None
    return "unknown_year" if possible and not one.has_year else "impossible_date"
