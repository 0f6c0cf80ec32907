"""A text in pieces, the smallest that may be a cell, and what is printed between them: a bar, a blank line, a line end.

Each style of `STYLES` tells what its borders are worth: how likely two cells are parted by one, or one goes on over it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from parsers.formats.plain.pipes import is_frame
from parsers.formats.plain.rows import TextLine
from parsers.text.markup import is_rule
from parsers.text.wording import shape

_OUTSIDE, _CUT_OFF = -0.3, -4.0
"""What a line costs that stands after the last row, and a first one that begins in the middle of a sentence."""


class Border(IntEnum):
    """What stands over or before a piece, the weakest first."""

    BLANK = 0
    LINE = 1
    BLANK_LINE = 2
    BAR = 3
    ROW = 4
    """A bar at the head of a line under one that a bar ended."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text without a border in it, the line that it stands on, and the border before it."""

    text: str
    line: int
    border: Border


@dataclass(frozen=True, slots=True)
class Style:
    """How the cells of a text are set apart. Costs are log-odds: 0 is expected, -5 hardly ever seen.

    `parts`: a border that parts two cells of a row; `holds`: one within a cell; `starts`: one over a new row.
    """

    name: str
    pieces: Callable[[Sequence[TextLine]], list[Piece]]
    parts: Mapping[Border, float]
    holds: Mapping[Border, float]
    starts: Mapping[Border, float]
    longest: int
    """Pieces of one cell, at most."""
    least_blank: float = 0.0
    """Blank lines for each printed one, at least, in a text of this style."""


_BAR = re.compile(r"\s*[|│┃║¦]\s*")
NEVER = -1e6


def barred(lines: Sequence[TextLine]) -> list[Piece]:
    """What stands between bars; a bar closes a cell, so one after another closes an empty one."""
    found: list[Piece] = []
    border, closed = Border.BLANK_LINE, True
    for line in lines:
        text = line.text.strip()
        if not text:
            border = max(border, Border.BLANK_LINE)
        elif not is_frame(text) and not is_rule(text):
            own = list(_between_bars(text, line.number, border, closed))
            closed = bool(_BAR.match(text[-1]))
            found.extend(own)
            border = Border.BAR if closed else Border.LINE
    return found


def _between_bars(text: str, number: int, border: Border, closed: bool) -> Iterator[Piece]:
    """The pieces of a line. A bar at its head opens a row where the line above was closed by one."""
    bars = _BAR.split(text)
    if len(bars) > 1 and not bars[0]:
        if len(bars) == 2 and not bars[1]:
            if closed:
                yield Piece("", number, Border.BAR)
            return
        opens = closed or border == Border.BLANK_LINE or not bars[-1]
        bars, border = bars[1:], Border.ROW if opens else Border.BAR
    if len(bars) > 1 and not bars[-1]:
        bars = bars[:-1]
    for place, cell in enumerate(bars):
        yield Piece(cell, number, border if place == 0 else Border.BAR)


def of_lines(lines: Sequence[TextLine]) -> list[Piece]:
    """Every line a piece."""
    found: list[Piece] = []
    border = Border.BLANK_LINE
    for line in lines:
        if not line.text.strip():
            border = Border.BLANK_LINE
        elif not is_rule(line.text):
            found.append(Piece(" ".join(line.text.split()), line.number, border))
            border = Border.LINE
    return found


def of_words(lines: Sequence[TextLine]) -> list[Piece]:
    """Every word a piece."""
    return [
        replace(line, text=word, border=line.border if place == 0 else Border.BLANK)
        for line in of_lines(lines)
        for place, word in enumerate(line.text.split())
    ]


STYLES = (
    Style(
        "ячейки через черту",
        barred,
        parts={Border.LINE: -3.0, Border.BLANK_LINE: -2.0, Border.BAR: 0.0, Border.ROW: -5.0},
        holds={Border.LINE: -0.2, Border.BLANK_LINE: -1.0, Border.BAR: -6.0, Border.ROW: -8.0},
        starts={Border.LINE: -0.5, Border.BLANK_LINE: 0.0, Border.BAR: 0.0, Border.ROW: 0.0},
        longest=12,
    ),
    Style(
        "ячейки через пустую строку",
        of_lines,
        parts={Border.LINE: -1.2, Border.BLANK_LINE: 0.0},
        holds={Border.LINE: -0.2, Border.BLANK_LINE: -3.0},
        starts={Border.LINE: -1.0, Border.BLANK_LINE: 0.0},
        longest=12,
        least_blank=0.3,
    ),
    Style(
        "каждая ячейка с новой строки",
        of_lines,
        parts={Border.LINE: 0.0, Border.BLANK_LINE: -1.5},
        holds={Border.LINE: -0.6, Border.BLANK_LINE: -2.5},
        starts={Border.LINE: 0.0, Border.BLANK_LINE: 0.0},
        longest=8,
    ),
    Style(
        "вся строка таблицы в одной строке текста",
        of_words,
        parts={Border.BLANK: 0.0, Border.LINE: -1.5, Border.BLANK_LINE: -6.0},
        holds={Border.BLANK: 0.0, Border.LINE: -0.8, Border.BLANK_LINE: -6.0},
        starts={Border.BLANK: NEVER, Border.LINE: 0.0, Border.BLANK_LINE: 0.0},
        longest=100,
    ),
)


def costs_of_ending(pieces: Sequence[Piece]) -> list[float]:
    """What it costs that the rows end before each piece, and behind the last one."""
    costs, lines = [0.0], 0
    for piece in reversed(pieces):
        lines += piece.border > Border.BLANK
        cut_off = shape(piece.text) in ("lower", "tail")
        costs.append(NEVER if piece.border == Border.BLANK else _OUTSIDE * lines + _CUT_OFF * cut_off)
    return costs[::-1]
