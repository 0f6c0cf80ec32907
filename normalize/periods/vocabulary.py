"""The words that the period grammar knows: month forms, structural words, names (dictionaries/period_*.yml)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.language.lexicon import parsed

_VALUED = {"ordinals": "O", "misread_ordinals": "R", "tens": "X", "seasons": "s", "weekdays": "v"}
_LISTS = ("numbered", "paragraphs", "names", "genitives")


def load_dictionary(name: str) -> Any:
    """The parsed YAML of `normalize/dictionaries/<name>`."""
    text = files("normalize").joinpath("dictionaries", name).read_text(encoding="utf-8")
    return parsed(text)


WordList = tuple[frozenset[str], tuple[str, ...]]
"""Whole words and stems."""


def _contains(words: WordList, word: str) -> bool:
    return word in words[0] or word.startswith(words[1])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word -> (code, value) of the grammar; what begins with a stem of `stems` is known too."""

    months: dict[str, int]
    words: dict[str, tuple[str, int]]
    stems: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    numbered: WordList = (frozenset(), ())
    paragraphs: WordList = (frozenset(), ())
    names: tuple[str, ...] = ()
    genitives: frozenset[str] = frozenset()
    """Genitives that may only describe the word before them: «итоги марта», «отчет I квартала»."""
    phrase_stems: tuple[str, ...] = ()
    """Words of six letters and more that phrases are made of, to mend misspelt ones."""

    def find(self, word: str) -> tuple[str, int] | None:
        """The grammar's reading of a folded word, None where it has none."""
        known = self.words.get(word)
        if known is not None:
            return known
        for stem, code in self.stems.get(word[:3], ()):
            if word.startswith(stem):
                return code, 0
        return None

    def is_numbered(self, word: str) -> bool:
        """Whether a number after the word belongs to it: «этап 1»."""
        return _contains(self.numbered, word)

    def is_paragraph(self, word: str) -> bool:
        """Whether the word names a part of an act, whose number may look like a day: «п. 3.10»."""
        return _contains(self.paragraphs, word)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the shipped dictionaries."""
    months = _months()
    data = load_dictionary("period_words.yml")
    words: dict[str, tuple[str, int]] = {form: ("M", number) for form, number in months.items()}
    stems: dict[str, list[tuple[str, str]]] = {}
    for group, entry in data.items():
        if group in _LISTS:
            continue
        for form, code, value in _forms(group, entry):
            if form.endswith("*"):
                stems.setdefault(form[:3], []).append((form[:-1], code))
            else:
                words.setdefault(form, (code, value))
    weekdays = {form: number for number, forms in data["weekdays"].items() for form in forms}
    for form, number in weekdays.items():
        for ending in ("", "а", "у", "е", "ы", "ом", "ам", "ой", "и") if form.endswith("*") else ():
            words.setdefault(form.rstrip("*") + ending, ("v", number))
    return Vocabulary(
        months,
        words,
        {first: tuple(found) for first, found in stems.items()},
        _word_list(data["numbered"]),
        _word_list(data["paragraphs"]),
        tuple(data["names"]),
        frozenset(data["genitives"]) | {form for form in months if form.endswith(("я", "а"))},
        _phrase_stems(),
    )


def _word_list(words: list[str]) -> WordList:
    whole = frozenset(word for word in words if not word.endswith("*"))
    return whole, tuple(word[:-1] for word in words if word.endswith("*"))


def _months() -> dict[str, int]:
    """Every form of every month, and what its name may be cut to («сентяб.», «янва.»)."""
    found = {}
    for number, forms in load_dictionary("period_months.yml").items():
        cuts = [forms[0][:length] for length in range(4, len(forms[0]) - 1)]
        found.update(dict.fromkeys((*forms, *(cut for cut in cuts if len(forms[0]) > 5)), number))
    return found


def _phrase_stems() -> tuple[str, ...]:
    patterns = " ".join(pattern for entry in load_dictionary("period_phrases.yml") for pattern in entry["patterns"])
    return tuple(dict.fromkeys(re.findall("[а-я]{6,}", patterns)))


def _forms(group: str, entry: Any) -> list[tuple[str, str, int]]:
    """(word, code, value) triples of one entry of period_words.yml."""
    if group in _VALUED:
        return [(form, _VALUED[group], value) for value, forms in entry.items() for form in forms]
    return [(form, entry["code"], 0) for form in entry["words"]]
