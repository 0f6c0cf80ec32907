"""Rows whose cells are set apart by tabs; a cell may hold line breaks, as spreadsheets copy them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from parsers import limits
from parsers.formats.plain.rows import TextLine, TextRow

_MOST_LINES = 60
"""Lines of one row whose cells hold line breaks."""


def rows(lines: Sequence[TextLine]) -> Iterator[TextRow | TextLine]:
    """Rows of a run of lines, and the lines without tabs that belong to none."""
    width = _usual_width(lines)
    place = 0
    while place < len(lines):
        count = _lines_of_row(lines, place, width)
        own = lines[place : place + count]
        if "\t" in own[0].text or count > 1:
            yield TextRow(_cells("\n".join(line.text for line in own)), own[0].number, own[-1].number)
        else:
            yield own[0]
        place += count


def _usual_width(lines: Sequence[TextLine]) -> int:
    """The number of cells that most lines with tabs have, the larger of equals."""
    widths = Counter(line.text.count("\t") + 1 for line in lines if "\t" in line.text)
    return max(widths, key=lambda width: (widths[width], width))


def _lines_of_row(lines: Sequence[TextLine], place: int, width: int) -> int:
    """How many lines the row at `place` takes: more than one where lines too short make a whole row together."""
    tabs = lines[place].text.count("\t")
    if tabs + 1 >= width or not lines[place].text.split("\t")[-1].strip():
        return 1
    for following in range(place + 1, min(place + _MOST_LINES, len(lines))):
        more = lines[following].text.count("\t")
        if more + 1 >= width:
            return 1
        tabs += more
        if tabs + 1 >= width:
            return following - place + 1 if tabs + 1 == width else 1
    return 1


def _cells(text: str) -> tuple[str, ...]:
    """The cells of a row; beyond the most columns that a table may have the rest is one cell."""
    cells = text.split("\t", limits.MAX_COLUMNS - 1)
    cells[-1] = cells[-1].replace("\t", " ")
    return tuple(_unquoted(cell) for cell in cells)


def _unquoted(cell: str) -> str:
    """A cell with line breaks as spreadsheets quote it: in quotes, those inside doubled."""
    stripped = cell.strip()
    if "\n" in stripped and len(stripped) > 1 and stripped[0] == stripped[-1] == '"':
        return stripped[1:-1].replace('""', '"')
    return cell
