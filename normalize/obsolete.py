"""Terms, agencies and acts that are no longer in force on a day: «конфликтная комиссия» after the rules of 2023.

Each row of dictionaries/obsolete.csv: the `term`; its `phrases` («конфликтн* комисс*», several parted by '|'); the
`successor`; the last day it was right (`valid_to`); `near` (one of these must stand near); `unless` (none of
these beside it: «бюджетное общеобразовательное учреждение» is a name); `dated` (yes: the term is right beside a date
when it was in force, «приказ Минобрнауки России от 26.12.2013»); the `source` that ended it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources

from normalize.language.lexicon import Hit, Lexicon, Word, words
from normalize.years.lexer import year_spans

_NEAR = 40
_BESIDE = 3
_DATE_WITHIN = 60


@dataclass(frozen=True, slots=True)
class ObsoleteTerm:
    """A term found: its successor, the first day it was out of force, the printed words and their place.

    certainty: high (a body or act that is no more), medium (a term of law), low (usage); source: what ended it.
    """

    term: str
    successor: str
    since: date
    quote: str
    start: int
    end: int
    certainty: str
    source: str


@dataclass(frozen=True, slots=True)
class _Entry:
    term: str
    successor: str
    valid_to: date
    certainty: str
    near: Lexicon[bool] | None
    unless: Lexicon[bool] | None
    dated: bool
    source: str


@lru_cache(maxsize=1 << 12)
def obsolete_terms(text: str, on: date) -> tuple[ObsoleteTerm, ...]:
    """The terms of a text that are out of force on a day, in reading order; longer phrases win over those inside."""
    text_words = words(text)
    found = []
    for hit in _entries().find_longest(text_words):
        entry = hit.value
        if on > entry.valid_to and not _right(entry, hit, text, text_words):
            found.append(_term(entry, text, text_words[hit.first].start, text_words[hit.after - 1].end))
    return tuple(found)


def _right(entry: _Entry, hit: Hit[_Entry], text: str, text_words: Sequence[Word]) -> bool:
    """Whether the term is right here: nothing near that it must stand near, part of a name, or dated when in force."""
    around = text_words[max(0, hit.first - _NEAR) : hit.after + _NEAR]
    if entry.near is not None and not entry.near.find(around):
        return True
    beside = text_words[max(0, hit.first - _BESIDE) : hit.after + _BESIDE]
    if entry.unless is not None and entry.unless.find(beside):
        return True
    end = text_words[hit.after - 1].end
    following = text[end : end + _DATE_WITHIN]
    return entry.dated and any(span.on is not None and span.on <= entry.valid_to for span in year_spans(following))


def _term(entry: _Entry, text: str, start: int, end: int) -> ObsoleteTerm:
    since = entry.valid_to + timedelta(days=1)
    return ObsoleteTerm(entry.term, entry.successor, since, text[start:end], start, end, entry.certainty, entry.source)


@cache
def _entries() -> Lexicon[_Entry]:
    text = (resources.files("normalize") / "dictionaries" / "obsolete.csv").read_text(encoding="utf-8")
    phrases = []
    for row in csv.DictReader(text.splitlines()):
        entry = _Entry(
            row["term"],
            row["successor"],
            date.fromisoformat(row["valid_to"]),
            row["certainty"],
            _lexicon(row["near"]),
            _lexicon(row["unless"]),
            row["dated"] == "yes",
            row["source"],
        )
        phrases += [(phrase, entry) for phrase in row["phrases"].split("|")]
    return Lexicon(phrases)


def _lexicon(phrases: str) -> Lexicon[bool] | None:
    return Lexicon((phrase, True) for phrase in phrases.split("|")) if phrases else None
