"""Which profiles are worth a judgement: few are all compared, more meet those nearest in words, facets and meaning.

Profiles of the same words and facets, which differ in letters alone, are one of those that are compared, so that what
everybody copies costs no more than what one says.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from warehouse.corpus.matching.items import Items, alike_items, items_of
from warehouse.corpus.matching.nearest import nearest, values_named
from warehouse.corpus.matching.profiles import Booleans, Floats, Integers, Profiles

_FEW = 1_000
"""So many wordings are all compared with one another."""
_PAIRS_AT_ONCE = 500_000
_LEAST_EQUAL_SIGNS = 0.62
"""Share of equal signs below which meanings are too far apart: a cosine of 0.37."""
_TELLING = ("дело", "объект", "процедура")
"""Who shares one of these is worth a judgement in whatever words."""
BEST, OLDEST = 32, 4
"""Links of a wording that are kept among many wordings: what every order says in its own words stays few pairs."""
_SEED = 16


def candidates(known: Profiles, fresh: Booleans) -> tuple[Integers, Integers]:
    """Pairs (left < right, every pair once) of which at least one profile is fresh."""
    few = len(known) <= _FEW
    pairs = _near(known, fresh, *np.triu_indices(len(known), 1)) if few else _of_collapsed(known, fresh)
    return pairs // max(len(known), 1), pairs % max(len(known), 1)


def _of_collapsed(known: Profiles, fresh: Booleans) -> Integers:
    """Pairs as numbers smaller * n + larger: within groups of the same words and facets, and of near groups."""
    group, first = collapsed(known)
    has_fresh = np.bincount(group, fresh, len(first)) > 0
    left, right = nearest(of_some(known, first), has_fresh)
    near = distinct(np.minimum(left, right) * len(first) + np.maximum(left, right))
    members = Items(group, np.arange(len(known)), fresh)
    inside = alike_items(members)
    across = items_of(members, near // max(len(first), 1), near % max(len(first), 1))[:2]
    left, right = (np.concatenate(sides) for sides in zip(inside, across, strict=True))
    return distinct(np.minimum(left, right) * len(known) + np.maximum(left, right))


def collapsed(known: Profiles) -> tuple[Integers, Integers]:
    """The group of each profile, and the first profile of each group: the same elements, by 64 random bits of each."""
    bits = np.random.default_rng(_SEED).integers(0, 2**63, len(known.names), dtype=np.uint64)
    sums = np.zeros(len(known), dtype=np.uint64)
    np.add.at(sums, known.owners, bits[known.elements])
    _, first, group = np.unique(sums, return_index=True, return_inverse=True)
    return group.astype(np.int64), first.astype(np.int64)


def of_some(known: Profiles, some: Integers) -> Profiles:
    """The words, facets and meanings of some profiles; wordings and phrases stay those of all."""
    sizes = np.diff(known.bounds)[some]
    bounds = np.append(0, np.cumsum(sizes))
    places = np.arange(bounds[-1]) - np.repeat(bounds[:-1] - known.bounds[some], sizes)
    return replace(known, bounds=bounds, elements=known.elements[places], meanings=known.meanings[some])


def told(left: Integers, right: Integers, score: Floats, count: int) -> Booleans:
    """Which links of `count` wordings, numbered from the oldest, are kept; all of few wordings.

    Of many, the best ones of each wording, and those with the oldest, around which clusters stand.
    """
    if count <= _FEW:
        return np.ones(len(left), dtype=bool)
    ends, other = np.concatenate([left, right]), np.concatenate([right, left])
    best = _rank(ends, -np.concatenate([score, score])) < BEST
    oldest = _rank(ends, other) < OLDEST
    kept = best | oldest
    return np.logical_or(kept[: len(left)], kept[len(left) :])


def _rank(groups: Integers, by: Integers | Floats) -> Integers:
    """The place of each row within its group, the least first."""
    order = np.lexsort((by, groups))
    ordered = groups[order]
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[order] = np.arange(len(groups)) - np.searchsorted(ordered, ordered)
    return ranks


def equal_signs(known: Profiles, left: Integers, right: Integers) -> Floats:
    """The share of signs that two meanings have in common; 1 where one has none, so that its words decide."""
    share = np.ones(len(left))
    for start in range(0, len(left), _PAIRS_AT_ONCE):
        some = slice(start, start + _PAIRS_AT_ONCE)
        ours, theirs = known.meanings[left[some]], known.meanings[right[some]]
        different = np.bitwise_count(ours ^ theirs).sum(axis=1) / (64 * known.meanings.shape[1])
        share[some] = np.where(ours.any(axis=1) & theirs.any(axis=1), 1 - different, 1.0)
    return share


def distinct(numbers: Integers) -> Integers:
    """The distinct numbers, ascending; by sorting, which numpy's own `unique` does not do for millions of integers."""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _near(known: Profiles, fresh: Booleans, left: Integers, right: Integers) -> Integers:
    """Pairs near in meaning or in what is done, as numbers smaller * n + larger; one of each is fresh."""
    kept = (left != right) & (fresh[left] | fresh[right])
    left, right = left[kept], right[kept]
    near = equal_signs(known, left, right) >= _LEAST_EQUAL_SIGNS
    for named in values_named(known, _TELLING):
        near |= (named[left] & named[right]) != 0
    left, right = left[near], right[near]
    return distinct(np.minimum(left, right) * len(known) + np.maximum(left, right))
