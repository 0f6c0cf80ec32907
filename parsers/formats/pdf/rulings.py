"""Lines, shaded areas and images among the objects of a PDF page.

A ruling is a stroked segment or a rectangle too thin to hold text; programs draw either, whole or in pieces.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from parsers.errors import ParseError
from parsers.formats.page.geometry import IDENTITY, Marks, Matrix, Ruling, multiply, transform
from parsers.limits import MAX_NESTING, MAX_PAGE_OBJECTS
from parsers.model import BBox

THIN = 4.0
"""The widest border in points: no row or column of text is that narrow."""
_DOT = 2.5
_WHITE = 250


@dataclass(slots=True)
class _Found:
    horizontals: list[Ruling] = field(default_factory=list)
    verticals: list[Ruling] = field(default_factory=list)
    fills: list[BBox] = field(default_factory=list)
    images: list[BBox] = field(default_factory=list)
    objects: int = 0
    paths: int = 0
    last_text: int = 0
    last_image: int = 0

    def add_line(self, box: BBox) -> bool:
        """Take a thin box as a ruling, a dot as both kinds; False for one that is not thin."""
        width, height = box[2] - box[0], box[3] - box[1]
        dot = width <= _DOT and height <= _DOT
        if dot or (height <= THIN and width > 2 * height):
            self.horizontals.append(Ruling((box[1] + box[3]) / 2, box[0], box[2]))
        if dot or (width <= THIN and height > 2 * width):
            self.verticals.append(Ruling((box[0] + box[2]) / 2, box[1], box[3]))
        return dot or (height <= THIN and width > 2 * height) or (width <= THIN and height > 2 * width)

    def count(self) -> None:
        self.objects += 1
        if self.objects > MAX_PAGE_OBJECTS:
            raise ParseError(f"На странице PDF больше {MAX_PAGE_OBJECTS} объектов")


def page_marks(page: ctypes.c_void_p, matrix: Matrix) -> Marks:
    """All that is drawn on the page besides text, in the coordinates that `matrix` leads to."""
    found = _Found()
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        _collect(pdfium.FPDFPage_GetObject(page, index), matrix, found, 0)
    return Marks(
        horizontals=tuple(found.horizontals),
        verticals=tuple(found.verticals),
        fills=tuple(found.fills),
        images=tuple(found.images),
        paths=found.paths,
        text_covered=found.last_image > found.last_text,
    )


def _collect(item: ctypes.c_void_p, matrix: Matrix, found: _Found, depth: int) -> None:
    found.count()
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _collect_path(item, matrix, found)
    elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
        found.last_text = found.objects
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        box = bounds(item, matrix)
        if not found.add_line(box):
            found.images.append(box)
            found.last_image = found.objects
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_NESTING:
        inner = multiply(matrix_of(item), matrix)
        for index in range(max(pdfium.FPDFFormObj_CountObjects(item), 0)):
            _collect(pdfium.FPDFFormObj_GetObject(item, index), inner, found, depth + 1)


def _collect_path(item: ctypes.c_void_p, matrix: Matrix, found: _Found) -> None:
    found.paths += 1
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    stroked = bool(stroke.value) and not _is_white(item, pdfium.FPDFPageObj_GetStrokeColor)
    filled = bool(fill.value) and not _is_white(item, pdfium.FPDFPageObj_GetFillColor)
    if not (stroked or filled):
        return
    box = bounds(item, matrix)
    if found.add_line(box):
        return
    segments = pdfium.FPDFPath_CountSegments(item)
    if stroked:
        for line in _segments(item, segments, multiply(matrix_of(item), matrix), found):
            found.add_line(line)
    elif segments <= 6:
        found.fills.append(box)
    else:
        for part in _subpaths(item, segments, multiply(matrix_of(item), matrix), found):
            if not found.add_line(part):
                found.fills.append(part)


def _is_white(item: ctypes.c_void_p, get_colour: object) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    known = get_colour(item, *map(ctypes.byref, parts))  # type: ignore[operator]
    return bool(known) and all(part.value >= _WHITE for part in parts[:3])


def bounds(item: ctypes.c_void_p, matrix: Matrix) -> BBox:
    """The box around an object, in the coordinates that `matrix` leads to."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, (left, bottom, right, top)))
    return transform(matrix, (left.value, bottom.value, right.value, top.value))


def matrix_of(item: ctypes.c_void_p) -> Matrix:
    """From the space of an object to that of the page or form that holds it."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _points(
    item: ctypes.c_void_p, count: int, matrix: Matrix, found: _Found
) -> Iterator[tuple[int, bool, float, float]]:
    """(type, closes its subpath, x, y) of each segment of the path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for index in range(count):
        found.count()
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        closes = bool(pdfium.FPDFPathSegment_GetClose(segment))
        px, py = x.value, y.value
        yield pdfium.FPDFPathSegment_GetType(segment), closes, a * px + c * py + e, b * px + d * py + f


def _segments(item: ctypes.c_void_p, count: int, matrix: Matrix, found: _Found) -> Iterator[BBox]:
    """The straight segments of a stroked path along an axis, the closing ones too."""
    x, y = start_x, start_y = 0.0, 0.0
    for kind, closes, to_x, to_y in _points(item, count, matrix, found):
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start_x, start_y = to_x, to_y
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
        x, y = to_x, to_y
        if closes:
            yield (min(x, start_x), min(y, start_y), max(x, start_x), max(y, start_y))
            x, y = start_x, start_y


def _subpaths(item: ctypes.c_void_p, count: int, matrix: Matrix, found: _Found) -> Iterator[BBox]:
    """The box of each subpath of a filled path: a grid may be drawn as one path of thin rectangles."""
    box: BBox | None = None
    for kind, _, x, y in _points(item, count, matrix, found):
        if kind == pdfium.FPDF_SEGMENT_MOVETO or box is None:
            if box is not None:
                yield box
            box = (x, y, x, y)
        else:
            box = (min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y))
    if box is not None:
        yield box
