"""Nouns that name offices, duties and bodies (nouns.yml), and words that are written in initials."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from normalize.language.lexicon import dictionary

_TWO_CAPITALS = re.compile(r"[^ A-ZА-ЯЁ]*[A-ZА-ЯЁ][^ A-ZА-ЯЁ]*[A-ZА-ЯЁ][^ ]*")
_DOUBLE_NAME = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:[-‐‑–][А-ЯЁ][а-яё]{2,})+")


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns that a mention begins with, in lower case, by surface form in the nominative."""

    offices: frozenset[str]
    duties: frozenset[str]
    bodies: frozenset[str]
    singular_offices: frozenset[str]
    singular: frozenset[str]
    plurals: frozenset[str]
    feminine_plurals: frozenset[str]
    """Plurals that are also the genitive of one: 'школы', 'комиссии'."""

    @property
    def roles(self) -> frozenset[str]:
        """Offices and duties together."""
        return self.offices | self.duties


def is_abbreviation(text: str) -> bool:
    """Whether a word is written in initials: 'РЦОИ', 'УГУиОКО', 'АлтГУ', 'ППк'; not 'Минобр', 'Осетия-Алания'."""
    return bool(_TWO_CAPITALS.fullmatch(text)) and not _DOUBLE_NAME.fullmatch(text)


@cache
def nouns() -> Nouns:
    """The nouns of nouns.yml."""
    data: dict[str, list[str]] = dictionary("nouns.yml")
    pairs = {name: [entry.split() for entry in entries] for name, entries in data.items()}
    forms = {name: frozenset(form for pair in found for form in pair) for name, found in pairs.items()}
    return Nouns(
        offices=forms["offices"],
        duties=forms["duties"],
        bodies=forms["bodies"],
        singular_offices=frozenset(pair[0] for pair in pairs["offices"]),
        singular=frozenset(pair[0] for name in ("offices", "duties") for pair in pairs[name]),
        plurals=frozenset(pair[-1] for found in pairs.values() for pair in found if pair[-1] != pair[0]),
        feminine_plurals=frozenset(pair[-1] for found in pairs.values() for pair in found if pair[0][-1] in "ая"),
    )
