"""The weekday that is printed beside a date: «5 октября (среда)», «пятница, 14 марта»."""

from __future__ import annotations

import re
from datetime import date

from normalize.periods.clauses import Clause
from normalize.periods.tokens import Lexed

_AFTER = re.compile(r"[,(-]*(?:[in])?v")
_BEFORE = re.compile(r"v[,(-]*$")


def contradicts_weekday(lexed: Lexed, clause: Clause, day: date | None) -> bool:
    """Whether the weekday printed right beside a whole date is not that of the day."""
    if day is None or clause.kind not in ("date", "deadline"):
        return False
    weekday = _beside(lexed, clause)
    return weekday is not None and weekday != day.weekday()


def _beside(lexed: Lexed, clause: Clause) -> int | None:
    """0 (Monday) to 6; None where none is printed, or several."""
    if lexed.codes.count("v") != 1 or ("D" not in lexed.codes and "d" not in lexed.codes and "M" not in lexed.codes):
        return None
    inside = [at for at, token in enumerate(lexed.tokens) if clause.start <= token.start < clause.end]
    if not inside:
        return None
    after = _AFTER.match(lexed.codes, inside[-1] + 1)
    before = _BEFORE.search(lexed.codes[: inside[0]])
    within = [at for at in inside if lexed.codes[at] == "v"]
    place = after.end() - 1 if after else before.start() if before else within[0] if within else None
    return None if place is None else lexed.tokens[place].value
