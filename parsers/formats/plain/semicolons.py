"""Tables whose cells are set apart by semicolons, CSV as Russian spreadsheets save it, or by commas as others do.

Commas stand in every sentence: they part cells only where rows are equally wide and captions of a plan are among them.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

from parsers import limits
from parsers.formats.plain.rows import TextLine, TextRow
from parsers.tables.headers import caption_roles

_COLUMNS, _ROWS = 3, 3
_MOSTLY = 0.6
"""Share of the rows that are equally wide; lists within sentences are not."""


def is_table(lines: Sequence[TextLine], mark: str = ";") -> bool:
    """Whether most lines hold equally many cells."""
    if sum(line.text.count(mark) >= _COLUMNS - 1 for line in lines) < _ROWS:
        return False
    parsed = list(_parsed(lines, mark))
    width, count = Counter(len(row.cells) for row in parsed).most_common(1)[0]
    alike = width >= _COLUMNS and count >= _ROWS and count >= _MOSTLY * len(parsed)
    return alike and (mark != "," or any(_are_captions(row, width) for row in parsed))


def _are_captions(row: TextRow, width: int) -> bool:
    """'№,Мероприятия,Сроки,Ответственные': most of the cells are captions."""
    named = sum(bool(caption_roles(cell.strip())) for cell in row.cells)
    return len(row.cells) == width and named >= _COLUMNS - 1 and 2 * named > width


def rows(lines: Sequence[TextLine], mark: str = ";") -> Iterator[TextRow | TextLine]:
    """The rows; a sheet's lines of one cell above its first full row are text."""
    above = True
    for row in _parsed(lines, mark):
        filled = [cell for cell in row.cells if cell.strip()]
        above = above and len(filled) < 2
        if above:
            yield from (TextLine(row.line, cell) for cell in filled)
        else:
            yield row


def _parsed(lines: Sequence[TextLine], mark: str) -> Iterator[TextRow]:
    """Rows as a spreadsheet reads them: quoted cells may hold the mark and line ends."""
    reader = csv.reader((line.text + "\n" for line in lines), delimiter=mark)
    start = 0
    try:
        for cells in reader:
            kept = (*cells[: limits.MAX_COLUMNS - 1], " ".join(cells[limits.MAX_COLUMNS - 1 :]))
            yield TextRow(kept[: max(len(cells), 1)], lines[start].number, lines[reader.line_num - 1].number)
            start = reader.line_num
    except csv.Error:
        yield from (TextRow((line.text,), line.number, line.number) for line in lines[start:])
