"""Phrases of a dictionary found in a text by the beginnings of their words, whatever the case and number.

A phrase is written as `подведен* итог*`: a word with a star is a beginning, one without is a whole word. Words are
compared in lower case without 'ё'; hyphens part words, so that `гиа 9` finds «ГИА-9», «ГИА – 9» and «ГИА 9».
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

import yaml

from normalize.language.text import fold_yo

T = TypeVar("T")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_PREFIX = 4
_SHORTEST_STEM = 2
_made = tuple.__new__
"""Makes a named tuple of its fields in half of the time that calling its class takes: words are made by the million."""
_MOST_PHRASES = 1 << 20
_MEMORY = 1 << 14
"""Words of which a lexicon keeps what begins with them: an order has two thousand, and orders share most."""


class Word(NamedTuple):
    """A word or a number of a text: lower case without 'ё', and where it stands."""

    key: str
    start: int
    end: int


class Part(NamedTuple):
    """A word of a phrase: whole, or the beginning of one (`stem`)."""

    text: str
    stem: bool


class Hit(NamedTuple, Generic[T]):
    """A phrase found: what it stands for, the place of its first word among the words, and of what follows its last."""

    value: T
    first: int
    after: int


@lru_cache(maxsize=1 << 12)
def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text in order: «ГИА-9 (ОГЭ)» -> гиа, 9, огэ."""
    return tuple([_made(Word, (m.group().lower(), m.start(), m.end())) for m in _WORD.finditer(fold_yo(text))])


@dataclass(frozen=True, slots=True)
class _Begun(Generic[T]):
    """Phrases with one first word, each with its place in the order of finding: those of one word, and longer ones by
    the first two letters of their second."""

    whole: list[tuple[int, T]] = field(default_factory=list)
    longer: dict[str, list[tuple[int, tuple[Part, ...], T]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, place: int, parts: tuple[Part, ...], value: T) -> None:
        """One more phrase."""
        if len(parts) == 1:
            self.whole.append((place, value))
        else:
            self.longer[parts[1].text[:_SHORTEST_STEM]].append((place, parts, value))


class _Memory(dict[str, T]):
    """What a function says of a word, kept for so many words that those of an order are all in it."""

    def __init__(self, ask: Callable[[str], T]) -> None:
        self._ask = ask

    def __missing__(self, word: str) -> T:
        if len(self) >= _MEMORY:
            self.clear()
        self[word] = told = self._ask(word)
        return told


class Lexicon(Generic[T]):
    """Phrases, each with a value; finding takes time by the length of the text, not by the number of phrases."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._by_prefix: dict[str, dict[Part, _Begun[T]]] = defaultdict(dict)
        for place, (phrase, value) in enumerate(phrases):
            parts = _parts(phrase)
            prefix = parts[0].text[:_PREFIX]
            begun = self._by_prefix[prefix].setdefault(parts[0], _Begun())
            begun.add(place - _MOST_PHRASES * len(prefix), parts, value)
        self._lengths = sorted({len(prefix) for prefix in self._by_prefix}, reverse=True)
        self._beginnings = frozenset(prefix[:_SHORTEST_STEM] for prefix in self._by_prefix)
        self._begun: _Memory[_Begun[T] | None] = _Memory(self._begun_by)

    def find(self, text_words: Sequence[Word]) -> list[Hit[T]]:
        """Every phrase at every place, in reading order; longer phrases of one place come first."""
        begun_by = self._begun
        starts = [(at, begun) for at, word in enumerate(text_words) if (begun := begun_by[word.key]) is not None]
        if not starts:
            return []
        hits: list[tuple[int, int, int, T]] = []
        for index, begun in starts:
            for place, value in begun.whole:
                hits.append((index, -1, place, value))
            if not begun.longer or index + 1 == len(text_words):
                continue
            second = text_words[index + 1].key
            for length in range(1, min(_SHORTEST_STEM, len(second)) + 1):
                for place, parts, value in begun.longer.get(second[:length], ()):
                    if _matches(parts, text_words, index):
                        hits.append((index, -len(parts), place, value))
        if len(hits) > 1:
            hits.sort(key=_PLACE)
        return [Hit(value, index, index - length) for index, length, _, value in hits]

    def _begun_by(self, key: str) -> _Begun[T] | None:
        """The phrases whose first word this may be; None for most words."""
        if key[:_SHORTEST_STEM] not in self._beginnings:
            return None
        found = [
            begun
            for length in self._lengths
            if length <= len(key)
            for first, begun in self._by_prefix.get(key[:length], {}).items()
            if (key.startswith(first.text) if first.stem else key == first.text)
        ]
        if len(found) < 2:
            return found[0] if found else None
        together: _Begun[T] = _Begun([one for begun in found for one in begun.whole])
        for second, phrases in chain.from_iterable(begun.longer.items() for begun in found):
            together.longer[second].extend(phrases)
        return together

    def find_longest(self, text_words: Sequence[Word]) -> list[Hit[T]]:
        """As `find`, without phrases inside longer ones: «недопущение нарушений» says nothing of «нарушения»."""
        found = self.find(text_words)
        if all(after == first + 1 for _, first, after in found):
            return found
        covered = [0] * len(text_words)
        for _, first, after in found:
            for at in range(first, after):
                covered[at] = max(covered[at], after - first)
        return [hit for hit in found if max(covered[hit.first : hit.after]) == hit.after - hit.first]


_PLACE = itemgetter(0, 1, 2)


def _parts(phrase: str) -> tuple[Part, ...]:
    parts = re.findall(r"([^\W\d_]+|\d+)(\*?)", fold_yo(phrase).lower())
    if not parts or any(star and len(text) < _SHORTEST_STEM for text, star in parts):
        raise ValueError(f"Фраза словаря слишком коротка: {phrase!r}")
    return tuple(Part(text, bool(star)) for text, star in parts)


def _matches(parts: Sequence[Part], text_words: Sequence[Word], index: int) -> bool:
    if index + len(parts) > len(text_words):
        return False
    for at, (text, stem) in enumerate(parts, index):
        key = text_words[at].key
        if not (key.startswith(text) if stem else key == text):
            return False
    return True


@cache
def dictionary(name: str) -> Any:
    """A YAML file of normalize/dictionaries, read once."""
    return parsed((resources.files("normalize") / "dictionaries" / name).read_text(encoding="utf-8"))


def parsed(text: str) -> Any:
    """The values of a YAML text; by libyaml, ten times faster, where PyYAML was built with it."""
    return yaml.load(text, Loader=_LOADER)
