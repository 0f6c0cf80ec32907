"""Whether the period that a finding suggests is the one that was meant."""

from __future__ import annotations

from datetime import date

from normalize.model import PlanWindow
from normalize.periods.read import read_period

PERIOD_CHECKS = ("period_out_of_plan", "period_reversed", "inconsistent_year_sequence", "year_rollover_ambiguous")


def suggests(meant: str, suggestion: object, start: date | None, end: date | None) -> bool:
    """Whether each date suggested is one of those meant; `start` and `end` are the days of the plan."""
    window = PlanWindow(start, end) if start and end else None
    ours = _dates(str(suggestion or ""), window)
    return bool(ours) and ours <= _dates(meant, window)


def _dates(words: str, window: PlanWindow | None) -> set[tuple[date | None, date | None]]:
    return {(one.start, one.end) for one in read_period(words, window)}
