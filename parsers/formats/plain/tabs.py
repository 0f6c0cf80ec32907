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
    lines = list(_unbroken(lines))
    width = _usual_width(lines)
    place = 0
    while place < len(lines):
        count = _lines_of_row(lines, place, width)
        own = lines[place : place + count]
        if "\t" in own[0].text or count > 1:
            last = own[-1].number + own[-1].text.count("\n")
            yield TextRow(_cells("\n".join(line.text for line in own)), own[0].number, last)
        else:
            yield own[0]
        place += count


def _unbroken(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Lines that a quoted cell runs over as one: the quote that opens it is closed before a tab or a line end."""
    place = 0
    while place < len(lines):
        text, end = lines[place].text, place + 1
        while _is_open(text) and (closing := _closing(lines, end)):
            text, end = "\n".join([text, *(line.text for line in lines[end:closing])]), closing
        yield TextLine(lines[place].number, text)
        place = end


def _is_open(text: str) -> bool:
    """Whether the last cell opens with a quote that nothing closes: '2\t"Сентябр'."""
    cell = text.split("\t")[-1].strip()
    return "\t" in text and cell.startswith('"') and cell.count('"') % 2 == 1


def _closing(lines: Sequence[TextLine], start: int) -> int:
    """The end of the lines up to the one whose first cell closes the quote; 0 where a tab comes before."""
    for place in range(start, min(len(lines), start + _MOST_LINES)):
        cell, *others = lines[place].text.split("\t")
        if cell.rstrip().endswith('"') and cell.count('"') % 2 == 1:
            return place + 1
        if others:
            return 0
    return 0


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
    """A cell as spreadsheets quote it for a line break or a quote in it: in quotes, those inside doubled."""
    stripped = cell.strip()
    quoted = len(stripped) > 1 and stripped[0] == stripped[-1] == '"'
    if quoted and ("\n" in stripped or ('""' in stripped[1:-1] and '"' not in stripped[1:-1].replace('""', ""))):
        return stripped[1:-1].replace('""', '"')
    return cell
