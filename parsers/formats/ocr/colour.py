"""Pages in colour: made grey, and stamps and signatures told from the black text under them."""

from __future__ import annotations

from functools import reduce
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.formats.ocr.tesseract import Image

_CHROMA = 28
"""How much the strongest colour of a pixel exceeds the weakest one, where those of the paper are equal."""
_FEW = 3e-4
"""The share of coloured pixels below which a page counts as grey."""
_JOINED = 7
"""Pixels that part the pieces of a thin line at most."""
_TALL = 0.3
"""Inches; coloured strokes that are taller belong to a stamp or a signature, others are coloured text."""
_DARK = 0.45
"""The share of the paper's grey below which a pixel at the edge of a coloured line is black text."""


def grey_of(pixels: NDArray[Any]) -> Image:
    """Grey levels of a page (rows of red, green, blue, or of grey levels)."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)) if pixels.ndim > 2 else pixels


def stamps_of(pixels: NDArray[Any], dpi: float) -> NDArray[np.bool_]:
    """The pixels of a page that only a stamp or a signature in colour inked; none on a grey page.

    Black text and ruled lines under it are left out, but not their pale edges: lines are to be found before.
    """
    nothing = np.zeros(pixels.shape[:2], bool)
    if pixels.ndim < 3:
        return nothing
    white = np.maximum(np.median(pixels[::16, ::16], axis=(0, 1)), 1.0)
    if not _coloured(np.ascontiguousarray(pixels[::4, ::4]), white).mean() > _FEW:
        return nothing
    coloured = _coloured(pixels, white)
    joined = cv2.dilate(coloured, np.ones((_JOINED, _JOINED), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    tall = stats[:, cv2.CC_STAT_HEIGHT] > _TALL * dpi
    tall[0] = False
    stamp = cv2.morphologyEx(coloured * tall[labels], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    edge = cv2.dilate(stamp, np.ones((5, 5), np.uint8)) > 0
    return np.asarray((stamp > 0) | (edge & (grey_of(pixels) > _DARK * white.mean())))


def _coloured(pixels: NDArray[Any], white: NDArray[Any]) -> NDArray[np.uint8]:
    """1 where the ink has a colour, 0 elsewhere."""
    levels = [cv2.convertScaleAbs(pixels[..., place], alpha=255.0 / white[place]) for place in range(3)]
    strongest, weakest = (reduce(function, levels) for function in (cv2.max, cv2.min))
    return np.asarray(cv2.threshold(cv2.subtract(strongest, weakest), _CHROMA, 1, cv2.THRESH_BINARY)[1], dtype=np.uint8)
