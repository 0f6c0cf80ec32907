"""One column for period and responsible: 'Срок, ответственный' over 'до 15 октября 2025 г. Петрова Т.В.'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.tables.cell_profile import Senses
from parsers.tables.columns import Column
from parsers.tables.headers import caption_roles
from parsers.text.wording import collapse

_BOTH = frozenset({"period", "responsible"})
_LONGEST = 400
"""Characters; a longer cell stays whole."""
_ENOUGH = 0.6
"""How well each half must read as what it is taken for, 0..1."""
_GAP = re.compile(r"[ \t]*\n\s*|[,;]?[ \t]+|(?<=[,;])(?=\S)")
_MARKED = 0.05
"""What a mark or a line end between the halves adds."""


def combined_column(columns: Sequence[Column]) -> int | None:
    """The column whose caption names period and responsible where no other column plays one of them; else None."""
    roles = {column.role for column in columns}
    if roles >= _BOTH:
        return None
    return next(
        (index for index, column in enumerate(columns) if column.role in _BOTH and _names_both(column.caption)), None
    )


def _names_both(caption: str) -> bool:
    return caption_roles(caption).keys() >= _BOTH


def parted(text: str, senses: Senses) -> tuple[str, str]:
    """Period and responsible of a combined cell, in either order; a cell of one of them leaves the other ''."""
    if len(text) > _LONGEST:
        return text, ""
    whole = max((senses.period(text), 1, text, ""), (senses.responsible(text), 0, "", text))
    best = max(_ways(text, senses), default=None)
    if best is not None and best[0] > whole[0]:
        return best[1], best[2]
    return whole[2], whole[3]


def _ways(text: str, senses: Senses) -> Iterator[tuple[float, str, str]]:
    """Every way to cut the cell in two halves that read as period and responsible, with how well they do."""
    for gap in _GAP.finditer(text):
        left, right = text[: gap.start()].strip(), text[gap.end() :].strip()
        if not collapse(left) or not collapse(right):
            continue
        bonus = _MARKED if gap.group().strip(" \t") or left.endswith(".") else 0.0
        for period, responsible in ((left, right), (right, left)):
            scores = senses.period(period), senses.responsible(responsible)
            if min(scores) >= _ENOUGH and not senses.phrases(responsible):
                yield sum(scores) / 2 + bonus, period, responsible
