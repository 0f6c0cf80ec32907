"""A scanned page as words and rulings, which the same code as for PDF turns into grids and lines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from parsers.errors import ParseError
from parsers.formats.ocr.cell_stack import PixelBox, Stack, stacked
from parsers.formats.ocr.colour import grey_of, stamps_of
from parsers.formats.ocr.deskew import on_its_side
from parsers.formats.ocr.glyphs import mended
from parsers.formats.ocr.paper import Mask, evened, flattened, resized, without_specks, without_stamps
from parsers.formats.ocr.ruled_lines import line_masks, reach_of, rulings_of
from parsers.formats.ocr.stamp_scraps import without_scraps
from parsers.formats.ocr.straighten import Homography, SeenPage, set_straight, way_of
from parsers.formats.ocr.tesseract import Image, lines_of, program
from parsers.formats.ocr.vertical_cells import with_vertical
from parsers.formats.page.arrange import Drawing, PageContent, arrange, drawing_of, failed_page
from parsers.formats.page.geometry import Marks, Word, turned_back
from parsers.formats.page.unruled import by_gaps_or_white_space
from parsers.limits import MAX_READ_PIXELS
from parsers.model import BBox

READ_DPI = 200.0
"""Pixels per inch at which pages are read: tesseract brings lines to 36 pixels anyway; more is slower, not better."""
_SCALE = 72.0 / READ_DPI
_GAP = 2.5
"""Points: over a wider gap the letters of a heading would carry a column line through its row."""
_DOUBTFUL = 0.6
"""Mean confidence below which a page may be upside down."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page turned upright: its words and tables, and the way in points that leads back to the page before."""

    words: list[Word]
    drawing: Drawing
    size: tuple[float, float]
    way: Homography

    @property
    def confidence(self) -> float:
        """0..1, long words counting more; 1 for a page without words."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) * (word.confidence or 0.0) for word in self.words) / letters if letters else 1.0


def recognised(image: Image, dpi: float, number: int) -> PageContent:
    """The content of a scanned page; one that tesseract fails on is a failed page.

    Raises ParseError where there is no tesseract: that is not the page's fault.
    """
    program()
    try:
        return recognise(image, dpi, number)
    except ParseError as error:
        return failed_page(number, error)


def recognise(image: Image, dpi: float, number: int) -> PageContent:
    """The content of a scanned page, grey or in colour. Raises ParseError without tesseract."""
    cv2.setNumThreads(1)
    factor = min(READ_DPI / dpi, (MAX_READ_PIXELS / max(image.shape[0] * image.shape[1], 1)) ** 0.5)
    pixels = resized(image, factor)
    scan = grey_of(pixels)
    there = way_of(scan)
    straight, back = set_straight(evened(scan), there)
    unstamped, _ = set_straight(np.where(stamps_of(pixels, READ_DPI), 0, 255).astype(np.uint8), there)
    quarters = 1 if on_its_side(straight) else 0
    best = _read(straight, unstamped, quarters)
    if best.confidence < _DOUBTFUL:
        best = max(best, _read(straight, unstamped, quarters + 2), key=lambda reading: reading.confidence)
    points = np.diag([_SCALE, _SCALE, 1.0])
    shrunk = READ_DPI / (dpi * factor)
    """1, but for pages larger than what is recognised: their points are not those of the page read."""
    way = np.diag([shrunk, shrunk, 1.0]) @ points @ back @ np.linalg.inv(points) @ best.way
    page = SeenPage(number, way=tuple(way.ravel().tolist()))
    return arrange(best.words, best.drawing, page, best.size, unruled=by_gaps_or_white_space)


def _read(straight: Image, unstamped: Image, quarters: int) -> _Reading:
    """The straight page, `unstamped` where stamps in colour leave it white, turned clockwise by quarters and read."""
    upright, stamps = (np.ascontiguousarray(np.rot90(image, -quarters)) for image in (straight, 255 - unstamped))
    level, rising = line_masks(upright, READ_DPI)
    across, down = rulings_of(level, rising, READ_DPI)
    drawing = drawing_of(Marks(tuple(across), tuple(down)), _GAP)
    words = _words(upright, reach_of(level, rising, READ_DPI), stamps > 0, drawing)
    height, width = (side * _SCALE for side in straight.shape)
    a, b, c, d, e, f = turned_back(width, height, quarters)
    size = (height, width) if quarters % 2 else (width, height)
    return _Reading(words, drawing, size, np.array([[a, c, e], [b, d, f], [0.0, 0.0, 1.0]]))


def _words(upright: Image, lines: Image, stamps: Mask, drawing: Drawing) -> list[Word]:
    """What is printed in the cells and around the tables, in points. `lines`: 255 where rulings are to be erased."""
    flat = flattened(upright)
    flat[(lines > 0) | stamps] = 255
    unstamped = without_stamps(flat)
    stamped = stamps | (unstamped != flat)
    flat, strokes = without_specks(unstamped)
    cells = [_pixels(table.bbox_of(box)) for table in drawing.tables for box in table.boxes]
    stacks = stacked(flat, strokes, cells, [_pixels(table.bbox) for table in drawing.tables])
    found = [word for stack in stacks for word in _read_parts(stack)]
    found = with_vertical(found, flat, cells, _SCALE, READ_DPI)
    return without_scraps(found, stamped, _SCALE, [table.bbox for table in drawing.tables])


def _read_parts(stack: Stack) -> list[Word]:
    """The words of a stack where they stand on the page; parts in which none was found are read once more."""
    words = _read_stack(stack)
    missed = stack.without(words)
    found = [stack.on_page(word, _SCALE) for word in words]
    return found + ([missed.on_page(word, _SCALE) for word in _read_stack(missed)] if missed else [])


def _read_stack(stack: Stack) -> list[Word]:
    return mended(lines_of(stack.image, READ_DPI), stack.image)


def _pixels(box: BBox) -> PixelBox:
    left, top, right, bottom = (round(edge / _SCALE) for edge in box)
    return (left, top, right, bottom)
