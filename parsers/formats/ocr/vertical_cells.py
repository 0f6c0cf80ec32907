"""Cells that are set vertically on a scan: what reads as letters one under another is turned and read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from parsers.formats.ocr.cell_stack import PixelBox
from parsers.formats.ocr.tesseract import Image, lines_of
from parsers.formats.page.geometry import Word

_TALL = 1.2
"""Of its width: vertical text is higher."""
_LETTERS = 3
"""Words of a letter or two in a cell, at least, that may be letters of vertical lines."""
_SHORT = 2.2
"""Mean letters of the words of such a cell, at most."""
_SURE = 0.6
"""Confidence of the turned text, at least."""
_MOST = 24
"""Cells of a page that are read again."""
_INSET, _MARGIN = 3, 20
"""Pixels: what is left of the cell's edges, and the white around it."""


def with_vertical(
    words: Sequence[Word], page: Image, cells: Sequence[PixelBox], scale: float, dpi: float
) -> list[Word]:
    """The words of a page in points, those of vertical cells in the way that they are set.

    `page`: grey without ruled lines; `cells` in its pixels, each `scale` points.
    """
    kept = list(words)
    for cell in list(_vertical(cells, words, scale))[:_MOST]:
        own = _within(kept, cell, scale)
        best = max((_read(page, cell, turn, scale, dpi) for turn in (1, 3)), key=_confidence)
        if _confidence(best) > max(_SURE, _confidence(own)) and _length(best) >= _LETTERS:
            kept = [word for word in kept if word not in own] + best
    return kept


def _vertical(cells: Sequence[PixelBox], words: Sequence[Word], scale: float) -> Iterator[PixelBox]:
    for cell in cells:
        own = _within(words, cell, scale)
        if len(own) >= _LETTERS and _length(own) <= _SHORT * len(own) and _stand_upright(own):
            yield cell


def _stand_upright(words: Sequence[Word]) -> bool:
    width = max(word.x1 for word in words) - min(word.x0 for word in words)
    return max(word.bottom for word in words) - min(word.top for word in words) > _TALL * width


def _within(words: Sequence[Word], cell: PixelBox, scale: float) -> list[Word]:
    left, top, right, bottom = (edge * scale for edge in cell)
    return [w for w in words if left < (w.x0 + w.x1) / 2 < right and top < (w.top + w.bottom) / 2 < bottom]


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _confidence(words: Sequence[Word]) -> float:
    """0..1, long words counting more."""
    return sum(len(word.text) * (word.confidence or 0.0) for word in words) / max(1, _length(words))


def _read(page: Image, cell: PixelBox, turn: int, scale: float, dpi: float) -> list[Word]:
    """The words of a cell that was turned clockwise by quarters to be read, where they stand on the page."""
    left, top, right, bottom = (
        edge + inset for edge, inset in zip(cell, (_INSET, _INSET, -_INSET, -_INSET), strict=True)
    )
    cut = page[max(top, 0) : bottom, max(left, 0) : right]
    upright = np.pad(np.rot90(cut, -turn), _MARGIN, constant_values=255)
    height, width = cut.shape
    found = []
    for word in (word for line in lines_of(upright, dpi) for word in line):
        x0, y0, x1, y1 = (edge - _MARGIN for edge in (word.x0, word.top, word.x1, word.bottom))
        box = (y0, height - x1, y1, height - x0) if turn == 1 else (width - y1, x0, width - y0, x1)
        ends = (left + box[0], top + box[1], left + box[2], top + box[3])
        place = tuple(end * scale for end in ends)
        found.append(Word(word.text, place[0], place[1], place[2], place[3], -1, word.confidence, turn))
    return found
