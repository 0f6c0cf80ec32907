"""The texts of a page's cells one under another in one image, and the way back from there to the page.

tesseract takes the lines of neighbouring cells for one line, which costs it every fourth lone number; in the stack each
cell is a paragraph of a single column, and the empty parts of the page cost no time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from parsers.formats.ocr.tesseract import Image
from parsers.formats.page.geometry import Word

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

HIGHEST = 24_000
"""Pixels of the parts of one stack: tesseract takes no image higher than 32,767."""
_MARGIN = 20
_GAP = 14
_PAD = 3
_LEAST = 5
"""Pixels at READ_DPI that ink must be high to be text."""
_BAND = 25
"""Blank rows of pixels that part the text outside of tables into bands."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The image to recognise; `places` are the boxes of its parts on the page, `tops` their heights in the stack."""

    image: Image
    places: tuple[PixelBox, ...]
    tops: tuple[int, ...]

    def on_page(self, word: Word, scale: float) -> Word:
        """The word (in pixels of the stack) where it stands on the page, in points."""
        part = self._part_of(word)
        right, down = self.places[part][0] - _MARGIN, self.places[part][1] - self.tops[part]
        return word._replace(
            x0=(word.x0 + right) * scale,
            x1=(word.x1 + right) * scale,
            top=(word.top + down) * scale,
            bottom=(word.bottom + down) * scale,
        )

    def without(self, words: Sequence[Word]) -> Stack | None:
        """The stack of the parts in which no word was read, None where there is none: a long one loses lone numbers."""
        read = {self._part_of(word) for word in words}
        rest = [part for part in range(len(self.places)) if part not in read]
        if not rest:
            return None
        boxes = [self.places[part] for part in rest]
        images = [
            self.image[self.tops[part] : self.tops[part] + bottom - top, _MARGIN : _MARGIN + right - left]
            for part, (left, top, right, bottom) in zip(rest, boxes, strict=True)
        ]
        return _piled(images, boxes)

    def _part_of(self, word: Word) -> int:
        return max(bisect_right(self.tops, (word.top + word.bottom) / 2 + _GAP / 2) - 1, 0)


def stacked(page: Image, ink: Image, cells: Sequence[PixelBox], tables: Sequence[PixelBox]) -> list[Stack]:
    """The inked parts of the cells, and of the page outside of the tables, in as many stacks as tesseract needs.

    `page` is grey on white without ruled lines; `ink` the same as 255 on 0 without specks.
    """
    outside_page, outside_ink = page.copy(), ink.copy()
    for left, top, right, bottom in tables:
        outside_page[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2] = 255
        outside_ink[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2] = 0
    boxes = [box for cell in cells if (box := _inked(ink, cell))]
    parts = [page[top:bottom, left:right] for left, top, right, bottom in boxes]
    bands = list(_bands(outside_ink))
    parts += [outside_page[top:bottom, left:right] for left, top, right, bottom in bands]
    return [_piled(*batch) for batch in _batches(parts, boxes + bands)]


def _batches(parts: Sequence[Image], places: Sequence[PixelBox]) -> Iterator[tuple[list[Image], list[PixelBox]]]:
    """The parts with their places, in runs that are no higher together than one image may be."""
    batch: tuple[list[Image], list[PixelBox]] = ([], [])
    height = 0
    for part, place in zip(parts, places, strict=True):
        own = part.shape[0] + _GAP
        if batch[0] and height + own > HIGHEST:
            yield batch
            batch, height = ([], []), 0
        batch[0].append(part)
        batch[1].append(place)
        height += own
    if batch[0]:
        yield batch


def _piled(parts: Sequence[Image], places: Sequence[PixelBox]) -> Stack:
    """The parts one under another, at the left."""
    width = max(part.shape[1] for part in parts) + 2 * _MARGIN
    height = sum(part.shape[0] + _GAP for part in parts) + 2 * _MARGIN
    image = np.full((height, width), 255, np.uint8)
    tops: list[int] = []
    row = _MARGIN
    for part in parts:
        image[row : row + part.shape[0], _MARGIN : _MARGIN + part.shape[1]] = part
        tops.append(row)
        row += part.shape[0] + _GAP
    return Stack(image, tuple(places), tuple(tops))


def _inked(ink: Image, box: PixelBox) -> PixelBox | None:
    """The part of the box that holds ink, a little widened; None for an empty one."""
    left, top, right, bottom = (max(edge, 0) for edge in box)
    inside = ink[top:bottom, left:right]
    rows, cols = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows) or rows[-1] - rows[0] < _LEAST:
        return None
    return (
        max(left + int(cols[0]) - _PAD, 0),
        max(top + int(rows[0]) - _PAD, 0),
        min(left + int(cols[-1]) + 1 + _PAD, ink.shape[1]),
        min(top + int(rows[-1]) + 1 + _PAD, ink.shape[0]),
    )


def _bands(ink: Image) -> Iterator[PixelBox]:
    """The text outside of tables in bands from the top down, parted where nothing is printed."""
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return
    breaks = np.flatnonzero(np.diff(rows) > _BAND)
    starts, ends = rows[[0, *(breaks + 1)]], rows[[*breaks, len(rows) - 1]]
    for start, end in zip(starts, ends, strict=True):
        band = _inked(ink, (0, int(start), ink.shape[1], int(end) + 1))
        if band:
            yield band
