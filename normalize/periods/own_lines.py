"""Which periods of a cell stand on lines or bullets of their own, so that no year is carried between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.periods.expressions import Expression
from normalize.periods.tokens import Lexed

_JOINED = re.compile(r"[,(/+&–—-]\s*(?:и\s*)?$|(?<![а-яё])и\s*$", re.IGNORECASE)
"""What ends a line that goes on in the next one: «ноябрь,» / «февраль 2024»."""
_BULLET = re.compile(r"[;•●▪]|(?:^|\s)[-–—]\s")


def lines_of(lexed: Lexed, expressions: Sequence[Expression]) -> list[int]:
    """The line of each expression, from 0; what a comma, «и» or a dash joins is one line, «;» ends one."""
    found: list[int] = []
    for number, one in enumerate(expressions):
        if not number:
            found.append(0)
            continue
        found.append(found[-1] + _parted(lexed, expressions[number - 1].end, one.start))
    return found


def _parted(lexed: Lexed, end: int, start: int) -> bool:
    between = lexed.clean[end:start]
    if ";" in between:
        return True
    broken = next((at for at in lexed.breaks if end <= at <= start), None)
    if broken is None:
        return False
    return _BULLET.search(lexed.clean[broken:start]) is not None or not _JOINED.search(lexed.clean[end:broken].rstrip())
