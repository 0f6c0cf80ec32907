"""Phrases that say when without a date (dictionaries/period_phrases.yml), their patterns compiled and indexed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from normalize.periods.vocabulary import load_dictionary

_NUMBER_WORDS = (
    "один|одн(?:ого|ой|их|у)|два|двух|две|три|трех|четыре|четырех|пять|пяти|шесть|шести|семь|семи|восемь|восьми|девять"
    "|девяти|десять|десяти|четырнадцать|четырнадцати|пятнадцать|пятнадцати|двадцать|двадцати|тридцать|тридцати"
    "|полтор[аы]|полутора"
)
_NUMBER = rf"(?:\d{{1,3}}(?: ?\([^()]{{1,20}}\))?(?:-?(?:х|ти|и|го|й|ми|я|е)(?![а-я]))?|(?:{_NUMBER_WORDS})(?![а-я]))"
_GAP = ",? ?-? ?"
_LETTERS = 3
"""Of a second word that are compared before a pattern is tried."""
_SHORT = 2
"""Letters of «в», «до»: so short a beginning is a whole word."""
_BETWEEN = re.compile(_GAP)
_END = "(?![а-яa-z])"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: the kind it gives, its role beside other periods (see the YAML), its patterns and examples."""

    name: str
    kind: str
    role: str
    garbled: bool
    takes_date: bool
    patterns: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as a regular expression over folded text, and what the text may begin with ('#': figures)."""

    regex: str
    firsts: frozenset[str]
    optional: bool = False


_MONTH = "(?:январ|феврал|март|апрел|ма[йяе](?![а-я])|июн|июл|август|сентябр|октябр|ноябр|декабр)"
_ANY_WORD = rf"(?!{_MONTH})[а-яa-z.]+(?:-[а-яa-z\d]+)?"
"""Any word but a month."""


def _split(text: str, mark: str) -> list[str]:
    """The parts of a pattern between marks that stand outside of groups."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "([") - (char in ")]")
        if char == mark and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _is_group(element: str, opening: str) -> bool:
    """Whether the element is one group from its first character to its last."""
    depth = 0
    for at, char in enumerate(element):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            return element[0] == opening and at == len(element) - 1
    return False


def compile_pattern(pattern: str, inside_word: bool = False) -> Pattern:
    """A sequence of elements separated by blanks."""
    elements = [_element(element, inside_word) for element in _split(pattern, " ") if element]
    regex = "".join(one.regex if one.optional else one.regex + ("" if inside_word else _GAP) for one in elements)
    firsts: set[str] = set()
    for one in elements:
        firsts |= one.firsts
        if not one.optional:
            break
    return Pattern(regex, frozenset(firsts), all(one.optional for one in elements))


def _choice(body: str, inside_word: bool) -> Pattern:
    options = [compile_pattern(option, inside_word) for option in _split(body, "|")]
    firsts = frozenset().union(*(option.firsts for option in options))
    return Pattern(f"(?:{'|'.join(option.regex for option in options)})", firsts)


def _element(element: str, inside_word: bool) -> Pattern:
    if element.startswith("<"):
        return Pattern(rf"(?:{_ANY_WORD},? ){{0,{element[1]}}}?", frozenset(), optional=True)
    if element == "_":
        return Pattern(_ANY_WORD, frozenset())
    if element == "#":
        return Pattern(_NUMBER, frozenset({"#", *re.findall("[а-я]{3}(?=[а-я])", _NUMBER_WORDS), "два", "две", "три"}))
    if _is_group(element, "["):
        choice = _choice(element[1:-1], inside_word)
        return Pattern(f"(?:{choice.regex})?", choice.firsts, optional=True)
    if _is_group(element, "("):
        return _choice(element[1:-1], inside_word)
    return _word(element, inside_word)


def _word(word: str, inside_word: bool) -> Pattern:
    """'год*', 'течени(е|и)', 'еже(дневн|месячн)*', or a mark."""
    regex, firsts = "", [""]
    for piece in re.findall(r"\([^()]*\)|\*|[^()*]+", word):
        if piece.startswith("("):
            choice = _choice(piece[1:-1], inside_word=True)
            regex += choice.regex
            firsts = [first + more for first in firsts for more in choice.firsts]
        elif piece == "*":
            regex += "[а-яa-z]*"
        else:
            regex += re.escape(piece)
            firsts = [first + piece for first in firsts]
    end = "" if inside_word or not (word[-1].isalpha() or word[-1] in "*)") else _END
    return Pattern(regex + end, frozenset(firsts))


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase, in the order in which they are tried."""
    return tuple(
        Phrase(
            entry["name"],
            entry["kind"],
            entry.get("role", "period"),
            entry.get("garbled", False),
            entry.get("takes_date", False),
            tuple(entry["patterns"]),
            tuple(entry["examples"]),
        )
        for entry in load_dictionary("period_phrases.yml")
    )


class _Indexed(NamedTuple):
    """A pattern of a phrase; where it begins with a whole word (`lead`), one of `seconds` begins what follows."""

    place: int
    """Of those that begin with the same letters the first that fits counts."""
    regex: str
    phrase: Phrase
    lead: str
    second_letters: tuple[str, ...]
    """Asked first: «по» begins dozens of patterns, and each must be compiled before it is tried."""
    numbered: bool
    """Whether figures may follow."""


@cache
def _index() -> dict[str, tuple[_Indexed, ...]]:
    """First three letters of a word (the word itself where shorter, '#' for figures) -> patterns in order."""
    found: dict[str, list[_Indexed]] = {}
    for phrase in phrases():
        for text in phrase.patterns:
            pattern = compile_pattern(text)
            for prefix in {first[:3] for first in pattern.firsts}:
                begun = found.setdefault(prefix, [])
                begun.append(_Indexed(len(begun), pattern.regex, phrase, *_lead(text, prefix)))
    return {prefix: tuple(items) for prefix, items in found.items()}


def _lead(pattern: str, prefix: str) -> tuple[str, tuple[str, ...], bool]:
    """The whole word that a pattern begins with where the text begins so, the letters that must follow it, whether
    figures may; '' where that is not told."""
    first, *rest = (element for element in _split(pattern, " ") if element)
    word = first if first.isalpha() else prefix if len(prefix) <= _SHORT and prefix.isalpha() else ""
    seconds = (_beginnings(rest) if first.isalpha() else _after_choice(first, rest, word)) if word else None
    letters = sorted({second[:_LETTERS] for second in seconds or ()} - {"#"})
    return (word, tuple(letters), "#" in seconds) if seconds else ("", (), False)


def _beginnings(elements: Sequence[str]) -> frozenset[str] | None:
    """What a text must begin with for these elements to follow; None where it may be anything."""
    found: set[str] = set()
    for element in (_element(text, inside_word=False) for text in elements):
        if not element.firsts or not all(text == "#" or text[:1].isalnum() for text in element.firsts):
            return None
        found |= element.firsts
        if not element.optional:
            return frozenset(found)
    return None


def _after_choice(choice: str, rest: Sequence[str], word: str) -> frozenset[str] | None:
    """What must follow the word where it is one of the first choices: «[в|на] постоянн* (основе|режиме)»."""
    if choice[0] not in "[(" or not _is_group(choice, choice[0]):
        return None
    options = [_split(option, " ") for option in _split(choice[1:-1], "|")]
    chosen = [_beginnings([*option[1:], *rest]) for option in options if option[0] == word]
    others = [_beginnings(option) for option in options if option[0] != word]
    if choice[0] == "[":
        others.append(_beginnings(rest))
    if None in chosen or any(one is None or word.startswith(tuple(one)) for one in others):
        return None
    return frozenset().union(*filter(None, chosen))


@cache
def _compiled(regex: str) -> re.Pattern[str]:
    """Compiled when it is first tried: a command that reads one cell needs few of them."""
    return re.compile(regex)


class _Begun(NamedTuple):
    """The patterns that may begin with a word: the leads of those that have one, and the others."""

    key: str
    leads: tuple[str, ...]
    others: tuple[_Indexed, ...]


@lru_cache(maxsize=1 << 13)
def _begun_by(word: str) -> _Begun:
    return _begun_with("#" if word[:1].isdigit() else word[:3].strip())


@cache
def _begun_with(key: str) -> _Begun:
    patterns = _index().get(key, ())
    others = tuple(pattern for pattern in patterns if not pattern.lead)
    leads = dict.fromkeys(pattern.lead for pattern in patterns if pattern.lead)
    return _Begun(key, tuple(leads), others)


@lru_cache(maxsize=1 << 13)
def _going_on(key: str, lead: str, letters: str) -> tuple[_Indexed, ...]:
    """The patterns that begin with a whole word and may go on with these letters."""
    return tuple(
        pattern
        for pattern in _index()[key]
        if pattern.lead == lead
        and ((pattern.numbered and letters[:1].isdigit()) or letters.startswith(pattern.second_letters))
    )


def may_begin_phrase(word: str) -> bool:
    """Whether some phrase begins as the word does."""
    begun = _begun_by(word)
    return bool(begun.leads or begun.others)


def phrase_at(folded: str, start: int, word: str) -> tuple[Phrase, int] | None:
    """The phrase that begins at an offset of the folded text with `word`, and the offset where it ends."""
    key, leads, others = _begun_by(word)
    found = _first_of(others, folded, start)
    for lead in leads:
        gap = _BETWEEN.match(folded, start + len(lead))
        after = gap.end() if gap else start
        told = _first_of(_going_on(key, lead, folded[after : after + _LETTERS]), folded, start)
        found = told if told and (found is None or told[0].place < found[0].place) else found
    return (found[0].phrase, found[1]) if found else None


def _first_of(patterns: Sequence[_Indexed], folded: str, start: int) -> tuple[_Indexed, int] | None:
    """The first pattern that matches, and where what it matches ends."""
    for pattern in patterns:
        if match := _compiled(pattern.regex).match(folded, start):
            return pattern, start + len(match.group().rstrip(" ,-"))
    return None
