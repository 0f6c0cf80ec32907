"""What a scan does to a period: a dash between two months is lost, «апрель 2025 года июнь 2025 года»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.periods.clauses import Clause
from normalize.periods.tokens import Lexed

_TWO_MONTHS = re.compile("MYy?MYy?")


def range_of_lost_dash(lexed: Lexed, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses of a scanned cell; two months with nothing between them, the later one last, are a range, garbled."""
    if len(clauses) != 2 or not _TWO_MONTHS.fullmatch(lexed.codes):
        return list(clauses)
    one, two = clauses[0].expression, clauses[1].expression
    if one is None or two is None or one.kind != "month" or two.kind != "month":
        return list(clauses)
    first, last = one.anchor, two.anchor
    if (first.year, first.month) >= (last.year, last.month):
        return list(clauses)
    joined = one._replace(kind="range", rule="lost_dash", last=last, end=two.end, garbled=True)
    return [Clause("range", "lost_dash", one.start, two.end, joined, garbled=True)]
