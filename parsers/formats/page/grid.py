"""From rulings to lattices: the cells of ruled tables with their spans, for PDF pages and scans alike.

Rulings that touch belong to one table. Their coordinates make a lattice of atoms; atoms that no ruling parts are one
cell. Nothing here knows of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.formats.page.geometry import Ruling
from parsers.formats.page.ruled_lines import FREE, GAP, components, merge, runs, take_pieces, tied_lines, united
from parsers.model import BBox

SNAP = 3.5
"""Rulings nearer than this in points are one: double lines, both sides of a border."""
WHOLE = (0.75, 0.75)
"""How much of the stretch between two crossing lines must be drawn to part cells: of a level one, of an upright one."""
_OVERHANG = 8.0
_ALONG = 0.7
_CARRIED = 0.3
"""How much of a line between two cells is enough where a longer one goes on there: strokes of letters don't."""
_HEADING = 30.0
"""Points: a lower row may be a heading over all columns, into which lines reach a little."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a lattice: place, spans, and whether it reaches the upper or lower end without a line closing it."""

    row: int
    col: int
    row_span: int
    col_span: int
    open_top: bool
    open_bottom: bool


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: ascending edges of its columns (x) and rows (y) in points, and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def bbox(self) -> BBox:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def bbox_of(self, box: Box) -> BBox:
        """Where the cell stands on the page."""
        right, bottom = self.xs[box.col + box.col_span], self.ys[box.row + box.row_span]
        return (self.xs[box.col], self.ys[box.row], right, bottom)


def lattices(
    horizontals: Iterable[Ruling], verticals: Iterable[Ruling], gap: float = GAP, drawn: tuple[float, float] = WHOLE
) -> tuple[list[Lattice], list[Ruling]]:
    """The tables that the rulings draw, from the top down, and the horizontals that belong to none (underlines).

    `drawn`: see `WHOLE`; less where lines printed in pieces.
    """
    across, down = merge(horizontals, gap), merge(verticals, gap)
    for _ in range(2):
        tied = tied_lines(across, down), tied_lines(down, across)
        if sum(map(len, tied)) == len(across) + len(down):
            break
        across, down = tied
    tables, loose = components(across, down)
    if drawn != WHOLE:
        loose = take_pieces(tables, loose)
    found = [lattice for hs, vs in tables if (lattice := _lattice(hs, vs, drawn))]
    return sorted(_outermost(found), key=lambda t: (t.ys[0], t.xs[0])), loose


def columns_between(verticals: Iterable[Ruling], gap: float = GAP) -> list[Lattice]:
    """What three verticals or more set apart that begin and end together, with no horizontals: one row of columns."""
    down = merge(verticals, gap)
    groups: list[list[Ruling]] = []
    for ruling in sorted(down, key=lambda r: r.end - r.start, reverse=True):
        group = next((own for own in groups if _side_by_side(own[0], ruling)), None)
        if group is None:
            groups.append(group := [])
        group.append(ruling)
    return [_columns(group) for group in groups if len(group) > 2 and group[0].end - group[0].start >= FREE]


def _side_by_side(longest: Ruling, ruling: Ruling) -> bool:
    """Whether a vertical runs along most of a longer one: under a caption over several columns it begins lower."""
    shared = min(longest.end, ruling.end) - max(longest.start, ruling.start)
    return shared >= _ALONG * (longest.end - longest.start)


def _columns(group: Sequence[Ruling]) -> Lattice:
    xs = tuple(sorted(ruling.at for ruling in group))
    boxes = tuple(Box(0, col, 1, 1, False, False) for col in range(len(xs) - 1))
    return Lattice(xs, (min(r.start for r in group), max(r.end for r in group)), boxes)


def _edges(rulings: list[Ruling], ends: Iterable[float]) -> list[float]:
    """Coordinates of the lattice lines: of the rulings, and of where those across them end beyond the outermost."""
    edges: list[float] = []
    for group in runs(sorted(rulings), SNAP):
        longest = max(group, key=lambda r: r.end - r.start)
        edges.append(longest.at)
    low, high = min(ends), max(ends)
    if low < edges[0] - _OVERHANG:
        edges.insert(0, low)
    if high > edges[-1] + _OVERHANG:
        edges.append(high)
    return edges


def _covered(rulings: list[Ruling], lines: list[float], spans: list[float], least: float) -> list[list[bool]]:
    """[line][span]: whether rulings near the line cover so much of the stretch between two neighbouring `spans`.

    Where lines printed in pieces, less is enough of one that goes on beyond the stretch.
    """
    near: list[list[Ruling]] = [[] for _ in lines]
    for ruling in rulings:
        nearest = min(range(len(lines)), key=lambda i: abs(lines[i] - ruling.at))
        near[nearest].append(ruling)
    result: list[list[bool]] = []
    for group in near:
        row: list[bool] = []
        long = [r for r in group if r.end - r.start >= FREE] if least < min(WHOLE) else []
        for low, high in pairwise(spans):
            carried = high - low > _HEADING and _drawn(long, low, high) >= _CARRIED * (high - low)
            row.append(carried or _drawn(group, low, high) >= least * (high - low))
        result.append(row)
    return result


def _drawn(rulings: Iterable[Ruling], low: float, high: float) -> float:
    return sum(max(0.0, min(r.end, high) - max(r.start, low)) for r in rulings)


def _lattice(across: list[Ruling], down: list[Ruling], drawn: tuple[float, float]) -> Lattice | None:
    """The cells of one component; None for what is no table (a cross, a corner)."""
    xs = _edges(down, [edge for r in across for edge in (r.start, r.end)])
    ys = _edges(across, [edge for r in down for edge in (r.start, r.end)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    level, upright = _covered(across, ys, xs, drawn[0]), _covered(down, xs, ys, drawn[1])
    rows, cols = len(ys) - 1, len(xs) - 1
    rects = _rectangles(_regions(level, upright, rows, cols), cols)
    row_marks = sorted({edge for rect in rects for edge in (rect[0], rect[2])})
    col_marks = sorted({edge for rect in rects for edge in (rect[1], rect[3])})
    boxes = [_box(rect, row_marks, col_marks, level) for rect in rects]
    return Lattice(tuple(xs[i] for i in col_marks), tuple(ys[i] for i in row_marks), tuple(boxes))


def _regions(level: list[list[bool]], upright: list[list[bool]], rows: int, cols: int) -> list[int]:
    """For each atom, row by row, the number of the region it belongs to: atoms with no ruling between them are one."""
    join, root = united(rows * cols)
    for row in range(rows):
        for col in range(cols):
            atom = row * cols + col
            if col + 1 < cols and not upright[col + 1][row]:
                join(atom + 1, atom)
            if row + 1 < rows and not level[row + 1][col]:
                join(atom + cols, atom)
    return [root(atom) for atom in range(rows * cols)]


Rect = tuple[int, int, int, int]
"""First row, first column, row after the last, column after the last."""


def _rectangles(regions: list[int], cols: int) -> list[Rect]:
    """Each region as rectangles: runs of atoms in a row, joined downwards where the runs are equal."""
    done: list[Rect] = []
    growing: dict[tuple[int, int, int], int] = {}
    rows = len(regions) // cols
    for row in range(rows):
        line = regions[row * cols : (row + 1) * cols]
        starts = [col for col in range(cols) if col == 0 or line[col] != line[col - 1]]
        runs = {(line[s], s, e): row for s, e in zip(starts, [*starts[1:], cols], strict=True)}
        done += [(top, s, row, e) for (region, s, e), top in growing.items() if (region, s, e) not in runs]
        growing = {run: growing.get(run, row) for run in runs}
    done += [(top, s, rows, e) for (_, s, e), top in growing.items()]
    return sorted(done)


def _box(rect: Rect, row_marks: list[int], col_marks: list[int], level: list[list[bool]]) -> Box:
    """The cell counted in the lattice lines at which some cell begins or ends: bits of rulings part nothing."""
    row, col, row_end, col_end = rect
    place, left = row_marks.index(row), col_marks.index(col)
    return Box(
        row=place,
        col=left,
        row_span=row_marks.index(row_end) - place,
        col_span=col_marks.index(col_end) - left,
        open_top=row == 0 and not any(level[0][col:col_end]),
        open_bottom=row_end == row_marks[-1] and not any(level[-1][col:col_end]),
    )


def _outermost(found: list[Lattice]) -> list[Lattice]:
    """Without frames around other tables (one cell) and without what stands within a cell of another."""
    kept: list[Lattice] = []
    for table in found:
        around = [other for other in found if other is not table and _within(table.bbox, other.bbox)]
        holds = any(_within(other.bbox, table.bbox) for other in found if other is not table)
        if any(len(other.boxes) > 1 for other in around) or (holds and len(table.boxes) == 1):
            continue
        kept.append(table)
    return kept


def _within(inner: BBox, outer: BBox) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )
