"""How a scanned page lies: by which small angle it is turned, and whether it lies on its side."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.formats.ocr.tesseract import Image

Pieces = NDArray[np.float64]
"""Straight pieces of lines: rows of x, y, x, y in pixels."""

MAX_ANGLE = 8.0
"""Degrees; what is turned by more is no skewed scan."""
_LEAST_ANGLE = 0.03
_SIDE = 1100
"""Pixels of the longer side of the page at which lines are looked for."""
_LEAST_LENGTH = 0.036
"""Of that side: no stroke of a letter is as long."""
_ENOUGH = 0.7
"""Of that side: what the pieces of lines measure together that tell the angle."""
_STRIPS = 6
_COARSE = 620
"""Half the sum of the sides in pixels at which lines of text are looked at: a quarter of a page at 300 dpi."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The nearly level and the nearly upright lines of a page, whose longer side in pixels is `side`."""

    level: Pieces
    upright: Pieces
    side: float

    @property
    def tell(self) -> bool:
        """Whether there are enough of them to tell how the page lies."""
        return float(_lengths(self.level).sum() + _lengths(self.upright).sum()) > _ENOUGH * self.side


def lines_of(image: Image) -> Lines:
    """Pieces of ruled lines and of edges of the paper."""
    factor = min(1.0, _SIDE / max(image.shape))
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(small)[0]
    pieces = np.zeros((0, 4)) if found is None else np.asarray(found, dtype=np.float64).reshape(-1, 4)
    across, down = np.abs(pieces[:, 2] - pieces[:, 0]), np.abs(pieces[:, 3] - pieces[:, 1])
    long = np.maximum(across, down) > _LEAST_LENGTH * max(small.shape)
    slope = np.tan(np.radians(MAX_ANGLE + 2))
    level, upright = (pieces[long & (one < slope * other)] / factor for one, other in ((down, across), (across, down)))
    return Lines(level, upright, float(max(image.shape)))


def skew(image: Image, lines: Lines) -> float:
    """Degrees by which ruled lines, or where there are none, lines of text rise to the right. 0 where nothing tells."""
    if lines.tell:
        level, upright = lines.level, lines.upright[:, [1, 0, 3, 2]] * (1, -1, 1, -1)
        pieces = np.concatenate([level, upright])
    else:
        pieces = _lines_of_text(image)
    rise = -np.degrees(np.arctan((pieces[:, 3] - pieces[:, 1]) / (pieces[:, 2] - pieces[:, 0])))
    angle = _weighted_median(rise, _lengths(pieces))
    return angle if _LEAST_ANGLE <= abs(angle) <= MAX_ANGLE else 0.0


def on_its_side(image: Image) -> bool:
    """Whether lines of text run up and down.

    Rows of text make the sums along them rise and fall; the page is looked at in strips, as neighbouring cells differ.
    Ruled lines are left out: they are long.
    """
    ink = _ink(image, 2 * _COARSE, 31)
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


def _ink(image: Image, size: int, around: int) -> Image:
    """Ink as 255 on 0 of the page made as small as `size`."""
    factor = min(1.0, 2 * size / sum(image.shape))
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, 12)


def _lines_of_text(image: Image) -> Pieces:
    """Lines of text smeared into bars, as straight pieces along them."""
    smeared = cv2.morphologyEx(_ink(image, _COARSE, 25), cv2.MORPH_CLOSE, np.ones((1, 12), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8)
    found: list[tuple[float, float, float, float]] = []
    for label in range(1, count):
        x, y, width, height, _ = stats[label]
        if width >= smeared.shape[1] / 5 and height <= 0.12 * width + 4:
            rows, cols = np.nonzero(labels[y : y + height, x : x + width] == label)
            slope = float(np.polyfit(cols, rows, 1)[0])
            found.append((0.0, 0.0, float(width), slope * width))
    return np.array(found).reshape(-1, 4)


def _lengths(pieces: Pieces) -> NDArray[np.float64]:
    return np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    if not len(values):
        return 0.0
    order = np.argsort(values)
    passed = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(passed, passed[-1] / 2)])
