"""Notes in a PDF: words highlighted, or a frame around their cell; the pages stay as they are."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from ingest.outputs.quotes import find, squeezed
from ingest.outputs.remarks import AUTHOR, BBox, Remark

COLOURS = {"error": (255, 140, 130), "warning": (255, 204, 80), "info": (130, 185, 255)}
OPACITY = 110
FRAME_WIDTH = 1.5
NOTE = (24.0, 24.0, 44.0, 44.0)
"""Where a remark on the order itself stands on its first page, where its words are not found."""
SHORTEST_PART = 3
"""Letters and digits of a cell that can be told as a part of a quote."""
_PRINTED = 4
"""The annotation flag 'print'."""
_SCALE = 100
"""pdfium converts whole units of the shown page only: a hundredth of a point."""
_REACH = 1.0


def highlight(source: Path, remarks: Iterable[Remark]) -> tuple[bytes, int]:
    """The file with a highlight for each remark, and how many. Raises pdfium2.PdfiumError where it can't be read."""
    by_page: dict[int, list[Remark]] = defaultdict(list)
    document = pdfium2.PdfDocument(source)
    try:
        for remark in remarks:
            by_page[min(max(_page(remark), 1), len(document))].append(remark)
        for number, some in by_page.items():
            page = AnnotatedPage(document[number - 1], number)
            for remark in some:
                page.add(remark)
            page.close()
        return _saved(document), sum(map(len, by_page.values()))
    finally:
        document.close()


def _page(remark: Remark) -> int:
    cell = _quoting(remark)
    return (cell[0] if cell else None) or remark.page or 1


def _quoting(remark: Remark) -> tuple[int | None, BBox | None] | None:
    """Page and frame of the cell that prints the quote, else of one that a page break leaves a part of it."""
    framed = [cell for cell in remark.cells if cell.bbox]
    whole = (cell for cell in framed if find(cell.text, remark.quote))
    parts = (cell for cell in framed if len(squeezed(cell.text)) >= SHORTEST_PART and find(remark.quote, cell.text))
    found = next(whole, None) or next(parts, None)
    return (found.page, found.bbox) if found else None


def _saved(document: pdfium2.PdfDocument) -> bytes:
    from io import BytesIO

    content = BytesIO()
    document.save(content)
    return content.getvalue()


class AnnotatedPage:
    """A page that gets highlights; boxes are in points of the page's own coordinates (origin below, left)."""

    def __init__(self, page: pdfium2.PdfPage, number: int) -> None:
        self._page = page
        self._number = number
        self._width, self._height = page.get_size()
        text = page.get_textpage()
        count = pdfium.FPDFText_CountChars(text)
        self._letters = "".join(chr(pdfium.FPDFText_GetUnicode(text, index) or 32) for index in range(count))
        self._boxes = [_char_box(text, index) for index in range(count)]
        text.close()

    def add(self, remark: Remark) -> None:
        """A highlight over the quote within its cell, else a frame around cell or row, or at the page's head."""
        cell = _quoting(remark)
        shown = (cell[1] if cell else None) or remark.bbox
        frame = self._own(shown) if shown else None
        if words := self._printed(remark.quote, frame):
            self._highlight(words, remark)
        else:
            self._frame(frame or self._own(NOTE), remark)

    def close(self) -> None:
        """Lets the page go."""
        self._page.close()

    def _own(self, shown: BBox) -> BBox:
        """A box of the page as shown (from the upper left corner) in the page's own coordinates."""
        corners = [self._own_point(shown[0], shown[1]), self._own_point(shown[2], shown[3])]
        xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return xs[0], ys[0], xs[1], ys[1]

    def _own_point(self, x: float, y: float) -> tuple[float, float]:
        own_x, own_y = ctypes.c_double(), ctypes.c_double()
        width, height = round(self._width * _SCALE), round(self._height * _SCALE)
        pdfium.FPDF_DeviceToPage(self._page, 0, 0, width, height, 0, round(x * _SCALE), round(y * _SCALE), own_x, own_y)
        return own_x.value, own_y.value

    def _printed(self, quote: str, frame: BBox | None) -> list[BBox]:
        """The boxes of a quote's words, line by line; within the frame where there is one."""
        inside = [index for index, box in enumerate(self._boxes) if box and (frame is None or _within(box, frame))]
        found = find("".join(self._letters[index] for index in inside), quote)
        if not found:
            return []
        return _lines([box for index in inside[found[0] : found[1]] if (box := self._boxes[index])])

    def _highlight(self, words: Sequence[BBox], remark: Remark) -> None:
        annotation = pdfium.FPDFPage_CreateAnnot(self._page, pdfium.FPDF_ANNOT_HIGHLIGHT)
        for x0, y0, x1, y1 in words:
            quad = pdfium.FS_QUADPOINTSF(x0, y1, x1, y1, x0, y0, x1, y0)
            pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
        _describe(annotation, _hull(words), remark, OPACITY)

    def _frame(self, box: BBox, remark: Remark) -> None:
        annotation = pdfium.FPDFPage_CreateAnnot(self._page, pdfium.FPDF_ANNOT_SQUARE)
        pdfium.FPDFAnnot_SetBorder(annotation, 0, 0, FRAME_WIDTH)
        _describe(annotation, box, remark, 255)


def _describe(annotation: object, box: BBox, remark: Remark, opacity: int) -> None:
    """Place, colour and text of an annotation, which is closed with it."""
    left, bottom, right, top = box
    colour = COLOURS[remark.severity]
    pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *colour, opacity)
    pdfium.FPDFAnnot_SetRect(annotation, pdfium.FS_RECTF(left, top, right, bottom))
    pdfium.FPDFAnnot_SetFlags(annotation, _PRINTED)
    for key, value in (("Contents", remark.text), ("T", AUTHOR), ("NM", remark.finding_id)):
        pdfium.FPDFAnnot_SetStringValue(annotation, key.encode("ascii"), _wide(value))
    pdfium.FPDFPage_CloseAnnot(annotation)


def _char_box(text: pdfium2.PdfTextPage, index: int) -> BBox | None:
    """The box of a character in the full height of its line; None for blanks that the file doesn't draw."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text, index, box) or box.right <= box.left or box.top <= box.bottom:
        return None
    return box.left, box.bottom, box.right, box.top


def _within(box: BBox, frame: BBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] - _REACH <= x <= frame[2] + _REACH and frame[1] - _REACH <= y <= frame[3] + _REACH


def _lines(boxes: Sequence[BBox]) -> list[BBox]:
    """The boxes of characters as one box a line: a character that lies lower and does not overlap begins another."""
    lines: list[list[BBox]] = [[boxes[0]]]
    for before, box in pairwise(boxes):
        same = box[1] < before[3] and box[3] > before[1]
        if same:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [_hull(line) for line in lines]


def _hull(boxes: Sequence[BBox]) -> BBox:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _wide(text: str) -> ctypes.Array[ctypes.c_ushort]:
    """A text as pdfium takes it: UTF-16, little endian, ended by a zero."""
    encoded = (text + "\0").encode("utf-16-le")
    return (ctypes.c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded)
