"""The ways to cut a text into rows where its marks alone don't tell: which of them a text may be asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from parsers.formats.plain import aligned, bracketed, continued, labelled
from parsers.formats.plain.cut_by_content import cut
from parsers.formats.plain.pieces import STYLES, Style, barred, of_words
from parsers.formats.plain.rows import TextLine
from parsers.formats.plain.segments import Segment, of_columns
from parsers.tables.cell_profile import Senses

Cut = Callable[[str, Senses], list[Segment] | None]

_BAR = re.compile(r"[|│┃║¦]")
MOST_CHARS, LONGEST_LINE = 400_000, 5_000
"""Above these a text is read as it is marked only: the longest order has 250,000 characters."""
_FEWEST = 4
_MANY = 0.2
"""Share of the lines that hold a bar or a tab for these to be what parts cells."""

_COLUMNS = 0.3
"""Share of the lines with gaps of several blanks: columns are set with them, and no line is a row of words."""

_FEW_WORDS, _ROWS = 5_000, 0.3
"""A long text is put together from words only where so many of its lines begin with a number and go on as a row."""
_ROW = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})*[.)]?\s+(?:\S+\s+){4}")


def cuts_of(text: str) -> Iterator[tuple[str, Cut]]:
    """The names of the ways and the ways, the likeliest first."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(text) > MOST_CHARS or max(map(len, lines), default=0) > LONGEST_LINE:
        return
    bars, tabs = (_share(lines, mark) for mark in (_BAR, re.compile(r"\t")))
    yield "строки продолжаются в следующей строке текста", continued.cut
    yield "нумерованные абзацы с пометами «Срок» и «Отв.»", labelled.cut
    yield "нумерованные абзацы со сроком в скобках", bracketed.cut
    gaps = aligned.gap_share([TextLine(0, line) for line in lines]) if not bars + tabs else 0.0
    if gaps >= _COLUMNS:
        yield "графы, выровненные пробелами", _in_columns
    blank = text.count("\n\n") / max(1, len(lines))
    for style in STYLES:
        if style.pieces is of_words and (gaps >= _COLUMNS or not _may_be_rows(lines)):
            continue
        if _may_be(style, bars, tabs) and not style.least_blank > blank:
            yield style.name, partial(_cut_in, style)


def _may_be_rows(lines: Sequence[str]) -> bool:
    """Whether printed lines may be rows of a table."""
    words = sum(len(line.split()) for line in lines)
    return words <= _FEW_WORDS or sum(bool(_ROW.match(line)) for line in lines) >= _ROWS * len(lines)


def _share(lines: Sequence[str], mark: re.Pattern[str]) -> float:
    marked = sum(bool(mark.search(line.strip(" "))) for line in lines)
    return marked / len(lines) if marked >= _FEWEST else 0.0


def _may_be(style: Style, bars: float, tabs: float) -> bool:
    """Bars and tabs are borders where there are many of them; then no line end is one."""
    if style.pieces is barred:
        return bars > _MANY
    return bars <= _MANY and tabs <= _MANY


def _in_columns(text: str, senses: Senses) -> list[Segment] | None:
    return of_columns([TextLine(number, line) for number, line in enumerate(text.split("\n"), 1)])


def _cut_in(style: Style, text: str, senses: Senses) -> list[Segment] | None:
    return cut(text, style, senses)
