"""Dictionaries of organisations, nouns and legal forms, read from package data once and kept."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from normalize.language.lexicon import parsed
from normalize.language.nouns import is_abbreviation
from normalize.language.text import key

_FOLDER = "normalize.dictionaries"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One row of organisations.csv.

    scope: 'unique' (one body of the country: ФИПИ), 'class' (named by its kind everywhere: РЦОИ, ППЭ, ОО) or 'generic'
    (a kind whose members have names of their own, which the order may tell: ИРО, ИМЦ, УО).
    """

    canonical: str
    level: str | None
    scope: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegalForms:
    """Abbreviated legal forms ('ГБУ', 'ФГБОУ') with full words, their suffixes ('ДПО') and kinds of schools ('СОШ')."""

    forms: Mapping[str, str]
    suffixes: Mapping[str, str]
    schools: frozenset[str]
    ambiguous: frozenset[str]
    """Composed by the same rules, but organisations themselves where no name follows: 'ОУ', 'МОУ'."""
    words: frozenset[str]
    """Every word of the full forms in lower case, for «государственное казённое учреждение «Х»»."""


def _text(name: str) -> str:
    return (files(_FOLDER) / name).read_text(encoding="utf-8")


@cache
def organisations() -> tuple[Organisation, ...]:
    """Every row of organisations.csv in its order; the first row that has an alias owns it."""
    rows = csv.DictReader(_text("organisations.csv").splitlines())
    return tuple(
        Organisation(row["canonical"], row["level"] or None, row["scope"], tuple(row["aliases"].split("|")))
        for row in rows
    )


@cache
def organisation_aliases(regional: bool = False) -> Mapping[str, Organisation]:
    """Alias as printed and folded name -> organisation; abbreviations keep their case: 'ПМПК' is not 'ПМПк'.

    regional: without the bodies of the country, for a name that a region follows («Минобрнауки РД»).
    """
    found: dict[str, Organisation] = {}
    for organisation in organisations():
        if regional and organisation.scope == "unique":
            continue
        for alias in organisation.aliases:
            found.setdefault(alias, organisation)
            if not is_abbreviation(alias):
                found.setdefault(key(alias), organisation)
        found.setdefault(key(organisation.canonical), organisation)
    return found


def is_federal(word: str) -> bool:
    """'МВД', 'ФСБ': a body of the country, whose branches are named after it ('Отдел МВД России по Х району')."""
    known = organisation_aliases().get(word)
    return known is not None and known.scope == "unique" and known.level == "federal"


@cache
def legal_forms() -> LegalForms:
    """The legal forms of legal_forms.yml, composed: owner + type + kind."""
    data: dict[str, Any] = parsed(_text("legal_forms.yml"))
    ambiguous = frozenset(data["not_forms"])
    composed = {
        owner + kind_of + kind: " ".join(filter(None, (owner_full, type_full, kind_full)))
        for owner, owner_full in data["owners"].items()
        for kind_of, type_full in data["types"].items()
        for kind, kind_full in data["kinds"].items()
    }
    forms = composed | data["others"]
    suffixes = data["suffixes"]
    phrases = [*forms.values(), *suffixes.values()]
    return LegalForms(
        forms={form: full for form, full in forms.items() if form not in ambiguous},
        suffixes=suffixes,
        schools=frozenset(data["schools"]),
        ambiguous=ambiguous,
        words=frozenset(word.lower() for phrase in phrases for word in phrase.split()),
    )


@cache
def name_words(group: str) -> frozenset[str]:
    """A list of name_words.yml: 'prepositions', 'unlettered', 'dotted', ...; case as written there."""
    return frozenset(_lists()[group])


@cache
def _lists() -> Mapping[str, list[str]]:
    lists: dict[str, list[str]] = parsed(_text("name_words.yml"))
    return lists


@cache
def territories() -> frozenset[str]:
    """Abbreviations of territories that follow a name: 'ГЭК РК', 'ИРО РТ', 'АУ ДПО ХМАО – Югры'."""
    return frozenset(parsed(_text("territories.yml")))
