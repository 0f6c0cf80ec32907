"""Words into printed lines, and lines into text that breaks where paragraphs do, not where the column ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median

from parsers.formats.page.geometry import Word, box_of, set_upright
from parsers.model import BBox

WORD_BREAK = "\u200b\n"
"""Between lines of which the first is full and may end within a word."""
_BULLET = re.compile(r"(?:[-–—•·▪*●○■□➢✓]|\d{1,2}\)|[а-яa-z]\))(?:\s|$)")
_CUT_WORD = re.compile(r"[А-Яа-яЁё]$")
_CUT_DATE = re.compile(r"\d{1,2}(?:\.\d{0,2}(?:\.\d{0,3})?)?")
_OF_DATES = frozenset("0123456789.")
_LEFT = attrgetter("x0")
_HEIGHTS = attrgetter("top", "bottom")
_END = (":", ";", ".", ",", "!", "?")
_GLUED_HYPHEN = re.compile(r"\w[-\u00ad\u2010\u2011]$")
_GLUED_DASH = re.compile(r"\w[–—]$")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: words from left to right. Gaps wider than the others are runs of blanks in `text`."""

    words: tuple[Word, ...]
    text: str
    bbox: BBox
    bold: bool = False

    @property
    def height(self) -> float:
        return self.bbox[3] - self.bbox[1]


@dataclass(frozen=True, slots=True)
class Column:
    """Where the text of a column may stand: left and right limit in points."""

    left: float
    right: float


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words that share a height as lines from the top down; lines that are set vertically follow, each in its place."""
    given = list(words)
    turns = {word.turn for word in given}
    if turns <= {0}:
        return _upright_lines(given)
    lines = _upright_lines(word for word in given if not word.turn)
    for turn in sorted(turns - {0}):
        own = {set_upright(word): word for word in given if word.turn == turn}
        for line in _upright_lines(own):
            printed = tuple(own[word] for word in line.words)
            lines.append(Line(printed, line.text, box_of(list(printed))))
    return lines


def _upright_lines(words: Iterable[Word]) -> list[Line]:
    rows: list[list[Word]] = []
    middle = reach = 0.0
    level = [list(run) for _, run in groupby(words, key=_HEIGHTS)]
    for run in sorted(level, key=_twice_middle):
        top, bottom = _HEIGHTS(run[0])
        centre = (top + bottom) / 2
        if rows and (centre < reach or top < middle):
            rows[-1] += run
            reach = max(reach, centre + 0.3 * (bottom - top))
        else:
            rows.append(run)
            middle, reach = centre, centre + 0.3 * (bottom - top)
    return [line_of(sorted(row, key=_LEFT)) for row in rows]


def _twice_middle(run: Sequence[Word]) -> float:
    return run[0].top + run[0].bottom


def line_of(words: Sequence[Word]) -> Line:
    """A line of words that stand from left to right."""
    return Line(tuple(words), _spaced(words), box_of(list(words)))


def _spaced(words: Sequence[Word]) -> str:
    """The words with blanks between them: as many as the gap is wider than the line's other gaps.

    A run of blanks sets activities apart in one cell ('…подготовки к ГИА  видеоконференции…'); in justified text all
    gaps of a line grow alike, so they are measured against one another, and a lone gap says nothing unless it is huge.
    """
    if len(words) == 1:
        return words[0].text
    height = max([w.bottom - w.top for w in words])
    gaps = [right.x0 - left.x1 for left, right in pairwise(words)]
    usual = max(sorted(gaps)[(len(gaps) - 1) // 2] if len(gaps) > 1 else 5 * height, 0.22 * height)
    if max(gaps) <= 1.75 * usual:
        return " ".join([word.text for word in words])
    pieces = [words[0].text]
    for gap, word in zip(gaps, words[1:], strict=True):
        pieces += [" " * min(round(gap / usual), 8) if gap > 1.75 * usual else " ", word.text]
    return "".join(pieces)


def flow(lines: Sequence[Line], column: Column) -> str:
    """The text of a cell: wrapped lines joined, '\\n' between paragraphs and after the hyphen that ends a line.

    >>> flow([], Column(0, 100))
    ''
    """
    if not lines:
        return ""
    pitch = _pitch(lines)
    pieces = [lines[0].text]
    for before, line in pairwise(lines):
        pieces += [joint(before, line, column, pitch), line.text]
    return "".join(pieces)


def joint(before: Line, line: Line, column: Column, pitch: float) -> str:
    """What stands between two printed lines: '\\n', a blank, or nothing after a dash that ties both ends together."""
    if _GLUED_HYPHEN.search(before.text):
        return "\n"
    if starts_paragraph(before, line, column, pitch):
        return "\n"
    if _may_be_cut(before, line, column):
        return WORD_BREAK
    return "" if _GLUED_DASH.search(before.text) else " "


def _may_be_cut(before: Line, line: Line, column: Column) -> bool:
    """A column narrower than a word or a date cuts it between characters, so that it fills its line alone."""
    word = before.words[0]
    slack = (column.right - column.left) - (word.x1 - word.x0)
    if len(before.words) > 1 or slack >= 0.6 * line.height:
        return False
    return bool(_CUT_WORD.search(before.text) and line.text[0].islower()) or (
        bool(_CUT_DATE.fullmatch(before.text)) and line.text[0] in _OF_DATES
    )


def starts_paragraph(before: Line, line: Line, column: Column, pitch: float) -> bool:
    """Whether the line begins a paragraph: it would have fitted above, or a gap, a bullet or an indent says so."""
    slack = (column.right - column.left) - (before.bbox[2] - before.bbox[0])
    first = line.words[0]
    if slack > (first.x1 - first.x0) + 0.6 * line.height:
        return True
    if line.bbox[1] - before.bbox[1] > 1.45 * pitch + 0.5:
        return True
    if _BULLET.match(line.text) and before.text.endswith(_END):
        return True
    return _is_indented(before, line, column)


def _is_indented(before: Line, line: Line, column: Column) -> bool:
    """A first line moved in from the edge of the one above, both reaching the right edge or nearly so."""
    shift = line.bbox[0] - before.bbox[0]
    at_edge = before.bbox[0] - column.left < 0.3 * line.height
    centred = abs((line.bbox[0] - column.left) - (column.right - line.bbox[2])) < 0.5 * line.height
    return at_edge and not centred and 0.8 * line.height < shift < 5 * line.height


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from line to line."""
    steps = [after.bbox[1] - before.bbox[1] for before, after in pairwise(lines)]
    return max(median(steps), lines[0].height) if len(steps) > 2 else 1.25 * lines[0].height


def padding(cells: Sequence[tuple[BBox, Sequence[Line]]]) -> float:
    """The usual distance of text from the sides of its cell: the narrowest but for one cell in ten."""
    left = sorted(min(line.bbox[0] for line in lines) - box[0] for box, lines in cells if lines)
    right = sorted(box[2] - max(line.bbox[2] for line in lines) for box, lines in cells if lines)
    if not left:
        return 0.0
    return max(0.0, min(left[len(left) // 10], right[len(right) // 10]))
