"""Tables whose columns are set with blanks, as viewers copy a page with its layout: read as an unruled page is.

A character is one unit wide, a line two units high.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from parsers.formats.page.borderless import borderless
from parsers.formats.page.geometry import Word
from parsers.formats.page.layout import lines_of
from parsers.formats.page.tables import Page, grid_of, lines_of_cells, place_words
from parsers.formats.plain.rows import TextLine, TextRow

_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\S {2,}\S")
_HEIGHT = 2.0
_LEAST_GAPS = 3
_GAPS = 2
"""Wide gaps of a line that stands in three columns."""
_PAGE_NUMBER = re.compile(r"\s*[–—-]?\s*\d{1,3}\s*[–—-]?\s*")
_PAGE_MARK = re.compile(r"\s*[–—-]\s*\d{1,3}\s*[–—-]\s*")
_MONTH = re.compile(
    r"\s*(?:январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)(?:\s+20\d\d(?:\s*г(?:ода|\.)?)?)?\s*",
    re.IGNORECASE,
)
_MOST_LINES = 20_000
"""Lines of a text, above which it is no order."""


def may_be_table(lines: Sequence[TextLine]) -> bool:
    """Whether enough lines have gaps of several blanks between their words."""
    return len(lines) < _MOST_LINES and sum(bool(_GAP.search(line.text)) for line in lines) >= _LEAST_GAPS


def rows(lines: Sequence[TextLine]) -> Iterator[TextRow | TextLine]:
    """The rows of the table among these lines; lines above and below it stay as they are.

    A month alone on its line heads the rows below; a page's number stands between rows and in none, so it comes last.
    """
    months = {place for place, line in enumerate(lines) if _MONTH.fullmatch(line.text)}
    marks = {place for place, line in enumerate(lines) if _PAGE_MARK.fullmatch(line.text)}
    words = [
        Word(match.group(), match.start(), _HEIGHT * place, match.end(), _HEIGHT * (place + 1))
        for place, line in enumerate(lines)
        if place not in months | marks
        for match in _WORD.finditer(line.text.expandtabs())
    ]
    table = borderless(lines_of(words)) if words else None
    if table is None:
        yield from lines
        return
    inside, _ = place_words(table, words, None)
    grid = grid_of(table, lines_of_cells(inside), (), Page(1), None, ruled=False)
    starts = [round((y + 0.5) / _HEIGHT) for y in (*table.ys[:-1], table.ys[-1] - 1.5)]
    yield from (lines[place] for place in range(starts[0]) if place not in marks)
    for row, cells in groupby(grid.cells, key=lambda cell: cell.row):
        first, last = lines[starts[row]], lines[max(starts[row + 1] - 1, starts[row])]
        yield TextRow(tuple(cell.text for cell in cells), first.number, last.number)
        for place in sorted(months & set(range(starts[row], starts[row + 1]))):
            yield TextRow((lines[place].text.strip(),), lines[place].number, lines[place].number)
    yield from (lines[place] for place in range(starts[-1], len(lines)) if place not in marks)
    yield from (lines[place] for place in sorted(marks))


def gap_share(lines: Sequence[TextLine]) -> float:
    """0..1: how many of the printed lines have a gap of several blanks between words."""
    printed = [line for line in lines if line.text.strip()]
    return sum(bool(_GAP.search(line.text)) for line in printed) / max(1, len(printed))


def pages_as_one(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """The lines as of one long page, and those that only a page break puts between: page numbers, repeated captions."""
    kept: list[TextLine] = []
    dropped: list[TextLine] = []
    seen: set[str] = set()
    for line in lines:
        captions = len(_GAP.findall(line.text)) >= _GAPS and not any(map(str.isdigit, line.text))
        if kept and (_PAGE_NUMBER.fullmatch(line.text) or (captions and line.text in seen)):
            dropped.append(line)
            kept.append(TextLine(line.number, ""))
        else:
            kept.append(line)
        if captions:
            seen.add(line.text)
    return kept, dropped
