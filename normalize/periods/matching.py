"""What the rules share: the shape of their answers, and how tokens become an expression."""

from __future__ import annotations

import re
from collections.abc import Callable

from normalize.periods.expressions import Expression, Moment
from normalize.periods.tokens import Lexed

Found = tuple[list[Expression], int]
"""The expressions of a rule and the token after them."""
Rule = Callable[[Lexed, int], "Found | None"]
CLOCK = "(?:x[Hy]?)?"
"""A clock time that may stand within dates: «до 12.00 15 марта»."""


def expression(
    lexed: Lexed, rule: str, kind: str, first: Moment | None, last: Moment | None, at: int, stop: int
) -> Expression:
    """The expression that the tokens at..stop make."""
    tokens = lexed.tokens[at:stop]
    garbled = any(token.garbled or token.code in "PR" for token in tokens)
    lead = tokens[0].code in "FULKTirtn"
    return Expression(kind, rule, first, last, tokens[0].start, tokens[-1].end, garbled, lead)


def skip(pattern: re.Pattern[str], lexed: Lexed, at: int) -> int:
    """The token after what the pattern matches at a token."""
    match = pattern.match(lexed.codes, at)
    return match.end() if match else at
