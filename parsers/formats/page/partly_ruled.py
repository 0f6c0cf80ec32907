"""Tables that are ruled only in part: what lines, shading, aligned text and white space each say is tried and weighed.

Of the lattices seen in the place of a table the one that its text fits best is taken, the ruled one where none is
better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from parsers.formats.page.borderless import segments
from parsers.formats.page.fitness import COLUMNS, fitness, gapped, stacked
from parsers.formats.page.geometry import Marks, Word
from parsers.formats.page.grid import SNAP, Lattice
from parsers.formats.page.lattices import MANY, WIDE, best_lattice, ranked_lattices, within
from parsers.formats.page.layout import Line, lines_of
from parsers.formats.page.text_regions import regions

_BETTER = 1.0
"""What another lattice must fit better than the ruled one."""
_BROAD = 0.35
"""The share of its table's width that a cell of several columns has."""
_DOUBTED = 0.3
"""Share of a table's words in such cells: a merged cell or a list within a cell is no doubt of all other lines."""
_RUNS = 3
"""Stretches of text between tables on one page that are tried; more are headings within a table."""
_LINES = 3
"""Lines of text in a cell that may be rows."""


def is_doubtful(table: Lattice, cells: Sequence[Sequence[Line]]) -> bool:
    """Whether cells of a ruled table hold what looks like several cells; `cells`: the lines of each."""
    if len(table.xs) <= COLUMNS and len(table.ys) > COLUMNS:
        return any(cells)
    few_rows = len(table.ys) <= COLUMNS
    if few_rows and sum(len(lines) >= _LINES for lines in cells) >= COLUMNS:
        return True  # rows that stand side by side with no lines between them
    wide = _BROAD * (table.xs[-1] - table.xs[0])
    several = sum(
        sum(len(line.words) for line in lines)
        for box, lines in zip(table.boxes, cells, strict=True)
        if lines and _looks_like_several(lines, table.xs[box.col + box.col_span] - table.xs[box.col] >= wide)
    )
    return several > 0 and several > (0.0 if few_rows else _DOUBTED) * sum(
        len(line.words) for lines in cells for line in lines
    )


def _looks_like_several(lines: Sequence[Line], wide: bool) -> bool:
    """Whether the lines of a cell stand in rows with numbers or, in a wide one, in columns."""
    if len(lines) > 1 and stacked(lines) > 1:
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
    own = fitness(table, within(words, table.bbox))
    ranked = ranked_lattices(table, words, marks, above)
    if not ranked or ranked[0][0] < own + _BETTER:
        return Refined(None, sure=not ranked or ranked[0][0] <= own - _BETTER)
    score, best = ranked[0]
    others = (one for one, lattice in ranked if (len(lattice.xs), len(lattice.ys)) != (len(best.xs), len(best.ys)))
    return Refined(best, sure=score >= max(others, default=own) + _BETTER)


def by_white_space(words: Sequence[Word], marks: Marks, above: Sequence[float]) -> list[Lattice]:
    """The tables of a page that stand in columns, each as its text fits best, from the top down."""
    lines = lines_of(words)
    if len(lines) > MANY:
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
    return best_lattice(area, [word for line in lines for word in line.words], marks, above)


def _between_tables(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of lines of one piece, as first and after the last, that may be text between two tables."""
    wide = WIDE * (max(line.bbox[2] for line in lines) - min(line.bbox[0] for line in lines))
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
    inner = (max(table.xs[0] for table in tables), min(table.xs[-1] for table in tables))
    outer_words = [w for w in words if not inner[0] <= (w.x0 + w.x1) / 2 <= inner[1]]
    beside = [w for w in outer_words if any(_is_beside(w, table) for table in tables)]
    if len(beside) < COLUMNS:
        return None
    outer = (min(left, *(w.x0 - 1 for w in beside)), max(right, *(w.x1 + 1 for w in beside)))
    xs = (*(outer[:1] if outer[0] < left else ()), *tables[0].xs, *(outer[1:] if outer[1] > right else ()))
    ys = sorted({y for table in tables for y in table.ys})
    whole = Lattice(xs, tuple(ys), ())
    inside = within(words, (outer[0], top, outer[1], bottom))
    best = best_lattice(whole, words, marks, ())
    return best[1] if best and best[0] >= sum(fitness(table, inside) for table in tables) + _BETTER else None


def _same_columns(one: Lattice, other: Lattice) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) <= SNAP for a, b in zip(one.xs, other.xs, strict=True))


def _is_beside(word: Word, table: Lattice) -> bool:
    middle = (word.x0 + word.x1) / 2
    return table.ys[0] < (word.top + word.bottom) / 2 < table.ys[-1] and not table.xs[0] <= middle <= table.xs[-1]
