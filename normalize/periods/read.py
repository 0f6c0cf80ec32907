"""Periods of a cell: text and plan window in, dates with their reasons out. Conventions: docs/periods.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from normalize.model import Period, PeriodCell, PlanWindow, Reading
from normalize.periods.clauses import clauses
from normalize.periods.expressions import Clause
from normalize.periods.lexer import Lexed
from normalize.periods.plan_check import Verdict, judge
from normalize.periods.window import Dated, Span, resolve_years


def read_period(raw: str, window: PlanWindow | None, section: str = "") -> tuple[Period, ...]:
    """The periods of one cell in printed order; () for a blank cell, one `unresolved` for what can't be read wholly."""
    if not raw.strip():
        return ()
    lexed, found = clauses(raw)
    if not found:
        return (_unresolved(lexed),)
    dated = [clause for clause in found if clause.expression is not None]
    resolved = resolve_years([clause.expression for clause in dated if clause.expression], window, section)
    spans: list[Span | None] = [item.span if item else None for item in resolved]
    verdicts = judge(spans, [item is not None and item.basis == "explicit" for item in resolved], window)
    answers = {id(clause): (item, verdict) for clause, item, verdict in zip(dated, resolved, verdicts, strict=True)}
    return tuple(_period(lexed, clause, *answers.get(id(clause), (None, Verdict()))) for clause in found)


def _unresolved(lexed: Lexed) -> Period:
    return Period(lexed.clean, "unresolved", rule="unread")


def _period(lexed: Lexed, clause: Clause, item: Dated | None, verdict: Verdict) -> Period:
    raw = lexed.clean[clause.start : clause.end]
    garbled = ("garbled",) if clause.garbled else ()
    if clause.expression is None:
        rivals = tuple(
            Reading(None, None, f"«{lexed.clean[one.start : one.end]}» – граница повторения, не период")
            for one in clause.rivals
        )
        return Period(raw, clause.kind, flags=garbled, rule=clause.rule, readings=rivals)
    if item is None:
        return Period(
            raw, "unresolved", flags=garbled, rule="impossible_date" if clause.expression.has_year else clause.rule
        )
    flags = (*(("year_rollover",) if item.rollover else ()), *verdict.flags, *garbled)
    return Period(
        raw,
        clause.kind,
        item.span[0],
        item.span[1],
        item.basis,
        flags,
        verdict.suggested[0],
        verdict.suggested[1],
        clause.rule,
        item.readings,
        label=clause.label,
    )


def read_periods(
    cells: Sequence[PeriodCell], window: PlanWindow | None, signed_on: date | None = None
) -> list[tuple[Period, ...]]:
    """The periods of an order's cells in reading order."""
    return [read_period(cell.raw, window, cell.section) for cell in cells]
