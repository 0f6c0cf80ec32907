"""Short words that tesseract reads into what is left of the lines of a stamp or a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parsers.formats.page.geometry import Word
from parsers.model import BBox

_SHORT = 2
_SURE, _USUAL_SURE = 0.8, 0.5
"""Confidence from which a short word, and one that is often printed, is believed to be printed."""
_USUAL = re.compile(r"[02-9]\d?[.)]?|1[\d.)]|[авикосу]|до|за|из|их|на|не|об|от|по|со|г\.")
"""Lone numbers, prepositions and conjunctions; a bare '1' is what tesseract makes of any upright stroke."""
_NEAR = 6


def without_scraps(
    words: Sequence[Word], stamped: NDArray[np.bool_], scale: float, tables: Sequence[BBox] = ()
) -> list[Word]:
    """The words that are printed. `stamped`: the pixels, each `scale` points wide, from which lines were taken off.

    Outside of the tables a short word that is alone in its line is none, however sure tesseract is.
    """
    if not stamped.any():
        return list(words)
    short = [word for word in words if sum(map(str.isalnum, word.text)) <= _SHORT and _touches(word, stamped, scale)]
    scraps = {word for word in short if _is_doubtful(word) or (tables and _is_alone(word, words, tables))}
    return [word for word in words if word not in scraps]


def _is_doubtful(word: Word) -> bool:
    return (word.confidence or 0.0) < (_USUAL_SURE if _USUAL.fullmatch(word.text) else _SURE)


def _is_alone(word: Word, words: Sequence[Word], tables: Sequence[BBox]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    inside = any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in tables)
    return not inside and not any(other is not word and other.top < y < other.bottom for other in words)


def _touches(word: Word, stamped: NDArray[np.bool_], scale: float) -> bool:
    left, top, right, bottom = (round(edge / scale) for edge in (word.x0, word.top, word.x1, word.bottom))
    around = stamped[max(top - _NEAR, 0) : bottom + _NEAR, max(left - _NEAR, 0) : right + _NEAR]
    return bool(around.any())
