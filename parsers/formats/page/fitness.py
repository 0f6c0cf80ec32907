"""How well a lattice fits the text that it cuts into cells: what decides between several ways to see a table's cells.

Nothing of the language is known here. A row is worth a point when it fills its columns; what tells that the cells are
wrong costs: numbers of several rows in one cell, gaps at the same place through several lines of a cell, text over a
border, rows that go on with the text of the row above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from parsers.formats.page.borderless import segments
from parsers.formats.page.geometry import Word
from parsers.formats.page.grid import Lattice
from parsers.formats.page.layout import Line, lines_of
from parsers.formats.page.tables import place_words

ROW_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)]?")
COLUMNS = 3
"""A plan has no fewer: what is done, when, by whom."""
_ROW = 1.0
_STACKED = 1.5
"""For each number after the first in a cell."""
_GAPPED = 0.6
"""For each line of a cell that is parted by a gap where other lines of the cell are, too."""
_CROSSED = 1.0
"""For each word that runs over the border of its cell."""
_CUT = 1.2
"""For a row that begins within a sentence, or without the number that the others have."""
_FOLLOWS = 0.4
"""For each number that is greater than the one above it."""
_NEVER_BOTH = 1.5
"""For two neighbouring columns of which every row fills one at most."""
_RISING = 0.7
"""Share of the numbers of rows that rise."""
_HIDDEN = 0.6
"""For each line of a column through which a channel runs."""
_MOST = 4.0
"""One cell costs at most so much."""
_OVER = 2.0
_GAP = 1.4
"""Of a line's height: what parts columns, not words."""
_SAME = 6.0


def fitness(lattice: Lattice, words: Sequence[Word]) -> float:
    """The higher the better; only sums over the same words compare."""
    inside, _ = place_words(lattice, words, None)
    cells = [lines_of(own) for own in inside]
    numbers = _number_column(lattice, cells)
    cost = sum(
        min(_MOST, _cost(lattice, place, lines, box.col == numbers))
        for place, (box, lines) in enumerate(zip(lattice.boxes, cells, strict=True))
        if lines
    )
    cost += _NEVER_BOTH * _complements(lattice, cells) + _HIDDEN * _hidden_channels(lattice, cells)
    return _worth(lattice, cells, numbers) + _FOLLOWS * _rises(lattice, cells, numbers) - cost


def torn(lattice: Lattice, words: Sequence[Word]) -> int:
    """How many cells begin with a small letter: lines of a row that were put to the next one mostly do.

    Periods do, too, so that it tells between equal fits alone.
    """
    inside, _ = place_words(lattice, words, None)
    return sum(lines_of(own)[0].text[0].islower() for own in inside if own)


def _hidden_channels(lattice: Lattice, cells: Sequence[Sequence[Line]]) -> int:
    """How many lines of columns are parted by a gap where most lines of the same column are."""
    found = 0
    for col in range(len(lattice.xs) - 1):
        own = [lines for box, lines in zip(lattice.boxes, cells, strict=True) if (box.col, box.col_span) == (col, 1)]
        lines = [line for cell in own for line in cell]
        gaps = [gap for line in lines for gap in _gaps(line)]
        ends = sorted([(left, -1) for left, _ in gaps] + [(right, 1) for _, right in gaps])
        together = max(accumulate(-step for _, step in ends), default=0)
        found += together if together >= COLUMNS and 2 * together >= len(lines) else 0
    return found


def _complements(lattice: Lattice, cells: Sequence[Sequence[Line]]) -> int:
    """How many neighbouring columns no row fills both: one column, of which captions and figures stand apart."""
    filled: list[set[int]] = [set() for _ in lattice.ys[1:]]
    for box, lines in zip(lattice.boxes, cells, strict=True):
        if lines:
            filled[box.row].update(range(box.col, box.col + box.col_span))
    return sum(not any({col, col + 1} <= row for row in filled) for col in range(len(lattice.xs) - 2))


def is_number(lines: Sequence[Line]) -> bool:
    """Whether a cell holds the number of a row and nothing else."""
    return len(lines) == 1 and bool(ROW_NUMBER.fullmatch(lines[0].text.replace(" ", "")))


def gapped(lines: Sequence[Line]) -> list[float]:
    """Where the lines of one cell go on behind a wide gap: the left ends that several lines share."""
    starts = [start for line in lines for _, start in _gaps(line)]
    return [x for x in starts if sum(abs(x - other) <= _SAME for other in starts) > 1]


def _gaps(line: Line) -> list[tuple[float, float]]:
    pieces = segments(line)
    return [(a[1], b[0]) for a, b in pairwise(pieces) if b[0] - a[1] > _GAP * line.height]


def stacked(lines: Sequence[Line]) -> int:
    """How many lines of a cell begin as rows do: with a number that stands alone or before a gap."""
    return sum(len(segments(line)) > 1 or len(line.words) == 1 for line in lines if _begins_with_number(line))


def _begins_with_number(line: Line) -> bool:
    return bool(ROW_NUMBER.fullmatch(line.words[0].text))


def _number_column(lattice: Lattice, cells: Sequence[Sequence[Line]]) -> int | None:
    """The first column of which most cells begin with a number alone."""
    for col in range(min(2, len(lattice.xs) - 1)):
        own = (lines for box, lines in zip(lattice.boxes, cells, strict=True) if (box.col, box.col_span) == (col, 1))
        filled = [lines for lines in own if lines]
        if len(filled) > 1 and 2 * sum(map(_holds_number, filled)) >= len(filled) and _run_on(filled):
            return col
    return None


def _run_on(cells: Sequence[Sequence[Line]]) -> bool:
    """Whether the numbers that begin the cells mostly rise: figures of a statistics don't."""
    values = [_value(lines[0]) for lines in cells if _begins_with_number(lines[0])]
    rises = sum(one <= other for one, other in pairwise(values))
    return len(values) < 3 or rises >= _RISING * (len(values) - 1)


def _value(line: Line) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", line.words[0].text)))


def _holds_number(lines: Sequence[Line]) -> bool:
    return any(len(line.words) == 1 and _begins_with_number(line) for line in lines)


def _cost(lattice: Lattice, place: int, lines: Sequence[Line], of_numbers: bool) -> float:
    box = lattice.boxes[place]
    left, _, right, _ = lattice.bbox_of(box)
    over = sum(word.x0 < left - _OVER or word.x1 > right + _OVER for line in lines for word in line.words)
    parted = len(gapped(lines)) or (sum(bool(_gaps(line)) for line in lines) if box.col_span > 1 else 0)
    several = max(0, stacked(lines) - 1) if of_numbers or box.col_span > 1 or parted else 0
    return _CROSSED * over + _GAPPED * parted + _STACKED * several


def _worth(lattice: Lattice, cells: Sequence[Sequence[Line]], numbers: int | None) -> float:
    """A point for every row that fills its columns and begins one."""
    columns = len(lattice.xs) - 1
    rows: list[dict[int, Sequence[Line]]] = [{} for _ in lattice.ys[1:]]
    for box, lines in zip(lattice.boxes, cells, strict=True):
        if lines and box.col_span < max(columns, 2):
            rows[box.row][box.col] = lines
    return sum(_row_worth(row, numbers, first) for first, row in zip(range(len(rows)), rows, strict=True))


def _row_worth(row: dict[int, Sequence[Line]], numbers: int | None, place: int) -> float:
    if not row:
        return 0.0
    goes_on = place > 0 and (
        numbers not in row if numbers is not None else all(_is_lower(lines) for lines in row.values())
    )
    return (_ROW if len(row) >= COLUMNS else 0.0) - (_CUT if goes_on else 0.0)


def _is_lower(lines: Sequence[Line]) -> bool:
    return lines[0].text[0].islower()


def _rises(lattice: Lattice, cells: Sequence[Sequence[Line]], numbers: int | None) -> int:
    """How many cells of the column of numbers hold a number greater than the cell above."""
    if numbers is None:
        return 0
    own = [lines for box, lines in zip(lattice.boxes, cells, strict=True) if box.col == numbers and is_number(lines)]
    values = [_value(lines[0]) for lines in own]
    return sum(one < other for one, other in pairwise(values))
