"""A cell of responsibles as tokens: people, words, abbreviations, quoted names, brackets, separators."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from normalize.language.nouns import is_abbreviation
from normalize.organisations.lookups import name_words
from normalize.persons.names import find_persons


class Kind(IntEnum):
    """What a token is."""

    WORD = 0
    ABBREVIATION = 1
    PERSON = 2
    QUOTED = 3
    BRACKETS = 4
    NUMBER = 5
    SEPARATOR = 6
    COMMA = 7
    DASH = 8
    OTHER = 9


WORD, ABBREVIATION, PERSON, QUOTED, BRACKETS, NUMBER, SEPARATOR, COMMA, DASH, OTHER = Kind
"""The kinds by their bare names: asked of every word, and five times as fast as through the class."""


class Token(NamedTuple):
    """A token of a cell: cell[start:end]; `broken`: a line break or a run of blanks stands before it."""

    kind: Kind
    text: str
    start: int
    end: int
    broken: bool = False


_TOKEN = re.compile(
    r"""(?P<QUOTED>«(?:[^«»]++|«[^«»]*+»)*+»|«[^«»]*+«[^«»]*+»|"[^"]{1,200}+"|„[^“”„]{1,200}+[“”]|“[^“”]{1,200}+”)
    |(?P<ABBREVIATED>[А-ЯЁA-Z]{2,}\([А-ЯЁA-Z]\)|(?<![\w.,])[0О]{2,4}(?![\w.,]*\d))
    |(?P<BRACKETS>\((?:[^()]++|\([^()]*+\))*+\))
    |(?P<NAMED_AFTER>(?:им\.|имени)\s?(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]+)
    |(?P<NUMBER>№\s?\d[\d\-/]*+|\d+(?:[.,/-]\d+)*+(?:-?[а-я]{1,3}\b)?)
    |(?P<INITIALISM>(?:и\.\s?о\.|в\.\s?о\.|вр\.\s?и\.\s?о\.))
    |(?P<WORD>[^\W\d_]+(?:[-‐‑–](?=[^\W_])[^\W_]+)*+\.?)
    |(?P<COMMA>,)
    |(?P<SEPARATOR>[;/|•●▪·:*\\+&]+)
    |(?P<DASH>[-–—]+)
    |(?P<OTHER>\S)""",
    re.VERBOSE,
)
_MAYBE_PERSON = re.compile(r"[А-ЯЁA-Z0]\s?[.,]|(?:ич|вн|ичн|оглы|кызы)[ауыео]?", re.IGNORECASE)
_NAMED_AFTER = re.compile(r"(?:им\.|имени)\s?[А-ЯЁ]\.")
"""'имени А. С. Попова' is no person: «школа имени А. С. Попова - Сарыг-оол А.Д.» names one."""
MAX_CELL = 8_000


def collapsed(raw: str) -> tuple[str, frozenset[int]]:
    """The cell with single blanks, and the offsets in it of words that a line break or a wide gap precedes."""
    raw = unicodedata.normalize("NFC", raw[:MAX_CELL])
    if raw == " ".join(raw.split()):
        return raw, frozenset()
    words: list[str] = []
    breaks: list[int] = []
    at = last = 0
    for match in re.finditer(r"\S+", raw):
        gap = raw[last : match.start()]
        if words and ("\n" in gap or "\t" in gap or len(gap) > 2):
            breaks.append(at)
        words.append(match.group())
        at += len(match.group()) + 1
        last = match.end()
    return " ".join(words), frozenset(breaks)


def tokens_of(cell: str, breaks: frozenset[int], names_body: Callable[[str], bool]) -> list[Token]:
    """The tokens of a collapsed cell; a person is one token, and so is all that stands in quotes or brackets.

    names_body: whether a word in capitals is an organisation ('О.В. ЦОИ' are the end of a name and a body).
    """
    plain = list(_plain(cell, breaks))
    if not _MAYBE_PERSON.search(cell):
        return plain
    closed = [token for token in plain if token.kind in (QUOTED, BRACKETS) or _NAMED_AFTER.match(token.text)]
    hidden = [*closed, *(token for token in plain if token.kind is ABBREVIATION and names_body(token.text))]
    people = [
        Token(PERSON, cell[person.start : person.end], person.start, person.end, person.start in breaks)
        for person in find_persons(_blanked(cell, hidden))
    ]
    if not people:
        return plain
    rest = [token for token in plain if not any(token.start < one.end and one.start < token.end for one in people)]
    return sorted([*rest, *people], key=lambda token: token.start)


def _blanked(cell: str, tokens: Iterable[Token]) -> str:
    """The cell with these tokens as nothing that a person could be made of; every offset stays."""
    letters = list(cell)
    for token in tokens:
        letters[token.start : token.end] = "|" * (token.end - token.start)
    return "".join(letters)


def _plain(cell: str, breaks: frozenset[int]) -> Iterator[Token]:
    for match in _TOKEN.finditer(cell):
        name, text = match.lastgroup or "OTHER", match.group()
        stop = match.end()
        if name == "WORD" and text.endswith(".") and not _keeps_dot(text):
            text, stop = text[:-1], stop - 1
        start = match.start()
        yield Token(_kind(name, text), text, start, stop, start in breaks)
        if stop < match.end():
            yield Token(SEPARATOR, ".", stop, match.end())


def _keeps_dot(word: str) -> bool:
    return word.lower() in name_words("dotted")


@lru_cache(maxsize=1 << 13)
def _kind(name: str, text: str) -> Kind:
    if name == "ABBREVIATED":
        return ABBREVIATION
    if name == "WORD":
        return ABBREVIATION if is_abbreviation(text) and not _shouted(text) else WORD
    return WORD if name in ("INITIALISM", "NAMED_AFTER") else Kind[name]


def _shouted(text: str) -> bool:
    """'РУКОВОДИТЕЛИ' is a word in capitals, 'КРЦППМИСП' is not: it cannot be said."""
    return (
        len(text) > 7
        and text.isupper()
        and bool(re.fullmatch(r"(?:[^АЕЁИОУЫЭЮЯ]{0,3}[АЕЁИОУЫЭЮЯЬЪЙ]{1,2})+[^АЕЁИОУЫЭЮЯ]{0,3}", text))
    )
