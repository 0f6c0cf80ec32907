"""The calls of pdfium that are made for every object or character of a page, with plain addresses: at half the cost.

pypdfium2 checks and wraps each argument and result; here a handle is the number that it is, and what a call fills in is
the address of memory that is made once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

Handle = int
"""The address of a page, of its text, or of an object. 0 or None where there is none."""
_POINTER, _INT, _FLOAT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double


def handle_of(pointer: Any) -> Handle:
    """The address that a pointer of pypdfium2 holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(handle_of(function))


object_at = _plain(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
object_in_form = _plain(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, _INT)
objects_in_form = _plain(pdfium.FPDFFormObj_CountObjects, _INT, _POINTER)
kind_of = _plain(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
matrix_of_object = _plain(pdfium.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
bounds_of = _plain(pdfium.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
fill_colour_of = _plain(pdfium.FPDFPageObj_GetFillColor, _INT, _POINTER, *[_POINTER] * 4)
stroke_colour_of = _plain(pdfium.FPDFPageObj_GetStrokeColor, _INT, _POINTER, *[_POINTER] * 4)
set_active = _plain(pdfium.FPDFPageObj_SetIsActive, _INT, _POINTER, _INT)
marks_of = _plain(pdfium.FPDFPageObj_CountMarks, _INT, _POINTER)
mark_at = _plain(pdfium.FPDFPageObj_GetMark, _POINTER, _POINTER, _INT)
name_of_mark = _plain(pdfium.FPDFPageObjMark_GetName, _INT, _POINTER, _POINTER, ctypes.c_ulong, _POINTER)
render_mode_of = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
font_of = _plain(pdfium.FPDFTextObj_GetFont, _POINTER, _POINTER)
draw_mode_of = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
segments_of = _plain(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
segment_at = _plain(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
point_of = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
closes = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _POINTER)
type_of_segment = _plain(pdfium.FPDFPathSegment_GetType, _INT, _POINTER)
char_box = _plain(pdfium.FPDFText_GetCharBox, _INT, _POINTER, _INT, *[_POINTER] * 4)
loose_char_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
char_matrix = _plain(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
char_origin = _plain(pdfium.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
font_size = _plain(pdfium.FPDFText_GetFontSize, _DOUBLE, _POINTER, _INT)
is_unmapped = _plain(pdfium.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
is_generated = _plain(pdfium.FPDFText_IsGenerated, _INT, _POINTER, _INT)
code_of = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
object_of_char = _plain(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)


class Four:
    """Memory for four numbers of one kind that a call fills in; `at` are the addresses of each."""

    def __init__(self, kind: Any) -> None:
        self.values = (kind * 4)()
        start, step = ctypes.addressof(self.values), ctypes.sizeof(kind)
        self.at = tuple(start + place * step for place in range(4))
