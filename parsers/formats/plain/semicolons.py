"""Tables whose cells are set apart by semicolons: CSV as Russian spreadsheets save it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

from parsers import limits
from parsers.formats.plain.rows import TextLine, TextRow

_COLUMNS, _ROWS = 3, 3
_MOSTLY = 0.6
"""Share of the rows that are equally wide; lists within sentences are not."""


def is_table(lines: Sequence[TextLine]) -> bool:
    """Whether most lines hold equally many cells."""
    if sum(line.text.count(";") >= _COLUMNS - 1 for line in lines) < _ROWS:
        return False
    widths = Counter(len(row.cells) for row in parsed(lines))
    width, count = widths.most_common(1)[0]
    return width >= _COLUMNS and count >= _ROWS and count >= _MOSTLY * widths.total()


def rows(lines: Sequence[TextLine], delimiter: str = ";") -> Iterator[TextRow | TextLine]:
    """The rows; a sheet's lines of one cell above its first full row are text."""
    above = True
    for row in parsed(lines, delimiter):
        filled = [cell for cell in row.cells if cell.strip()]
        above = above and len(filled) < 2
        if above:
            yield from (TextLine(row.line, cell) for cell in filled)
        else:
            yield row


def parsed(lines: Sequence[TextLine], delimiter: str = ";") -> Iterator[TextRow]:
    """Rows as a spreadsheet reads them: quoted cells may hold delimiters and line ends."""
    reader = csv.reader((line.text + "\n" for line in lines), delimiter=delimiter)
    start = 0
    try:
        for cells in reader:
            kept = (*cells[: limits.MAX_COLUMNS - 1], " ".join(cells[limits.MAX_COLUMNS - 1 :]))
            yield TextRow(kept[: max(len(cells), 1)], lines[start].number, lines[reader.line_num - 1].number)
            start = reader.line_num
    except csv.Error:
        yield from (TextRow((line.text,), line.number, line.number) for line in lines[start:])
