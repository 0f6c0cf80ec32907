"""Letters of other scripts that look like Cyrillic ones: «ГИA» with a Latin A, «Рособrнадзор» with a Latin r."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.language.text import fold_dashes, fold_yo

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


@lru_cache(maxsize=1 << 12)
def folded(text: str) -> str:
    """The text with look-alike letters, dashes and 'ё' folded, as the dictionaries are compared with it."""
    return fold_yo(fold_dashes(fold_lookalikes(text)))


def _folded(word: str) -> str:
    return word.translate(_TWINS) if is_mixed(word) else word
