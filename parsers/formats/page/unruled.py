"""The ways to read a page on which no line makes a table; each gives the tables that it sees, from the top down."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers.formats.page.aligned import Columns, aligned
from parsers.formats.page.borderless import borderless
from parsers.formats.page.fitness import fitness
from parsers.formats.page.geometry import Marks, Word
from parsers.formats.page.grid import Lattice
from parsers.formats.page.layout import lines_of
from parsers.formats.page.partly_ruled import by_white_space, refined

Unruled = Callable[[Sequence[Word], Marks, Sequence[float]], list[Lattice]]
"""Tables from the words outside of ruled ones, what is drawn, and the edges of the columns on the page before."""


def by_gaps(words: Sequence[Word], marks: Marks, above: Sequence[float]) -> list[Lattice]:
    """One table of numbered rows, or of rows set apart."""
    return _refined(borderless(lines_of(words), above), words, marks, above)


def by_columns(columns: Columns) -> Unruled:
    """One table in the columns that hold for all pages of the file."""

    def read(words: Sequence[Word], marks: Marks, above: Sequence[float]) -> list[Lattice]:
        return _refined(aligned(lines_of(words), columns), words, marks, above)

    return read


def without_tables(words: Sequence[Word], marks: Marks, above: Sequence[float]) -> list[Lattice]:
    """None: the page as lines."""
    return []


def by_gaps_or_white_space(words: Sequence[Word], marks: Marks, above: Sequence[float]) -> list[Lattice]:
    """Where there is no other reader to be asked between the two."""
    return by_gaps(words, marks, above) or by_white_space(words, marks, above)


def fit_of(tables: Sequence[Lattice], words: Sequence[Word]) -> float:
    """How well the tables fit their words: see `fitness`."""
    return sum(fitness(table, _inside(table, words)) for table in tables)


def _inside(table: Lattice, words: Sequence[Word]) -> list[Word]:
    left, top, right, bottom = table.bbox
    return [w for w in words if left <= (w.x0 + w.x1) / 2 <= right and top <= (w.top + w.bottom) / 2 <= bottom]


def _refined(table: Lattice | None, words: Sequence[Word], marks: Marks, above: Sequence[float]) -> list[Lattice]:
    if table is None:
        return []
    drawn = marks.fills or marks.horizontals
    return [(refined(table, words, marks, above).lattice if drawn else None) or table]
