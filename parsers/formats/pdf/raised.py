"""Small raised numbers after a word ('года¹'): marks of footnotes, written as such where the page shows them so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from parsers.formats.page.geometry import Word
from parsers.text.entering import raised

_MARK = re.compile(r"\d{1,2}\)?|\[\d{1,2}\]")
_LAST = frozenset("0123456789)]")
_ENDS_IN_NUMBER = re.compile(r"(?<=[^\W\d_])\d{1,2}\)?$|(?<=\d{4})\d{1,2}\)?$")
_SMALL = 0.85
"""Of the size of the word before: what is larger is no mark."""
_HIGHER = 0.2
"""Of the height of the word before: how much higher than it the mark ends."""
_BESIDE = (-0.1, 0.2)
"""Of the height of the word before: the gap between both."""


def with_marks_raised(words: Sequence[Word], size_of: Callable[[int], float]) -> list[Word]:
    """The words of a page in the order of the file; `size_of`: of the font of a character, by its place in the text."""
    found: list[Word] = []
    for word in words:
        if word.text[-1] not in _LAST:
            found.append(word)
        elif found and _MARK.fullmatch(word.text) and _is_raised(found[-1], word):
            found[-1] = found[-1]._replace(text=found[-1].text + raised(word.text), x1=word.x1)
        else:
            found.append(_parted(word, size_of))
    return found


def _is_raised(before: Word, word: Word) -> bool:
    height = before.bottom - before.top
    near = _BESIDE[0] * height <= word.x0 - before.x1 <= _BESIDE[1] * height
    small = word.bottom - word.top <= _SMALL * height
    return near and small and word.bottom < before.bottom - _HIGHER * height and not (word.turn or before.turn)


def _parted(word: Word, size_of: Callable[[int], float]) -> Word:
    """A word that a mark follows without any gap: its last figures are smaller than its letters."""
    mark = _ENDS_IN_NUMBER.search(word.text)
    if mark is None or word.turn or word.first < 0:
        return word
    last = word.first + mark.start()
    if size_of(last) > _SMALL * size_of(word.first):
        return word
    return word._replace(text=word.text[: mark.start()] + raised(mark.group()))
