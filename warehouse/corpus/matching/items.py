"""From profiles to items: which pairs of items are told, so that what every order plans stays few pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from warehouse.corpus.matching.nearest import runs
from warehouse.corpus.matching.profiles import Booleans, Floats, Integers

NEAREST, NEAREST_OTHERS = 16, 8
"""Of a wording in more orders than this, an item is paired with the nearest by territory and date only."""


@dataclass(frozen=True)
class Items:
    """n activities in the order of their places: region, municipality, date of the order.

    `profile`: the number of what it says; `order`: of its order; `fresh`: its matches are not known yet.
    """

    profile: Integers
    order: Integers
    fresh: Booleans


def alike_items(items: Items) -> tuple[Integers, Integers]:
    """Pairs of items with one profile: each with the next 16 that share it, from other orders."""
    by_profile = np.argsort(items.profile, kind="stable")
    profile = items.profile[by_profile]
    lefts, rights = [by_profile[:0]], [by_profile[:0]]
    for step in range(1, min(NEAREST, len(profile)) + 1):
        same = np.flatnonzero(profile[:-step] == profile[step:])
        if not len(same):
            break
        lefts.append(by_profile[same])
        rights.append(by_profile[same + step])
    return _of_two_orders(items, np.concatenate(lefts), np.concatenate(rights))


def items_of(items: Items, left: Integers, right: Integers) -> tuple[Integers, Integers, Integers]:
    """Pairs of items of pairs of profiles, with the place of the pair of profiles they come from.

    Each item of the profile that fewer items share is paired with the 8 nearest of the other one.
    """
    by_profile = np.argsort(items.profile, kind="stable")
    counts = np.bincount(items.profile, minlength=int(items.profile.max(initial=-1)) + 1)
    starts = np.cumsum(counts) - counts
    few = np.where(counts[left] <= counts[right], left, right)
    many = left + right - few
    pairs, ours = runs(starts[few], counts[few])
    ours = by_profile[ours]
    size = np.minimum(counts[many], NEAREST_OTHERS)[pairs]
    keys = items.profile[by_profile] * len(by_profile) + by_profile
    nearest = np.searchsorted(keys, many[pairs] * len(by_profile) + ours)
    first = np.clip(nearest - size // 2, starts[many][pairs], (starts + counts)[many][pairs] - size)
    before = np.append(0, np.cumsum(items.fresh[by_profile]))
    new = np.flatnonzero(items.fresh[ours] | (before[first + size] > before[first]))
    ours, first, size, pairs = ours[new], first[new], size[new], pairs[new]
    places, theirs = runs(first, size)
    one, other = ours[places], by_profile[theirs]
    apart = np.flatnonzero((items.order[one] != items.order[other]) & (items.fresh[one] | items.fresh[other]))
    return one[apart], other[apart], pairs[places][apart]


def likeliest(items: Items, left: Integers, right: Integers, score: Floats) -> Booleans:
    """Which pairs of items are the best that both have in the other's order: one activity has one counterpart there."""
    orders = int(items.order.max(initial=-1)) + 1
    ends, others, scores = np.append(left, right), np.append(right, left), np.append(score, score)
    _, group = np.unique(ends * orders + items.order[others], return_inverse=True)
    highest = np.zeros(len(ends))
    np.maximum.at(highest, group, scores)
    best = scores >= highest[group]
    return np.logical_and(best[: len(left)], best[len(left) :])


def _of_two_orders(items: Items, left: Integers, right: Integers) -> tuple[Integers, Integers]:
    wanted = (items.order[left] != items.order[right]) & (items.fresh[left] | items.fresh[right])
    return left[wanted], right[wanted]
