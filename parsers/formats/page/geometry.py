"""Words, rulings and areas of a page, and the frame that turns PDF coordinates into those of the page as it is read.

All lengths are points (1/72 inch) from the upper left corner. Word and Ruling are named tuples, not dataclasses: a page
has hundreds of them and they are made three times faster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from parsers.model import BBox

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of PDF: x' = a*x + c*y + e, y' = b*x + d*y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_UPRIGHT: tuple[Matrix, ...] = (
    IDENTITY,
    (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
    (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
    (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
)
"""What turns the page clockwise by quarters."""


class Word(NamedTuple):
    """Characters without a blank between them. `first` is the place of the first one in the text layer, -1 for OCR.

    `turn`: by how many clockwise quarters it must be turned to stand upright: captions set vertically.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first: int = -1
    confidence: float | None = None
    turn: int = 0


class Ruling(NamedTuple):
    """A straight line along an axis: `at` is its distance across, `start` and `end` lie along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says, and where its words stand."""

    text: str
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn on a page besides text.

    `fills` are shaded areas, darker than white; `paths` counts drawn paths; `text_covered`: an image is drawn after all
    text.
    """

    horizontals: tuple[Ruling, ...] = ()
    verticals: tuple[Ruling, ...] = ()
    fills: tuple[BBox, ...] = ()
    images: tuple[BBox, ...] = ()
    paths: int = 0
    text_covered: bool = False


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def transform(matrix: Matrix, box: BBox) -> BBox:
    """The box around the transformed corners."""
    a, b, c, d, e, f = matrix
    left, top, right, bottom = box
    x0, x1, x2, x3 = a * left, a * right, c * top, c * bottom
    y0, y1, y2, y3 = b * left, b * right, d * top, d * bottom
    return (
        e + min(x0, x1) + min(x2, x3),
        f + min(y0, y1) + min(y2, y3),
        e + max(x0, x1) + max(x2, x3),
        f + max(y0, y1) + max(y2, y3),
    )


def upright(visible: BBox, quarters: int) -> Matrix:
    """From PDF space to the page turned clockwise by so many quarters; `visible` is left, bottom, right, top."""
    left, bottom, right, top = visible
    match quarters % 4:
        case 0:
            return (1.0, 0.0, 0.0, -1.0, -left, top)
        case 1:
            return (0.0, 1.0, 1.0, 0.0, -bottom, -left)
        case 2:
            return (-1.0, 0.0, 0.0, 1.0, right, -bottom)
        case _:
            return (0.0, -1.0, -1.0, 0.0, top, right)


def set_upright(word: Word) -> Word:
    """The word as if the page had been turned until it stands upright; only words turned alike compare."""
    if not word.turn:
        return word
    x0, top, x1, bottom = transform(_UPRIGHT[word.turn], (word.x0, word.top, word.x1, word.bottom))
    return word._replace(x0=x0, top=top, x1=x1, bottom=bottom, turn=0)


def turned_back(width: float, height: float, quarters: int) -> Matrix:
    """From a page that was turned clockwise by so many quarters to the page before, whose size is given."""
    match quarters % 4:
        case 0:
            return IDENTITY
        case 1:
            return (0.0, -1.0, 1.0, 0.0, 0.0, height)
        case 2:
            return (-1.0, 0.0, 0.0, -1.0, width, height)
        case _:
            return (0.0, 1.0, -1.0, 0.0, width, 0.0)


def inverse(matrix: Matrix) -> Matrix:
    """The matrix that undoes this one; it must not be singular."""
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


def size_of(visible: BBox, quarters: int) -> tuple[float, float]:
    """Width and height of the page turned by so many quarters."""
    width, height = visible[2] - visible[0], visible[3] - visible[1]
    return (height, width) if quarters % 2 else (width, height)


def around(boxes: list[BBox]) -> BBox:
    """The smallest box around all, of which there must be one."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))


def box_of(words: list[Word]) -> BBox:
    """The smallest box around the words, of which there must be one."""
    if len(words) == 1:
        return words[0][1:5]
    _, x0, top, x1, bottom, *_ = zip(*words, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))
