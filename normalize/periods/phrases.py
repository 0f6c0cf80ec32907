"""Phrases that say when without a date (dictionaries/period_phrases.yml): their patterns, compiled and indexed by first word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from normalize.periods.vocabulary import load_dictionary, vocabulary

_NUMBER_WORDS = (
    "один|одн(?:ого|ой|их|у)|два|двух|две|три|трех|четыре|четырех|пять|пяти|шесть|шести|семь|семи|восемь|восьми|девять|девяти"
    "|десять|десяти|четырнадцать|четырнадцати|пятнадцать|пятнадцати|двадцать|двадцати|тридцать|тридцати|полтор[аы]|полутора"
)
_NUMBER = rf"(?:\d{{1,3}}(?: ?\([^()]{{1,20}}\))?(?:-?(?:х|ти|и|го|й|ми|дневн|я|е))?|{_NUMBER_WORDS})"
_ELEMENT = re.compile(r"\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\)|<\d>|[^\s\[\]<>]+")
_MONTH = "|".join(sorted((form for form in vocabulary().months if len(form) > 3), key=len, reverse=True))
_FILLER_WORD = rf"(?!(?:{_MONTH})(?![а-я]))[а-яa-z.]+(?:-[а-яa-z\d]+)?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: the kind it gives, its role beside other periods (see the YAML), its patterns."""

    name: str
    kind: str
    role: str
    garbled: bool
    bounded: bool
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]


def _alternatives(body: str) -> list[str]:
    """The alternatives of a group: 'a|b c|d(e|f)' -> three; nested groups are kept whole."""
    parts, depth, current = [], 0, ""
    for char in body:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [*parts, current]


def _element(element: str) -> str:
    """One element of a pattern as a regular expression, with the blank that follows it."""
    if element == "_":
        return rf"{_FILLER_WORD},? ?-? ?"
    if element.startswith("<"):
        return rf"(?:{_FILLER_WORD},? ){{0,{element[1]}}}?"
    optional = element.startswith("[")
    body = element[1:-1] if optional else element
    if body.startswith("(") and body.endswith(")") and "(" not in body[1:-1]:
        body = body[1:-1]
    choices = "|".join(_words(choice) for choice in _alternatives(body))
    return f"(?:(?:{choices}),? ?-? ?)?" if optional else f"(?:{choices}),? ?-? ?"


def _words(choice: str) -> str:
    """'в течени(е|и)' or 'учебн* год*' as a regular expression."""
    words = []
    for word in choice.split():
        stem = word.rstrip("*,")
        regex = "".join(
            _NUMBER if char == "#" else "(?:" if char == "(" else char if char in "|)" else re.escape(char)
            for char in stem
        )
        words.append(
            regex
            + ("[а-яa-z]*" if "*" in word else "")
            + (r"(?![а-яa-z])" if word[-1].isalpha() or "*" in word else "")
        )
    return ",? ".join(words)


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the YAML as a regular expression over folded text."""
    return re.compile("".join(_element(element) for element in _ELEMENT.findall(pattern)))


def first_words(pattern: str) -> set[str]:
    """The words or stems that a pattern may begin with; '#' for a number."""
    firsts: set[str] = set()
    for element in _ELEMENT.findall(pattern):
        body = element[1:-1] if element[0] in "[(" and element[-1] in "])" else element
        if body.startswith("(") and body.endswith(")"):
            body = body[1:-1]
        for choice in _alternatives(body):
            firsts.update(_expansions(choice.split()[0]))
        if not element.startswith("["):
            break
    return firsts


def _expansions(word: str) -> set[str]:
    """'еже(дневн|месячн)*' -> 'ежедневн*', 'ежемесячн*'."""
    pieces = re.split(r"(\([^()]*\))", word)
    options = [piece[1:-1].split("|") if piece.startswith("(") else [piece] for piece in pieces]
    return {"".join(choice) for choice in product(*options)}


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase, in the order in which they are tried."""
    return tuple(_phrase(entry) for entry in load_dictionary("period_phrases.yml"))


def _phrase(entry: dict[str, Any]) -> Phrase:
    return Phrase(
        entry["name"],
        entry["kind"],
        entry.get("role", "period"),
        entry.get("garbled", False),
        entry.get("bounded", False),
        tuple(compile_pattern(pattern) for pattern in entry["patterns"]),
        tuple(entry["examples"]),
    )


@cache
def _index() -> dict[str, tuple[tuple[re.Pattern[str], Phrase], ...]]:
    """First three letters of a word (the word itself where shorter, '#' for figures) -> patterns in order."""
    found: dict[str, list[tuple[re.Pattern[str], Phrase]]] = {}
    for phrase, entry in zip(phrases(), load_dictionary("period_phrases.yml"), strict=True):
        for regex, pattern in zip(phrase.patterns, entry["patterns"], strict=True):
            for prefix in set().union(*(_prefixes(first) for first in first_words(pattern))):
                found.setdefault(prefix, []).append((regex, phrase))
    return {prefix: tuple(items) for prefix, items in found.items()}


def _prefixes(first: str) -> set[str]:
    if first != "#":
        return {first.rstrip("*,")[:3]}
    return {"#"} | {word[:3] for word in re.findall("[а-я]{3,}", _NUMBER_WORDS)}


def phrase_at(folded: str, start: int, word: str) -> tuple[Phrase, int] | None:
    """The phrase that begins at an offset of the folded text with `word`, and the offset where it ends."""
    key = "#" if word[:1].isdigit() else word[:3]
    for regex, phrase in _index().get(key, ()):
        match = regex.match(folded, start)
        if match and match.end() > start:
            return phrase, start + len(match.group().rstrip(" ,-"))
    return None
