"""Which profiles are worth a judgement: few are all compared, more meet those nearest in words, facets and meaning.

Where there are so many that this would take too long, those meet that share a bucket of MinHash, of meaning or of a
rare word. Buckets are read as sorted neighbourhoods: in one that is too full each profile meets only those next to it,
so that time and memory grow with the number of profiles, however many say nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from warehouse.corpus.matching.nearest import MOST, nearest
from warehouse.corpus.matching.profiles import KINDS, WORD, Booleans, Floats, Integers, Profiles

_RAREST = 6
_NEIGHBOURS, _JUDGED = 4, 16
_FEW = 1_000
"""So many wordings are all compared with one another."""
_PAIRS_AT_ONCE = 500_000
_LEAST_EQUAL_SIGNS = 0.62
"""Share of equal signs below which meanings are too far apart: a cosine of 0.37."""


def candidates(known: Profiles, fresh: Booleans) -> tuple[Integers, Integers]:
    """Pairs (left < right, every pair once) of which at least one profile is fresh."""
    if len(known) <= _FEW:
        everything = _near(known, fresh, *np.triu_indices(len(known), 1))
        return everything // len(known), everything % len(known)
    if len(known) <= MOST:
        left, right = nearest(known, fresh)
        pairs = distinct(np.minimum(left, right) * len(known) + np.maximum(left, right))
        return pairs // len(known), pairs % len(known)
    found = np.zeros(0, dtype=np.int64)
    for buckets, members in _buckets(known):
        if not fresh.all():
            among = np.isin(buckets, distinct(buckets[fresh[members]]))
            buckets, members = buckets[among], members[among]
        pairs = _near(known, fresh, *_neighbours(known, buckets, members))
        found = distinct(np.concatenate([found, pairs]))
        if len(found) > 4 * _JUDGED * len(known):
            found = _nearest(known, found)
    found = _nearest(known, found)
    return found // len(known), found % len(known)


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


def _buckets(known: Profiles) -> Iterator[tuple[Integers, Integers]]:
    """(bucket, profile) rows by kinds of buckets; a bucket is a number."""
    yield known.digests, known.digest_owners
    yield _of_rare_words(known)
    having = np.flatnonzero(known.meanings.any(axis=1))
    runs = known.meanings.view(np.uint16)
    for place in range(runs.shape[1]):
        yield runs[having, place].astype(np.int64), having


def _of_rare_words(known: Profiles) -> tuple[Integers, Integers]:
    """A bucket for each of the six rarest words of a profile."""
    is_word = known.kinds[known.elements] == KINDS.index(WORD)
    owners, elements = known.owners[is_word], known.elements[is_word]
    order = np.lexsort((elements, -known.weights[elements], owners))
    owners, elements = owners[order], elements[order]
    rarest = np.arange(len(owners)) - np.searchsorted(owners, owners) < _RAREST
    return elements[rarest], owners[rarest]


def _neighbours(known: Profiles, buckets: Integers, members: Integers) -> tuple[Integers, Integers]:
    """Each row of a bucket with the next ones, in the order of their meanings."""
    order = np.lexsort((members, known.meanings[members, 0], buckets))
    buckets, members = buckets[order], members[order]
    lefts, rights = [members[:0]], [members[:0]]
    for step in range(1, min(_NEIGHBOURS, len(buckets)) + 1):
        same = np.flatnonzero(buckets[:-step] == buckets[step:])
        if not len(same):
            break
        lefts.append(members[same])
        rights.append(members[same + step])
    return np.concatenate(lefts), np.concatenate(rights)


def _near(known: Profiles, fresh: Booleans, left: Integers, right: Integers) -> Integers:
    """Pairs that are near in meaning, as numbers smaller * n + larger; one of each is fresh."""
    kept = (left != right) & (fresh[left] | fresh[right])
    left, right = left[kept], right[kept]
    near = equal_signs(known, left, right) >= _LEAST_EQUAL_SIGNS
    left, right = left[near], right[near]
    return distinct(np.minimum(left, right) * len(known) + np.maximum(left, right))


def _nearest(known: Profiles, pairs: Integers) -> Integers:
    """For each profile the pairs that are nearest in meaning."""
    left, right = pairs // len(known), pairs % len(known)
    near = equal_signs(known, left, right)
    return pairs[(_rank(left, near) < _JUDGED) | (_rank(right, near) < _JUDGED)]


def _rank(groups: Integers, score: Floats) -> Integers:
    """The place of each row within its group, 0 for the highest score."""
    order = np.lexsort((-score, groups))
    ranks = np.empty(len(groups), dtype=np.int64)
    ordered = groups[order]
    ranks[order] = np.arange(len(groups)) - np.searchsorted(ordered, ordered)
    return ranks
