"""The stamp of an electronic signature, printed over the page: its words and its frame stand in no cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.formats.page.geometry import Marks, Ruling, Stamp, Word, box_of
from parsers.model import BBox

_PARTS = re.compile(
    r"(?P<signed>документ\s+подписан\w*|подписан\w*\s+(?:усиленной\s+|квалифицированной\s+)*электронной\s+подписью"
    r"|электронной\s+(?:цифровой\s+)?подписью)"
    r"|(?P<certificate>сертификат\b[\s:№]*(?=[0-9a-f]{4}))"
    r"|(?P<owner>владел\w+\s*:)|(?P<owner_too>владелец\s+(?=[А-ЯЁ]))"
    r"|(?P<valid>действител\w+\s*:?\s*(?:с|до)\s)|(?P<about>сведения\s+о\s+сертификате\s+эп)",
    re.IGNORECASE,
)
_STEMS = ("сертификат", "владел", "действител")
"""One of these is in each stamp, as it has two kinds of parts: seldom said, and fast looked for."""
_KINDS = 2
"""Different parts that make a stamp: each alone may be said in a sentence."""
_APART = 120
"""Characters between two parts at most."""
_FRAME = 24.0
"""Points between the words of a stamp and its frame, at most."""


def without_stamps(words: Sequence[Word], marks: Marks) -> tuple[list[Word], Marks, tuple[Stamp, ...]]:
    """The words and rulings of a page but for those of stamps; `words` in the order of the file."""
    spans = _spans(words)
    if not spans:
        return list(words), marks, ()
    stamps = tuple(Stamp(" ".join(w.text for w in words[a:b]), box_of(list(words[a:b]))) for a, b in spans)
    kept = [word for place, word in enumerate(words) if not any(a <= place < b for a, b in spans)]
    for stamp in stamps:
        marks = _without_frame(marks, stamp.bbox)
    return kept, marks, stamps


def _spans(words: Sequence[Word]) -> list[tuple[int, int]]:
    """The words of each stamp, from and to."""
    text = " ".join(word.text for word in words)
    lowered = text.lower()
    if not any(stem in lowered for stem in _STEMS):
        return []
    starts: list[int] = []
    length = 0
    for word in words:
        starts.append(length)
        length += len(word.text) + 1
    parts = list(_PARTS.finditer(text))
    spans: list[tuple[int, int]] = []
    while parts:
        run = [parts.pop(0)]
        while parts and parts[0].start() - run[-1].end() <= _APART:
            run.append(parts.pop(0))
        if len({part.lastgroup for part in run}) >= _KINDS:
            first = sum(start <= run[0].start() for start in starts) - 1
            last = sum(start < run[-1].end() for start in starts)
            spans.append((first, _line_end(words, last)))
    return spans


def _line_end(words: Sequence[Word], place: int) -> int:
    """Behind the last word of the line that goes on at the place, or right under it where the part ends its line."""
    while place < len(words) and _goes_on(words[place - 1], words[place]):
        place += 1
    return place


def _goes_on(before: Word, word: Word) -> bool:
    height = before.bottom - before.top
    return abs(before.bottom - word.bottom) < 0.5 * height and -1 < word.x0 - before.x1 < 1.5 * height


def _without_frame(marks: Marks, box: BBox) -> Marks:
    left, top, right, bottom = box[0] - _FRAME, box[1] - _FRAME, box[2] + _FRAME, box[3] + _FRAME

    def across(ruling: Ruling) -> bool:
        return top <= ruling.at <= bottom and left <= ruling.start and ruling.end <= right

    def down(ruling: Ruling) -> bool:
        return left <= ruling.at <= right and top <= ruling.start and ruling.end <= bottom

    return replace(
        marks,
        horizontals=tuple(r for r in marks.horizontals if not (across(r) and _is_of(r, box[0], box[2]))),
        verticals=tuple(r for r in marks.verticals if not (down(r) and _is_of(r, box[1], box[3]))),
        fills=tuple(f for f in marks.fills if not (left <= f[0] and f[2] <= right and top <= f[1] and f[3] <= bottom)),
    )


def _is_of(ruling: Ruling, low: float, high: float) -> bool:
    """Whether the ruling is as long as the stamp, as a side of its frame is; borders of cells are where cells are."""
    return ruling.start <= low + 1 and ruling.end >= high - 1
