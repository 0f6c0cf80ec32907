"""Words into the cells of a lattice: the grids of one page, for PDF and for scans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from parsers.formats.page.geometry import IDENTITY, Matrix, Word, set_upright, transform
from parsers.formats.page.grid import Box, Lattice
from parsers.formats.page.layout import Column, Line, flow, lines_of, padding
from parsers.model import BBox, Cell, Grid, Locator

_OVERLAP = 1.5
_PARTED = 1.2
_SHADED = 0.6


class Glyphs(Protocol):
    """What only the characters of a page can tell of its words; OCR cannot."""

    def is_bold(self, word: Word) -> bool:
        """Whether its font is bold."""

    def cut(self, word: Word, edges: list[float]) -> list[Word]:
        """The word taken apart at vertical edges (ascending x)."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page's number from 1 and the way from the page as it is read to the page as it is shown."""

    number: int
    to_shown: Matrix = IDENTITY

    def locator(self, box: BBox) -> Locator:
        """The place of a box that is given in the coordinates of reading."""
        shown = box if self.to_shown == IDENTITY else transform(self.to_shown, box)
        x0, top, x1, bottom = shown
        return Locator(page=self.number, bbox=(round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)))


def place_words(lattice: Lattice, words: Sequence[Word], glyphs: Glyphs | None) -> tuple[list[list[Word]], list[Word]]:
    """The words of each cell, and those outside of the table."""
    owner, xs = _owners(lattice), lattice.xs
    left, top, right, bottom = lattice.bbox
    inside: list[list[Word]] = [[] for _ in lattice.boxes]
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not (left <= x <= right and top <= y <= bottom):
            outside.append(word)
            continue
        row = min(bisect_right(lattice.ys, y), len(owner)) - 1
        if bisect_right(xs, word.x0 + _OVERLAP) >= bisect_right(xs, word.x1 - _OVERLAP):
            pieces = [word]
        else:
            pieces = _pieces(word, owner[row], lattice, glyphs)
        for piece in pieces:
            col = min(bisect_right(xs, (piece.x0 + piece.x1) / 2), len(owner[row])) - 1
            inside[owner[row][max(col, 0)]].append(piece)
    return inside, outside


def _owners(lattice: Lattice) -> list[list[int]]:
    """[row][column] -> number of the cell."""
    owner = [[0] * (len(lattice.xs) - 1) for _ in lattice.ys[1:]]
    for number, box in enumerate(lattice.boxes):
        for row in range(box.row, box.row + box.row_span):
            owner[row][box.col : box.col + box.col_span] = [number] * box.col_span
    return owner


def _pieces(word: Word, owner: list[int], lattice: Lattice, glyphs: Glyphs | None) -> list[Word]:
    """The word, taken apart where it runs over the border of two cells with a gap there ('1.Проведение')."""
    xs = lattice.xs
    first = bisect_right(xs, word.x0 + _OVERLAP)
    last = bisect_right(xs, word.x1 - _OVERLAP)
    if first >= last or glyphs is None or word.turn:
        return [word]
    edges = [xs[i] for i in range(max(first, 1), min(last, len(xs) - 1)) if owner[i - 1] != owner[i]]
    if not edges:
        return [word]
    pieces = glyphs.cut(word, edges)
    gaps = [right.x0 - left.x1 for left, right in pairwise(pieces)]
    return pieces if gaps and min(gaps) >= _PARTED else [word]


def lines_of_cells(inside: Sequence[Sequence[Word]]) -> list[list[Line]]:
    """The printed lines of each cell of a table."""
    return [lines_of(_as_read(words)) for words in inside]


def grid_of(
    lattice: Lattice,
    lines: Sequence[list[Line]],
    fills: Sequence[BBox],
    page: Page,
    glyphs: Glyphs | None,
    ruled: bool = True,
) -> Grid:
    """The table with its texts; every cell of the lattice has a Cell, empty ones too.

    `lines`: those of each cell. `ruled`: lines tell where a column ends and which cells are merged; else its longest
    lines tell where it ends.
    """
    boxes = [lattice.bbox_of(box) for box in lattice.boxes]
    columns = _ruled_columns(boxes, lines) if ruled else _printed_columns(lattice, boxes, lines)
    areas = [fill for fill in fills if _overlap(fill, lattice.bbox)]
    cells = tuple(
        _cell(box, bbox, text, column, areas, page, glyphs)
        for box, bbox, text, column in zip(lattice.boxes, boxes, lines, columns, strict=True)
    )
    return Grid(
        rows=len(lattice.ys) - 1,
        cols=len(lattice.xs) - 1,
        cells=cells,
        locator=page.locator(lattice.bbox),
        spans_known=ruled,
    )


def _as_read(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a cell set vertically as if it were not; those of another cell as they are."""
    turns = {word.turn for word in words}
    return [set_upright(word) for word in words] if len(turns) == 1 and turns != {0} else words


def _ruled_columns(boxes: Sequence[BBox], lines: Sequence[list[Line]]) -> list[Column]:
    """Where the text of each cell may stand: within its lines, as far from them as the nearest text is."""
    pad = padding([(bbox, own) for bbox, own in zip(boxes, lines, strict=True) if _stands_in(own, bbox)])
    return [
        Column(bbox[0] + pad, bbox[2] - pad) if _stands_in(own, bbox) else _reach(own)
        for bbox, own in zip(boxes, lines, strict=True)
    ]


def _stands_in(lines: Sequence[Line], bbox: BBox) -> bool:
    """Whether the lines are printed in the cell: lines set vertically are read in another place."""
    return not lines or (bbox[0] <= lines[0].bbox[2] and lines[0].bbox[0] <= bbox[2] and lines[0].bbox[1] < bbox[3])


def _reach(lines: Sequence[Line]) -> Column:
    return Column(min(line.bbox[0] for line in lines), max(line.bbox[2] for line in lines))


def _printed_columns(lattice: Lattice, boxes: Sequence[BBox], lines: Sequence[list[Line]]) -> list[Column]:
    """Where the text of each cell may stand: between the outermost ends of the lines of its column."""
    printed: dict[tuple[int, int], list[Line]] = {}
    for box, own in zip(lattice.boxes, lines, strict=True):
        printed.setdefault((box.col, box.col_span), []).extend(own)
    reach = {place: _reach(own) for place, own in printed.items() if own}
    return [
        reach.get((box.col, box.col_span), Column(bbox[0], bbox[2]))
        for box, bbox in zip(lattice.boxes, boxes, strict=True)
    ]


def _cell(
    box: Box, bbox: BBox, lines: list[Line], column: Column, fills: Sequence[BBox], page: Page, glyphs: Glyphs | None
) -> Cell:
    known = [word.confidence for line in lines for word in line.words if word.confidence is not None]
    area = (bbox[2] - bbox[0]) * (bbox[3] - bbox[1])
    return Cell(
        text=flow(lines, column),
        row=box.row,
        col=box.col,
        row_span=box.row_span,
        col_span=box.col_span,
        locator=page.locator(bbox),
        confidence=round(sum(known) / len(known), 3) if known else None,
        shaded=any(_overlap(fill, bbox) >= _SHADED * area for fill in fills),
        bold=is_bold(lines, glyphs),
        open_top=box.open_top,
        open_bottom=box.open_bottom,
    )


def is_bold(lines: Sequence[Line], glyphs: Glyphs | None) -> bool:
    """Whether the first and the last word of the lines are bold."""
    if not lines or glyphs is None:
        return False
    return glyphs.is_bold(lines[0].words[0]) and glyphs.is_bold(lines[-1].words[-1])


def _overlap(one: BBox, other: BBox) -> float:
    """The area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0
