"""Which words of a text another one has changed: a word-level diff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from warehouse.ids import normalised

_TOKEN = re.compile(r"\S+")
MOST_WORDS = 2_000
"""Words of a text that are compared; a longer one is cut."""


class Change(StrEnum):
    """What happened to words on the way from one text to the other."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Words:
    """Neighbouring words with one fate, as printed and joined by blanks."""

    change: Change
    text: str


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two texts differ in case, ё, punctuation and white space at most."""
    return normalised(one) == normalised(other)


def changed_words(before: str | None, after: str | None) -> tuple[Words, ...]:
    """The way from one text to the other with the fewest words removed and added; kept words as `after` prints them.

    >>> [(words.change.value, words.text) for words in changed_words("Анализ ГИА 2023 года", "Анализ ГИА 2024 года")]
    [('kept', 'Анализ ГИА'), ('removed', '2023'), ('added', '2024'), ('kept', 'года')]
    """
    from rapidfuzz.distance import Indel

    old, new = _words(before), _words(after)
    found: list[Words] = []
    removed: list[str] = []
    added: list[str] = []
    for step in Indel.opcodes(_folded(old), _folded(new)):
        if step.tag == "equal":
            found += _changed(removed, added)
            found.append(Words(Change.KEPT, " ".join(new[step.dest_start : step.dest_end])))
            removed, added = [], []
        else:
            removed += old[step.src_start : step.src_end]
            added += new[step.dest_start : step.dest_end]
    return (*found, *_changed(removed, added))


def _folded(words: Sequence[str]) -> list[str]:
    return [normalised(word) or word for word in words]


def _words(text: str | None) -> Sequence[str]:
    return _TOKEN.findall(text or "")[:MOST_WORDS]


def _changed(removed: Sequence[str], added: Sequence[str]) -> list[Words]:
    both = ((Change.REMOVED, removed), (Change.ADDED, added))
    return [Words(change, " ".join(words)) for change, words in both if words]


def marked(words: Sequence[Words]) -> str:
    """The words as plain text: 'Анализ ГИА [-2023-] {+2024+} года'."""
    signs = {Change.KEPT: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    return " ".join(signs[some.change].format(some.text) for some in words)
