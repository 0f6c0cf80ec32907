"""How a scanned page lies: by which small angle it is turned, and whether it lies on its side."""

from __future__ import annotations

import cv2
import numpy as np

from parsers.ocr.tesseract import Image
from parsers.pdf.geometry import IDENTITY, Matrix

MAX_ANGLE = 6.0
"""Degrees; what is turned by more is no skewed scan."""
_LEAST = 0.03
_STRIPS = 6
_COARSE = 620
"""Width in pixels at which the angle is measured: a quarter of a page at 300 dpi."""


def skew(image: Image) -> float:
    """Degrees by which ruled lines, or where there are none, lines of text rise to the right. 0 where nothing tells."""
    factor = min(1.0, 2 * _COARSE / sum(image.shape))
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    span = max(small.shape) // 40
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, span), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((span, 1), np.uint8))
    angles = _angles(level, small.shape[1] / 8) + _angles(upright.T, small.shape[0] / 8, -1.0)
    if not angles:
        smeared = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 12), np.uint8))
        angles = _angles(smeared, small.shape[1] / 5)
    angle = _weighted_median(angles)
    return angle if _LEAST <= abs(angle) <= MAX_ANGLE else 0.0


def turned(image: Image, angle: float, scale: float) -> tuple[Image, Matrix]:
    """The page set straight, and the matrix (in pixels times `scale`) from it back to the page as scanned."""
    if angle == 0.0:
        return image, IDENTITY
    height, width = image.shape
    there = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    paper = int(np.percentile(image[::8, ::8], 75))
    straight = cv2.warpAffine(image, there, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    back = cv2.invertAffineTransform(there)
    (a, c, e), (b, d, f) = back.tolist()
    return straight, (a, b, c, d, e * scale, f * scale)


def on_its_side(image: Image) -> bool:
    """Whether lines of text run up and down.

    Rows of text make the sums along them rise and fall; the page is looked at in strips, as neighbouring cells differ.
    Ruled lines are left out: they are long.
    """
    factor = min(1.0, 4 * _COARSE / sum(image.shape))
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink: Image = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    for shape in ((1, 40), (40, 1)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        ink = cv2.subtract(ink, cv2.dilate(lines, np.ones((3, 3), np.uint8)))
    if min(ink.shape) < _STRIPS:
        return False
    return _ripple(ink.T) > 1.3 * _ripple(ink)


def _ripple(ink: Image) -> float:
    strips = np.array_split(ink > 0, _STRIPS, axis=1)
    return float(
        sum(np.square(np.diff(strip.sum(axis=1, dtype=np.float64))).sum() / strip.shape[1] for strip in strips)
    )


def _angles(mask: Image, least: float, sign: float = 1.0) -> list[tuple[float, float]]:
    """(angle in degrees, length) of each long thin component of the mask."""
    mask = np.ascontiguousarray(mask)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found: list[tuple[float, float]] = []
    for label in range(1, count):
        x, y, width, height, _ = stats[label]
        if width < least or height > 0.12 * width + 4:
            continue
        rows, cols = np.nonzero(labels[y : y + height, x : x + width] == label)
        slope = np.polyfit(cols, rows, 1)[0]
        found.append((-sign * float(np.degrees(np.arctan(slope))), float(width)))
    return found


def _weighted_median(angles: list[tuple[float, float]]) -> float:
    total = sum(weight for _, weight in angles)
    passed = 0.0
    for angle, weight in sorted(angles):
        passed += weight
        if passed >= total / 2:
            return angle
    return 0.0
