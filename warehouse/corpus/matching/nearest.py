"""The profiles that share most of what is rare with each profile: top-k cosine over words and facets.

Exact, in blocks of rows over the whole corpus: time grows with the square of the number of profiles, so it serves up to
MOST of them; memory is that of one block.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warehouse.corpus.matching.profiles import KINDS, WORD, Booleans, Floats, Integers, Profiles

MOST = 32_768
"""So many profiles are compared in full."""
NEAREST = 512
_OPERATION, _FACET = 3.0, 1.5
"""What is done, and a facet, beside a word as rare: two texts of one activity share them in whatever words."""
_MEANING = 0.5
"""What nearness of meaning adds to the cosine: pairs that other words hide."""
_WEIGHTS = {WORD: 1.0, "дело": _OPERATION, "дело по слову": 0.0, "повод": 0.0, "название": 0.0}
"""Words of a name are words already; what a plan is about is that of half of a corpus."""
_BY_KIND = np.array([_WEIGHTS.get(kind, _FACET) for kind in KINDS])
_CELLS = 1 << 22
"""Scores of one block."""
_COMMON = 6
"""What more than one profile in six has tells nothing apart."""
_COSINES = np.maximum(np.cos(np.pi * np.arange(257) / 256), 0)


def nearest(known: Profiles, fresh: Booleans) -> tuple[Integers, Integers]:
    """(profile, other): for each fresh profile the NEAREST others; of those who share nothing with it, none."""
    postings, rows = _postings(known), np.flatnonzero(fresh)
    height = max(1, _CELLS // max(len(known), 1))
    lefts, rights = [rows[:0]], [rows[:0]]
    for first in range(0, len(rows), height):
        some = rows[first : first + height]
        scores = _scores(known, postings, some)
        scores[np.arange(len(some)), some] = 0
        row, other = _best(scores + _MEANING * (scores > 0) * _meanings(known, some))
        lefts.append(some[row])
        rights.append(other)
    return np.concatenate(lefts), np.concatenate(rights)


@dataclass(frozen=True)
class _Postings:
    """Where each element stands. `values`: weight of each place of known.elements in a vector of length 1;
    `owners` and `posted`: profile and weight of the places sorted by element, `starts` and `counts`: those of each.
    """

    values: NDArray[np.float32]
    owners: Integers
    posted: NDArray[np.float32]
    starts: Integers
    counts: Integers


def _postings(known: Profiles) -> _Postings:
    owners, totals = known.owners, np.bincount(known.elements, minlength=len(known.names))
    rarity = np.log((1 + len(known)) / (0.5 + totals)) + 0.1
    told = (rarity * _BY_KIND[known.kinds])[known.elements]
    norms = np.sqrt(np.bincount(owners, told**2, len(known)))
    values = (told / norms[owners]).astype(np.float32)
    order = np.argsort(known.elements, kind="stable")
    common = (totals * _COMMON > len(known)) & (totals > NEAREST)
    starts = np.cumsum(totals) - totals
    return _Postings(values, owners[order], values[order], starts, np.where(common, 0, totals))


def _scores(known: Profiles, postings: _Postings, rows: Integers) -> Floats:
    """rows x profiles: the cosine of each row with every profile."""
    row, places = runs(known.bounds[rows], np.diff(known.bounds)[rows])
    elements = known.elements[places]
    entry, posting = runs(postings.starts[elements], postings.counts[elements])
    cells = row[entry] * len(known) + postings.owners[posting]
    product = postings.values[places][entry] * postings.posted[posting]
    scores: Floats = np.bincount(cells, product, len(rows) * len(known)).astype(np.float64, copy=False)
    return scores.reshape(len(rows), len(known))


def _meanings(known: Profiles, rows: Integers) -> Floats:
    """rows x profiles: the cosine of meanings as their signs tell it, 0 where that is negative."""
    different = np.zeros((len(rows), len(known)), dtype=np.uint16)
    for signs in known.meanings.T:
        different += np.bitwise_count(signs[rows][:, None] ^ signs[None, :])
    return _COSINES[different]


def _best(scores: Floats) -> tuple[Integers, Integers]:
    """(row, column) of the NEAREST highest scores of each row, none of 0."""
    size = min(NEAREST, scores.shape[1])
    columns = np.argpartition(scores, -size, axis=1)[:, -size:]
    row, place = np.nonzero(np.take_along_axis(scores, columns, axis=1) > 0)
    return row, columns[row, place]


def runs(starts: Integers, counts: Integers) -> tuple[Integers, Integers]:
    """(place of the run, number) for all numbers of the runs start, start + 1 … of so many."""
    places = np.repeat(np.arange(len(starts)), counts)
    before = np.cumsum(counts) - counts
    return places, np.arange(len(places)) - before[places] + starts[places]
