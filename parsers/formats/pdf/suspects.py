"""Text of a page that may be unseen: not painted, white, under something drawn later, in a layer or a form.

`parsers.formats.pdf.pixels` looks whether it is.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from parsers.formats.pdf import calls
from parsers.formats.pdf.calls import Four, Handle
from parsers.formats.pdf.objects import Objects, Painted, bounds, painting_of
from parsers.model import BBox

_WHITE = 235
_FAINT = 13
"""An alpha below it leaves nothing to see."""
_THIN = 4.0
_LAYER = "OC"
_NOT_PAINTED = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)


def suspects_of(objects: Objects) -> list[tuple[Handle, BBox]]:
    """The text objects of a loaded page that may be unseen, with their boxes on it."""
    if not objects.texts:
        return []
    covers = _covers(objects)
    last = covers[-1][0] if covers else 0
    suspects: list[tuple[Handle, BBox]] = []
    for text, suspected in zip(objects.texts, _may_be_unseen(objects.texts), strict=True):
        if suspected or text.place < last:
            box = bounds(text.item, text.way)
            if suspected or any(text.place < cover and meet(box, area) for cover, area in covers):
                suspects.append((text.item, box))
    return suspects


def _covers(objects: Objects) -> list[tuple[int, BBox]]:
    """Areas painted after some text, with their places in the order of painting."""
    first = objects.texts[0].place
    painted = ((own.place, bounds(own.item, own.way)) for own in objects.drawn if own.place > first and _is_opaque(own))
    return [(place, box) for place, box in painted if _is_area(box)]


def _is_opaque(own: Painted) -> bool:
    return own.kind != pdfium.FPDF_PAGEOBJ_PATH or painting_of(own.item)[0]


def _may_be_unseen(texts: Sequence[Painted]) -> list[bool]:
    """Of each text object; neighbours mostly share colour and marks, so the last answers are kept."""
    colour = Four(ctypes.c_uint)  # red, green, blue, alpha
    faint: dict[bytes, bool] = {}
    layers: dict[Handle, bool] = {}
    mode_of, marks_of, colour_of = calls.render_mode_of, calls.marks_of, calls.fill_colour_of
    doubts: list[bool] = []
    for _, _, item, _, in_form in texts:
        doubt = in_form or mode_of(item) in _NOT_PAINTED
        if not doubt and (marks := marks_of(item)) > 0:
            doubt = any(_is_layer(calls.mark_at(item, index), layers) for index in range(marks))
        if not doubt and colour_of(item, *colour.at):
            if (known := bytes(colour.values)) not in faint:
                *shades, alpha = colour.values
                faint[known] = alpha < _FAINT or min(shades) >= _WHITE
            doubt = faint[known]
        doubts.append(doubt)
    return doubts


def _is_layer(mark: Handle, known: dict[Handle, bool]) -> bool:
    if mark not in known:
        buffer, size = (ctypes.c_ushort * 4)(), ctypes.c_ulong()
        calls.name_of_mark(mark, ctypes.addressof(buffer), ctypes.sizeof(buffer), ctypes.addressof(size))
        name = bytes(buffer)[: 2 * len(_LAYER)]
        known[mark] = name == _LAYER.encode("utf-16-le") and size.value == 2 * len(_LAYER) + 2
    return known[mark]


def _is_area(box: BBox) -> bool:
    return box[2] - box[0] > _THIN and box[3] - box[1] > _THIN


def meet(one: BBox, other: BBox) -> bool:
    """Whether two boxes share more than an edge."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 1 and height > 1
