"""Canonical activities: stars around the wording that is oldest, never chains, so that no two topics run together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from warehouse.corpus.matching.profiles import Booleans, Floats, Integers


@dataclass(frozen=True)
class Pairs:
    """Pairs of profiles that are the same, each once: left < right, the score from 0 to 1."""

    left: Integers
    right: Integers
    score: Floats


def each_once(left: Integers, right: Integers, score: Floats, count: int) -> Pairs:
    """The pairs of `count` profiles, however often and in whichever direction they are told."""
    numbers = np.minimum(left, right) * count + np.maximum(left, right)
    order = np.lexsort((-score, numbers))
    found, first = np.unique(numbers[order], return_index=True)
    return Pairs(found // max(count, 1), found % max(count, 1), score[order][first])


def centres(
    count: int, left: Integers, right: Integers, score: Floats, apart: Iterable[Sequence[int]] = ()
) -> Integers:
    """The centre of each of `count` profiles, which are numbered from the oldest, over pairs that are the same.

    A profile that is the same as no centre before it is one itself; every other belongs to the centre it is most like.
    What comes later changes nothing of what is there, unless it is older. Profiles that are told `apart` get no common
    centre.
    """
    centre = np.arange(count)
    is_centre = np.ones(count, dtype=bool)
    strangers = _strangers(apart)
    older, newer = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((older, -score, newer))
    older, newer = older[order], newer[order]
    bounds = np.searchsorted(newer, np.arange(count + 1))
    for profile in np.unique(newer):
        near = older[bounds[profile] : bounds[profile + 1]]
        near = near[is_centre[near]]
        if profile in strangers:
            near = near[~np.isin(near, centre[[one for one in strangers[profile] if one < profile]])]
        if len(near):
            is_centre[profile], centre[profile] = False, near[0]
    return centre


def _strangers(apart: Iterable[Sequence[int]]) -> dict[int, set[int]]:
    """The profiles that each must have no common centre with."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        found[one].add(other)
        found[other].add(one)
    return dict(found)


def cluster_id(match_key: str, facets: Iterable[str]) -> str:
    """The id of the canonical activity around a wording: of its words and facets, so the same in every warehouse."""
    content = "\x1f".join((match_key, *sorted(facets)))
    return "activity-" + hashlib.sha256(content.encode()).hexdigest()[:10]


def cluster_ids(centres_said: Iterable[tuple[str, Sequence[str], str]]) -> list[str]:
    """The ids of clusters around wordings (match key, facets, as printed), the oldest first.

    Where analysts part wordings of the same words and facets, the later one's id follows from how it is printed, too.
    """
    found: dict[str, None] = {}
    for match_key, facets, wording in centres_said:
        named = cluster_id(match_key, facets)
        found[named if named not in found else cluster_id(f"{match_key}\x1f{wording}", facets)] = None
    return list(found)


def medoids(centre: Integers, orders: Integers, pairs: Pairs, whole: Booleans) -> Integers:
    """The profile that names the cluster of each profile: of those `whole` (no fragments), where it has any, the most
    central one, which is the same for the most `orders` (its own, and those of its pairs by their score); of equals the
    oldest.
    """
    within = centre[pairs.left] == centre[pairs.right]
    left, right, score = pairs.left[within], pairs.right[within], pairs.score[within]
    near = np.bincount(left, score * orders[right], len(centre)) + np.bincount(right, score * orders[left], len(centre))
    central = np.round(orders + near, 6)
    ranked = np.lexsort((np.arange(len(centre)), -central, ~whole, centre))
    _, first = np.unique(centre[ranked], return_index=True)
    named = np.zeros(len(centre), dtype=np.int64)
    named[centre[ranked][first]] = ranked[first]
    return named[centre]
