"""What the ink of a word says against tesseract's reading of it: blanks, full stops and zeros that it got wrong."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from parsers.ocr.tesseract import Image
from parsers.pdf.geometry import Word

_NUMBER = re.compile(r"\d[\d.,:;]{0,11}")
_CAPITALS = re.compile(r"[А-ЯЁ]{4,}[,;.]?")
_ZEROS = re.compile(r"(?<!\d)0{2,3}(?=[,;.)]?$)")
_THREE = re.compile(r"^З(?=[.,]\d)")
_DIRT = 0.3
_INK = 128
_NO_BLANK = 0.16
"""Of the word's height: between two letters there is less, between two words more."""


def mended(word: Word, image: Image) -> list[Word]:
    """None, one or two words: as the ink in the image shows it (grey on white, the word's box in its pixels)."""
    text = _ZEROS.sub(lambda zeros: "О" * len(zeros.group()), _THREE.sub("3", word.text))
    word = word._replace(text=text)
    ink = image[max(int(word.top), 0) : int(word.bottom) + 2, max(int(word.x0) - 1, 0) : int(word.x1) + 4] < _INK
    if not any(char.isalnum() for char in text) and (not ink.any() or (word.confidence or 0.0) < _DIRT):
        return []
    if _NUMBER.fullmatch(text):
        return [word._replace(text=_with_stops(text, ink))]
    return _parted(word, ink) if _CAPITALS.fullmatch(text) else [word]


def _runs(ink: Image) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of each stretch of inked columns: a glyph, where glyphs do not touch."""
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return []
    breaks = np.flatnonzero(np.diff(columns) > 1)
    lefts, rights = columns[[0, *(breaks + 1)]], columns[[*breaks, len(columns) - 1]] + 1
    found: list[tuple[int, int, int, int]] = []
    for left, right in zip(lefts.tolist(), rights.tolist(), strict=True):
        rows = np.flatnonzero(ink[:, left:right].any(axis=1))
        found.append((left, int(rows[0]), right, int(rows[-1]) + 1))
    return found


def _with_stops(text: str, ink: Image) -> str:
    """A number with full stops where low small glyphs stand: '21' -> '2.1'; unchanged where the digits do not fit."""
    runs = _runs(ink)
    if not runs:
        return text
    tall = max(bottom - top for _, top, _, bottom in runs)
    floor = max(bottom for _, _, _, bottom in runs)
    digits = [char for char in text if char.isdigit()]
    kinds = [_is_stop(run, tall, floor) for run in runs]
    if kinds.count(False) != len(digits) or kinds[0] or any(one and other for one, other in pairwise(kinds)):
        return text
    remaining = iter(digits)
    found = "".join("." if stop else next(remaining) for stop in kinds)
    return found if len(found) >= len(text) else text


def _is_stop(run: tuple[int, int, int, int], tall: int, floor: int) -> bool:
    left, top, right, bottom = run
    return bottom - top < 0.35 * tall and right - left < 0.35 * tall and floor - bottom < 0.25 * tall


def _parted(word: Word, ink: Image) -> list[Word]:
    """Abbreviations that were read as one: 'УОАНМО' -> 'УО', 'АНМО', where one gap is as wide as a blank."""
    runs = _runs(ink)
    if len(runs) != len(word.text):
        return [word]
    gaps = [right[0] - left[2] for left, right in pairwise(runs)]
    letters = [gap for gap, char in zip(gaps, word.text[1:], strict=True) if char.isalpha()]
    widest = max(letters)
    usual = sorted(letters)[len(letters) // 2]
    if widest < _NO_BLANK * (word.bottom - word.top) + usual or letters.count(widest) > 1:
        return [word]
    cut = gaps.index(widest) + 1
    return [
        word._replace(text=word.text[:cut], x1=word.x0 + runs[cut - 1][2]),
        word._replace(text=word.text[cut:], x0=word.x0 + runs[cut][0]),
    ]
