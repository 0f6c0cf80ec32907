"""Tables that are ruled only in part: what lines, shading, aligned text and white space each say is tried and weighed.

Where columns part is told by verticals, by the sides of shaded areas, by channels in the text, by the page before;
where rows part by horizontals, by the ends of shaded areas, by numbers, by gaps. Every pair of the two is a lattice,
and the one that its text fits best is taken, the ruled one where none is better.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from parsers.formats.page.borderless import channels, crosses, numbered, segments, set_apart
from parsers.formats.page.fitness import COLUMNS, fitness, gapped, stacked
from parsers.formats.page.geometry import Marks, Word
from parsers.formats.page.grid import SNAP, Box, Lattice
from parsers.formats.page.layout import Line, lines_of
from parsers.formats.page.tables import place_words
from parsers.model import BBox

_BETTER = 1.0
"""What another lattice must fit better than the ruled one."""
_LEAST = 6.0
"""Points: no row and no column is narrower."""
_WIDE = 0.5
"""The share of the table's width that a line or shaded areas at one height take where they part rows for sure."""
_MANY = 400
"""Lines of text on a page that is still tried."""


def is_doubtful(tables: Sequence[Lattice], words: Sequence[Word]) -> bool:
    """Whether cells of the ruled tables hold what looks like several cells."""
    return any(_is_doubtful(table, words) for table in tables)


def _is_doubtful(table: Lattice, words: Sequence[Word]) -> bool:
    inside, _ = place_words(table, words, None)
    if len(table.xs) <= COLUMNS and len(table.ys) > COLUMNS:
        return any(inside)
    for own in inside:
        if len(own) > 1:
            lines = lines_of(own)
            if (len(lines) > 1 and (stacked(lines) > 1 or gapped(lines))) or len(segments(lines[0])) > 2:
                return True
    return False


def refined(table: Lattice, words: Sequence[Word], marks: Marks, above: Sequence[float]) -> Lattice | None:
    """A lattice within the ruled table that fits its text better; None where the ruled one is as good."""
    left, top, right, bottom = table.bbox
    own = [w for w in words if left <= (w.x0 + w.x1) / 2 <= right and top <= (w.top + w.bottom) / 2 <= bottom]
    lines = lines_of(own)
    if not 1 < len(lines) <= _MANY:
        return None
    found = [_lattice(lines, table.bbox, xs, ys) for xs, ys in _hypotheses(table, lines, marks, above)]
    scored = [(fitness(lattice, own), lattice) for lattice in found]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= fitness(table, own) + _BETTER else None


def _hypotheses(
    table: Lattice, lines: Sequence[Line], marks: Marks, above: Sequence[float]
) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Inner edges of columns and of rows, each pair once."""
    levels = list(_row_edges(table, lines, marks))
    columns = {edges for edges in _column_edges(table, lines, marks, levels, above) if len(edges) + 1 >= COLUMNS}
    yield from ((xs, ys) for xs in columns for ys in set(levels))


def _row_edges(table: Lattice, lines: Sequence[Line], marks: Marks) -> Iterator[tuple[float, ...]]:
    _, top, _, bottom = table.bbox
    yield table.ys[1:-1]
    for share in (_WIDE, 0.0):
        yield _inner(drawn_levels(marks, table.bbox, share), top, bottom)
    for starts in (numbered(lines), set_apart(lines)):
        if starts:
            texts = [lines[place].bbox[1] - 0.5 for place in starts]
            yield _inner([*table.ys[1:-1], *texts], top, bottom)


def _column_edges(
    table: Lattice,
    lines: Sequence[Line],
    marks: Marks,
    levels: Iterable[Sequence[float]],
    above: Sequence[float],
) -> Iterator[tuple[float, ...]]:
    left, top, right, bottom = table.bbox
    yield table.xs[1:-1]
    drawn = [x for fill in marks.fills if top - SNAP < fill[1] < bottom for x in (fill[0], fill[2])]
    drawn += [ruling.at for ruling in marks.verticals if ruling.end > top and ruling.start < bottom]
    yield _inner(drawn, left, right)
    yield _inner(above, left, right)
    for edges in levels:
        rows = [band for band in _bands(lines, edges) if band]
        yield _inner(channels(rows), left, right) if len(rows) > 1 else ()


def drawn_levels(marks: Marks, area: BBox, share: float) -> list[float]:
    """The heights at which lines, or ends of shaded areas, take at least that share of the width of the area."""
    left, top, right, bottom = area
    drawn = [(r.at, max(left, r.start), min(right, r.end)) for r in marks.horizontals]
    for fill in marks.fills:
        drawn += [(y, max(left, fill[0]), min(right, fill[2])) for y in (fill[1], fill[3])]
    inside = sorted(piece for piece in drawn if top - SNAP < piece[0] < bottom + SNAP and piece[1] < piece[2])
    groups: list[list[tuple[float, float, float]]] = []
    for piece in inside:
        if groups and piece[0] - groups[-1][0][0] <= SNAP:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [group[0][0] for group in groups if _length(group) >= share * (right - left)]


def _length(pieces: Iterable[tuple[float, float, float]]) -> float:
    """What pieces of a line cover together."""
    total, reach = 0.0, float("-inf")
    for _, start, end in sorted(pieces, key=lambda piece: piece[1]):
        total += max(0.0, end - max(start, reach))
        reach = max(reach, end)
    return total


def _inner(edges: Iterable[float], low: float, high: float) -> tuple[float, ...]:
    """Edges well between two limits and apart from one another, ascending."""
    kept: list[float] = []
    for edge in sorted(edges):
        if low + _LEAST < edge < high - _LEAST and (not kept or edge - kept[-1] >= _LEAST):
            kept.append(edge)
    return tuple(kept)


def _bands(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    """The lines between each two neighbouring edges, from the top down."""
    bands: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for line in lines:
        bands[bisect_right(edges, (line.bbox[1] + line.bbox[3]) / 2)].append(line)
    return bands


def _lattice(lines: Sequence[Line], area: BBox, xs: Sequence[float], ys: Sequence[float]) -> Lattice:
    """A row for each band of lines; one whose text runs over the columns is one cell."""
    left, top, right, bottom = area
    levels = (top, *ys, bottom)
    boxes: list[Box] = []
    for row, band in enumerate(_bands(lines, ys)):
        if band and 2 * sum(crosses(line, xs) for line in band) > len(band):
            boxes.append(Box(row, 0, 1, len(xs) + 1, False, False))
        else:
            boxes += [Box(row, col, 1, 1, False, False) for col in range(len(xs) + 1)]
    return Lattice((left, *xs, right), levels, tuple(boxes))
