"""Text of a page that may be unseen: not painted, white, under something drawn later, in a layer or a form.

`parsers.formats.pdf.pixels` looks whether it is.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from parsers.formats.page.geometry import IDENTITY, Matrix, multiply
from parsers.formats.pdf.rulings import bounds, matrix_of
from parsers.limits import MAX_NESTING, MAX_PAGE_OBJECTS
from parsers.model import BBox

_WHITE = 235
_FAINT = 13
"""An alpha below it leaves nothing to see."""
_THIN = 4.0
_LAYER = "OC"
_NOT_PAINTED = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(slots=True)
class _Found:
    texts: list[tuple[int, ctypes.c_void_p, Matrix, bool]] = field(default_factory=list)
    """(place in the order of painting, object, way to the page, whether it is suspected already)."""
    covers: list[tuple[int, ctypes.c_void_p, Matrix]] = field(default_factory=list)
    count: int = 0


def suspects_of(page: ctypes.c_void_p) -> list[tuple[ctypes.c_void_p, BBox]]:
    """The text objects of a loaded page that may be unseen, with their boxes on it."""
    found = _Found()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        _collect(pdfium.FPDFPage_GetObject(page, index), IDENTITY, found, 0)
    if not found.texts:
        return []
    first = found.texts[0][0]
    painted = [(place, bounds(item, way)) for place, item, way in found.covers if place > first]
    covers = [(place, box) for place, box in painted if _is_area(box)]
    suspects: list[tuple[ctypes.c_void_p, BBox]] = []
    last = covers[-1][0] if covers else 0
    for place, item, way, suspected in found.texts:
        if suspected or place < last:
            box = bounds(item, way)
            if suspected or any(place < cover and meet(box, area) for cover, area in covers):
                suspects.append((item, box))
    return suspects


def _collect(item: ctypes.c_void_p, way: Matrix, found: _Found, depth: int) -> None:
    found.count += 1
    if found.count > MAX_PAGE_OBJECTS:
        return
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        found.texts.append((found.count, item, way, depth > 0 or _may_be_unseen(item)))
    elif kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
        if kind != pdfium.FPDF_PAGEOBJ_PATH or _is_filled(item):
            found.covers.append((found.count, item, way))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_NESTING:
        inner = multiply(matrix_of(item), way)
        for index in range(max(pdfium.FPDFFormObj_CountObjects(item), 0)):
            _collect(pdfium.FPDFFormObj_GetObject(item, index), inner, found, depth + 1)


_COLOUR = tuple(ctypes.c_uint() for _ in range(4))
_COLOUR_REFS = tuple(map(ctypes.byref, _COLOUR))
"""Red, green, blue, alpha: asked for every piece of text, so that the memory for the answer is made once."""


def _may_be_unseen(item: ctypes.c_void_p) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(item) in _NOT_PAINTED:
        return True
    if pdfium.FPDFPageObj_CountMarks(item) > 0 and _in_layer(item):
        return True
    known = pdfium.FPDFPageObj_GetFillColor(item, *_COLOUR_REFS)
    if not known:
        return False
    red, green, blue, alpha = _COLOUR
    return alpha.value < _FAINT or (red.value >= _WHITE and green.value >= _WHITE and blue.value >= _WHITE)


def _in_layer(item: ctypes.c_void_p) -> bool:
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        buffer, size = (ctypes.c_ushort * 4)(), ctypes.c_ulong()
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), ctypes.byref(size))
        if bytes(buffer)[: 2 * len(_LAYER)] == _LAYER.encode("utf-16-le") and size.value == 2 * len(_LAYER) + 2:
            return True
    return False


def _is_filled(item: ctypes.c_void_p) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value)


def _is_area(box: BBox) -> bool:
    return box[2] - box[0] > _THIN and box[3] - box[1] > _THIN


def meet(one: BBox, other: BBox) -> bool:
    """Whether two boxes share more than an edge."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 1 and height > 1
