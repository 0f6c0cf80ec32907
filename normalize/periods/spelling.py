"""Words and figures that a scan or a hasty hand spoilt: Latin look-alikes, О for 0, misspelt and glued months."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from normalize.periods.vocabulary import load_dictionary, vocabulary

_CASES = 5
"""The case forms of a month stand before its abbreviations in period_months.yml."""
LOOK_ALIKES = str.maketrans("aceopxykmthburn036", "асеорхукмтнвигпозб")
_LETTERS_IN_NUMBER = str.maketrans("oозlіi|б", "00311116")
_SPOILT_NUMBER = re.compile(
    r"(?<![а-яa-z\d])(?=[oоз|liі]{0,3}\d)[\doоз|liі]*[oоз|liі][\doоз|liі]*(?=[.,\s/-]|г|$)(?!-[а-я]{1,3}(?![а-я]))"
    r"|(?<!\d)20[0-3]б(?=\s?г)"
    r"|(?<![\w.])[зil|](?=\.[\doо]{2}\.\d{4}"
    r"| (?:январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр))"
)
_MAY_BE_SPOILT = re.compile(r"\d[oоз|liіб]|[oоз|liі]\d|(?<![\w.])[зil|][ .]|[036][а-я]|[а-я][036]")
"""Asked first: one of these stands in every text that has something to mend."""
_SPOILT_WORD = re.compile(r"(?<![\w.])(?=[а-я]*[036])[а-я036]*[а-я][а-я036]*(?!\w)")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-я]")


def mend_digits(folded: str) -> str:
    """The text with letters in numbers read as figures («2О24», «З0.04.2025»), figures in words as letters («0ктябрь»).

    A letter alone is a figure where the rest of a date follows («З.04.2025», «| мая»). The length stays.
    """
    if _MAY_BE_SPOILT.search(folded) is None:
        return folded
    return _SPOILT_WORD.sub(_letters, _SPOILT_NUMBER.sub(_figures, folded))


def _figures(match: re.Match[str]) -> str:
    return match.group().translate(_LETTERS_IN_NUMBER)


def _letters(match: re.Match[str]) -> str:
    word = match.group().translate(LOOK_ALIKES)
    return word if vocabulary().find(word) else match.group()


_MIXED = re.compile(r"[^\W\d_]+")


def mend_letters(folded: str) -> str:
    """The text with Latin look-alikes in Cyrillic words read as Cyrillic («в течениe годa»); the length stays."""
    return folded if _LATIN.search(folded) is None else _MIXED.sub(_cyrillic, folded)


def _cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    mended = word.translate(LOOK_ALIKES) if is_mixed(word) else word
    return word if _LATIN.search(mended) else mended


def is_mixed(word: str) -> bool:
    """Whether the word mixes Latin and Cyrillic letters: «Рособrnадзора»."""
    return _LATIN.search(word) is not None and _CYRILLIC.search(word) is not None


@cache
def _month_forms() -> tuple[str, ...]:
    return tuple(form for form in vocabulary().months if len(form) > 3)


@cache
def _glued_months() -> re.Pattern[str]:
    forms = "|".join(sorted((form for form in vocabulary().months if len(form) > 2), key=len, reverse=True))
    return re.compile(f"({forms})({forms})")


def mend_word(word: str) -> tuple[tuple[str, int], ...] | None:
    """What an unknown word is meant to be: (code, value) of one word, of two glued months, or None."""
    if not word.isalpha() or _LATIN.search(word):
        known = vocabulary().find(word.translate(LOOK_ALIKES))
        if known is not None:
            return (known,)
    if len(word) < 4 or len(word) > 18:
        return None
    glued = _glued_months().fullmatch(word)
    if glued:
        months = vocabulary().months
        return (("M", months[glued[1]]), ("M", months[glued[2]]))
    month = misspelt_month(word.translate(LOOK_ALIKES))
    return None if month is None else (("M", month),)


def misspelt_month(word: str) -> int | None:
    """The one month whose form the word misspells: one slip in 6 letters, two from 7 on; None where none or several.

    Shorter words are left alone: «марка», «карта» and «парта» are no months.
    """
    if not 6 <= len(word) <= 10:
        return None
    limit = 1 if len(word) == 6 else 2
    found = extract(word, _month_forms(), scorer=DamerauLevenshtein.distance, score_cutoff=limit, limit=4)
    if not found:
        return None
    best = min(distance for _, distance, _ in found)
    months = {vocabulary().months[form] for form, distance, _ in found if distance == best}
    return months.pop() if len(months) == 1 else None


@cache
def _case_forms() -> tuple[str, ...]:
    return tuple(form for forms in load_dictionary("period_months.yml").values() for form in forms[:_CASES])


def month_by_place(word: str) -> tuple[int, ...]:
    """The months one slip away from a word of 2 to 5 letters: «нюнь», «янарь», «ма»; both for «июпь».

    Only for a word whose place says that it is a month; «карта» and «марка» are as near.
    """
    if not 2 <= len(word) <= 5:
        return ()
    found = extract(word, _case_forms(), scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=None)
    return tuple(sorted({vocabulary().months[form] for form, _, _ in found}))


def is_like(word: str, right: str) -> bool:
    """Whether the word is the right one with one slip, with two in seven letters: «пзднее», «гдоа»."""
    return DamerauLevenshtein.distance(word, right, score_cutoff=2) <= (2 if len(right) > 6 else 1)


def garbled_name(word: str) -> bool:
    """Whether the word misspells a long name of the vocabulary: «Рособназдором»."""
    if len(word) < 8:
        return False
    for name in vocabulary().names:
        if word[0] != name[0] or word.startswith(name):
            continue
        for length in range(len(name) - 2, len(name) + 2):
            if DamerauLevenshtein.distance(word[:length], name, score_cutoff=2) <= 2:
                return True
    return False


MENDED_WORDS = 6
"""Cells with more unknown words than this are not mended: they are text."""


def mend_phrase(words: list[str], folded: str) -> str | None:
    """The folded text with misspelt words of phrases mended («в теченние года»); None where there are none."""
    if not 0 < len(words) <= MENDED_WORDS:
        return None
    mended = folded
    for word in words:
        right = _phrase_word(word) if 6 <= len(word) <= 20 else None
        if right is not None:
            mended = mended.replace(word, right)
    return None if mended == folded else mended


@cache
def _stems_by_letter() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for stem in vocabulary().phrase_stems:
        found.setdefault(stem[0], []).append(stem)
    return found


@lru_cache(maxsize=1 << 13)
def _phrase_word(word: str) -> str | None:
    """The word with its stem mended, where the stem is one slip away from a phrase's."""
    for stem in _stems_by_letter().get(word[0], ()):
        if len(word) < len(stem) - 1:
            continue
        for length in (len(stem), len(stem) - 1, len(stem) + 1):
            if DamerauLevenshtein.distance(word[:length], stem, score_cutoff=1) == 1 and not word.startswith(stem):
                return stem + word[length:]
    return None
