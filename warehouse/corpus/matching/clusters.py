"""Canonical activities: stars around the wording that is oldest, never chains, so that no two topics run together.

Their ids and names stay as they were published: an id belongs to the activities, whatever older wording comes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from warehouse.corpus.matching.profiles import Booleans, Floats, Integers

_CLEARLY = 1.25
"""So many times as central another wording must be before it names a cluster in the place of the published one."""


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


def cluster_ids(centres_said: Sequence[tuple[str, Sequence[str], str]], kept: Sequence[str | None] = ()) -> list[str]:
    """The ids of clusters around wordings (match key, facets, as printed), the oldest first.

    `kept` are the ids that clusters had before, None for the others. Where an id is taken already, it follows from how
    the wording is printed, too: analysts part wordings of the same words and facets, and a wording may have left the
    cluster that is called by its words.
    """
    taken = {named for named in kept if named}
    found = list[str]()
    for place, (match_key, facets, wording) in enumerate(centres_said):
        named = kept[place] if kept else None
        while named is None or (named in taken and not (kept and kept[place])):
            named = cluster_id(match_key, facets)
            match_key = f"{match_key}\x1f{wording}"
        taken.add(named)
        found.append(named)
    return found


def inherited(cluster: Integers, before: Integers, clusters: int) -> Integers:
    """Which of the old clusters each of `clusters` goes on, -1 where it is new.

    `cluster` and `before` have a place an activity: its cluster and its old one, -1 where it had none. An old cluster
    is gone on by the one that has most of its activities, each by one alone; of equals by the one of the oldest.
    """
    had = before >= 0
    old = int(before.max(initial=-1)) + 1
    numbers, common = np.unique(cluster[had] * max(old, 1) + before[had], return_counts=True)
    found = np.full(clusters, -1, dtype=np.int64)
    gone_on = np.zeros(old, dtype=bool)
    for number in numbers[np.lexsort((numbers, -common))].tolist():
        ours, theirs = divmod(number, old)
        if found[ours] < 0 and not gone_on[theirs]:
            found[ours], gone_on[theirs] = theirs, True
    return found


def medoids(
    centre: Integers, orders: Integers, pairs: Pairs, whole: Booleans, published: Booleans | None = None
) -> Integers:
    """The profile that names the cluster of each profile: of those `whole` (no fragments), where it has any, the most
    central one, which is the same for the most `orders` (its own, and those of its pairs by their score); of equals the
    oldest. A profile that is `published` names its cluster until another is clearly more central.
    """
    within = centre[pairs.left] == centre[pairs.right]
    left, right, score = pairs.left[within], pairs.right[within], pairs.score[within]
    near = np.bincount(left, score * orders[right], len(centre)) + np.bincount(right, score * orders[left], len(centre))
    central = orders + near
    if published is not None:
        central = np.where(published & whole, central * _CLEARLY, central)
    ranked = np.lexsort((np.arange(len(centre)), -np.round(central, 6), ~whole, centre))
    _, first = np.unique(centre[ranked], return_index=True)
    named = np.zeros(len(centre), dtype=np.int64)
    named[centre[ranked][first]] = ranked[first]
    return named[centre]
