"""Values of form fields and typed notes: annotations that viewers paint, made part of the page before it is read.

Lines that strike text out become lines of such a page, too. Other annotations are not read: highlights and comments of
readers, links, the pictures of signatures.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from parsers.limits import MAX_PAGE_OBJECTS

_TYPED = (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT)
_SIGNATURE = "Sig"
_SIZE = 64


def paint_typed(page: ctypes.c_void_p) -> bool:
    """Make form fields and typed notes part of the loaded page; the page must be loaded again where it is True."""
    count = min(pdfium.FPDFPage_GetAnnotCount(page), MAX_PAGE_OBJECTS)
    typed = [_is_typed(page, index) for index in range(count)]
    if not any(typed):
        return False
    for index in reversed(range(count)):
        if not typed[index] and _kind(page, index)[0] != pdfium.FPDF_ANNOT_STRIKEOUT:
            pdfium.FPDFPage_RemoveAnnot(page, index)
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _is_typed(page: ctypes.c_void_p, index: int) -> bool:
    kind, field = _kind(page, index)
    return kind in _TYPED and field != _SIGNATURE


def _kind(page: ctypes.c_void_p, index: int) -> tuple[int, str]:
    """Of an annotation, and of its field where it is one."""
    annotation = pdfium.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return pdfium.FPDF_ANNOT_UNKNOWN, ""
    try:
        return pdfium.FPDFAnnot_GetSubtype(annotation), _text(annotation, b"FT")
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _text(annotation: ctypes.c_void_p, key: bytes) -> str:
    buffer = (ctypes.c_ushort * _SIZE)()
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, buffer, 2 * _SIZE)
    return bytes(buffer)[: max(min(size, 2 * _SIZE) - 2, 0)].decode("utf-16-le", "replace")
