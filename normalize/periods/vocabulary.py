"""The words that the period grammar knows: month forms, structural words, names (dictionaries/period_*.yml)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_VALUED = {"ordinals": "O", "misread_ordinals": "R", "tens": "X", "seasons": "s", "weekdays": "v"}
_LISTS = ("labels", "names")


def load_dictionary(name: str) -> Any:
    """The parsed YAML of `normalize/dictionaries/<name>`."""
    text = files("normalize").joinpath("dictionaries", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word -> (code, value) of the grammar; what begins with a stem of `stems` is known too."""

    months: dict[str, int]
    words: dict[str, tuple[str, int]]
    stems: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    labels: tuple[frozenset[str], tuple[str, ...]] = (frozenset(), ())
    names: tuple[str, ...] = ()
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

    def is_label(self, word: str) -> bool:
        """Whether the word may stand before a date and only name what the date is for."""
        whole, stems = self.labels
        return word in whole or word.startswith(stems)


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
    labels = data["labels"]
    return Vocabulary(
        months,
        words,
        {first: tuple(found) for first, found in stems.items()},
        (
            frozenset(word for word in labels if not word.endswith("*")),
            tuple(word[:-1] for word in labels if word.endswith("*")),
        ),
        tuple(data["names"]),
        _phrase_stems(),
    )


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
