"""The words of one order: how often each is printed, in which case, with which hyphens."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from normalize.language.text import fold_yo

TOKEN = re.compile(r"\w+(?:[-–‑]\w+)*")
_ENDING = re.compile(r"(?:[аеиоуыэюя]{1,2}[йхмвть]?|[йхмвь]|ого|его|ому|ему|ыми|ими|ами|ями)$")
_made = tuple.__new__
_STEM_LENGTH = 4


class Token(NamedTuple):
    """A word, a number or both, as printed, with its place."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """Lower case without 'ё'."""
        return _lowered(self.text)


@lru_cache(maxsize=1 << 14)
def _lowered(word: str) -> str:
    return fold_yo(word).lower()


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text in order; words joined by a hyphen are one."""
    return tuple([_made(Token, (match.group(), match.start(), match.end())) for match in TOKEN.finditer(text)])


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A word in lower case without its ending, of at least four letters: «Рособрнадзором» -> 'рособрнадзор'."""
    lowered = fold_yo(word).lower()
    cut = _ENDING.sub("", lowered)
    return cut if len(cut) >= _STEM_LENGTH else lowered


class Correction(NamedTuple):
    """What should be printed, in the case of the printed word, and how sure that is (high|medium)."""

    word: str
    certainty: str


class Vocabulary:
    """Counts over all texts of an order, and what has been found out about its unknown words."""

    def __init__(self, texts: Iterable[Sequence[Token]]) -> None:
        self.printed: Counter[str] = Counter(token.text for text in texts for token in text)
        self.corrections: dict[tuple[str, bool], Correction | None] = {}

    @cached_property
    def lower(self) -> Counter[str]:
        """Counts of words in lower case without 'ё'; the parts of hyphenated words count too."""
        found: Counter[str] = Counter()
        for word, count in self.printed.items():
            folded = fold_yo(word).lower()
            found[folded] += count
            if "-" in folded:
                for part in folded.split("-"):
                    found[part] += count
        return found

    @cached_property
    def most_capitals(self) -> tuple[str, ...]:
        """Words printed in capitals, the most frequent first."""
        return tuple(word for word, _ in self.capitals.most_common())

    @cached_property
    def stems(self) -> Counter[str]:
        """Counts of stems of Cyrillic words."""
        return Counter({own: sum(self.lower[form] for form in forms) for own, forms in self.by_stem.items()})

    @cached_property
    def by_stem(self) -> Mapping[str, Sequence[str]]:
        """The forms of each stem of Cyrillic words, in lower case."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self.lower:
            if word.isalpha() and not word.isascii():
                found[stem(word)].append(word)
        return found

    @cached_property
    def capitals(self) -> Counter[str]:
        """Counts of words printed in capitals: 'МОУО', 'ППЭ'; also of parts: 'ХМАО' of «ХМАО-Югры»."""
        found: Counter[str] = Counter()
        for word, count in self.printed.items():
            for part in re.split(r"[-–‑]", word):
                if part.isupper() and len(part) > 1:
                    found[part] += count
        return found
