"""One page taken apart: its grids and the lines outside of them, from words and rulings of whatever source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.errors import ParseError
from parsers.formats.page.borderless import segments
from parsers.formats.page.fitness import COLUMNS
from parsers.formats.page.geometry import Marks, Ruling, Stamp, Word
from parsers.formats.page.grid import WHOLE, Lattice, columns_between, lattices
from parsers.formats.page.layout import Line, lines_of
from parsers.formats.page.partly_ruled import AS_DRAWN, is_doubtful, refined, with_text_beside
from parsers.formats.page.ruled_lines import GAP
from parsers.formats.page.tables import Glyphs, Page, grid_of, is_bold, lines_of_cells, place_words
from parsers.formats.page.unruled import Unruled, by_gaps, fit_of
from parsers.model import BBox, Grid

_BETTER = 1.0
"""What the reading of a page without its lines must fit better than that with them."""
_ROWS = 3
"""Lines in columns outside of ruled tables that may be a part of them."""
_LEAST_SHADED, _MOST_SHADED = 4, 5000
"""Shaded areas of a page that may be the cells of a table."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as read. `lines` stand outside of tables; `loose` are horizontals of no table; sizes in points."""

    page: Page
    width: float
    height: float
    lines: tuple[Line, ...]
    grids: tuple[tuple[float, Grid], ...]
    """(upper edge as it is read, grid) from the top down."""
    loose: tuple[Ruling, ...] = ()
    chars: int = 0
    """Non-blank characters of the page."""
    edges: tuple[float, ...] = ()
    """Between the columns of a table without ruling lines."""
    fit: float = 0.0
    """How well its tables fit their words where no lines told them: see `unruled.fit_of`."""
    sure: bool = True
    """Whether the lines of its tables, or what was taken in their place, fit the text clearly better than all else."""
    outside: str = ""
    """Words that lie beyond the edge of the page."""
    aside: tuple[tuple[str, str], ...] = ()
    """(words, why) that are no part of the page's text: unseen, set across the page, struck out."""
    stamps: tuple[Stamp, ...] = ()
    """Of electronic signatures."""
    unread: int = 0
    """Glyphs that the page paints and no word holds, since the file gives no character for them."""
    note: str = ""
    """How the page was read, where that is no matter of course: one Russian phrase."""
    failure: ParseError | None = None
    """Why the page could not be read; then it holds nothing."""


_NOTHING = Marks()


def failed_page(number: int, error: ParseError) -> PageContent:
    """A page, counted from 1, of which nothing could be read."""
    return PageContent(Page(number), 0.0, 0.0, (), (), failure=error)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page besides text: ruled tables, horizontals of none (underlines), shaded areas."""

    tables: tuple[Lattice, ...] = ()
    loose: tuple[Ruling, ...] = ()
    marks: Marks = _NOTHING
    shaded: bool = False
    """Whether no lines but shaded areas draw the tables."""

    @property
    def fills(self) -> tuple[BBox, ...]:
        return self.marks.fills


def drawing_of(marks: Marks, gap: float = GAP, drawn: tuple[float, float] = WHOLE) -> Drawing:
    """The tables that the rulings draw, else the shaded cells. A frame of one cell is no table."""
    found, loose = lattices(marks.horizontals, marks.verticals, gap, drawn)
    ruled = [table for table in found if len(table.boxes) > 1]
    shaded = [] if ruled else _shaded_tables(marks.fills, gap)
    tables = ruled or shaded or columns_between(marks.verticals, gap)
    return Drawing(tuple(tables), tuple(loose), marks, shaded=bool(shaded))


def _shaded_tables(fills: Sequence[BBox], gap: float) -> list[Lattice]:
    """Tables whose cells are shaded side by side, with no lines between them."""
    if not _LEAST_SHADED <= len(fills) <= _MOST_SHADED:
        return []
    levels = [Ruling(y, left, right) for left, top, right, bottom in fills for y in (top, bottom)]
    uprights = [Ruling(x, top, bottom) for left, top, right, bottom in fills for x in (left, right)]
    tables, _ = lattices(levels, uprights, gap)
    return [table for table in tables if len(table.xs) > 2 and len(table.ys) > 2 and len(table.boxes) >= _LEAST_SHADED]


def arrange(
    words: Sequence[Word],
    drawing: Drawing,
    page: Page,
    size: tuple[float, float],
    glyphs: Glyphs | None = None,
    above: Sequence[float] = (),
    unruled: Unruled = by_gaps,
) -> PageContent:
    """Words into the cells of the tables, the rest into lines.

    `above`: `edges` of the page before; `unruled`: how a page without ruled tables is read.
    """
    placed, outside, sure = _ruled_tables(words, drawing, glyphs, above)
    fit = 0.0
    if not placed or _leaves_rows(outside, drawing):
        found = unruled(words, drawing.marks, above)
        fit = fit_of(found, words)
        if found and (not placed or fit > fit_of([table.lattice for table in placed], words) + _BETTER):
            placed, outside = _placed(found, words, glyphs)
            sure = True
    grids = [
        (one.lattice.ys[0], grid_of(one.lattice, one.lines, drawing.fills, page, glyphs, ruled=one.ruled))
        for one in placed
    ]
    edges = next((one.lattice.xs[1:-1] for one in reversed(placed) if not one.ruled), ())
    lines = tuple(replace(line, bold=is_bold([line], glyphs)) for line in lines_of(outside))
    chars = sum(len(word.text) for word in words)
    return PageContent(page, *size, lines, tuple(grids), drawing.loose, chars, edges, fit, sure=sure)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A table with the lines of each of its cells; `ruled`: lines or shaded areas draw it as it is."""

    lattice: Lattice
    lines: Sequence[list[Line]]
    ruled: bool = False


def _placed(
    tables: Iterable[Lattice], words: Sequence[Word], glyphs: Glyphs | None
) -> tuple[list[_Placed], list[Word]]:
    """The tables that hold words, and the words outside of them."""
    outside = list(words)
    placed: list[_Placed] = []
    for table in tables:
        inside, rest = place_words(table, outside, glyphs)
        if any(inside):
            outside = rest
            placed.append(_Placed(table, lines_of_cells(inside)))
    return placed, outside


def _ruled_tables(
    words: Sequence[Word], drawing: Drawing, glyphs: Glyphs | None, above: Sequence[float]
) -> tuple[list[_Placed], list[Word], bool]:
    """The tables that lines or shaded areas draw, the words outside of them, and whether all tables are sure."""
    if whole := with_text_beside(drawing.tables, words, drawing.marks):
        return *_placed([whole], words, glyphs), True
    outside = list(words)
    placed: list[_Placed] = []
    sure = True
    for ruled in drawing.tables:
        inside, rest = place_words(ruled, outside, glyphs)
        lines = lines_of_cells(inside)
        found = refined(ruled, outside, drawing.marks, above) if is_doubtful(ruled, lines) else AS_DRAWN
        if found.lattice:
            inside, rest = place_words(found.lattice, outside, glyphs)
            lines = lines_of_cells(inside)
        if any(inside):
            outside, sure = rest, sure and found.sure
            placed.append(_Placed(found.lattice or ruled, lines, found.lattice is None))
    return placed, outside, sure


def _leaves_rows(outside: Sequence[Word], drawing: Drawing) -> bool:
    """Whether rows in columns stand outside of the tables: shaded areas and lines may be those of some rows only."""
    rows = sum(len(segments(line)) >= COLUMNS for line in lines_of(outside))
    return rows >= (1 if drawing.shaded else _ROWS)
