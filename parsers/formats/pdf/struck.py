"""Words that a line strikes out, drawn or laid over the page as a mark of a reader: removed text, kept as a note."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import pypdfium2.raw as pdfium

from parsers.formats.page.geometry import Matrix, Ruling, Word, transform
from parsers.limits import MAX_PAGE_OBJECTS
from parsers.model import BBox

_MIDDLE = (0.4, 0.72)
"""Of a word's height, from its top: where the line of struck-out text runs; that under a word is lower."""
_SHARE = 0.8
"""Of a word's width that the line crosses at least."""


def without_struck(
    words: Sequence[Word], lines: Sequence[Ruling], marked: Sequence[BBox]
) -> tuple[list[Word], list[Word]]:
    """The words that stand and those that are struck out.

    `lines`: horizontals that border no cell; `marked`: what readers struck out.
    """
    drawn = sorted(lines)
    if not drawn and not marked:
        return list(words), []
    heights = [line.at for line in drawn]
    kept: list[Word] = []
    struck: list[Word] = []
    for word in words:
        (struck if _is_struck(word, drawn, heights) or _is_marked(word, marked) else kept).append(word)
    return kept, struck


def _is_struck(word: Word, drawn: Sequence[Ruling], heights: Sequence[float]) -> bool:
    height = word.bottom - word.top
    low, high = (word.top + share * height for share in _MIDDLE)
    crossing = drawn[bisect_left(heights, low) : bisect_left(heights, high)]
    return not word.turn and any(_covers(line.start, line.end, word) for line in crossing)


def _covers(start: float, end: float, word: Word) -> bool:
    return min(end, word.x1) - max(start, word.x0) >= _SHARE * (word.x1 - word.x0)


def _is_marked(word: Word, marked: Sequence[BBox]) -> bool:
    middle = (word.top + word.bottom) / 2
    return any(top <= middle <= bottom and _covers(left, right, word) for left, top, right, bottom in marked)


def struck_by_readers(page: ctypes.c_void_p, matrix: Matrix) -> list[BBox]:
    """What annotations of the loaded page strike out, in the coordinates that `matrix` leads to."""
    found: list[BBox] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_PAGE_OBJECTS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_STRIKEOUT:
                found += [transform(matrix, box) for box in _quads(annotation)]
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def _quads(annotation: ctypes.c_void_p) -> Iterator[BBox]:
    for index in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        quad = pdfium.FS_QUADPOINTSF()
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, ctypes.byref(quad)):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield (min(xs), min(ys), max(xs), max(ys))
