"""A scanned page as words and rulings, which the same code as for PDF turns into grids and lines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from parsers.model import BBox
from parsers.ocr.deskew import on_its_side, skew, turned
from parsers.ocr.glyphs import mended
from parsers.ocr.lines import line_masks, reach_of, rulings_of
from parsers.ocr.paper import flattened, resized, without_specks, without_stamps
from parsers.ocr.scraps import without_scraps
from parsers.ocr.stack import PixelBox, Stack, stacked
from parsers.ocr.tesseract import Image, lines_of
from parsers.pdf.geometry import Marks, Matrix, Word, multiply, turned_back
from parsers.pdf.page import Drawing, PageContent, arrange, drawing_of
from parsers.pdf.tables import Page

READ_DPI = 200.0
"""Pixels per inch at which pages are read: tesseract brings lines to 36 pixels anyway; more is slower, not better."""
_SCALE = 72.0 / READ_DPI
_GAP = 2.5
"""Points: over a wider gap the letters of a heading would carry a column line through its row."""
_DOUBTFUL = 0.6
"""Mean confidence below which a page may be upside down."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page set straight: its words and tables, and the matrix in points that leads back to the page as scanned."""

    words: list[Word]
    drawing: Drawing
    size: tuple[float, float]
    to_shown: Matrix

    @property
    def confidence(self) -> float:
        """0..1, long words counting more; 1 for a page without words."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) * (word.confidence or 0.0) for word in self.words) / letters if letters else 1.0


def recognise(image: Image, dpi: float, number: int) -> PageContent:
    """The content of a scanned page (grey image). Raises ParseError without tesseract."""
    cv2.setNumThreads(1)
    scan = resized(image, READ_DPI / dpi)
    quarters = 1 if on_its_side(scan) else 0
    best = _read(scan, quarters)
    if best.confidence < _DOUBTFUL:
        best = max(best, _read(scan, quarters + 2), key=lambda reading: reading.confidence)
    return arrange(best.words, best.drawing, Page(number, best.to_shown), best.size)


def _read(scan: Image, quarters: int) -> _Reading:
    """The page turned clockwise by so many quarters, set straight and read."""
    height, width = (side * _SCALE for side in scan.shape)
    upright = np.ascontiguousarray(np.rot90(scan, -quarters))
    straight, back = turned(upright, skew(upright), _SCALE)
    level, rising = line_masks(straight, READ_DPI)
    across, down = rulings_of(level, rising, READ_DPI)
    drawing = drawing_of(Marks(tuple(across), tuple(down)), _GAP)
    words = _words(straight, reach_of(level, rising, READ_DPI), drawing)
    size = (straight.shape[1] * _SCALE, straight.shape[0] * _SCALE)
    return _Reading(words, drawing, size, multiply(back, turned_back(width, height, quarters)))


def _words(straight: Image, lines: Image, drawing: Drawing) -> list[Word]:
    """What is printed in the cells and around the tables, in points. `lines` is 255 where rulings are to be erased."""
    flat = flattened(straight)
    flat[lines > 0] = 255
    unstamped = without_stamps(flat)
    stamped = unstamped != flat
    flat, strokes = without_specks(unstamped)
    cells = [_pixels(table.bbox_of(box)) for table in drawing.tables for box in table.boxes]
    stack = stacked(flat, strokes, cells, [_pixels(table.bbox) for table in drawing.tables])
    if stack is None:
        return []
    words = _read_stack(stack)
    missed = stack.without(words)
    found = [stack.on_page(word, _SCALE) for word in words]
    found += [missed.on_page(word, _SCALE) for word in _read_stack(missed)] if missed else []
    return without_scraps(found, stamped, _SCALE)


def _read_stack(stack: Stack) -> list[Word]:
    return mended(lines_of(stack.image, READ_DPI), stack.image)


def _pixels(box: BBox) -> PixelBox:
    left, top, right, bottom = (round(edge / _SCALE) for edge in box)
    return (left, top, right, bottom)
