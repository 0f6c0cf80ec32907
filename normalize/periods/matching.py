"""What the rules share: the shape of their answers, and how tokens become an expression."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from normalize.periods.expressions import Expression, Moment
from normalize.periods.tokens import Lexed

Found = tuple[list[Expression], int]
"""The expressions of a rule and the token after them."""
Rule = Callable[[Lexed, int], "Found | None"]
YEAR = r"(?:,?[ig]?Y(?:-?y)?|-Yy?(?![-/][YN]|a)|gy)?"
"""A year that may follow a month, a day, a quarter, a dash between them too («сентябрь - 2024 г.»)."""
CLOCK = "(?:x[Hy]?)?"
"""A clock time that may stand within dates: «до 12.00 15 марта»."""


def expression(
    lexed: Lexed, rule: str, kind: str, first: Moment | None, last: Moment | None, at: int, stop: int
) -> Expression:
    """The expression that the tokens at..stop make."""
    tokens = lexed.tokens[at:stop]
    garbled = rule.endswith("lost_dash") or any(token.garbled or token.code in "PR" for token in tokens)
    lead = tokens[0].code in "FULKTirtn"
    return Expression(kind, rule, first, last, tokens[0].start, tokens[-1].end, garbled, lead)


def skip(pattern: re.Pattern[str], lexed: Lexed, at: int) -> int:
    """The token after what the pattern matches at a token."""
    match = pattern.match(lexed.codes, at)
    return match.end() if match else at


class Unit(NamedTuple):
    """kind, first and last moment, the token after it; `rule` names the phenomenon."""

    kind: str
    rule: str
    first: Moment
    last: Moment
    stop: int


def printed_year(lexed: Lexed, start: int, stop: int) -> int:
    """The year among the tokens start..stop, 0 where none is printed."""
    at = lexed.codes.find("Y", start, stop)
    return lexed.tokens[at].value if at >= 0 else 0


def unit_pattern(regex: str) -> re.Pattern[str]:
    """A pattern over codes in which {Y} stands for a year or none."""
    return re.compile(regex.replace("{Y}", YEAR))
