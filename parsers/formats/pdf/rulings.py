"""Lines, shaded areas and images among the objects of a PDF page.

A ruling is a stroked segment or a rectangle too thin to hold text; programs draw either, whole or in pieces.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from parsers.errors import ParseError
from parsers.formats.page.geometry import Marks, Matrix, Ruling, multiply
from parsers.formats.pdf import calls
from parsers.formats.pdf.calls import Four, Handle
from parsers.formats.pdf.objects import Objects, bounds, matrix_of, painting_of
from parsers.limits import MAX_PAGE_OBJECTS
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


def page_marks(objects: Objects, matrix: Matrix) -> Marks:
    """All that is drawn on the page besides text, in the coordinates that `matrix` leads to."""
    found = _Found(objects=objects.count)
    last_image = 0
    for own in objects.drawn:
        way = multiply(own.way, matrix) if own.in_form else matrix
        if own.kind == pdfium.FPDF_PAGEOBJ_PATH:
            _collect_path(own.item, way, found)
        elif own.kind == pdfium.FPDF_PAGEOBJ_IMAGE and not found.add_line(box := bounds(own.item, way)):
            found.images.append(box)
            last_image = own.place
    return Marks(
        horizontals=tuple(found.horizontals),
        verticals=tuple(found.verticals),
        fills=tuple(found.fills),
        images=tuple(found.images),
        paths=found.paths,
        text_covered=last_image > (objects.texts[-1].place if objects.texts else 0),
    )


def _collect_path(item: Handle, matrix: Matrix, found: _Found) -> None:
    found.paths += 1
    fill, stroke = painting_of(item)
    stroked = stroke and not _is_white(item, calls.stroke_colour_of)
    filled = fill and not _is_white(item, calls.fill_colour_of)
    if not (stroked or filled):
        return
    box = bounds(item, matrix)
    if found.add_line(box):
        return
    segments = calls.segments_of(item)
    if stroked:
        for line in _segments(item, segments, multiply(matrix_of(item), matrix), found):
            found.add_line(line)
    elif segments <= 6:
        found.fills.append(box)
    else:
        for part in _subpaths(item, segments, multiply(matrix_of(item), matrix), found):
            if not found.add_line(part):
                found.fills.append(part)


_COLOUR = Four(ctypes.c_uint)
"""Red, green, blue, alpha."""


def _is_white(item: Handle, colour_of: Callable[..., int]) -> bool:
    return bool(colour_of(item, *_COLOUR.at)) and min(_COLOUR.values[:3]) >= _WHITE


def _points(item: Handle, count: int, matrix: Matrix, found: _Found) -> Iterator[tuple[int, bool, float, float]]:
    """(type, closes its subpath, x, y) of each segment of the path."""
    point = Four(ctypes.c_float)
    a, b, c, d, e, f = matrix
    for index in range(count):
        found.count()
        segment = calls.segment_at(item, index)
        calls.point_of(segment, *point.at[:2])
        x, y = point.values[:2]
        closes = bool(calls.closes(segment))
        yield calls.type_of_segment(segment), closes, a * x + c * y + e, b * x + d * y + f


def _segments(item: Handle, count: int, matrix: Matrix, found: _Found) -> Iterator[BBox]:
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


def _subpaths(item: Handle, count: int, matrix: Matrix, found: _Found) -> Iterator[BBox]:
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
