"""Runs of words that a text repeats whole: those responsible are named again and again, beside ever other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

MOST_WORDS = 8


class Recurring:
    """Which runs of up to MOST_WORDS words come twice or more, and not always as part of one longer run."""

    def __init__(self, words: Sequence[str]) -> None:
        self._beside: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
        self._words = words
        for start in range(len(words)):
            for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
                before = words[start - 1] if start else ""
                self._beside[tuple(words[start:end])].add((before, words[end] if end < len(words) else ""))

    def whole(self, start: int, end: int) -> bool:
        """Whether the run recurs with other words before it.

        >>> text = "пункты РЦОИ май списки РЦОИ июнь".split()
        >>> Recurring(text).whole(1, 2), Recurring(text).whole(0, 1)
        (True, False)
        """
        if end - start > MOST_WORDS:
            return False
        return len({before for before, _ in self._beside[tuple(self._words[start:end])]}) > 1
