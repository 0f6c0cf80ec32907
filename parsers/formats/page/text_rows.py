"""Where rows begin in a table without rulings: weighed line by line from its numbers, gaps, wraps and first letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import quantiles

from parsers.formats.page.borderless import column_of, is_numbered, segments
from parsers.formats.page.geometry import Word
from parsers.formats.page.layout import Line

_FIGURE = re.compile(r"[\W\d]*\d[\W\d]*|[–—-]|n/a|x|х", re.IGNORECASE)
_GAP = 1.25
"""Of the closest distance of lines: a wider one parts rows, where some lines stand closer."""
_NUMBER, _FIGURES, _FITTED, _WRAPPED, _LOWER, _ANEW, _APART = 5.0, 3.0, 2.0, -1.0, -2.0, 0.4, 2.5
_ALONE = 0.7
"""A capital alone at the left of a line, or under such a one: rather the heading of a group than the rest of a name."""


def row_starts(lines: Sequence[Line], edges: Sequence[float]) -> list[int]:
    """The places of the lines at which rows begin; the first line always does."""
    if not lines:
        return []
    cells = [_cells(line, edges) for line in lines]
    rights = _rights(cells)
    close = _close(lines)
    numbers = 2 * sum(map(is_numbered, lines)) >= len(lines) > 0 or sum(map(is_numbered, lines)) > 2
    starts, row = [0], dict(cells[0])
    for place in range(1, len(lines)):
        score = _numbered(lines[place], numbers) + _apart(lines, place, close)
        score += sum(_anew(row.get(col), words, rights[col]) for col, words in cells[place].items())
        score += _FIGURES * (sum(_is_under_caption(row.get(col), words) for col, words in cells[place].items()) > 1)
        score += _ALONE * (_is_alone(cells[place], row) and lines[place].text[0].isupper())
        if score > 0:
            starts.append(place)
            row = {}
        row |= cells[place]
    return starts


def _is_alone(cells: Mapping[int, Sequence[Word]], row: Mapping[int, Sequence[Word]]) -> bool:
    """Whether a line fills the first column alone, or more than it under a row that fills it alone."""
    return cells.keys() == {0} or (row.keys() == {0} and 0 in cells)


def _cells(line: Line, edges: Sequence[float]) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for word in line.words:
        found.setdefault(column_of(word, edges), []).append(word)
    return found


def _rights(cells: Sequence[Mapping[int, Sequence[Word]]]) -> dict[int, float]:
    """Column -> how far its text reaches."""
    rights: dict[int, float] = {}
    for line in cells:
        for col, words in line.items():
            rights[col] = max(rights.get(col, 0.0), words[-1].x1)
    return rights


def _close(lines: Sequence[Line]) -> float | None:
    """The distance of lines within a row; None where all lines stand alike."""
    steps = [after.bbox[1] - before.bbox[1] for before, after in pairwise(lines)]
    if len(steps) < 3:
        return None
    low = quantiles(steps, n=10)[0]
    return low if any(step > _GAP * low for step in steps) else None


def _apart(lines: Sequence[Line], place: int, close: float | None) -> float:
    if close is None:
        return 0.0
    return _APART if lines[place].bbox[1] - lines[place - 1].bbox[1] > _GAP * close else -_APART


def _numbered(line: Line, numbers: bool) -> float:
    """A number begins a row; where rows have numbers, a line of one piece without one hardly does."""
    if not numbers:
        return 0.0
    if is_numbered(line):
        return _NUMBER
    return -_NUMBER if len(segments(line)) < 3 else -1.0


def _is_under_caption(above: Sequence[Word] | None, words: Sequence[Word]) -> bool:
    """A figure under words; one alone may be the year of a date in two lines."""
    return above is not None and _is_figure(words) and not _is_figure(above)


def _is_figure(words: Sequence[Word]) -> bool:
    return bool(_FIGURE.fullmatch(" ".join(word.text for word in words)))


def _anew(above: Sequence[Word] | None, words: Sequence[Word], right: float) -> float:
    """Whether a cell begins anew under the last line of its column in the row."""
    text = " ".join(word.text for word in words)
    begins = _LOWER if text[0].islower() else _ANEW
    if above is None:
        return begins if begins < 0 else 0.2
    if _is_figure(words) and _is_figure(above):
        return _FIGURES
    height = words[0].bottom - words[0].top
    fitted = right - above[-1].x1 > (words[0].x1 - words[0].x0) + 0.6 * height
    return begins + (_FITTED if fitted else _WRAPPED)
