"""Tables without ruling lines: columns from aligned text, and only where rows are numbered, so that it is a table.

The first line of a row holds its number and the beginnings of its other cells; the gaps that all such lines share part
the columns. A line whose text runs over these gaps is a row of its own: a section, or the end of the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from parsers.pdf.geometry import Word
from parsers.pdf.grid import Box, Lattice
from parsers.pdf.layout import Line

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]?")
_GAP = 1.5
"""Of a line's height: a wider gap may part columns."""
_ROWS, _COLUMNS = 3, 3
_HEADER_LINES = 4
_PITCH = 2.2
"""Of a line's height: what stands farther below the last row is no part of the table."""


def borderless(lines: Sequence[Line]) -> Lattice | None:
    """The table that the lines of a page make, in the same lattice as of a ruled one; None where they make none."""
    anchors = [place for place, line in enumerate(lines) if _NUMBER.fullmatch(line.words[0].text)]
    starts = {place: _segments(lines[place]) for place in anchors}
    width = Counter(len(parts) for parts in starts.values() if len(parts) >= _COLUMNS)
    if not width:
        return None
    cols = max(width, key=lambda count: (width[count], count))
    rows = [place for place in anchors if len(starts[place]) == cols]
    edges = _edges([starts[place] for place in rows]) if len(rows) >= _ROWS else None
    if edges is None:
        return None
    first, last = _first(lines, rows[0], edges), _last(lines, rows[-1], edges)
    return _lattice(lines[first : last + 1], edges, {place - first for place in rows})


def _segments(line: Line) -> list[list[Word]]:
    """The words of a line parted at its wide gaps."""
    parts = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > _GAP * line.height:
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _edges(rows: Sequence[Sequence[Sequence[Word]]]) -> list[float] | None:
    """The middles of the gaps between the columns; None where the columns of some rows overlap."""
    edges: list[float] = []
    for left, right in pairwise(range(len(rows[0]))):
        end, start = max(row[left][-1].x1 for row in rows), min(row[right][0].x0 for row in rows)
        if start <= end:
            return None
        edges.append((end + start) / 2)
    return edges


def _crosses(line: Line, edges: Sequence[float]) -> bool:
    """Whether text runs over an edge: a word, or two words with no more than a blank between them."""
    near = 0.5 * line.height
    if any(word.x0 < edge < word.x1 for word in line.words for edge in edges):
        return True
    return any(a.x1 <= edge <= b.x0 and b.x0 - a.x1 < near for a, b in pairwise(line.words) for edge in edges)


def _first(lines: Sequence[Line], row: int, edges: Sequence[float]) -> int:
    """The uppermost line of the captions above the first row."""
    top = row
    while top and row - top < _HEADER_LINES and not _crosses(lines[top - 1], edges):
        if lines[top].bbox[1] - lines[top - 1].bbox[1] > _PITCH * lines[top].height or len(lines[top - 1].words) < 2:
            break
        top -= 1
    return top


def _last(lines: Sequence[Line], row: int, edges: Sequence[float]) -> int:
    """The last line of the last row."""
    while row + 1 < len(lines) and not _crosses(lines[row + 1], edges):
        if lines[row + 1].bbox[1] - lines[row].bbox[1] > _PITCH * lines[row].height:
            break
        row += 1
    return row


def _lattice(lines: Sequence[Line], edges: Sequence[float], rows: set[int]) -> Lattice:
    """A row from each numbered line on; captions are the first row, lines over the edges rows of one cell."""
    wide = [_crosses(line, edges) for line in lines]
    starts = [n for n in range(len(lines)) if n == 0 or n in rows or wide[n] or wide[n - 1]]
    xs = (min(line.bbox[0] for line in lines) - 2, *edges, max(line.bbox[2] for line in lines) + 2)
    tops = [lines[n].bbox[1] - 0.5 for n in starts]
    ys = (*tops, max(line.bbox[3] for line in lines) + 1)
    boxes: list[Box] = []
    for row, start in enumerate(starts):
        if wide[start]:
            boxes.append(Box(row, 0, 1, len(edges) + 1, False, False))
        else:
            boxes += [Box(row, col, 1, 1, False, False) for col in range(len(edges) + 1)]
    return Lattice(xs, ys, tuple(boxes))
