"""Rows of a marked table that go on in the next printed line: nothing stands in their column of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from parsers.formats.plain.rows import TextRow
from parsers.formats.plain.segments import Rows, Segment, segments
from parsers.tables.cell_profile import Senses
from parsers.text.hyphens import HYPHENS
from parsers.text.numbering import parse_number

_FEWEST = 2
_CUT = re.compile(r"[а-яё][-\u00ad](?=\t|[ ]*[|\n])", re.IGNORECASE)
"""A word cut at the end of a cell: 'вве-' over 'дению'."""


def cut(text: str, senses: Senses) -> list[Segment] | None:
    """The text as it is marked, rows without a number joined to those above; None where there are too few of them."""
    if len(_CUT.findall(text)) < _FEWEST:
        return None
    found = list(segments(text))
    joined = [Rows(list(_joined(segment.rows))) if isinstance(segment, Rows) else segment for segment in found]
    pairs = [
        (one, other)
        for one, other in zip(found, joined, strict=True)
        if isinstance(one, Rows) and isinstance(other, Rows)
    ]
    fewer = sum(len(one.rows) - len(other.rows) for one, other in pairs)
    return joined if fewer >= _FEWEST else None


def _joined(rows: Sequence[TextRow]) -> Iterator[TextRow]:
    own: TextRow | None = None
    for row in rows:
        numbered = parse_number(row.cells[0]) is not None
        goes_on = own is not None and not row.cells[0].strip() and len(row.cells) > 1
        if own and goes_on:
            own = TextRow(tuple(_cells(own, row)), own.line, row.line_to)
            continue
        if own:
            yield own
        own = row if numbered else None
        if not numbered:
            yield row
    if own:
        yield own


def _cells(row: TextRow, more: TextRow) -> Iterator[str]:
    """Cell by cell, wrapped lines joined; a word cut by a hyphen is left to the dictionary."""
    for cell, rest in zip_longest(row.cells, more.cells, fillvalue=""):
        if cell.strip() and rest.strip():
            glue = "\n" if cell.rstrip()[-1] in HYPHENS else " "
            yield f"{cell.rstrip()}{glue}{rest.strip()}"
        else:
            yield cell or rest
