"""The printed words of each period of a cell: with its qualifiers, labels and the year before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from normalize.language.text import collapse
from normalize.periods.clauses import LEADING_LABEL, Clause
from normalize.periods.lexer import without_markup

_SEPARATOR = re.compile(r"[,;](?=[^,;]*[^\W\d_])")
_LIST_NUMBER = re.compile(r"\s\d{1,2}[.)]\s*$")
_JOINT = re.compile(r"[\s,;:/•*&–—-]+(?:и\s*)?$")
_EDGES = " ,;:/•*&"


def printed(raw: str, clean: str, clauses: Sequence[Clause]) -> list[str]:
    """The words of every clause in order: the whole cell for a single one, else the cell cut between the clauses.

    «16.12.2025 – русский язык, 18.12.2025 – математика» -> «16.12.2025 – русский язык», «18.12.2025 – математика»;
    `clean` is the text that the clauses' offsets count in (no quotation marks).
    """
    if len(clauses) == 1:
        return [collapse(without_markup(raw))]
    cuts = [0, *(_cut(clean, one.end, two.start) for one, two in pairwise(clauses)), len(clean)]
    return [_trimmed(clean[start:end]) for start, end in pairwise(cuts)]


def _cut(clean: str, end: int, start: int) -> int:
    """Where the words of the clause that begins at `start` begin, those of the one before end.

    Words after the last comma or before a colon or dash lead to the next clause: «..., родительское собрание 15 мая».
    """
    if end >= start:
        return start
    between = clean[end:start]
    lead = LEADING_LABEL.search(between) or _LIST_NUMBER.search(between)
    if lead:
        return end + lead.start()
    separators = list(_SEPARATOR.finditer(between))
    return end + separators[-1].start() if separators and "(" not in between[separators[-1].start() :] else start


def _trimmed(text: str) -> str:
    """Without the marks that stood between it and its neighbours, and a bracket whose other half is theirs."""
    text = _JOINT.sub("", text.strip(_EDGES)).strip(_EDGES)
    opened, closed = text.count("("), text.count(")")
    if (opened > closed and text.endswith("(")) or (closed > opened and text.endswith(")")):
        text = text[:-1]
    elif opened > closed and text.startswith("("):
        text = text[1:]
    return _JOINT.sub("", text).strip(_EDGES)
