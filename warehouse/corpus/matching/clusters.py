"""Canonical activities: stars around the wording that is oldest, never chains, so that no two topics run together.

Their ids and names stay as they were published: an id belongs to the activities, whatever older wording comes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

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
    everything = np.arange(count)
    pairs = Pairs(np.minimum(left, right), np.maximum(left, right), score)
    found, _ = recentred(pairs, np.full(count, -1), everything, np.ones(count, dtype=bool), apart)
    return found


def recentred(
    pairs: Pairs, before: Integers, changed: Integers, near: Booleans, apart: Iterable[Sequence[int]] = ()
) -> tuple[Integers, Integers]:
    """(The centres as `centres` tells them, where `changed` profiles and what follows from them differ from `before`;
    profiles that could not be told).

    `near`: the profiles all of whose pairs are there; of the others nothing can be told. Before there was none: -1.
    """
    count, centre = len(before), before.copy()
    strangers = _strangers(apart)
    older, bounds = _grouped(pairs.right, pairs.left, pairs.score, count)
    newer, ends = _grouped(pairs.left, pairs.right, pairs.score, count)
    waiting, queued = sorted(changed.tolist()), set(changed.tolist())
    far: list[int] = []
    while waiting:
        profile = heappop(waiting)
        queued.discard(profile)
        if not near[profile]:
            far.append(profile)
            continue
        some = older[bounds[profile] : bounds[profile + 1]]
        some = some[centre[some] == some]
        if profile in strangers:
            some = some[~np.isin(some, centre[[one for one in strangers[profile] if one < profile]])]
        now, was = int(some[0]) if len(some) else profile, int(centre[profile])
        centre[profile] = now
        follow = newer[ends[profile] : ends[profile + 1]].tolist() if (now == profile) != (was == profile) else []
        if now != was:
            follow += [one for one in strangers.get(profile, ()) if one > profile]
        for one in set(follow) - queued:
            heappush(waiting, one)
            queued.add(one)
    return centre, np.array(far, dtype=np.int64)


def _grouped(groups: Integers, members: Integers, score: Floats, count: int) -> tuple[Integers, Integers]:
    """(The members group by group, the best first and of equals the oldest; where each of `count` groups begins)."""
    order = np.lexsort((members, -score, groups))
    return members[order], np.searchsorted(groups[order], np.arange(count + 1))


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


def cluster_ids(
    centres_said: Sequence[tuple[str, Sequence[str], str]],
    kept: Sequence[str | None] = (),
    others: Iterable[str] = (),
) -> list[str]:
    """The ids of clusters around wordings (match key, facets, as printed), the oldest first.

    `kept` are the ids that clusters had before, None for the new ones; `others` those of further clusters. Where an id
    is taken already, it follows from how the wording is printed, too: analysts part wordings of the same words and
    facets, and a wording may have left the cluster that is called by its words.
    """
    taken = {*others, *(named for named in kept if named)}
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
