"""What of a page's text is seen: a character counts if its pixels do.

The page is rendered with the text that may be unseen and without it; what changes no pixel in its place is unseen.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from parsers.formats.pdf import calls
from parsers.formats.pdf.calls import Handle
from parsers.formats.pdf.suspects import meet
from parsers.model import BBox

_SCALE = 1.5
"""Pixels per point."""
_PIXELS = 6_000_000
_CHANGED = 8
"""Of 255: what a pixel must change to be seen."""
_SPECK, _PIXELS_OF_SPECK = 0.03, 6
"""Of its box, and pixels at most: so little of a letter that sticks out of what covers it shows nobody what it is."""
_PASSES = 8
_STRIPE, _FARTHEST = 12.0, 20_000.0
"""Points: the height of a stripe, and where the pages end."""


def unseen(page: ctypes.c_void_p, suspects: Sequence[tuple[Handle, BBox]]) -> frozenset[Handle]:
    """Those of the suspected text objects of a loaded page that nobody sees."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(_SCALE, (_PIXELS / max(width * height, 1.0)) ** 0.5)
    shown = _rendered(page, scale)
    seen: set[Handle] = set()
    for group in _apart(suspects):
        _set_active(group, False)
        changed = np.abs(shown.astype(np.int16) - _rendered(page, scale)) > _CHANGED
        _set_active(group, True)
        seen.update(item for item, box in group if _is_seen(changed, box, page, scale))
    return frozenset(item for item, _ in suspects) - seen


def _apart(suspects: Sequence[tuple[Handle, BBox]]) -> list[list[tuple[Handle, BBox]]]:
    """The objects in a few groups: those of one group stand apart, so that each is judged by its own pixels."""
    groups = [_Group()]
    for item, box in suspects:
        free = next((group for group in groups if not group.meets(box)), None)
        if free is None and len(groups) < _PASSES:
            groups.append(free := _Group())
        (groups[-1] if free is None else free).add(item, box)
    return [group.members for group in groups]


@dataclass(slots=True)
class _Group:
    """Objects with their boxes, found again by the stripes of the page that they lie in."""

    members: list[tuple[Handle, BBox]] = field(default_factory=list)
    stripes: dict[int, list[BBox]] = field(default_factory=lambda: defaultdict(list))

    def meets(self, box: BBox) -> bool:
        return any(meet(box, other) for stripe in _stripes(box) for other in self.stripes.get(stripe, ()))

    def add(self, item: Handle, box: BBox) -> None:
        self.members.append((item, box))
        for stripe in _stripes(box):
            self.stripes[stripe].append(box)


def _stripes(box: BBox) -> range:
    low, high = (max(-_FARTHEST, min(_FARTHEST, edge)) for edge in (box[1], box[3]))
    return range(int(low // _STRIPE), int(high // _STRIPE) + 1)


def _set_active(group: Sequence[tuple[Handle, BBox]], active: bool) -> None:
    for item, _ in group:
        calls.set_active(item, active)


def _rendered(page: ctypes.c_void_p, scale: float) -> NDArray[np.uint8]:
    """The page as it is shown, in grey."""
    width, height = _pixels(page, scale)
    image = np.empty((height, width), np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_Gray, image.ctypes.data_as(ctypes.c_void_p), width
    )
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return image


def _pixels(page: ctypes.c_void_p, scale: float) -> tuple[int, int]:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _is_seen(changed: NDArray[np.bool_], box: BBox, page: ctypes.c_void_p, scale: float) -> bool:
    width, height = _pixels(page, scale)
    x, y = ctypes.c_int(), ctypes.c_int()
    ends: list[tuple[int, int]] = []
    for left, bottom in ((box[0], box[1]), (box[2], box[3])):
        pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, left, bottom, ctypes.byref(x), ctypes.byref(y))
        ends.append((x.value, y.value))
    (x0, y0), (x1, y1) = ends
    rows = slice(max(0, min(y0, y1)), max(0, max(y0, y1)) + 1)
    area = changed[rows, max(0, min(x0, x1)) : max(0, max(x0, x1)) + 1]
    return bool(np.count_nonzero(area) > min(_SPECK * area.size, _PIXELS_OF_SPECK))
