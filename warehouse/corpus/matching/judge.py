"""Whether two activities are the same, and whether one text was taken from the other: features, weights, a decision.

Every function takes pairs as two arrays of profile numbers and gives one row (or number) a pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import yaml

from warehouse.corpus.matching.features import FEATURES, OTHER, conflicts, features
from warehouse.corpus.matching.profiles import KINDS, Booleans, Floats, Integers, Profiles

_PAIRS_AT_ONCE = 100_000
_SAME_WORDS = 0.75
DECIDING = (
    *("экзамен по разделу", "класс", "предмет по разделу", "этап", "вид экзамена", "испытание", "документ"),
    "участники по разделу",
)
"""A value named on both sides and shared by none of them: not the same activity."""
_AGAINST_REPEATED = (*OTHER, "other_occasion", "one_audience", "one_subject")
"""Texts that are all but equal say the same unless one of these tells them apart."""
_CONTAINED = list(FEATURES).index("contained")


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model of weights.yml: logistic scores of the features, each with a bias, and thresholds.

    `asked`: of a pair that somebody asks about, the same from `same` on; `links`: of a pair found among all pairs
    of two orders, of which hardly one in a thousand is the same. `calibration`: (score of `links`, share of the
    pairs of a warehouse with that score that are right), ascending; `found` and `compared` are of that share: from
    `compared` on a pair is told and comparisons use it, from `found` on it is told where neither has a likelier
    one. `part`: a general text and one of its special cases, from `part_from`. `copy`: of the likeness of wording;
    `repeated`: of a likeness that makes two texts the same if nothing speaks against it.
    """

    asked: Mapping[str, float]
    links: Mapping[str, float]
    part: Mapping[str, float]
    calibration: Sequence[tuple[float, float]]
    same: float
    found: float
    compared: float
    part_from: float
    copy: float
    repeated: float
    copy_fewest_words: int


@dataclass(frozen=True)
class Judgements:
    """One place a pair. `same`: score 0..1; `conflict`: a deciding facet differs; `right`: the share of links with that
    score that are right; `part`: how likely one is a special case of the other.
    """

    features: Floats
    conflict: Booleans
    same: Floats
    right: Floats
    part: Floats

    def some(self, rows: Integers) -> Judgements:
        """The judgements of some pairs, without their features."""
        return Judgements(self.features[:0], self.conflict[rows], self.same[rows], self.right[rows], self.part[rows])

    @property
    def is_same(self) -> Booleans:
        """The pairs that are one activity, of pairs that somebody asks about."""
        return ~self.conflict & (self.same >= weights().same)

    @property
    def is_found(self) -> Booleans:
        """The pairs that may be one activity, told where neither has a likelier one in the other's order."""
        return ~self.conflict & (self.right >= weights().found)

    @property
    def is_compared(self) -> Booleans:
        """The pairs that comparisons rest on."""
        return ~self.conflict & (self.right >= weights().compared)

    @property
    def is_part(self) -> Booleans:
        """The pairs of which one is a special case of the other, where they are not told to be the same."""
        return ~self.conflict & ~self.is_compared & (self.part >= weights().part_from)


@cache
def weights() -> Weights:
    """weights.yml."""
    data: dict[str, Any] = yaml.safe_load(
        resources.files("warehouse").joinpath("corpus", "matching", "weights.yml").read_text(encoding="utf-8")
    )
    return Weights(**data)


def judge_pairs(known: Profiles, left: Integers, right: Integers, *, explained: bool = False) -> Judgements:
    """The judgement of every pair; time and memory grow with the number of pairs.

    `features` has a row a pair only where `explained` is asked for: of all pairs of a warehouse nobody reads them.
    """
    parts = [
        _judged(known, left[start : start + _PAIRS_AT_ONCE], right[start : start + _PAIRS_AT_ONCE])
        for start in range(0, max(len(left), 1), _PAIRS_AT_ONCE)
    ]
    if not explained:
        parts = [replace(part, features=part.features[:0]) for part in parts]
    return Judgements(*(np.concatenate([getattr(part, name) for part in parts]) for name in Judgements.__annotations__))


def _judged(known: Profiles, left: Integers, right: Integers) -> Judgements:
    sums = known.shared(left, right), known.totals[left], known.totals[right]
    found = features(known, left, right, sums)
    conflict: Booleans = np.any(conflicts(*sums, DECIDING), axis=1) | _denied(found, *sums[1:])
    repeated = _repeated(known, left, right, found, conflict)
    same = _logistic(found, weights().asked)
    same = np.where(conflict, same * (1 - same), np.maximum(same, repeated))
    told = np.where(conflict, 0.0, np.maximum(calibrated(_logistic(found, weights().links)), repeated))
    part = np.where(conflict, 0.0, _logistic(found, weights().part))
    return Judgements(found, conflict, same, told, part)


def _logistic(found: Floats, factors: Mapping[str, float]) -> Floats:
    weighed = found @ np.array([factors.get(name, 0.0) for name in FEATURES])
    told: Floats = 1 / (1 + np.exp(-(weighed + factors["bias"])))
    return told


def calibrated(score: Floats) -> Floats:
    """The share of links with a score that are right."""
    at, shares = zip(*weights().calibration, strict=True)
    found: Floats = np.interp(score, at, shares)
    return found


def _repeated(known: Profiles, left: Integers, right: Integers, found: Floats, conflict: Booleans) -> Floats:
    """The likeness of texts that are all but equal and in which no facet differs; 0 for the others.

    Nothing else is asked of them: «Обновление стенда» is what it is, even where no dictionary knows what is done.
    """
    against = found[:, [list(FEATURES).index(name) for name in _AGAINST_REPEATED]].any(axis=1)
    near = np.flatnonzero(~conflict & ~against & (found[:, _CONTAINED] >= _SAME_WORDS))
    alike = likeness(known, left[near], right[near])
    repeated = np.zeros(len(left))
    repeated[near] = np.where(alike >= weights().repeated, alike, 0.0)
    return repeated


def _denied(found: Floats, ours: Floats, theirs: Floats) -> Booleans:
    """One text denies what the other says in nearly the same words: «получившие» and «не получившие аттестат»."""
    denial = KINDS.index("отрицание")
    same_words = found[:, _CONTAINED] >= _SAME_WORDS
    denied: Booleans = ((ours[:, denial] > 0) != (theirs[:, denial] > 0)) & same_words
    return denied


def likeness(known: Profiles, left: Integers, right: Integers) -> Floats:
    """How much of the wording two texts share, 0..1: words in their order, and letters as printed, one half each.

    From weights().copy on, one text was taken from the other.
    """
    starts = range(0, max(len(left), 1), _PAIRS_AT_ONCE)
    ends = [slice(start, start + _PAIRS_AT_ONCE) for start in starts]
    return np.concatenate([_likeness(known, left[some], right[some]) for some in ends])


def _likeness(known: Profiles, left: Integers, right: Integers) -> Floats:
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cpdist
    from rapidfuzz.utils import default_process

    if not len(left):
        return np.zeros(0)
    words = [[known.phrase(profile) for profile in side.tolist()] for side in (left, right)]
    letters = [known.wordings.take(side).to_pylist() for side in (left, right)]
    score = Indel.normalized_similarity
    by_word = cpdist(*words, scorer=score, dtype=np.float32)
    by_letter = cpdist(*letters, scorer=score, processor=default_process, dtype=np.float32)
    alike = (np.asarray(by_word, dtype=np.float64) + by_letter) / 2
    fewest = np.array([min(len(one), len(other)) for one, other in zip(*words, strict=True)])
    return np.where(fewest >= weights().copy_fewest_words, alike, 0.0)
