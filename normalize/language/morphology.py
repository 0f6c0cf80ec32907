"""Russian morphology: the only module that sets up pymorphy2 and natasha. Everything is built at first use and kept."""

from __future__ import annotations

import importlib
import os
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")


class WordForm(NamedTuple):
    """One parse of a word: its lemma, OpenCorpora grammemes ('NOUN', 'Surn', 'femn', 'datv'), score 0..1.

    `known` is False where the dictionary lacks the word and the parse is guessed from its ending.
    """

    lemma: str
    grammemes: frozenset[str]
    score: float
    known: bool


@cache
def _analyser() -> Any:
    """The pymorphy2 analyser.

    natasha finds the dictionary only through PYMORPHY2_DICT_PATH where pkg_resources is missing (a bare install of
    today), and pymorphy2 0.9 runs on Python 3.11 only with the fix that importing `yargy.morph` applies.
    """
    dictionary = importlib.import_module("pymorphy2_dicts_ru").get_path()
    os.environ.setdefault("PYMORPHY2_DICT_PATH", dictionary)
    importlib.import_module("yargy.morph")
    return importlib.import_module("pymorphy2").MorphAnalyzer(path=dictionary)


@lru_cache(maxsize=1 << 15)
def parses(word: str) -> tuple[WordForm, ...]:
    """Every parse of one word, most likely first; () where it is no Russian word at all ('12', 'abc')."""
    if not _WORD.fullmatch(word):
        return ()
    known = _analyser().word_is_known(word.lower())
    return tuple(
        WordForm(parse.normal_form, frozenset(parse.tag.grammemes), parse.score, known)
        for parse in _analyser().parse(word)
    )


@lru_cache(maxsize=1 << 15)
def is_word(text: str) -> bool:
    """Whether this is a Russian word of the dictionary, in any form: `проведение` is, `проведе` is not.

    >>> is_word("проведение"), is_word("проведе"), is_word("ГИА-9")
    (True, False, False)
    """
    return bool(_WORD.fullmatch(text)) and bool(_analyser().word_is_known(text.lower()))


def lemma(word: str) -> str:
    """The most likely dictionary form in lower case; what is no Russian word stays as it is, in lower case.

    >>> lemma("Министерства")
    'министерство'
    """
    forms = parses(word)
    return forms[0].lemma if forms else word.lower()


def has(word: str, *grammemes: str) -> bool:
    """Whether some parse that the dictionary knows carries all the grammemes."""
    return any(form.known and form.grammemes.issuperset(grammemes) for form in parses(word))


@lru_cache(maxsize=1 << 12)
def inflected(word: str, of: frozenset[str], to: frozenset[str]) -> tuple[str, ...]:
    """What the parses of `word` that carry the grammemes `of` become when put into `to`; lower case, no repeats."""
    forms = (parse.inflect(to) for parse in _analyser().parse(word) if of <= parse.tag.grammemes)
    return tuple(dict.fromkeys(form.word for form in forms if form is not None))
