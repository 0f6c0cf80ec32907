"""A year among the words of its text, and what kind each of these words is (dictionaries/years.yml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from normalize.language.lexicon import Lexicon, Word, dictionary
from normalize.years.lexer import YearSpan

NEAR = 4
"""Words to the left of a year that are near it."""
_WORD_KINDS = (
    *("cues", "skips", "breaks", "links", "documents", "holds"),
    *("announcements", "schedules", "programmes", "acts", "exams"),
)


@dataclass(frozen=True, slots=True)
class YearContext:
    """A year among the words of its text; `left` is how many of the words stand before it, `bound` where its own begin.

    `previous` is the role of the year before it, '' where there is none; `linked`: both stand in one list.
    """

    text: str
    span: YearSpan
    words: tuple[Word, ...]
    cues: tuple[frozenset[str], ...]
    left: int
    bound: int
    section: str
    previous: str
    linked: bool

    def near(self, cue: str, distance: int = NEAR) -> bool:
        """Whether a word of this kind stands among the last `distance` words before the year."""
        return any(cue in self.cues[index] for index in range(max(0, self.left - distance), self.left))

    def word(self, back: int = 1) -> str:
        """The word so many places before the year; '' before the text."""
        return self.words[self.left - back].key if self.left >= back else ""

    def after(self, distance: int) -> tuple[frozenset[str], ...]:
        """The kinds of the first words after the year."""
        first = next(
            (i for i in range(self.left, len(self.words)) if self.words[i].start >= self.span.end), len(self.words)
        )
        return self.cues[first : first + distance]


def cues_of(text_words: Sequence[Word]) -> tuple[frozenset[str], ...]:
    """The kinds of each word; inside a longer phrase its words say nothing of their own («недопущение нарушений»)."""
    at: list[set[str]] = [set() for _ in text_words]
    for hit in lexicon(*_WORD_KINDS).find_longest(text_words):
        at[hit.first].add(hit.value)
    return tuple(frozenset(found) for found in at)


@cache
def lexicon(*parts: str) -> Lexicon[str]:
    """The phrases of these parts of years.yml, each with its kind."""
    data = dictionary("years.yml")
    phrases: list[tuple[str, str]] = []
    for part in parts:
        kinds = data[part].items() if isinstance(data[part], dict) else [(part, data[part])]
        phrases += [(phrase, kind) for kind, listed in kinds for phrase in listed]
    return Lexicon(phrases)
