"""Tables whose cells are set apart by commas: CSV as programs other than a Russian Excel save it.

Commas stand in every sentence, so a table must have a row of captions and rows of one width under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.formats.plain import semicolons
from parsers.formats.plain.rows import TextLine, TextRow
from parsers.tables.headers import caption_roles

_COLUMNS, _ROWS = 3, 2
_CAPTION_LINES = 40
_NEARLY_ALL = 0.9
_NAMED = 2
"""Captions that must name a role; 'what' and 'when' or 'who' are enough."""


def is_table(lines: Sequence[TextLine]) -> bool:
    """Whether a row of captions is followed by rows of as many cells."""
    if sum(line.text.count(",") >= _COLUMNS - 1 for line in lines) < _ROWS:
        return False
    rows = list(semicolons.parsed(lines, ","))
    head = next((place for place, row in enumerate(rows[:_CAPTION_LINES]) if _names_columns(row)), None)
    if head is None:
        return False
    width, below = len(rows[head].cells), rows[head + 1 :]
    return len(below) >= _ROWS - 1 and sum(len(row.cells) == width for row in below) >= _NEARLY_ALL * len(below)


def _names_columns(row: TextRow) -> bool:
    named = [set(caption_roles(cell)) for cell in row.cells if cell.strip()]
    roles = set().union(*named) if named else set()
    whole = {"activity", "action"} & roles and {"period", "responsible"} & roles
    return len(row.cells) >= _COLUMNS and sum(map(bool, named)) >= _NAMED and bool(whole)


def rows(lines: Sequence[TextLine]) -> Iterator[TextRow | TextLine]:
    """The rows; a sheet's lines of one cell above its first full row are text."""
    return semicolons.rows(lines, ",")
