"""Ruled lines of a scanned page: found as long runs of ink, and given as rulings."""

from __future__ import annotations

import cv2
import numpy as np

from parsers.formats.ocr.tesseract import Image
from parsers.formats.page.geometry import Ruling

_LEVEL_POINTS = 19.0
"""The shortest piece of a horizontal ruling: longer than the strokes of any letter."""
_THIN_POINTS = 2.0
"""No ruling is wider, and what is printed beside one keeps as far away."""
_BREAK_POINTS = 11.0
"""The longest piece of a ruling that did not print."""
_MANY = 0.2
"""How much more of all lines is found where pieces are joined, on a page with broken lines."""
_PIECE_POINTS = 7.2
"""No bar of a letter is as long."""
_DENSE = 0.5
"""The share of a ruling that printed at least."""
_FAINT = 15
_LETTER_POINTS = 26.0
_ARC_POINTS = 60.0
_UPRIGHT_POINTS = 13.0
"""The shortest piece of a vertical ruling: a row is at least one line of text high."""


def line_masks(image: Image, dpi: float) -> tuple[Image, Image]:
    """The pixels of horizontal and of vertical lines: darker than what is around, however faint."""
    side = int(dpi / 6) | 1
    ink = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, _FAINT)
    span, rise = int(_LEVEL_POINTS * dpi / 72), int(_UPRIGHT_POINTS * dpi / 72)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, span), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((rise, 1), np.uint8))
    whole, level = level, _joined(ink, level, 2 * span, dpi)
    upright = np.ascontiguousarray(_joined(ink.T, upright.T, 2 * span, dpi).T)
    if np.count_nonzero(level) > np.count_nonzero(whole):
        level = _without_bars(level, upright, dpi)
    return level, _without_letters(upright, level, dpi)


def _joined(ink: Image, whole: Image, length: int, dpi: float) -> Image:
    """The level lines (255 on 0) with those that printed in pieces, where many did; `whole` are those that are whole.

    Pieces are thin strokes with nothing above and below them; along lines found so, text may stand close to pieces.
    """
    ink, whole = np.ascontiguousarray(ink), np.ascontiguousarray(whole)
    side = round(_THIN_POINTS * dpi / 72)
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, 1), np.uint8))
    beside = np.ones((4 * side + 1, 1), np.uint8)
    beside[side : 3 * side + 1] = 0
    alone = cv2.bitwise_and(cv2.subtract(ink, thick), cv2.bitwise_not(cv2.dilate(ink, beside)))
    alone = cv2.morphologyEx(alone, cv2.MORPH_OPEN, np.ones((1, side), np.uint8))
    found = cv2.bitwise_or(_dense(alone, length, dpi), whole)
    if _run(found) < (1 + _MANY) * _run(whole):
        return whole
    rows = np.asarray(found.any(axis=1, keepdims=True), dtype=np.uint8)
    ruled = np.asarray(cv2.dilate(rows, np.ones((3, 1), np.uint8)), dtype=np.uint8)
    pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(_PIECE_POINTS * dpi / 72)), np.uint8))
    return cv2.bitwise_or(found, _dense(cv2.bitwise_or(alone, pieces * ruled), length, dpi))


def _run(level: Image) -> int:
    """The length of all lines together, whatever their thickness."""
    thin = cv2.subtract(level, np.roll(level, 1, axis=0))
    return int(np.count_nonzero(thin))


def _dense(strokes: Image, length: int, dpi: float) -> Image:
    """Level strokes joined over the gaps between them, where they are dense over some length."""
    strokes = cv2.dilate(strokes, np.ones((3, 1), np.uint8))
    dense = (cv2.blur(strokes, (length, 1)) > _DENSE * 255).astype(np.uint8)
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, round(_BREAK_POINTS * dpi / 72)), np.uint8))
    near = cv2.dilate(dense, np.ones((1, length), np.uint8))
    return cv2.morphologyEx(joined * near, cv2.MORPH_OPEN, np.ones((1, length // 2), np.uint8))


def _without_bars(level: Image, upright: Image, dpi: float) -> Image:
    """Without short lines that no vertical ends and no longer line goes on: the bars of bold letters, run together.

    Only on pages whose lines printed in pieces; on others a short line may be the underline of a word.
    """
    near = cv2.dilate(upright, np.ones((5, round(_BREAK_POINTS * dpi / 72) | 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    long = stats[:, cv2.CC_STAT_WIDTH] * 72 / dpi >= _ARC_POINTS
    at_lines = np.zeros(len(level) + 4, bool)
    for _, y, _, height, _ in stats[1:][long[1:]]:
        at_lines[max(0, y - 2) : y + height + 2] = True
    bars = np.zeros(len(stats), bool)
    for label, (x, y, width, height, _) in enumerate(stats[1:], 1):
        if not (long[label] or at_lines[y : y + height].any()):
            ends = near[y : y + height, x : x + 1], near[y : y + height, x + width - 1 : x + width]
            bars[label] = not all(end.any() for end in ends)
    return np.where(bars[labels], 0, level)


def _without_letters(upright: Image, level: Image, dpi: float) -> Image:
    """Without the short strokes that no horizontal line ends: of 'ф' and of capitals in large type."""
    near = cv2.dilate(level, np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(upright, connectivity=8)
    stroke = np.zeros(len(stats), bool)
    for label, (x, y, width, height, _) in enumerate(stats[1:], 1):
        if height * 72 / dpi < _LETTER_POINTS:
            ends = near[max(y - 2, 0) : y + 3, x : x + width], near[y + height - 3 : y + height + 2, x : x + width]
            stroke[label] = not all(end.any() for end in ends)
    return np.where(stroke[labels], 0, upright)


def rulings_of(level: Image, upright: Image, dpi: float) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontals and verticals in points, one for each connected piece of line."""
    return _rulings(level, dpi), _rulings(np.ascontiguousarray(upright.T), dpi)


def reach_of(level: Image, upright: Image, dpi: float) -> Image:
    """The pixels that erasing the lines takes: their own and the blurred ones beside them."""
    side = max(3, round(dpi / 70)) | 1
    return cv2.dilate(cv2.bitwise_or(level, upright), np.ones((side, side), np.uint8))


def _rulings(mask: Image, dpi: float) -> list[Ruling]:
    scale = 72.0 / dpi
    _, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        Ruling((float(centre[1]) + 0.5) * scale, float(left) * scale, float(left + width) * scale)
        for (left, _, width, height, area), centre in zip(stats[1:], centres[1:], strict=True)
        if height * scale < _UPRIGHT_POINTS and not (width * scale < _ARC_POINTS and _is_bent(width, height, area))
    ]


def _is_bent(width: int, height: int, area: int) -> bool:
    """Whether a short horizontal stroke strays by more than its thickness: the arc of a stamp."""
    return height - area / width >= 2
