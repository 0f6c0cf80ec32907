"""A PDF file page by page, each closed before the next is loaded: memory does not grow with the number of pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from parsers.errors import ParseError
from parsers.formats.page.arrange import PageContent, arrange, drawing_of, failed_page
from parsers.formats.page.blocks import document_of
from parsers.formats.page.geometry import IDENTITY, Marks, Matrix, Word, inverse, multiply, size_of, upright
from parsers.formats.page.tables import Page
from parsers.formats.page.unruled import Unruled, by_gaps
from parsers.formats.pdf.annotations import paint_typed
from parsers.formats.pdf.characters import TextLayer
from parsers.formats.pdf.objects import Objects, objects_of
from parsers.formats.pdf.other_readings import with_other_readings
from parsers.formats.pdf.read_again import read_again
from parsers.formats.pdf.rulings import page_marks
from parsers.formats.pdf.signature_stamp import without_stamps
from parsers.formats.pdf.struck import struck_by_readers, without_struck
from parsers.formats.pdf.suspects import suspects_of
from parsers.formats.pdf.text_layer import covered, is_garbage, is_picture
from parsers.limits import MAX_FILE_BYTES, MAX_PAGES, MAX_SCAN_PAGES
from parsers.model import BBox, Document
from parsers.text.lost_text import STRUCK
from parsers.text.wording import nonblank

_FEW_UNKNOWN, _UNKNOWN = 10, 0.01
"""Glyphs without a character, and their share of the page, that bullets of a symbol font may be."""
_SCAN = 0.7
"""The share of the page that the image of a scanned page covers."""
UNSEEN = "текст есть в файле, но на странице его не видно (невидимый, под заливкой, в выключенном слое)"
ACROSS = "надпись поперёк страницы (водяной знак)"
_UPSIDE_DOWN = 2
"""Quarters."""
_PICTURED = 0.3
"""The share that an image covers under a text layer that may be the only reading of it."""


def read_pages(path: Path, media_type: str) -> Document:
    """The whole file. Raises ParseError."""
    with opened(path) as pdf:
        pages = read_again(path, list(_pages(pdf)), partial(_by_layer, pdf))
    return with_other_readings(document_of(pages, media_type), path, pages, partial(_reread, path))


def _reread(path: Path, numbers: Sequence[int], unruled: Unruled) -> dict[int, PageContent | None]:
    with opened(path) as pdf:
        return {number: _by_layer(pdf, number, (), unruled) for number in numbers}


def _pages(pdf: pdfium2.PdfDocument) -> Iterator[PageContent]:
    """Each page by its text layer, or by OCR where it has none that can be trusted."""
    scanned = 0
    edges: tuple[float, ...] = ()
    for index in range(len(pdf)):
        try:
            content = _by_layer(pdf, index, edges)
        except ParseError as error:
            content = failed_page(index + 1, error)
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
        pdf.init_forms()
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
    if paint_typed(page):
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(pdf, index)
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
    pdf: pdfium2.PdfDocument, index: int, above: tuple[float, ...] = (), unruled: Unruled = by_gaps
) -> PageContent | None:
    """The page by its text layer; None where the page has to be recognised. `above`, `unruled`: see `arrange`."""
    with loaded(pdf, index) as raw:
        visible, rotation = _visible(raw), pdfium.FPDFPage_GetRotation(raw)
        layer = TextLayer(raw)
        try:
            quarters = layer.quarters(rotation)
            if (quarters - rotation) % 4 == _UPSIDE_DOWN:
                layer = _turned(raw, layer, quarters)
            matrix = upright(visible, quarters)
            width, height = size = size_of(visible, quarters)
            glyphs = layer.glyphs()
            objects = objects_of(raw)
            marks = page_marks(objects, matrix)
            unseen = _hide_unseen(raw, objects, layer, marks, size)
            read, across = layer.words(matrix)
            aside = [(unseen, UNSEEN), (across, ACROSS)]
            beyond = [w for w in read if not _is_shown(w, width, height)]
            words = [w for w in read if _is_shown(w, width, height)] if beyond else read
            unread = glyphs - sum(len(word.text) for word in read) - sum(nonblank(text) for text, _ in aside)
            if _is_scan(words, marks, size, layer) or _is_unmapped(layer, unread, sum(len(w.text) for w in words)):
                return None
            words, marks, stamps = without_stamps(words, marks)
            drawing = drawing_of(marks)
            words, struck = without_struck(words, drawing.loose, struck_by_readers(raw, matrix))
            aside.append((" ".join(word.text for word in struck), STRUCK))
            page = Page(index + 1, _to_shown(visible, quarters, rotation))
            content = arrange(words, drawing, page, size, layer, above, unruled)
            return replace(
                content,
                chars=content.chars + sum(nonblank(stamp.text) for stamp in stamps),
                unread=max(unread, 0),
                outside=" ".join(word.text for word in beyond),
                aside=tuple((text, why) for text, why in aside if text),
                stamps=stamps,
            )
        finally:
            layer.close()


def _turned(page: ctypes.c_void_p, layer: TextLayer, quarters: int) -> TextLayer:
    """The text of a page that is shown upside down: pdfium gives its words from the end, unless the page is turned."""
    rotation = pdfium.FPDFPage_GetRotation(page)
    pdfium.FPDFPage_SetRotation(page, quarters)
    try:
        turned = TextLayer(page)
    finally:
        pdfium.FPDFPage_SetRotation(page, rotation)
    layer.close()
    turned.quarters(quarters)
    return turned


def _hide_unseen(
    page: ctypes.c_void_p, objects: Objects, layer: TextLayer, marks: Marks, size: tuple[float, float]
) -> str:
    """Take what nobody sees out of the text; its words. The layer over a scan is what can be read of it without OCR."""
    suspects = suspects_of(objects)
    if not suspects or (covered(marks.images, size) >= _PICTURED and not _can_recognise()):
        return ""
    from parsers.formats.pdf.pixels import unseen

    hidden = unseen(page, suspects)
    return layer.hide(hidden) if hidden else ""


def _can_recognise() -> bool:
    from parsers.formats.ocr.tesseract import is_installed

    return is_installed()


def _is_unmapped(layer: TextLayer, unread: int, read: int) -> bool:
    """Whether the file gives no characters for so much of the page that it is better recognised, and can be."""
    unknown = max(unread, layer.unmapped())
    return unknown >= _FEW_UNKNOWN and unknown > _UNKNOWN * (read + max(unread, 0)) and _can_recognise()


def _is_scan(words: list[Word], marks: Marks, size: tuple[float, float], layer: TextLayer) -> bool:
    """Whether the page is a picture, bare or under a layer that an OCR program laid over it, or its layer is wrong."""
    if is_picture(words, marks, size) or is_garbage(words):
        return True
    if covered(marks.images, size) < _SCAN:
        return False
    hidden = marks.text_covered or all(layer.is_invisible(word) for word in words[:: len(words) // 10 + 1])
    return hidden and _can_recognise()


def _by_ocr(pdf: pdfium2.PdfDocument, index: int) -> PageContent:
    from parsers.formats.ocr.raster import drawn
    from parsers.formats.ocr.recognise import READ_DPI, recognised

    page = pdf[index]
    try:
        image, dpi = drawn(page, READ_DPI)
    finally:
        page.close()
    return recognised(image, dpi, index + 1)


def _is_shown(word: Word, width: float, height: float) -> bool:
    """Whether the word's middle lies on the visible part of the page."""
    return 0 <= word.x0 + word.x1 <= 2 * width and 0 <= word.top + word.bottom <= 2 * height
