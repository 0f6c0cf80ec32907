"""Whether the text layer of a page can be trusted: pages that are pictures, and layers whose letters are wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from operator import add

from parsers.formats.page.geometry import Marks, Word
from parsers.model import BBox

FEW = 30
"""Characters that a page number, a registration stamp or an electronic signature lays over a scan."""
_OUTLINES = 300
_LEAST_PAIRS = 60
_READABLE = 0.7
_ENOUGH = 100
"""Words that tell garbage from a text."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
_UNKNOWN = 0.2
"""The share of characters without a meaning (of private use, replaced) that a trusted page has at most."""
_RUSSIAN_FOLLOWING = (
    "а бвгдезйклмнпрстхцчюя",
    "б аелнорущ",
    "в аеиклнорсы",
    "г аиору",
    "д аеилмносуь",
    "е бвгдзйклмнорстхцч",
    "ж адеи",
    "з абвноуы",
    "и авгдезийклмнопрстхцчюя",
    "й нс",
    "к аеилнорту",
    "л аеиноуыьюя",
    "м аеиопуыя",
    "н авеикностуфцыя",
    "о бвгдежзйклмнопрстхцчюя",
    "п аеилору",
    "р авгдежикмностухыья",
    "с авеиклмнопрстучыья",
    "т авеикнорсуыья",
    "у бвгджзклмнпрстхчщ",
    "ф еио",
    "х анос",
    "ц аеиы",
    "ч аеинту",
    "ш аеикл",
    "щ еи",
    "ы веймтхш",
    "ь нстюя",
    "э кт",
    "ю дтщ",
    "я вдзмтхцщ",
)
_ENGLISH_FOLLOWING = (
    "a bcdgilmnprstuy",
    "b aeijlruy",
    "c aehilotu",
    "d aeiou",
    "e acdefilmnprstvx",
    "f eiortu",
    "g ehinr",
    "h aeiot",
    "i abcdefglmnorstv",
    "j e",
    "k e",
    "l aeilostuy",
    "m aeiops",
    "n acdegiostuy",
    "o bcdflmnprstuvw",
    "p aeiloprtuy",
    "r acegikmnorsty",
    "s acehiopstu",
    "t aehiorstuwy",
    "u bcdlmnrst",
    "v aei",
    "w ahio",
    "y or",
)
_PAIRS = frozenset(line[0] + after for line in _RUSSIAN_FOLLOWING + _ENGLISH_FOLLOWING for after in line[2:])
"""A letter and those that often follow it: nine tenths of the pairs of any text in Russian or English, a fourth of
other strings, up to six tenths of what an English OCR program makes of Russian."""


def is_picture(words: Sequence[Word], marks: Marks, size: tuple[float, float]) -> bool:
    """Whether the page has next to no text but an image or outlines of letters in its place."""
    chars = sum(len(word.text) for word in words)
    return chars < FEW and (covered(marks.images, size) > 0.3 or marks.paths > _OUTLINES)


def covered(images: Sequence[BBox], size: tuple[float, float]) -> float:
    """The share of the page that images cover; scanners cut one page into strips."""
    width, height = size
    area = sum(
        max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
        for left, top, right, bottom in images
    )
    return min(area / max(width * height, 1.0), 1.0)


def is_garbage(words: Sequence[Word]) -> bool:
    """Whether the letters make no words: a font with wrong codes, a layer that OCR in another language left.

    A page with too few letters to tell is trusted.
    """
    text = "".join(word.text for word in words)
    odd = (char for char in set(text) if char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc"))
    unknown = sum(map(text.count, odd))
    if len(text) >= FEW and unknown > _UNKNOWN * len(text):
        return True
    lowered = " ".join(word.text for word in words[:: max(1, len(words) // _ENOUGH)]).lower()
    counted = Counter(map(add, lowered, islice(lowered, 1, None)))
    pairs = sum(count for pair, count in counted.items() if _LETTERS.fullmatch(pair))
    common = sum(count for pair, count in counted.items() if pair in _PAIRS)
    return pairs >= _LEAST_PAIRS and common < _READABLE * pairs
