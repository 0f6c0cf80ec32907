"""What the ink of words says against tesseract's reading: blanks, full stops, zeros and capitals that it got wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from parsers.formats.ocr.tesseract import Image
from parsers.formats.page.geometry import Word

_NUMBER = re.compile(r"\d[\d.,:;]{0,11}")
_CAPITALS = re.compile(r"[А-ЯЁ]{4,}[,;.]?")
_PREPOSITION = re.compile(r"[авикосу][А-ЯЁа-яё]{3,}")
_HYPHENED = re.compile(r"\w[-–]$")
_HYPHEN_GAP = 0.2
_ZEROS = re.compile(r"(?<!\d)0{2,3}(?=[,;.)]?$)")
_THREE = re.compile(r"^З(?=[.,]\d)")
_ONE = re.compile(r"^[+!|Il](?=[.]\d)")
_STEPPED = re.compile(r"\d+(?:\.\d+)+,")
_ALIKE = frozenset("вгджзийклмнопстхцчшщъыьэюя")
"""Small letters that have the shape of their capitals: only the size tells 'имц' from 'ИМЦ'."""
_HANGING = frozenset("дцщ")
"""Small letters that are as high as capitals, as they reach below the line: 'до' is not 'ДО'."""
_DIRT = 0.3
_SOME = 3
"""Numbers on a page from which the height of its digits is known."""
_INK, _GREY, _FAINT = 128, 180, 205
"""Grey below which glyphs stand apart, below which they are whole, and below which there is anything at all."""
_BLANK = 0.16
"""Of a word's height: a gap between words is wider than one between letters by at least so much."""
_SMALL, _CAPITAL = (0.55, 0.79), (0.9, 1.12)
"""The height of a letter against that of digits: of small letters without strokes above or below, and of capitals."""

Run = tuple[int, int, int, int]
"""Left, top, right, bottom of a glyph within the ink of its word, in pixels."""


def mended(lines: Sequence[Sequence[Word]], image: Image) -> list[Word]:
    """The words (boxes in pixels of the image, grey on white) as their ink shows them to be; a line is equally high."""
    parts = [[(word, _part(word, image)) for word in line] for line in lines]
    digits = [_tallest(part) for line in parts for word, part in line if _NUMBER.fullmatch(word.text)]
    height = median(digits) if len(digits) >= _SOME else 0.0
    found: list[Word] = []
    for line in parts:
        words = [piece for word, part in line for piece in _mended(word, part, height)]
        found += _levelled(_tied(words)) if words else []
    return found


def _levelled(line: list[Word]) -> list[Word]:
    """The words of one line, all as high as its taller ones reach up and down: a comma is not a line of its own."""
    tall = [word for word in line if len(word.text) > 2] or line
    tops, bottoms = sorted(word.top for word in tall), sorted(word.bottom for word in tall)
    top, bottom = tops[len(tops) // 4], bottoms[-1 - len(bottoms) // 4]
    return [word._replace(top=top, bottom=bottom) for word in line]


def _tied(line: list[Word]) -> list[Word]:
    """Words joined where a hyphen was taken for the end of one: 'ГИА-', '11' -> 'ГИА-11'."""
    tied: list[Word] = []
    for word in line:
        last = tied[-1] if tied else None
        if last and _HYPHENED.search(last.text) and word.x0 - last.x1 < _HYPHEN_GAP * (last.bottom - last.top):
            confidence = min(last.confidence or 0.0, word.confidence or 0.0)
            tied[-1] = last._replace(text=last.text + word.text, x1=word.x1, confidence=confidence)
        else:
            tied.append(word)
    return tied


def _part(word: Word, image: Image) -> Image:
    """The grey of a word and a little more at its right, where its last full stop may stand outside of its box."""
    top, left = max(int(word.top), 0), max(int(word.x0) - 1, 0)
    part: Image = image[top : int(word.bottom) + 2, left : int(word.x1) + 4]
    return part


def _tallest(part: Image) -> float:
    return max((bottom - top for _, top, _, bottom in _runs(part < _INK)), default=0)


def _mended(word: Word, part: Image, height: float) -> list[Word]:
    """None, one or two words. `height` is that of the page's digits, 0 where it is unknown."""
    text = _ONE.sub("1", _ZEROS.sub(lambda zeros: "О" * len(zeros.group()), _THREE.sub("3", word.text)))
    confidence = word.confidence or 0.0
    if not any(char.isalnum() for char in text) and (part.min(initial=255) >= _FAINT or confidence < _DIRT):
        return []
    if _NUMBER.fullmatch(text):
        return [word._replace(text=_with_stops(text, part))]
    if height:
        text = _cased(text, part < _INK, height)
    return _parted(word._replace(text=text), part < _INK)


def _runs(ink: Image) -> list[Run]:
    """Each stretch of inked columns: a glyph, where glyphs do not touch."""
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return []
    breaks = np.flatnonzero(np.diff(columns) > 1)
    lefts, rights = columns[[0, *(breaks + 1)]], columns[[*breaks, len(columns) - 1]] + 1
    found: list[Run] = []
    for left, right in zip(lefts.tolist(), rights.tolist(), strict=True):
        rows = np.flatnonzero(ink[:, left:right].any(axis=1))
        found.append((left, int(rows[0]), right, int(rows[-1]) + 1))
    return found


def _whole(runs: Sequence[Run], height: float) -> list[Run]:
    """The runs with the halves of letters joined whose thin strokes did not print: 'О', 'Н'."""
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else None
        if last and run[0] - last[2] <= 0.1 * height and max(last[2] - last[0], run[2] - run[0]) < 0.55 * height:
            whole[-1] = (last[0], min(last[1], run[1]), run[2], max(last[3], run[3]))
        else:
            whole.append(run)
    return whole


def _with_stops(text: str, part: Image) -> str:
    """A number with full stops where low small glyphs stand: '21' -> '2.1', '2:1' -> '2.1'.

    Unchanged where the digits do not fit the glyphs, a comma that hangs below the line is printed, or the stop would
    stand before the first digit: the foot of a '3' that printed apart.
    """
    for level in (_GREY, _INK):
        runs = _runs(part < level)
        kinds = _stops(runs)
        digits = [char for char in text if char.isdigit()]
        if kinds and not kinds[0] and kinds.count(False) == len(digits) and not any(map(all, pairwise(kinds))):
            break
    else:
        return text
    remaining = iter(digits)
    found = "".join("." if stop else next(remaining) for stop in kinds)
    if text[-1] == "," and found[-1] == "." and not _STEPPED.fullmatch(text):
        found = found[:-1] + ","
    return found if len(found) >= len(text) else text


def _stops(runs: Sequence[Run]) -> list[bool]:
    """Of each glyph of a number whether it is a full stop."""
    if not runs:
        return []
    tall = max(bottom - top for _, top, _, bottom in runs)
    floor = median(bottom for _, top, _, bottom in runs if bottom - top > 0.6 * tall)
    return [_is_stop(run, tall, floor) for run in runs]


def _is_stop(run: Run, tall: int, floor: float) -> bool:
    """Whether the glyph is a dot on the line; a comma hangs lower."""
    left, top, right, bottom = run
    return bottom - top < 0.3 * tall and right - left < 0.35 * tall and abs(floor - bottom) < 0.1 * tall + 0.6


def _cased(text: str, ink: Image, height: float) -> str:
    """The word in the case that the size of its letters shows: 'ИЮЛЬ' -> 'июль', 'имц' -> 'ИМЦ', 'кЦмКО' -> 'КЦМКО'."""
    letters = [char for char in text if char.isalpha()]
    mixed = not (text.islower() or text[1:].islower())
    if len(letters) < 2 or not (mixed or set(letters) <= _ALIKE) or (len(letters) == 2 and set(letters) & _HANGING):
        return text
    sizes = [(bottom - top) / height for _, top, _, bottom in _runs(ink) if bottom - top > 0.4 * height]
    if not sizes:
        return text
    usual = median(sizes)
    if text.isupper() and _SMALL[0] < usual < _SMALL[1] and {char.lower() for char in letters} <= _ALIKE:
        return text.lower()
    if not text.isupper() and _CAPITAL[0] < usual < _CAPITAL[1] and min(sizes) > _SMALL[1]:
        return (_without_twins(text) if len(sizes) < len(letters) else text).upper()
    return text


def _without_twins(text: str) -> str:
    """'кКЦмМКО' -> 'КЦМКО': tesseract gives a letter of doubtful case twice."""
    kept: list[str] = []
    for char in text:
        if kept and kept[-1] != char and kept[-1].lower() == char.lower():
            kept[-1] = char.upper()
        else:
            kept.append(char)
    return "".join(kept)


def _parted(word: Word, ink: Image) -> list[Word]:
    """Words read as one, parted at a gap as wide as a blank: 'УОАНМО' -> 'УО', 'АНМО'; 'сцелью' -> 'с', 'целью'.

    Small letters touch or fall apart, so of their words only the first letter is looked at.
    """
    if not (_CAPITALS.fullmatch(word.text) or _PREPOSITION.match(word.text)):
        return [word]
    runs = _whole(_runs(ink), word.bottom - word.top)
    gaps = [right[0] - left[2] for left, right in pairwise(runs)]
    if len(gaps) < 3 or (word.text.isupper() and len(runs) != len(word.text)):
        return [word]
    places = range(len(gaps)) if word.text.isupper() else range(1)
    widest = max(places, key=lambda place: gaps[place])
    usual = sorted(gaps)[len(gaps) // 2]
    if gaps[widest] < _BLANK * (word.bottom - word.top) + usual or not word.text[widest + 1].isalpha():
        return [word]
    cut = widest + 1
    return [
        word._replace(text=word.text[:cut], x1=word.x0 + runs[widest][2]),
        word._replace(text=word.text[cut:], x0=word.x0 + runs[cut][0]),
    ]
