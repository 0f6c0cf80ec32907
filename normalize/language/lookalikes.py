"""Letters of other scripts that look like Cyrillic ones: «ГИA» with a Latin A, «Рособrнадзор» with a Latin r."""

from __future__ import annotations

import re

_TWINS = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")


def is_mixed(word: str) -> bool:
    """Whether a word holds Latin and Cyrillic letters side by side."""
    return _LATIN.search(word) is not None and _CYRILLIC.search(word) is not None


def fold_lookalikes(text: str) -> str:
    """Latin letters that look like Cyrillic ones become them inside words that hold both; other words stay.

    >>> fold_lookalikes("ГИA-9 online")
    'ГИА-9 online'
    """
    if _LATIN.search(text) is None:
        return text
    return _LETTERS.sub(lambda match: _folded(match.group()), text)


def _folded(word: str) -> str:
    return word.translate(_TWINS) if is_mixed(word) else word
