"""Which activity of one order answers which of another: one to one, told by matches, else by words and place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

MIN_SIMILARITY = 70
"""Of 100: below it two texts are two activities. Five orders: texts that a copy has changed stay above it."""
_SAME_NUMBER, _SAME_SECTION = 6, 4
_LINKED, _EQUAL = 200, 400
"""A pair that matches tell comes before any that only resembles; the same words come before all."""

Pair = tuple[int | None, int | None]
"""Places in both orders; None where the activity is in one of them only."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity as alignment sees it: `words` as normalised, `key` its match_key."""

    item_id: str
    words: str
    key: str
    number: str
    section: str


def align(
    left: Sequence[Entry],
    right: Sequence[Entry],
    linked: Mapping[tuple[str, str], float],
    compatible: Callable[[int, int], bool],
) -> list[Pair]:
    """Pairs in the order of `left`; what only `right` has stands in its own order before what follows it there.

    `linked` has the score (0..1) of pairs of item_ids that were matched; `compatible` may forbid a pair that merely
    resembles. Of all pairs the likeliest is taken, then the likeliest of the rest; of equals the nearest in place.
    """
    taken_left: dict[int, int] = {}
    taken_right: set[int] = set()
    for score, one, other in _ranked(left, right, linked):
        if one in taken_left or other in taken_right or (score < _LINKED and not compatible(one, other)):
            continue
        taken_left[one] = other
        taken_right.add(other)
    return _in_order(len(left), len(right), taken_left)


def _ranked(
    left: Sequence[Entry], right: Sequence[Entry], linked: Mapping[tuple[str, str], float]
) -> list[tuple[float, int, int]]:
    """(score, place, place) of all pairs worth a look, the likeliest first."""
    if not left or not right:
        return []
    similarity = _similarity([one.key for one in left], [other.key for other in right])
    left_places, right_places = ({entry.item_id: place for place, entry in enumerate(side)} for side in (left, right))
    similarity[_equal_words(left, right)] = 100
    found = {(int(one), int(other)) for one, other in np.argwhere(similarity >= MIN_SIMILARITY)}
    scores = {pair: _score(similarity[pair], left[pair[0]], right[pair[1]]) for pair in found}
    for (item_id, other_id), score in linked.items():
        if item_id in left_places and other_id in right_places:
            pair = left_places[item_id], right_places[other_id]
            scores[pair] = max(scores.get(pair, 0), _LINKED + 100 * score)
    return sorted(
        ((score, one, other) for (one, other), score in scores.items()),
        key=lambda ranked: (-ranked[0], abs(ranked[1] / len(left) - ranked[2] / len(right)), ranked[1:]),
    )


def _similarity(left: Sequence[str], right: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """How alike the words are whatever their order, 0..100; texts without words are like none."""
    from rapidfuzz import fuzz, process

    found: np.ndarray[tuple[int, int], np.dtype[np.uint8]] = process.cdist(
        left, right, scorer=fuzz.token_sort_ratio, dtype=np.uint8, score_cutoff=MIN_SIMILARITY
    )
    found[[place for place, key in enumerate(left) if not key], :] = 0
    found[:, [place for place, key in enumerate(right) if not key]] = 0
    return found


def _equal_words(left: Sequence[Entry], right: Sequence[Entry]) -> tuple[list[int], list[int]]:
    """Places of the pairs whose words are the same."""
    by_words: dict[str, list[int]] = {}
    for place, entry in enumerate(right):
        by_words.setdefault(entry.words, []).append(place)
    pairs = [(one, other) for one, entry in enumerate(left) for other in by_words.get(entry.words, ())]
    return [one for one, _ in pairs], [other for _, other in pairs]


def _score(similarity: int, one: Entry, other: Entry) -> float:
    score = float(_EQUAL if one.words == other.words else similarity)
    score += _SAME_NUMBER if one.number and one.number.strip(" .)") == other.number.strip(" .)") else 0
    return score + (_SAME_SECTION if one.section and one.section.casefold() == other.section.casefold() else 0)


def _in_order(lefts: int, rights: int, taken: Mapping[int, int]) -> list[Pair]:
    by_right = {other: one for one, other in taken.items()}
    ordered: list[tuple[float, int, Pair]] = [(one, -1, (one, taken.get(one))) for one in range(lefts)]
    following = lefts
    for other in reversed(range(rights)):
        following = min(following, by_right.get(other, following))
        if other not in by_right:
            ordered.append((following - 0.5, other, (None, other)))
    return [pair for _, _, pair in sorted(ordered, key=lambda one: one[:2])]
