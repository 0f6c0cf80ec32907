"""Tables without ruling lines whose columns are known: told by another reader and tested here against the lines.

A column's beginning counts where few lines of the tables run over it and words begin at it on several lines. A row
begins where a column is filled anew, or every filled one begins anew with a capital, a figure or a bullet.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from parsers.formats.page.borderless import column_of, crosses, lattice_of, segments
from parsers.formats.page.grid import Lattice
from parsers.formats.page.layout import Line

COLUMNS = 3
_SAME = 3.0
"""Points: beginnings that are nearer are one column's."""
_BEGIN = 3
"""Lines, at least, with a word that begins where a column does."""
_MAY_CROSS = 0.15
"""Share of the lines of tables that may run over an edge: captions of captions, cells set too wide."""
_PITCH = 2.2
_HEADER_LINES = 8
_PAGE_HEADERS = 2
"""Lines of page headers over a table that goes on from the page before."""
_ANEW = re.compile(r"[«\"(]?[А-ЯЁA-Z\d]|[-–—•]\s")


@dataclass(frozen=True, slots=True)
class Columns:
    """What holds for the tables of all pages: left edges of the columns but the first, texts of repeated captions."""

    edges: tuple[float, ...]
    captions: frozenset[str] = frozenset()


def table_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a page from the first to the last that stands in three columns."""
    wide = [place for place, line in enumerate(lines) if len(segments(line)) >= COLUMNS]
    return lines[wide[0] : wide[-1] + 1] if len(wide) > 1 else ()


def common_edges(starts: Iterable[Sequence[float]], pages: Sequence[Sequence[Line]]) -> tuple[float, ...]:
    """The left edges of columns, from the second on, that hold for the tables of all pages; () for fewer than two.

    `starts`: where a reader sees columns begin, page by page; `pages`: the lines of the pages.
    """
    lines = [line for page in pages for line in table_lines(page) if len(segments(line)) > 1]
    if not lines:
        return ()
    left = min(line.bbox[0] for line in lines)
    places = _clustered(x for page in starts for x in page if x > left + _SAME)
    edges = tuple(x - 1 for x in places if _holds(x, lines))
    return edges if len(edges) + 1 >= COLUMNS else ()


def _clustered(places: Iterable[float]) -> list[float]:
    """The leftmost of every run of near places."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return found


def _holds(x: float, lines: Sequence[Line]) -> bool:
    """Whether words begin at x on several lines and few lines run over it."""
    begin = sum(any(abs(start - x) <= _SAME for start, _ in segments(line)) for line in lines)
    return begin >= _BEGIN and sum(crosses(line, (x - 1,)) for line in lines) <= _MAY_CROSS * len(lines)


def captions_of(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The texts of the lines that several pages print at the top of their tables: captions repeated on each."""
    tops = [table_lines(page)[:_HEADER_LINES] for page in pages]
    pages_of = Counter(text for top in tops for text in {line.text for line in top})
    repeated = [takewhile(lambda text: pages_of[text] > 1, (line.text for line in top)) for top in tops]
    return frozenset(text for texts in repeated for text in texts)


def aligned(lines: Sequence[Line], columns: Columns) -> Lattice | None:
    """The table of one page; None where no row begins in the columns."""
    edges, captions = columns.edges, columns.captions
    rows = _starts(lines, edges)
    if not rows:
        return None
    first, last = _top(lines, rows[0], edges), _last(lines, rows[-1], edges)
    held = range(first + 1, last + 1)
    after = {n for n in held if (lines[n].text in captions) != (lines[n - 1].text in captions)}
    rows = [n for n in rows if lines[n].text not in captions]
    return lattice_of(lines[first : last + 1], edges, {n - first for n in (*rows, *after)}, parted=True)


def _starts(lines: Sequence[Line], edges: Sequence[float]) -> list[int]:
    """The lines at which rows begin."""
    filled = [frozenset[int](), *(_filled(line, edges) for line in lines)]
    return [place for place, line in enumerate(lines) if _is_start(line, filled[place + 1], filled[place], edges)]


def _is_start(line: Line, filled: frozenset[int], above: frozenset[int], edges: Sequence[float]) -> bool:
    """`filled`: the columns of the line, `above`: those of the line above it."""
    if len(filled) < COLUMNS - 1:
        return False
    first: dict[int, str] = {}
    for word in line.words:
        first.setdefault(column_of(word, edges), word.text)
    anew = [bool(_ANEW.match(first[column])) for column in sorted(filled)]
    return all(anew) or (not filled <= above and (anew[0] or len(filled) >= COLUMNS))


def _filled(line: Line, edges: Sequence[float]) -> frozenset[int]:
    """The columns in which a line has words; none where it runs over an edge."""
    return frozenset() if crosses(line, edges) else frozenset(column_of(word, edges) for word in line.words)


def _top(lines: Sequence[Line], row: int, edges: Sequence[float]) -> int:
    """The uppermost line of the captions over the first row, or of the rest of a row from the page before."""
    left = min(line.bbox[0] for line in lines)
    top = row
    while top and _joins(lines[top - 1], lines[top]) and _may_be_caption(lines[top - 1], left, edges):
        top -= 1
    rest = top
    while rest and _joins(lines[rest - 1], lines[rest]) and not crosses(lines[rest - 1], edges):
        rest -= 1
    return rest if rest <= _PAGE_HEADERS else top


def _may_be_caption(line: Line, left: float, edges: Sequence[float]) -> bool:
    """Several captions, or one over a column but the first."""
    return len(segments(line)) > 1 or (line.bbox[0] - left > line.height and not crosses(line, edges))


def _last(lines: Sequence[Line], row: int, edges: Sequence[float]) -> int:
    """The last line of the last row."""
    while row + 1 < len(lines) and not crosses(lines[row + 1], edges) and _joins(lines[row], lines[row + 1]):
        row += 1
    return row


def _joins(upper: Line, lower: Line) -> bool:
    return lower.bbox[1] - upper.bbox[1] <= _PITCH * lower.height


