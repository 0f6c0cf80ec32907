"""Lattices in the place of a table: every pair of column edges and row edges that is seen there, the best fit first.

Where columns part is told by verticals, by the sides of shaded areas, by channels in the text, by the page before;
where rows part by horizontals, by the ends of shaded areas, by numbers, by gaps.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from parsers.formats.page.borderless import channels, column_of, crosses, merged, numbered, segments, set_apart
from parsers.formats.page.fitness import COLUMNS, fitness, torn
from parsers.formats.page.geometry import Marks, Word
from parsers.formats.page.grid import SNAP, Box, Lattice
from parsers.formats.page.layout import Line, lines_of
from parsers.formats.page.text_rows import row_starts
from parsers.model import BBox

_LEAST = 6.0
"""Points: no row and no column is narrower."""
WIDE = 0.5
"""The share of the table's width that a line or shaded areas at one height take where they part rows for sure."""
_SHARES = (0.2, 0.05, 0.0)
"""Shares of the rows that may have text in a channel between columns."""
_STRIPE = 0.4
"""Of a line's height: what is blank from row to row, not from line to line."""
MANY = 400
"""Lines of text on a page that is still tried."""


def within(words: Sequence[Word], area: BBox) -> list[Word]:
    """The words whose middle lies in an area."""
    left, top, right, bottom = area
    return [w for w in words if left <= (w.x0 + w.x1) / 2 <= right and top <= (w.top + w.bottom) / 2 <= bottom]


def best_lattice(
    table: Lattice, words: Sequence[Word], marks: Marks, above: Sequence[float]
) -> tuple[float, Lattice] | None:
    """The lattice in the place of the table that its text fits best, and how well."""
    return next(iter(ranked_lattices(table, words, marks, above)), None)


def ranked_lattices(
    table: Lattice, words: Sequence[Word], marks: Marks, above: Sequence[float]
) -> list[tuple[float, Lattice]]:
    """All lattices that are seen in the place of the table, the best fitting first, and how well they fit."""
    own = within(words, table.bbox)
    lines = lines_of(own)
    if not 1 < len(lines) <= MANY:
        return []
    found = [_lattice(lines, table.bbox, xs, ys) for xs, ys in _hypotheses(table, lines, marks, above)]
    scored = [(fitness(lattice, own), lattice) for lattice in found]
    return sorted(scored, key=lambda pair: (pair[0], -torn(pair[1], own)), reverse=True)


def _hypotheses(
    table: Lattice, lines: Sequence[Line], marks: Marks, above: Sequence[float]
) -> Iterator[tuple[tuple[float, ...], tuple[float, ...]]]:
    """Inner edges of columns and of rows, each pair once."""
    levels = list(_row_edges(table, lines, marks))
    columns = {edges for edges in _column_edges(table, lines, marks, levels, above) if len(edges) + 1 >= COLUMNS}
    yield from ((xs, ys) for xs in columns for ys in {*levels, _begun(table, lines, xs)})


def _begun(table: Lattice, lines: Sequence[Line], xs: Sequence[float]) -> tuple[float, ...]:
    """The edges over the lines at which rows begin as their text tells."""
    return _inner((lines[place].bbox[1] - 0.5 for place in row_starts(lines, xs)), table.ys[0], table.ys[-1])


def _row_edges(table: Lattice, lines: Sequence[Line], marks: Marks) -> Iterator[tuple[float, ...]]:
    _, top, _, bottom = table.bbox
    yield table.ys[1:-1]
    for share in (WIDE, 0.0):
        yield _inner(drawn_levels(marks, table.bbox, share), top, bottom)
    yield _inner(_stripes(lines), top, bottom)
    for starts in (numbered(lines), set_apart(lines)):
        if starts:
            texts = [lines[place].bbox[1] - 0.5 for place in starts]
            yield _inner([*table.ys[1:-1], *texts], top, bottom)


def _stripes(lines: Sequence[Line]) -> list[float]:
    """The middles of the blank stripes across the table: where cells are centred, a row begins above its number."""
    least = _STRIPE * median(line.height for line in lines)
    edges: list[float] = []
    reach = lines[0].bbox[3]
    for line in sorted(lines, key=lambda line: line.bbox[1]):
        if line.bbox[1] - reach >= least:
            edges.append((reach + line.bbox[1]) / 2)
        reach = max(reach, line.bbox[3])
    return edges


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
    for edges in (*levels, _each(lines)):
        rows = [band for band in _bands(lines, edges) if band]
        for share in _SHARES if len(rows) > 1 else ():
            inner = _inner(channels(rows, share), left, right)
            yield inner
            yield _parting(inner, lines)


def _parting(edges: Sequence[float], lines: Sequence[Line]) -> tuple[float, ...]:
    """Without the edges between columns that no line fills both: a caption set to the left over figures to the right.

    From the left on, where the first column has its caption right over its cells.
    """
    filled = [{column_of(word, edges) for word in line.words} for line in lines]
    kept: list[float] = []
    begun = 0
    for col, edge in enumerate(edges):
        if any(col + 1 in own and any(begun <= place <= col for place in own) for own in filled):
            kept.append(edge)
            begun = col + 1
    return tuple(kept)


def _each(lines: Sequence[Line]) -> tuple[float, ...]:
    return tuple(line.bbox[1] - 0.5 for line in lines[1:])


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
    """A row for each band of lines; headings that run over the columns are rows of one cell."""
    left, top, right, bottom = area
    bands = [part for n, band in enumerate(_bands(lines, ys)) for part in _parted_at_headings(band, xs, left, n == 0)]
    levels = [top, *(_between(one, other, ys) for one, other in pairwise(bands)), bottom]
    boxes: list[Box] = []
    for row, band in enumerate(bands):
        if 2 * sum(crosses(line, xs) for line in band) > len(band):
            boxes += [Box(row, first, 1, last - first, False, False) for first, last in merged(band[0], xs, row < 2)]
        else:
            boxes += [Box(row, col, 1, 1, False, False) for col in range(len(xs) + 1)]
    return Lattice((left, *xs, right), tuple(levels), tuple(boxes))


def _parted_at_headings(band: Sequence[Line], xs: Sequence[float], left: float, captions: bool) -> list[list[Line]]:
    """The lines of one band: headings and what stands between them, each for itself; none for an empty band.

    `captions`: in the first band, captions over several columns stand for themselves, too.
    """
    heads = [crosses(line, xs) and (captions if len(segments(line)) > 1 else line.bbox[0] < xs[0]) for line in band]
    if 2 * sum(heads) > len(band):
        return [list(band)]
    runs = groupby(zip(band, heads, strict=True), key=lambda pair: pair[1])
    return [[line for line, _ in run] for _, run in runs]


def _between(upper: Sequence[Line], lower: Sequence[Line], ys: Sequence[float]) -> float:
    """The edge between two bands: a drawn one, else the middle between their lines."""
    one, other = upper[-1].bbox, lower[0].bbox
    drawn = [y for y in ys if (one[1] + one[3]) / 2 < y <= (other[1] + other[3]) / 2]
    return drawn[0] if drawn else (one[3] + other[1]) / 2
