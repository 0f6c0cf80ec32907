"""Pages set straight: turned by a small angle by the scanner, or seen askew by a camera.

What is level on paper meets in one point of a photo, and what is upright in another; where both points are sent to
infinity, all lines run along the axes. On a scan they are there already: it is only turned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.formats.ocr.deskew import Lines, Pieces, lines_of, skew
from parsers.formats.ocr.tesseract import Image
from parsers.formats.page.tables import Page
from parsers.model import BBox, Locator

Homography = NDArray[Any]
"""3 x 3: (x, y, 1) of one plane to those of another, times a factor."""

_SPREAD = 0.003
"""Radians by which pieces of one line differ."""
_ASKEW = 0.0015
"""Radians by which parallels over half the page, or right angles, differ where it was seen askew; scans: 0.0004."""
_MOST = 0.35
"""The same where lines that are no parallels were taken for some."""
_TURNS = 6
_LENGTH, _APART = 1.0, 0.4
"""Half sides of the page: what parallels measure together, and how far apart most of them lie, so that they tell."""
_MOST_OF_THEM = (0.05, 0.95)
_LARGEST = 1.25
"""Times the side of the page as scanned, which it may measure when set straight."""


@dataclass(frozen=True, slots=True)
class SeenPage(Page):
    """A page that was set straight; `way`, row by row, leads in points back to the page as scanned."""

    way: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

    def locator(self, box: BBox) -> Locator:
        """The place of a box that is given in the coordinates of reading."""
        left, top, right, bottom = box
        xs, ys = carried(
            np.reshape(self.way, (3, 3)), np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
        )
        return Page(self.number).locator((float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())))


def set_straight(image: Image, there: Homography) -> tuple[Image, Homography]:
    """The page (white around) that the way leads to, and the way in pixels from it back to the page as scanned."""
    if np.array_equal(there, np.eye(3)):
        return image, there
    height, width = image.shape
    xs, ys = carried(there, np.array([(0, 0), (width, 0), (width, height), (0, height)]))
    size = (int(min(xs.max() - xs.min(), _LARGEST * width)), int(min(ys.max() - ys.min(), _LARGEST * height)))
    there = np.array([[1, 0, -xs.min()], [0, 1, -ys.min()], [0, 0, 1]]) @ there
    straight = cv2.warpPerspective(image, there, size, flags=cv2.INTER_CUBIC, borderValue=255)
    return straight, np.linalg.inv(there)


def carried(way: Homography, points: NDArray[Any]) -> NDArray[Any]:
    """Where the points (rows of x, y) lead: a row of all x and one of all y."""
    x, y, z = way @ np.column_stack([points, np.ones(len(points))]).T
    return np.array([x / z, y / z])


def way_of(image: Image) -> Homography:
    """The way in pixels from the page as scanned to the straight one."""
    height, width = image.shape
    lines = lines_of(image)
    angle = np.radians(skew(image, lines))
    half = lines.side / 2
    centred = np.array([[1 / half, 0, -width / 2 / half], [0, 1 / half, -height / 2 / half], [0, 0, 1]])
    right, down = (float(np.cos(angle)), -float(np.sin(angle))), (float(np.sin(angle)), float(np.cos(angle)))
    turn = _rectifying(lines, centred, right, down)
    if turn is None:
        if angle == 0.0:
            return np.eye(3)
        turn = np.array([[*right, 0.0], [*down, 0.0], [0.0, 0.0, 1.0]])
    way: Homography = np.linalg.inv(centred) @ turn @ centred
    return way


def _rectifying(
    lines: Lines, centred: Homography, right: tuple[float, float], down: tuple[float, float]
) -> Homography | None:
    """What sends the points where parallels meet to infinity, in centred coordinates; None where they are there."""
    if not lines.tell:
        return None
    across = _meeting_point(lines.level, centred, right)
    along = _meeting_point(lines.upright, centred, down)
    if not _ASKEW < max(abs(across[2]), abs(along[2]), abs(across[:2] @ along[:2])) < _MOST:
        return None
    horizon = np.cross(across, along)
    flat = np.array([[1, 0, 0], [0, 1, 0], horizon / horizon[2]])
    directions = np.column_stack([(flat @ point)[:2] for point in (across, along)])
    straight: Homography = np.eye(3)
    straight[:2, :2] = np.linalg.inv(directions / np.linalg.norm(directions, axis=0))
    return np.asarray(straight @ flat)


def _meeting_point(pieces: Pieces, centred: Homography, direction: tuple[float, float]) -> NDArray[Any]:
    """Where lines of nearly this direction meet, as (x, y, z) with z near 0 where they are parallel.

    Pieces that lead elsewhere lose their weight round by round. Where pieces are few, or near one another as in a short
    table, nothing but the direction is known of it.
    """
    parallel = np.array([*direction, 0.0])
    if len(pieces) < _TURNS:
        return parallel
    starts, ends = (carried(centred, pieces[:, part]).T for part in (slice(0, 2), slice(2, 4)))
    ones, length = np.ones((len(pieces), 1)), np.linalg.norm(ends - starts, axis=1)
    flat = np.cross(np.hstack([starts, ones]), np.hstack([ends, ones]))
    flat /= np.linalg.norm(flat[:, :2], axis=1, keepdims=True)
    point, weight = parallel, length
    for turn in range(_TURNS):
        spread = _SPREAD * 2 ** (_TURNS - 1 - turn)
        weight = length / (1 + np.square(flat @ point / spread))
        point = np.linalg.eigh((flat * weight[:, None]).T @ flat)[1][:, 0]
        point = point / np.linalg.norm(point[:2]) * np.copysign(1.0, point[:2] @ direction)
    across = (starts + ends) @ (-direction[1], direction[0]) / 2
    order = np.argsort(across)
    low, high = np.searchsorted(np.cumsum(weight[order]), weight.sum() * np.array(_MOST_OF_THEM))
    apart = across[order[high]] - across[order[low]]
    return point if weight.sum() > _LENGTH and apart > _APART else parallel
