"""Canonical activities: stars around the wording that is oldest, never chains, so that no two topics run together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np

from warehouse.corpus.matching.profiles import Floats, Integers


def centres(count: int, left: Integers, right: Integers, score: Floats) -> Integers:
    """The centre of each of `count` profiles, which are numbered from the oldest, over pairs that are the same.

    A profile that is the same as no centre before it is one itself; every other belongs to the centre it is most like.
    What comes later changes nothing of what is there, unless it is older.
    """
    centre = np.arange(count)
    is_centre = np.ones(count, dtype=bool)
    older, newer = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((older, -score, newer))
    older, newer = older[order], newer[order]
    bounds = np.searchsorted(newer, np.arange(count + 1))
    for profile in np.unique(newer):
        near = older[bounds[profile] : bounds[profile + 1]]
        near = near[is_centre[near]]
        if len(near):
            is_centre[profile], centre[profile] = False, near[0]
    return centre


def cluster_id(match_key: str, facets: Iterable[str]) -> str:
    """The id of the canonical activity around a wording: of its words and facets, so the same in every warehouse."""
    content = "\x1f".join((match_key, *sorted(facets)))
    return "activity-" + hashlib.sha256(content.encode()).hexdigest()[:10]


def medoids(centre: Integers, orders: Integers, lengths: Integers) -> Integers:
    """The profile that names the cluster of each profile: what most orders say; of those the shortest, the oldest."""
    ranked = np.lexsort((np.arange(len(centre)), lengths, -orders, centre))
    _, first = np.unique(centre[ranked], return_index=True)
    named = np.zeros(len(centre), dtype=np.int64)
    named[centre[ranked][first]] = ranked[first]
    return named[centre]
