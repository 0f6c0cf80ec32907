"""Where the characters of a PDF page stand, and how they are turned."""

from __future__ import annotations

import ctypes
import math

import pypdfium2.raw as pdfium

from parsers.formats.page.geometry import IDENTITY, transform
from parsers.formats.pdf import calls
from parsers.formats.pdf.calls import Four, Handle
from parsers.model import BBox

_NARROW, _LOW = 0.1, 1.0
"""Points: a smaller box of a character says nothing."""
_SAME_LINE = 0.6
"""Of its height: how far the end of a word may stand from its beginning."""
_LONG, _LEVEL = 2.0, 0.1
"""Of its height: a word so long of which an end is no higher or lower than the other is not set across the page."""


class CharBoxes:
    """Of the characters of one page's text, in the coordinates that `matrix` leads to."""

    def __init__(self, text: Handle) -> None:
        self._text = text
        self.matrix = IDENTITY
        self._turned = pdfium.FS_MATRIX()
        self._turned_at = ctypes.addressof(self._turned)
        self._rect = pdfium.FS_RECTF()
        self._rect_at = ctypes.addressof(self._rect)
        self._edges = Four(ctypes.c_double)

    @property
    def is_upright(self) -> bool:
        """Whether the page is read as it stands in the file: then the boxes are those of fonts, not of ink."""
        return self.matrix[0] == 1.0

    def angle(self, index: int) -> float:
        """In quarters, counterclockwise from the x axis of the page; FPDFText_GetCharAngle counts it the other way."""
        matrix = self._turned
        if not calls.char_matrix(self._text, index, self._turned_at) or (matrix.b == 0 < matrix.a):
            return 0.0
        return math.atan2(matrix.b, matrix.a) / (math.pi / 2)

    def size(self, index: int) -> float:
        """In points, as it is printed."""
        calls.char_matrix(self._text, index, self._turned_at)
        return float(calls.font_size(self._text, index)) * math.hypot(self._turned.c, self._turned.d)

    def base(self, index: int) -> float | None:
        """How far down the base line runs that the character stands on."""
        if not calls.char_origin(self._text, index, *self._edges.at[:2]):
            return None
        x, y = self._edges.values[:2]
        return float(self.matrix[1] * x + self.matrix[3] * y + self.matrix[5])

    def level_word(self, first: int, last: int) -> BBox | None:
        """The box around the ends of a word that stands upright on one line; None for all others.

        To ask for the angle of each word takes long, so only those are asked that their ends leave in doubt.
        """
        rect, get = self._rect, calls.loose_char_box
        get(self._text, first, self._rect_at)
        left, right, top, bottom = rect.left, rect.right, rect.top, rect.bottom
        height = top - bottom
        if right - left < _NARROW or height < _LOW:
            return None
        level = False
        if first < last:
            get(self._text, last, self._rect_at)
            end, end_right, end_top, end_bottom = rect.left, rect.right, rect.top, rect.bottom
            up, down = abs(end_top - top), abs(end_bottom - bottom)
            if end_right - end < _NARROW or end_top - end_bottom < _LOW or down > _SAME_LINE * max(height, 4.0):
                return None
            level = end - left > _LONG * height and (up < _LEVEL * height or down < _LEVEL * height)
            left = end if end < left else left  # min and max take three times as long
            right = end_right if end_right > right else right
            top = end_top if end_top > top else top
            bottom = end_bottom if end_bottom < bottom else bottom
        if not level and self.angle(first):
            return None
        x, y = self.matrix[4], self.matrix[5]
        return (left + x, y - top, right + x, y - bottom)

    def word(self, first: int, last: int) -> BBox | None:
        """The box around the first and the last character; None where they do not stand on one line."""
        of = self.loose if self.is_upright else self.ink
        start = of(first)
        if first == last:
            return start
        end = of(last)
        if self.is_upright and abs(end[3] - start[3]) > _SAME_LINE * max(start[3] - start[1], 4.0):
            return None
        return (min(start[0], end[0]), min(start[1], end[1]), max(start[2], end[2]), max(start[3], end[3]))

    def loose(self, index: int) -> BBox:
        """From the font's ascent to its descent and over the whole advance; of a turned character, its ink."""
        rect = self._rect
        calls.loose_char_box(self._text, index, self._rect_at)
        left, right, top, bottom = rect.left, rect.right, rect.top, rect.bottom
        if right - left < _NARROW or top - bottom < _LOW:
            return self.ink(index)
        x, y = self.matrix[4], self.matrix[5]
        return (left + x, y - top, right + x, y - bottom)

    def ink(self, index: int) -> BBox:
        """Around what is painted."""
        calls.char_box(self._text, index, *self._edges.at)
        left, right, bottom, top = self._edges.values
        return transform(self.matrix, (left, bottom, right, top))
