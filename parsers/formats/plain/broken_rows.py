"""Rows between bars whose cells run over line ends, as a portal's Markdown table copies: each row made one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from parsers.formats.plain.rows import TextLine
from parsers.text.wording import starts_with_bullet

_BAR = re.compile(r"[|│┃║¦]")
_BEGINS = re.compile(r"\s*(?:[|│┃║¦]|\d{1,3}(?:\.\d{1,3})*[.)]?\s*[|│┃║¦])")
_ENDS = re.compile(r"[|│┃║¦]\s*$")
_FEWEST, _MOST_LINES = 3, 12
_DATED = re.compile(r"(?:\d{4}|\bг\.|\bгод[ау]?)\s*$")
_CUT_WORD = re.compile(r"\s*[ьъ]")
_A_NAME = 25
"""Characters of a line of names, at most, under which another one begins."""


def whole_rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a run, those of a broken row joined; a break that the author set stays one.

    A row is whole where it has as many bars as most lines that begin as rows and end in one, and ends in one itself.
    """
    bars = [len(_BAR.findall(line.text)) for line in lines]
    whole = Counter(
        count for line, count in zip(lines, bars, strict=True) if _ENDS.search(line.text) and _BEGINS.match(line.text)
    )
    width, often = whole.most_common(1)[0] if whole else (0, 0)
    rows = _rows(lines, bars, width) if width >= _FEWEST else []
    if often < _FEWEST and not _explains(rows, often):
        return list(lines)
    return [_joined(row) if row[1:] else row[0] for row in rows] if rows else list(lines)


def _rows(lines: Sequence[TextLine], bars: Sequence[int], width: int) -> list[Sequence[TextLine]]:
    """The lines of each row; a line of none is alone."""
    found: list[Sequence[TextLine]] = []
    place = 0
    while place < len(lines):
        end = _end(lines, bars, place, width)
        found.append(lines[place:end])
        place = end
    return found


def _explains(rows: Sequence[Sequence[TextLine]], often: int) -> bool:
    """Whether nearly every row is broken and all of them come about whole: then the captions tell how wide they are."""
    broken = sum(len(row) > 1 for row in rows)
    return often + broken >= _FEWEST and len(rows) == often + broken


def _end(lines: Sequence[TextLine], bars: Sequence[int], start: int, width: int) -> int:
    """Behind the last line of the row that begins here; `start` + 1 where no whole row comes about."""
    if not _BEGINS.match(lines[start].text):
        return start + 1
    count = 0
    for place in range(start, min(start + _MOST_LINES, len(lines))):
        if place > start and _BEGINS.match(lines[place].text):
            break
        count += bars[place]
        if count == width and _ENDS.search(lines[place].text):
            return place + 1
        if count > width:
            break
    return start + 1


def _joined(lines: Sequence[TextLine]) -> TextLine:
    text = lines[0].text.rstrip()
    for line in lines[1:]:
        text += ("\n" if _is_authors(text, line.text) else " ") + line.text.strip()
    return TextLine(lines[0].number, text)


def _is_authors(before: str, after: str) -> bool:
    """Whether another period, name or point begins; a word cut in two stays so for the dictionary to mend."""
    above, below = _BAR.split(before)[-1].rpartition("\n")[2].strip(), after.strip()
    if not above or not below:
        return False
    if starts_with_bullet(below) or _CUT_WORD.match(below) or _DATED.search(above):
        return True
    return len(above) <= _A_NAME and above[-1].isalpha() and below[0].isupper()
