"""A word in its text and its order, and what is found wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from normalize.damage.vocabulary import Token, Vocabulary

CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
_INITIAL_AFTER = re.compile(r"\s*[А-ЯЁ]\.")
_INITIAL_BEFORE = re.compile(r"(?:^|\W)[А-ЯЁ]\.\s*$")
_NAME_BEFORE = re.compile(
    r"(?:^|\W)(?:(?:г|с|п|пос|дер|ул|им)\.|села|поселка|посёлка|деревни|имени|школа|СОШ|ООШ|М[БАК]ОУ|ГБОУ|лицей|гимназия)"
    r"\s?[№\d]*\s?[«\"]?$"
)


@dataclass(frozen=True, slots=True)
class DamagedWord:
    """A damaged word or pair of words as printed, its place, what was meant ('' where unknown).

    kind: mixed_script, latin_letter, zeros, digit_inside; lost_hyphen, lost_blank, broken_word, double_hyphen;
    repeated_word, repeated_phrase, date_format, bracket, quote, missing_word, truncated; broken_abbreviation,
    abbreviation, case; misspelling, name, ending. certainty: high, medium or low.
    """

    word: str
    kind: str
    suggestion: str
    start: int
    end: int
    certainty: str


@dataclass(frozen=True, slots=True)
class WordContext:
    """A token among those of its text and of its order."""

    text: str
    tokens: Sequence[Token]
    index: int
    vocabulary: Vocabulary

    @property
    def token(self) -> Token:
        """The token that is looked at."""
        return self.tokens[self.index]

    @property
    def following(self) -> Token | None:
        """The token after it."""
        return self.tokens[self.index + 1] if self.index + 1 < len(self.tokens) else None

    @property
    def previous(self) -> Token | None:
        """The token before it."""
        return self.tokens[self.index - 1] if self.index else None

    def before(self, length: int = 4) -> str:
        """The characters before the token."""
        return self.text[max(0, self.token.start - length) : self.token.start]

    def after(self, length: int = 4) -> str:
        """The characters after the token."""
        return self.text[self.token.end : self.token.end + length]

    def damaged(self, kind: str, suggestion: str, certainty: str, end: int | None = None) -> DamagedWord:
        """The finding on this token, or on the text from it to `end`."""
        last = end or self.token.end
        return DamagedWord(self.text[self.token.start : last], kind, suggestion, self.token.start, last, certainty)


Rule = Callable[[WordContext], DamagedWord | None]


def is_name(context: WordContext) -> bool:
    """A capitalised word beside initials, after «г.», «им.», «МБОУ», or inside a sentence and quotation marks."""
    if context.token.text[0].islower():
        return False
    initials = _INITIAL_AFTER.match(context.after(6)) or _INITIAL_BEFORE.search(context.before(6))
    return bool(initials or _NAME_BEFORE.search(context.before(16)))
