"""The paper of a scanned page made white and its ink black: uneven light, grain and specks go, edges stay grey."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.formats.ocr.tesseract import Image

Mask = NDArray[np.bool_]

_BLUR = 0.6
"""Grain is smaller than this many pixels at READ_DPI; with it left in, one lone number in three is misread."""
_BLACK, _WHITE = 0.15, 0.85
"""Shares of the paper's brightness that become black and white."""
_TABLE, _MARGIN = 0.55, 0.004
"""What lies around a page is at most so bright against its paper, and takes at least this share of the picture."""
_INKED = 0.5
"""Per cent of a page that a few printed words take: so much is ink, and as dark as the ink of the page."""
_PALEST_DARK, _DARKEST_PAPER = 100, 220
"""Grey of the ink of a page: what is darker is read as it is, what is lighter is paper."""
_INK = 150
"""Grey below which a pixel of a flattened page is ink."""
_CORE = 0.4
"""Where between the grey of text and paper a stroke of text must reach."""
_FAINT = 205
"""Grey below which there is a stroke, however pale."""
_LONG, _FLAT = 32, 5
"""Pixels at READ_DPI: a letter or a dash is less long; a dash or a full stop is flatter than an arc."""
_DARK, _PALE = 0.25, 0.18
"""The share of a letter's strokes that is as dark as text, and that of pale lines that cross."""
_AROUND = 51
"""Pixels around a pale line within which pale strokes are looked at closely."""
_DOT, _SPECK = 2.5, 8.0
"""Black pixels at READ_DPI that would weigh as much: the full stops of 10-point type beside letters, and dashes."""
_LETTER = 25
"""Pixels that a letter covers at least."""


def resized(image: Image, factor: float) -> Image:
    """The image with both sides multiplied."""
    if factor == 1:
        return image
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=how)


def evened(image: Image) -> Image:
    """Grey levels relative to the paper around, which becomes 255, as does what lies around the page."""
    level = image.astype(np.float32) * (255.0 / np.maximum(_paper(image), 1.0))
    even = np.asarray(np.clip(level, 0, 255), dtype=np.uint8)
    outside = _outside(image)
    if outside is not None:
        even[outside] = 255
    return _inked(even)


def _inked(even: Image) -> Image:
    """A page printed pale, or scanned too light, with its ink as dark as ink is; other pages as they are."""
    ink = float(np.percentile(even, _INKED))
    if not _PALEST_DARK < ink < _DARKEST_PAPER:
        return even
    return np.asarray(np.clip((even.astype(np.float32) - ink) * (255.0 / (255.0 - ink)), 0, 255), dtype=np.uint8)


def flattened(even: Image) -> Image:
    """The page with an even light without its grain, and with ink that is black."""
    smooth = cv2.GaussianBlur(even, (0, 0), _BLUR).astype(np.float32) / 255.0
    return np.asarray(np.clip((smooth - _BLACK) * (255.0 / (_WHITE - _BLACK)), 0, 255), dtype=np.uint8)


def _outside(image: Image) -> Mask | None:
    """The dark table under a photographed page, the black margins of a copy; None where there are none."""
    height, width = image.shape
    small = _small(image)
    _, dark = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if not dark.any() or small[dark > 0].mean() > _TABLE * np.median(small[dark == 0]):
        return None
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    border = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    wide = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] > _MARGIN * small.size)
    around = np.isin(labels, np.intersect1d(wide[wide > 0], border)).astype(np.uint8)
    if not around.any():
        return None
    grown = cv2.dilate(around, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST) > 0)


def without_stamps(flat: Image) -> Image:
    """Without the lines of stamps and signatures over the text where they are paler than it; far from them as it was.

    They are told by their length: strokes of letters that are as pale are short, dashes are flat.
    """
    faint = flat < _FAINT
    core = _core(flat)
    near = cv2.dilate(core.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    width, height, labels = _pieces(faint & ~near)
    lines = (np.maximum(width, height) > _LONG) & (np.minimum(width, height) > _FLAT)
    if not lines.any():
        return flat
    around = cv2.dilate(lines[labels].astype(np.uint8), np.ones((_AROUND, _AROUND), np.uint8)) > 0
    kept = faint & (near | ~around | _letters(faint, core))
    kept &= ~around | ~_scraps(kept, core)
    return _without(flat, faint & ~kept, kept)


def _without(flat: Image, gone: Mask, kept: Mask) -> Image:
    """The page without some strokes and the grey at their edges, where it is not at the edge of another."""
    edge, other = (cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0 for mask in (gone, kept))
    return np.where(gone | (edge & ~other), 255, flat).astype(np.uint8)


def _letters(strokes: Mask, core: Mask) -> Mask:
    """Pieces as small as letters that are dark in large part, dashes and full stops."""
    width, height, labels = _pieces(strokes)
    longer = np.maximum(width, height)
    dash = (height <= _FLAT) & (width >= 2 * _FLAT)
    stop = (np.minimum(width, height) > _FLAT / 2) & (longer <= _FLAT + 1)
    dark = _darkness(labels, core) > _DARK
    return np.asarray(((dark | dash | stop) & (longer <= _LONG))[labels] & strokes)


def _scraps(strokes: Mask, core: Mask) -> Mask:
    """What is left of a pale line where it crossed another."""
    width, height, labels = _pieces(strokes)
    scrap = (_darkness(labels, core) < _PALE) & (height > _FLAT) & (np.maximum(width, height) <= _LONG)
    return np.asarray(scrap[labels] & strokes)


def _darkness(labels: NDArray[Any], core: Mask) -> NDArray[Any]:
    """The share of each piece that is as dark as text."""
    total = np.bincount(labels.ravel())
    return np.bincount(labels[core], minlength=len(total)) / np.maximum(total, 1)


def _pieces(mask: Mask) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Width and height of each connected piece, and the image of their numbers; 0 stands for no piece."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    stats[0] = 0
    return stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT], labels


def _core(flat: Image) -> Mask:
    """The pixels that are about as dark as the strokes of the text."""
    darkest = cv2.erode(flat, np.ones((3, 3), np.uint8))[flat < _INK]
    text = float(np.percentile(darkest, 30)) if len(darkest) else 0.0
    return flat < text + _CORE * (255.0 - text)


def without_specks(flat: Image) -> tuple[Image, Image]:
    """The page without specks lighter than a full stop, or as light and far from any letter; its strokes, 255 on 0.

    A speck is weighed, not counted in pixels: the full stops of a scan at 150 dpi are grey.
    """
    faint = flat < _FAINT
    _, labels, stats, _ = cv2.connectedComponentsWithStats(faint.astype(np.uint8), connectivity=8)
    weight = np.bincount(labels[faint], 1.0 - flat[faint] / 255.0, len(stats))
    letter = stats[:, cv2.CC_STAT_AREA] >= _LETTER
    letter[0] = False
    near = cv2.dilate(letter[labels].astype(np.uint8), np.ones((9, 17), np.uint8)) > 0
    heavy, light = weight >= _SPECK, weight >= _DOT
    strokes = faint & (heavy[labels] | (light[labels] & near))
    return _without(flat, faint & ~strokes, strokes), strokes.astype(np.uint8) * 255


def _paper(image: Image) -> NDArray[np.float32]:
    """The brightness of the paper at each pixel: of what is bright in its neighbourhood, at an eighth of the size."""
    height, width = image.shape
    bright = cv2.morphologyEx(_small(image), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    smooth = cv2.GaussianBlur(bright, (0, 0), 8)
    return cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def _small(image: Image) -> Image:
    """The page at an eighth of its size."""
    height, width = image.shape
    return cv2.resize(image, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
