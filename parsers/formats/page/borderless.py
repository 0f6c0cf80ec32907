"""Tables without ruling lines: columns parted by channels that hardly any line crosses, rows by numbers or by gaps.

A line whose text runs over the channels is a row of its own: a section, or the end of the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from parsers.formats.page.geometry import Word
from parsers.formats.page.grid import Box, Lattice
from parsers.formats.page.layout import Line

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)]?")
_END_OF_NUMBER = re.compile(r"\d{1,2}\.")
_ROWS, _COLUMNS = 3, 3
_HEADER_LINES = 8
_PAGE_HEADERS = 2
"""Lines of page headers over a table that goes on from the page before."""
_PITCH = 2.2
"""Of a line's height: what stands farther below the last row is no part of the table."""
_BLANK = 0.6
"""Of a line's height: a narrower gap is the blank between two words."""
_STEP = 0.25
"""Of a line's height: how finely channels are looked for."""
_MAY_CROSS = 0.2
"""Share of the rows that may cross a channel: headings, cells set too wide."""
_ROW_GAP = 1.35
"""Of the usual distance of lines: a wider one parts rows where no numbers do."""


def borderless(lines: Sequence[Line], above: Sequence[float] = ()) -> Lattice | None:
    """The table that the lines of a page make, in the same lattice as of a ruled one; None where they make none.

    `above`: the edges of the columns on the page before, which hold on for a page of too few rows to tell.
    """
    for starts in (numbered(lines), set_apart(lines)):
        if len(starts) < _ROWS:
            continue
        ends = [*starts[1:], _end(lines, starts[-1])]
        edges = channels([lines[start:end] for start, end in zip(starts, ends, strict=True)])
        rows = [place for place in starts if not crosses(lines[place], edges)]
        if len(edges) + 1 >= _COLUMNS and _are_rows([lines[place] for place in rows], edges):
            return _table(lines, rows, edges)
    rows = [place for place in numbered(lines) if above and _fills(lines[place], above)]
    return _table(lines, rows, above) if rows else None


def _fills(line: Line, edges: Sequence[float]) -> bool:
    """Whether a line stands within the columns, in three of them at least."""
    return not crosses(line, edges) and len({column_of(word, edges) for word in line.words}) >= _COLUMNS


def _table(lines: Sequence[Line], rows: Sequence[int], edges: Sequence[float]) -> Lattice:
    edges = _beside_captions(lines, rows, edges)
    first, last = _first(lines, rows[0], edges), _last(lines, rows[-1], edges)
    inside = lines[first : last + 1]
    return lattice_of(inside, edges, {place - first for place in rows}, [crosses(line, edges) for line in inside])


def _beside_captions(lines: Sequence[Line], rows: Sequence[int], edges: Sequence[float]) -> list[float]:
    """The edges, moved within their channels to where the captions above the first row part, too.

    «№ п/п» is wider than the numbers under it, so that it stands over the middle of the channel beside them.
    """
    heads = [segments(line) for line in lines[max(0, rows[0] - _HEADER_LINES) : rows[0]]]
    captions = [piece for pieces in heads if len(pieces) >= _COLUMNS for piece in pieces]
    words = [word for line in lines[rows[0] : rows[-1] + 1] if not crosses(line, edges) for word in line.words]
    return [_parting(edge, captions, words) for edge in edges]


def _parting(edge: float, captions: Sequence[tuple[float, float]], words: Sequence[Word]) -> float:
    """The middle between a caption that stands over the edge and what follows it, where that is in the channel."""
    over = next((x1 for x0, x1 in captions if x0 < edge < x1), None)
    if over is None:
        return edge
    after = min((x0 for x0, _ in captions if x0 >= over), default=over)
    after = min([after, *(word.x0 for word in words if word.x0 >= edge)])
    return (over + after) / 2 if over < after else edge


def numbered(lines: Sequence[Line]) -> list[int]:
    """Lines that begin with a number and go on behind a gap; not those that end the number of the line above."""
    found = [place for place, line in enumerate(lines) if is_numbered(line)]
    dotted = 2 * sum(_number(lines[place]).endswith(".") for place in found) > len(found)
    return [place for place in found if not (dotted and place - 1 in found and _ends_number(lines, place))]


def _number(line: Line) -> str:
    return line.words[0].text


def _ends_number(lines: Sequence[Line], place: int) -> bool:
    """Whether a number too wide for its column ends here, among numbers that end with a dot: '1.1', under it '0.'."""
    return (
        "." in _number(lines[place - 1])[:-1]
        and bool(_END_OF_NUMBER.fullmatch(_number(lines[place])))
        and (not _number(lines[place - 1]).endswith("."))
    )


def is_numbered(line: Line) -> bool:
    """Whether the line begins with a number and goes on behind a gap."""
    return bool(_NUMBER.fullmatch(line.words[0].text)) and len(segments(line)) > 1


def set_apart(lines: Sequence[Line]) -> list[int]:
    """Lines of several pieces under a gap that is wider than between the other lines."""
    steps = [after.bbox[1] - before.bbox[1] for before, after in pairwise(lines)]
    if len(steps) < _ROWS:
        return []
    usual = median(steps)
    apart = [True, *(step > _ROW_GAP * usual for step in steps)]
    return [place for place, line in enumerate(lines) if apart[place] and len(segments(line)) >= _COLUMNS]


def segments(line: Line) -> list[tuple[float, float]]:
    """Left and right ends of the pieces of a line between its wide gaps."""
    pieces = [(line.words[0].x0, line.words[0].x1)]
    for word in line.words[1:]:
        if word.x0 - pieces[-1][1] > _BLANK * line.height:
            pieces.append((word.x0, word.x1))
        else:
            pieces[-1] = (pieces[-1][0], max(word.x1, pieces[-1][1]))
    return pieces


def _end(lines: Sequence[Line], row: int) -> int:
    """Behind the last line that stands close under the row."""
    end = row + 1
    while end < len(lines) and lines[end].bbox[1] - lines[end - 1].bbox[1] <= _PITCH * lines[end].height:
        end += 1
    return end


def channels(rows: Sequence[Sequence[Line]], may_cross: float = _MAY_CROSS) -> list[float]:
    """The middles of the channels between columns, where fewest rows have text; `rows` from one number to the next.

    `may_cross`: the share of the rows that may have text there.
    """
    lines = [line for row in rows for line in row]
    step = _STEP * median(line.height for line in lines)
    left, right = min(line.bbox[0] for line in lines), max(line.bbox[2] for line in lines)
    crossed: Counter[int] = Counter()
    for row in rows:
        pieces = (piece for line in row if not _may_be_heading(line, left) for piece in segments(line))
        crossed.update({n for x0, x1 in pieces for n in range(int((x0 - left) / step), int((x1 - left) / step) + 1)})
    count = int((right - left) / step) + 1
    channels = _clear([crossed[place] for place in range(count)], int(may_cross * len(rows)))
    return [left + (middle + 0.5) * step for middle in channels]


def _may_be_heading(line: Line, left: float) -> bool:
    """One piece of text from the left end on: it says nothing of the columns."""
    return len(segments(line)) == 1 and line.bbox[0] - left < line.height


def _clear(crossed: Sequence[int], most: int) -> Iterator[float]:
    """The middle of the longest least crossed stretch of every run of places that at most so many lines cross."""
    start: int | None = None
    for place, lines in enumerate(crossed):
        if lines <= most and start is None:
            start = place
        elif lines > most and start is not None:
            if start > 0:
                yield _longest(crossed, start, place)
            start = None


def _longest(crossed: Sequence[int], start: int, stop: int) -> float:
    """The middle of the longest stretch of places that fewest lines cross."""
    least = min(crossed[start:stop])
    best, first = (0, -start), start
    for place in range(start, stop + 1):
        if place == stop or crossed[place] != least:
            best = max(best, (place - first, -first))
            first = place + 1
    length, first = best[0], -best[1]
    return first + (length - 1) / 2


def _are_rows(rows: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether there are enough rows, and most fill several columns in their first line."""
    wide = sum(_fills(row, edges) for row in rows)
    return len(rows) >= _ROWS and 2 * wide >= len(rows)


def column_of(word: Word, edges: Sequence[float]) -> int:
    return sum(edge <= (word.x0 + word.x1) / 2 for edge in edges)


def crosses(line: Line, edges: Sequence[float]) -> bool:
    """Whether text runs over an edge: a word, or two words with no more than a blank between them."""
    near = 0.5 * line.height
    if any(word.x0 < edge < word.x1 for word in line.words for edge in edges):
        return True
    return any(a.x1 <= edge <= b.x0 and b.x0 - a.x1 < near for a, b in pairwise(line.words) for edge in edges)


def _first(lines: Sequence[Line], row: int, edges: Sequence[float]) -> int:
    """The uppermost line of the captions above the first row; headings may stand between them."""
    top = found = row
    while top and row - top < _HEADER_LINES:
        if lines[top].bbox[1] - lines[top - 1].bbox[1] > _PITCH * lines[top].height:
            break
        top -= 1
        filled = {column_of(word, edges) for word in lines[top].words}
        if len(filled) >= min(_COLUMNS, len(edges)) and not crosses(lines[top], edges):
            found = top
    return found if found < row else _page_top(lines, row, edges)


def _page_top(lines: Sequence[Line], row: int, edges: Sequence[float]) -> int:
    """The first line of the rest of a row that the page before began; the row itself where no such lines stand there.

    They reach up to the top of the page, but for a page number or a header.
    """
    top = row
    while top and not crosses(lines[top - 1], edges):
        if lines[top].bbox[1] - lines[top - 1].bbox[1] > _PITCH * lines[top].height:
            break
        top -= 1
    return top if top <= _PAGE_HEADERS else row


def _last(lines: Sequence[Line], row: int, edges: Sequence[float]) -> int:
    """The last line of the last row."""
    while row + 1 < len(lines) and not crosses(lines[row + 1], edges):
        if lines[row + 1].bbox[1] - lines[row].bbox[1] > _PITCH * lines[row].height:
            break
        row += 1
    return row


def lattice_of(
    lines: Sequence[Line], edges: Sequence[float], rows: set[int], wide: Sequence[bool], parted: bool = False
) -> Lattice:
    """A row from each line of `rows` on; captions are the first row, lines over the edges (`wide`) rows of one cell.

    `parted`: such a line in several pieces holds captions of captions, a cell each.
    """
    starts = [n for n in range(len(lines)) if n == 0 or n in rows or wide[n] or wide[n - 1]]
    xs = (min(line.bbox[0] for line in lines) - 2, *edges, max(line.bbox[2] for line in lines) + 2)
    tops = [lines[n].bbox[1] - 0.5 for n in starts]
    ys = (*tops, max(line.bbox[3] for line in lines) + 1)
    boxes: list[Box] = []
    for row, start in enumerate(starts):
        if wide[start]:
            boxes += [
                Box(row, first, 1, last - first, False, False) for first, last in merged(lines[start], edges, parted)
            ]
        else:
            boxes += [Box(row, col, 1, 1, False, False) for col in range(len(edges) + 1)]
    return Lattice(xs, ys, tuple(boxes))


def merged(line: Line, edges: Sequence[float], parted: bool) -> list[tuple[int, int]]:
    """The columns, from and to, that the cells of a line over the edges take."""
    pieces = segments(line)
    if not parted or len(pieces) == 1:
        return [(0, len(edges) + 1)]
    inner = [n for n, edge in enumerate(edges, 1) if not any(x0 < edge < x1 for x0, x1 in pieces)]
    return list(pairwise([0, *inner, len(edges) + 1]))
