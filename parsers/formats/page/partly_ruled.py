"""Tables that are ruled only in part: what lines, shading, aligned text and white space each say is tried and weighed.

Where columns part is told by verticals, by the sides of shaded areas, by channels in the text, by the page before;
where rows part by horizontals, by the ends of shaded areas, by numbers, by gaps. Every pair of the two is a lattice,
and the one that its text fits best is taken, the ruled one where none is better.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from parsers.formats.page.borderless import channels, column_of, crosses, merged, numbered, segments, set_apart
from parsers.formats.page.fitness import COLUMNS, ROW_NUMBER, fitness, gapped, stacked
from parsers.formats.page.geometry import Marks, Word
from parsers.formats.page.grid import SNAP, Box, Lattice
from parsers.formats.page.layout import Line, lines_of
from parsers.formats.page.text_regions import regions
from parsers.formats.page.text_rows import row_starts
from parsers.model import BBox

_BETTER = 1.0
"""What another lattice must fit better than the ruled one."""
_LEAST = 6.0
"""Points: no row and no column is narrower."""
_WIDE = 0.5
"""The share of the table's width that a line or shaded areas at one height take where they part rows for sure."""
_BROAD = 0.35
"""The share of its table's width that a cell of several columns has."""
_DOUBTED = 0.3
"""Share of a table's words in such cells: a merged cell or a list within a cell is no doubt of all other lines."""
_RUNS = 3
"""Stretches of text between tables on one page that are tried; more are headings within a table."""
_SHARES = (0.2, 0.05, 0.0)
"""Shares of the rows that may have text in a channel between columns."""
_LINES = 3
"""Lines of text in a cell that may be rows."""
_MANY = 400
"""Lines of text on a page that is still tried."""


def is_doubtful(table: Lattice, inside: Sequence[Sequence[Word]]) -> bool:
    """Whether cells of a ruled table hold what looks like several cells; `inside`: the words of each."""
    if len(table.xs) <= COLUMNS and len(table.ys) > COLUMNS:
        return any(inside)
    if len(table.ys) <= COLUMNS and _stand_side_by_side(inside):
        return True
    wide = _BROAD * (table.xs[-1] - table.xs[0])
    several = sum(
        len(own)
        for box, own in zip(table.boxes, inside, strict=True)
        if len(own) > 1 and _looks_like_several(own, table.xs[box.col + box.col_span] - table.xs[box.col] >= wide)
    )
    few_rows = len(table.ys) <= COLUMNS
    return several > (0.0 if few_rows else _DOUBTED) * sum(map(len, inside))


def _stand_side_by_side(inside: Sequence[Sequence[Word]]) -> bool:
    """Whether several cells of a table of one row or two hold several lines each: its rows may have no lines."""
    return sum(len(own) >= _LINES and len(lines_of(own)) >= _LINES for own in inside) >= COLUMNS


def _looks_like_several(words: Sequence[Word], wide: bool) -> bool:
    """Whether the words of a cell stand in rows with numbers or, in a wide one, in columns."""
    numbers = sum(bool(ROW_NUMBER.fullmatch(word.text)) for word in words)
    if numbers < 2 and not wide:
        return False
    lines = lines_of(words)
    if len(lines) > 1 and numbers > 1 and stacked(lines) > 1:
        return True
    return wide and (len(segments(lines[0])) > 2 or (len(lines) > 1 and bool(gapped(lines))))


@dataclass(frozen=True, slots=True)
class Refined:
    """What stands in the place of a table in doubt, None for itself; `sure`: nothing else fits about as well."""

    lattice: Lattice | None
    sure: bool


AS_DRAWN = Refined(None, sure=True)


def refined(table: Lattice, words: Sequence[Word], marks: Marks, above: Sequence[float]) -> Refined:
    """The lattice that fits the text of the table better than its lines do. `above`: columns of the page before."""
    own = fitness(table, _within(words, table.bbox))
    ranked = _ranked(table, words, marks, above)
    if not ranked or ranked[0][0] < own + _BETTER:
        return Refined(None, sure=not ranked or ranked[0][0] <= own - _BETTER)
    score, best = ranked[0]
    others = (one for one, lattice in ranked if (len(lattice.xs), len(lattice.ys)) != (len(best.xs), len(best.ys)))
    return Refined(best, sure=score >= max(others, default=own) + _BETTER)


def by_white_space(words: Sequence[Word], marks: Marks, above: Sequence[float]) -> list[Lattice]:
    """The tables of a page that stand in columns, each as its text fits best, from the top down."""
    lines = lines_of(words)
    if len(lines) > _MANY:
        return []
    found = (_standing(lines[region.start : region.stop], marks, above) for region in regions(lines))
    return [lattice for lattices in found for lattice in lattices]


def _standing(lines: Sequence[Line], marks: Marks, above: Sequence[float]) -> list[Lattice]:
    """One table, or two with text between them where both fit better so."""
    whole = _of_lines(lines, marks, above)
    best = (whole[0] + _BETTER, [whole[1]]) if whole else (float("-inf"), [])
    for start, stop in _between_tables(lines):
        parts = [_of_lines(part, marks, above) for part in (lines[:start], lines[stop:])]
        known = [part for part in parts if part]
        if len(known) == len(parts):
            best = max(best, (sum(part[0] for part in known), [part[1] for part in known]), key=lambda one: one[0])
    return best[1]


def _of_lines(lines: Sequence[Line], marks: Marks, above: Sequence[float]) -> tuple[float, Lattice] | None:
    left, right = min(line.bbox[0] for line in lines) - 2, max(line.bbox[2] for line in lines) + 2
    area = Lattice((left, right), (lines[0].bbox[1] - 1, max(line.bbox[3] for line in lines) + 1), ())
    return _best(area, [word for line in lines for word in line.words], marks, above)


def _between_tables(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of lines of one piece, as first and after the last, that may be text between two tables."""
    wide = _WIDE * (max(line.bbox[2] for line in lines) - min(line.bbox[0] for line in lines))
    runs: list[tuple[int, int]] = []
    for lone, run in groupby(range(len(lines)), key=lambda place: len(segments(lines[place])) == 1):
        own = list(run)
        if lone and len(own) > 1 and any(lines[place].bbox[2] - lines[place].bbox[0] > wide for place in own):
            runs.append((own[0], own[-1] + 1))
    return [run for run in runs if run[0] > 2 and run[1] < len(lines) - 2] if len(runs) <= _RUNS else []


def with_text_beside(tables: Sequence[Lattice], words: Sequence[Word], marks: Marks) -> Lattice | None:
    """One lattice over tables of the same columns, one under another, and the text beside and between them.

    None where nothing stands beside them, or where they fit their text as well without it.
    """
    if not tables or any(not _same_columns(table, tables[0]) for table in tables):
        return None
    top, bottom = min(table.ys[0] for table in tables), max(table.ys[-1] for table in tables)
    left, right = tables[0].xs[0], tables[0].xs[-1]
    beside = [w for w in words if any(_is_beside(w, table) for table in tables)]
    if len(beside) < COLUMNS:
        return None
    outer = (min(left, *(w.x0 - 1 for w in beside)), max(right, *(w.x1 + 1 for w in beside)))
    xs = (*(outer[:1] if outer[0] < left else ()), *tables[0].xs, *(outer[1:] if outer[1] > right else ()))
    ys = sorted({y for table in tables for y in table.ys})
    whole = Lattice(xs, tuple(ys), ())
    inside = _within(words, (outer[0], top, outer[1], bottom))
    best = _best(whole, words, marks, ())
    return best[1] if best and best[0] >= sum(fitness(table, inside) for table in tables) + _BETTER else None


def _same_columns(one: Lattice, other: Lattice) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) <= SNAP for a, b in zip(one.xs, other.xs, strict=True))


def _is_beside(word: Word, table: Lattice) -> bool:
    middle = (word.x0 + word.x1) / 2
    return table.ys[0] < (word.top + word.bottom) / 2 < table.ys[-1] and not table.xs[0] <= middle <= table.xs[-1]


def _within(words: Sequence[Word], area: BBox) -> list[Word]:
    left, top, right, bottom = area
    return [w for w in words if left <= (w.x0 + w.x1) / 2 <= right and top <= (w.top + w.bottom) / 2 <= bottom]


def _best(table: Lattice, words: Sequence[Word], marks: Marks, above: Sequence[float]) -> tuple[float, Lattice] | None:
    """The lattice in the place of the table that its text fits best, and how well."""
    return next(iter(_ranked(table, words, marks, above)), None)


def _ranked(table: Lattice, words: Sequence[Word], marks: Marks, above: Sequence[float]) -> list[tuple[float, Lattice]]:
    """All lattices that are seen in the place of the table, the best fitting first, and how well they fit."""
    own = _within(words, table.bbox)
    lines = lines_of(own)
    if not 1 < len(lines) <= _MANY:
        return []
    found = [_lattice(lines, table.bbox, xs, ys) for xs, ys in _hypotheses(table, lines, marks, above)]
    scored = [(fitness(lattice, own), lattice) for lattice in found]
    return sorted(scored, key=lambda pair: pair[0], reverse=True)


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
