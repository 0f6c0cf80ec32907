"""A PDF file page by page, each closed before the next is loaded: memory does not grow with the number of pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from parsers.errors import ParseError
from parsers.formats.page.aligned import Columns
from parsers.formats.page.arrange import PageContent, arrange, drawing_of
from parsers.formats.page.blocks import document_of
from parsers.formats.page.geometry import IDENTITY, Marks, Matrix, Word, inverse, multiply, size_of, upright
from parsers.formats.page.tables import Page
from parsers.formats.pdf.characters import TextLayer
from parsers.formats.pdf.read_again import read_again
from parsers.formats.pdf.rulings import page_marks
from parsers.formats.pdf.text_layer import covered, is_garbage, is_picture
from parsers.limits import MAX_FILE_BYTES, MAX_PAGES, MAX_SCAN_PAGES
from parsers.model import BBox, Document

_SCAN = 0.7
"""The share of the page that the image of a scanned page covers."""


def read_pages(path: Path, media_type: str) -> Document:
    """The whole file. Raises ParseError."""
    with opened(path) as pdf:
        pages = list(_pages(pdf))
        return document_of(read_again(path, pages, partial(_by_layer, pdf)), media_type)


def _pages(pdf: pdfium2.PdfDocument) -> Iterator[PageContent]:
    """Each page by its text layer, or by OCR where it has none that can be trusted."""
    scanned = 0
    edges: tuple[float, ...] = ()
    for index in range(len(pdf)):
        content = _by_layer(pdf, index, edges)
        if content is None:
            scanned += 1
            if scanned > MAX_SCAN_PAGES:
                raise ParseError(f"В файле больше {MAX_SCAN_PAGES} отсканированных страниц")
            content = _by_ocr(pdf, index)
        edges = content.edges
        yield content


@contextmanager
def opened(path: Path) -> Iterator[pdfium2.PdfDocument]:
    """The PDF file, open; an empty password is tried. Raises ParseError, stage 'open'."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ParseError("Файл PDF слишком велик", "open")
    try:
        pdf = pdfium2.PdfDocument(path)
    except pdfium2.PdfiumError as error:
        raise ParseError(_refusal(error), "open") from error
    try:
        if not 0 < len(pdf) <= MAX_PAGES:
            raise ParseError(f"В файле PDF {len(pdf)} страниц; читаются файлы, где от 1 до {MAX_PAGES}", "open")
        yield pdf
    finally:
        pdf.close()


def _refusal(error: pdfium2.PdfiumError) -> str:
    if error.err_code == pdfium.FPDF_ERR_PASSWORD:
        return "Файл PDF защищён паролем: снимите защиту и загрузите его снова"
    return "Файл PDF повреждён или неполон: его не удалось открыть"


@contextmanager
def loaded(pdf: pdfium2.PdfDocument, index: int) -> Iterator[ctypes.c_void_p]:
    """The raw page, closed afterwards. Raises ParseError for a page that cannot be loaded."""
    page = pdfium.FPDF_LoadPage(pdf, index)
    if not page:
        raise ParseError(f"Страница {index + 1} файла PDF повреждена: её не удалось прочитать")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


def _visible(page: ctypes.c_void_p) -> BBox:
    """What of the page is shown, in its own coordinates: left, bottom, right, top."""
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect)):
        return (0.0, 0.0, 595.0, 842.0)
    return (rect.left, rect.bottom, rect.right, rect.top)


def _to_shown(visible: BBox, quarters: int, rotation: int) -> Matrix:
    """From the page as its text reads to the page as it is shown: the same but for text that lies on its side."""
    if quarters == rotation:
        return IDENTITY
    return multiply(inverse(upright(visible, quarters)), upright(visible, rotation))


def _by_layer(
    pdf: pdfium2.PdfDocument, index: int, above: tuple[float, ...] = (), known: Columns | None = None
) -> PageContent | None:
    """The page by its text layer; None where the page has to be recognised. `above`, `known`: see `arrange`."""
    with loaded(pdf, index) as raw:
        layer = TextLayer(raw)
        try:
            visible, rotation = _visible(raw), pdfium.FPDFPage_GetRotation(raw)
            quarters = layer.quarters(rotation)
            matrix = upright(visible, quarters)
            width, height = size = size_of(visible, quarters)
            words = [w for w in layer.words(matrix) if _is_shown(w, width, height)]
            marks = page_marks(raw, matrix)
            if _is_scan(words, marks, size, layer):
                return None
            page = Page(index + 1, _to_shown(visible, quarters, rotation))
            return arrange(words, drawing_of(marks), page, size, layer, above, known)
        finally:
            layer.close()


def _is_scan(words: list[Word], marks: Marks, size: tuple[float, float], layer: TextLayer) -> bool:
    """Whether the page is a picture, bare or under a layer that an OCR program laid over it, or its layer is wrong."""
    if is_picture(words, marks, size) or is_garbage(words):
        return True
    if covered(marks.images, size) < _SCAN:
        return False
    from parsers.formats.ocr.tesseract import is_installed

    hidden = marks.text_covered or all(layer.is_invisible(word) for word in words[:: len(words) // 10 + 1])
    return hidden and is_installed()


def _by_ocr(pdf: pdfium2.PdfDocument, index: int) -> PageContent:
    from parsers.formats.ocr.raster import drawn
    from parsers.formats.ocr.recognise import READ_DPI, recognise

    page = pdf[index]
    try:
        image, dpi = drawn(page, READ_DPI)
    finally:
        page.close()
    return recognise(image, dpi, index + 1)


def _is_shown(word: Word, width: float, height: float) -> bool:
    """Whether the word's middle lies on the visible part of the page."""
    return 0 <= word.x0 + word.x1 <= 2 * width and 0 <= word.top + word.bottom <= 2 * height
