"""The profiles that share most of what is rare with each profile, by a score that is cheap to work out.

A profile meets those that share its words and facets, the rarest first, up to REACH meetings, so that time grows with
the number of profiles however often they say a word; up to some 30,000 wordings of orders that is everything that two
have in common. Of those met the best are ranked with their meanings and with what they do, and for whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warehouse.corpus.matching.profiles import KINDS, WORD, Booleans, Integers, Profiles

MOST, FEWEST, IN_ALL = 512, 64, 10_000_000
"""So many at most are told of a profile, in corpora so large that all would be more than IN_ALL fewer, but FEWEST."""
REACH = 24_000
"""Meetings of a profile with others that share a word or a facet."""
_MET = 1024
"""So many of those met, with the highest cosine, are ranked."""
_OPERATION, _FACET = 3.0, 1.5
"""What is done, and a facet, beside a word as rare: two texts of one activity share them in whatever words."""
_WEIGHTS = {WORD: 1.0, "дело": _OPERATION, "дело по слову": 0.0, "повод": 0.0, "название": 0.0}
"""Words of a name are words already; what a plan is about is that of half of a corpus."""
_BY_KIND = np.array([_WEIGHTS.get(kind, _FACET) for kind in KINDS])
_COMMON = 6
"""What more than one profile in six has tells nothing apart."""
_LEAST_COSINE = 0.05
_DENSE = 8
_COSINE, _MEANING = 3.9, 4.1
_SHARED = {
    "дело": 3.3,
    "объект": 2.3,
    "процедура": 2.7,
    "предмет по разделу": 2.1,
    "участники по разделу": 2.0,
    "документ": 1.5,
}
_OTHERS = {
    "дело": -4.6,
    **dict.fromkeys(("экзамен по разделу", "класс", "предмет по разделу", "этап", "вид экзамена"), -0.9),
    **dict.fromkeys(("испытание", "документ", "участники по разделу", "повод"), -0.9),
}
"""What a score gains by a kind of which a value is shared, and loses by one that both name without a common value.

A logistic regression of labelled true pairs against the rest of a corpus of 20,000 wordings."""
_MANY, _LEAST, _LEAST_OF_MANY = 5_000, 2.0, 6.2
"""Scores below which no labelled true pair lies, and of more wordings one in a hundred."""
_ASKED = tuple(dict.fromkeys((*_SHARED, *_OTHERS)))
_COSINES = np.maximum(np.cos(np.pi * np.arange(257) / 256), 0).astype(np.float32)
_BITS = 64

Weights = NDArray[np.float32]


def nearest(known: Profiles, fresh: Booleans) -> tuple[Integers, Integers]:
    """(profile, other): for each fresh profile the nearest others; of those who share nothing with it, none."""
    index, met = _index(known), np.zeros(len(known), dtype=np.float32)
    lefts, rights = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for profile in np.flatnonzero(fresh).tolist():
        others = _best(index, profile, _meet(index, profile, met))
        lefts.append(np.full(len(others), profile))
        rights.append(others)
    return np.concatenate(lefts), np.concatenate(rights)


@dataclass(frozen=True)
class _Index:
    """Where each element stands.

    The entries of profile i are `bounds[i]:bounds[i + 1]`, those that stand in the fewest profiles first: `values` is
    the weight of one in a vector of length 1, `starts` and `ends` say where the profiles that have it are in `owners`,
    with `posted`, their weights. `values_of` has for each of _ASKED a bit for each value that a profile names;
    `meanings` as in Profiles; `least`: a score below which a pair is not told, `most`: how
    many of a profile are.
    """

    bounds: list[int]
    values: list[float]
    starts: list[int]
    ends: list[int]
    owners: Integers
    posted: Weights
    values_of: NDArray[np.uint64]
    meanings: NDArray[np.uint64]
    least: float
    most: int


def _index(known: Profiles) -> _Index:
    owners, totals = known.owners, np.bincount(known.elements, minlength=len(known.names))
    rarity = np.log((1 + len(known)) / (0.5 + totals)) + 0.1
    told = (rarity * _BY_KIND[known.kinds])[known.elements]
    norms = np.sqrt(np.bincount(owners, told**2, len(known)))
    values = (told / np.maximum(norms[owners], 1e-9)).astype(np.float32)
    by_element = np.argsort(known.elements, kind="stable")
    common = (totals * _COMMON > len(known)) & (totals > MOST)
    places = np.flatnonzero((values > 0) & ~common[known.elements])
    places = places[np.lexsort((totals[known.elements[places]], owners[places]))]
    elements, starts = known.elements[places], np.cumsum(totals) - totals
    return _Index(
        bounds=np.searchsorted(owners[places], np.arange(len(known) + 1)).tolist(),
        values=values[places].tolist(),
        starts=starts[elements].tolist(),
        ends=(starts + totals)[elements].tolist(),
        owners=owners[by_element],
        posted=values[by_element],
        values_of=values_named(known, _ASKED),
        meanings=known.meanings,
        most=min(MOST, max(FEWEST, IN_ALL // max(len(known), 1))),
        least=_LEAST if len(known) <= _MANY else _LEAST_OF_MANY,
    )


def values_named(known: Profiles, asked: Sequence[str]) -> NDArray[np.uint64]:
    """kinds x profiles: a bit for each value that a profile names."""
    found = np.zeros((len(asked), len(known)), dtype=np.uint64)
    bits = np.uint64(1) << (known.elements % _BITS).astype(np.uint64)
    kinds, owners = known.kinds[known.elements], known.owners
    for row, kind in enumerate(asked):
        at = kinds == KINDS.index(kind)
        np.bitwise_or.at(found[row], owners[at], bits[at])
    return found


def _meet(index: _Index, profile: int, met: Weights) -> tuple[Integers, Weights]:
    """The profiles that share most with one, and the cosines; `met` has a 0 for each profile, before and after."""
    reached, parts = 0, list[Integers]()
    for entry in range(index.bounds[profile], index.bounds[profile + 1]):
        start, end = index.starts[entry], index.ends[entry]
        if parts and reached + end - start > REACH:
            break
        others = index.owners[start:end]
        met[others] += index.values[entry] * index.posted[start:end]
        parts.append(others)
        reached += end - start
    found = _above(met, parts, reached)
    cosines = met[found]
    for others in parts:
        met[others] = 0
    if len(found) > _MET:
        best = np.argpartition(cosines, -_MET)[-_MET:]
        found, cosines = found[best], cosines[best]
    return found, cosines


def _above(met: Weights, parts: list[Integers], reached: int) -> Integers:
    """Those met that share enough, each once; all profiles are looked at where that is less than all meetings."""
    if len(met) < _DENSE * reached:
        return np.flatnonzero(met > _LEAST_COSINE)
    others = np.concatenate([*parts, np.zeros(0, dtype=np.int64)])
    return np.unique(others[met[others] > _LEAST_COSINE])


def _best(index: _Index, profile: int, found: tuple[Integers, Weights]) -> Integers:
    """The best of those met by everything that is asked of them."""
    others, cosines = found
    different = np.bitwise_count(index.meanings[others] ^ index.meanings[profile]).sum(axis=1)
    score = _COSINE * cosines + _MEANING * _COSINES[different]
    for row, kind in enumerate(_ASKED):
        ours = index.values_of[row, profile]
        if ours:
            theirs = index.values_of[row, others]
            shared = (theirs & ours) != 0
            score += _SHARED.get(kind, 0.0) * shared + _OTHERS.get(kind, 0.0) * (~shared & (theirs != 0))
    kept = (score >= index.least) & (others != profile)
    others, score = others[kept], score[kept]
    if len(others) > index.most:
        others = others[np.argpartition(score, -index.most)[-index.most :]]
    best: Integers = others
    return best


def runs(starts: Integers, counts: Integers) -> tuple[Integers, Integers]:
    """(place of the run, number) for all numbers of the runs start, start + 1 … of so many."""
    places = np.repeat(np.arange(len(starts)), counts)
    before = np.cumsum(counts) - counts
    return places, np.arange(len(places)) - before[places] + starts[places]
