"""The objects that a PDF page paints, gone through once: each question about them costs a call of pdfium."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from parsers.errors import ParseError
from parsers.formats.page.geometry import IDENTITY, Matrix, multiply, transform
from parsers.formats.pdf import calls
from parsers.formats.pdf.calls import Four, Handle
from parsers.limits import MAX_NESTING, MAX_PAGE_OBJECTS
from parsers.model import BBox


class Painted(NamedTuple):
    """An object: its place in the order of painting, its kind as pdfium counts them, and the way to the page."""

    place: int
    kind: int
    item: Handle
    way: Matrix = IDENTITY
    in_form: bool = False


@dataclass(frozen=True, slots=True)
class Objects:
    """All objects of a page, those within forms too, each kind in the order of painting."""

    texts: list[Painted] = field(default_factory=list)
    drawn: list[Painted] = field(default_factory=list)
    """Paths, images, shadings."""

    @property
    def count(self) -> int:
        return len(self.texts) + len(self.drawn)


_TEXT, _FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM
_DRAWN = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)


def objects_of(page: ctypes.c_void_p) -> Objects:
    """The objects of a loaded page. Raises ParseError for a page of too many."""
    found = Objects()
    place, address = 0, calls.handle_of(page)
    object_at, kind_of, texts = calls.object_at, calls.kind_of, found.texts
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = object_at(address, index)
        kind = kind_of(item)
        place += 1
        if kind == _TEXT:
            texts.append(Painted(place, kind, item))
        elif kind == _FORM:
            place = _collect_form(Painted(place, kind, item), found, 0)
        elif kind in _DRAWN:
            found.drawn.append(Painted(place, kind, item))
        if place > MAX_PAGE_OBJECTS:
            raise ParseError(f"На странице PDF больше {MAX_PAGE_OBJECTS} объектов")
    return found


def _collect_form(form: Painted, found: Objects, depth: int) -> int:
    """Add what a form holds; the place of the last object."""
    place = form.place
    if depth >= MAX_NESTING:
        return place
    inner = multiply(matrix_of(form.item), form.way)
    for index in range(max(calls.objects_in_form(form.item), 0)):
        place += 1
        if place > MAX_PAGE_OBJECTS:
            break
        item = calls.object_in_form(form.item, index)
        own = Painted(place, calls.kind_of(item), item, inner, in_form=True)
        if own.kind == _TEXT:
            found.texts.append(own)
        elif own.kind == _FORM:
            place = _collect_form(own, found, depth + 1)
        elif own.kind in _DRAWN:
            found.drawn.append(own)
    return place


_MATRIX = pdfium.FS_MATRIX()
_EDGES = Four(ctypes.c_float)
_MODES = (ctypes.c_int * 2)()
_MODES_AT = (ctypes.addressof(_MODES), ctypes.addressof(_MODES) + ctypes.sizeof(ctypes.c_int))


def matrix_of(item: Handle) -> Matrix:
    """From the space of an object to that of the page or form that holds it."""
    if not calls.matrix_of_object(item, ctypes.addressof(_MATRIX)):
        return IDENTITY
    return (_MATRIX.a, _MATRIX.b, _MATRIX.c, _MATRIX.d, _MATRIX.e, _MATRIX.f)


def bounds(item: Handle, matrix: Matrix) -> BBox:
    """The box around an object, in the coordinates that `matrix` leads to."""
    calls.bounds_of(item, *_EDGES.at)
    left, bottom, right, top = _EDGES.values
    return transform(matrix, (left, bottom, right, top))


def painting_of(path: Handle) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    calls.draw_mode_of(path, *_MODES_AT)
    fill, stroke = _MODES
    return bool(fill), bool(stroke)
