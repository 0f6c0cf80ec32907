"""What is done to every text where it enters, whatever its format: one form of letters, no marks of footnotes.

- letters in composed form (NFC): 'й' may be stored as 'и' and U+0306, looks the same and is found by no query;
- a half of a surrogate pair that stands alone, with which no text can be kept, is shown as �;
- a superscript number after a word ('года¹') is the mark of a footnote: it becomes noise, with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from parsers.model import Block, Cell, Document, Grid, Noise, NoiseKind, Paragraph

_HALF = re.compile("[\ud800-\udfff]")
SHOWN_AS = "\ufffd"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_RAISED = str.maketrans("0123456789", _RAISED)
LOWERED = str.maketrans(_RAISED + "⁾⁅⁆", "0123456789)[]")
"""Superscript figures -> plain ones."""
_AFTER = (r"(?<=[^\W\d_]{3})", r"(?<=[А-ЯЁA-Z]{2})", r"(?<=\d{4})", r"(?<=[^\W_][.,;:!?)»”\"])")
"""What a mark stands after: a word, an abbreviation, a year, a point; not 'м' of 'м²', nor 10 of '10⁰⁰'."""
_MARK = re.compile(rf"(?:{'|'.join(_AFTER)})⁅?[{_RAISED}]{{1,2}}[⁾⁆]?(?![{_RAISED}])")
_HAS_RAISED = re.compile(f"[{_RAISED}]")
_NUMBER = re.compile(r"\s*(?:\[(\d{1,2})\]|(\d{1,2})(\)?))\s*")


def entered(document: Document) -> Document:
    """The document with all its texts in the form that the rest of the program works on; locators stay."""
    marks = [mark for block in document.blocks for mark in _marks(block)]
    return replace(
        document,
        blocks=tuple(map(_block, document.blocks)),
        noise=(*(replace(one, text=composed(one.text)) for one in document.noise), *marks),
        leftovers=tuple(replace(one, text=composed(one.text)) for one in document.leftovers),
    )


def composed(text: str) -> str:
    """The text in NFC, halves of characters as �."""
    text = text if text.isascii() else _HALF.sub(SHOWN_AS, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def raised(text: str) -> str:
    """The text of a superscript: '1' -> '¹', '[2]' -> '⁅²⁆'; what is no small number stays as it is."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    if number.group(1):
        return f"⁅{number.group(1).translate(_TO_RAISED)}⁆"
    return number.group(2).translate(_TO_RAISED) + ("⁾" if number.group(3) else "")


def _block(block: Block) -> Block:
    if isinstance(block, Grid):
        return replace(block, cells=tuple(map(_cell, block.cells)))
    text = _entered(block.text)
    return block if text == block.text else replace(block, text=text)


def _cell(cell: Cell) -> Cell:
    text = _entered(cell.text)
    return cell if text == cell.text else replace(cell, text=text)


def _entered(text: str) -> str:
    if text.isascii():
        return text
    text = composed(text)
    return _MARK.sub("", text) if _HAS_RAISED.search(text) else text


def _marks(block: Block) -> Iterator[Noise]:
    places: tuple[Cell | Paragraph, ...] = block.cells if isinstance(block, Grid) else (block,)
    for place in places:
        if _HAS_RAISED.search(place.text):
            for mark in _MARK.findall(composed(place.text)):
                yield Noise(NoiseKind.FOOTNOTE, mark, place.locator)
