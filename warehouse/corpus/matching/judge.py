"""Whether two activities are the same, and whether one text was taken from the other: features, weights, a decision.

Every function takes pairs as two arrays of profile numbers and gives one row (or number) a pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import yaml

from warehouse.corpus.matching.profiles import KINDS, WORD, Booleans, Floats, Integers, Profiles

_SIGNS = 256
_PAIRS_AT_ONCE = 100_000
_SAME_WORDS = 0.75
DECIDING = (
    *("экзамен по разделу", "класс", "предмет по разделу", "этап", "вид экзамена", "испытание", "документ"),
    "участники по разделу",
)
"""A value named on both sides and shared by none of them: not the same activity."""
_OTHER = ("other_operation", "other_object")
FEATURES = {
    "contained": "доля слов короткого текста, которые есть в длинном, с учётом редкости",
    "meaning": "близость смысла по векторам слов",
    "same_operation": "делают то же",
    "other_operation": "делают другое",
    "other_object": "другие объекты",
    "objects": "доля общих объектов",
    "exchanged": "слова те же, а дело или объекты другие",
    "narrowed": "только одно — для части обучающихся (ОВЗ, группа риска, прошлые годы)",
}


_CONTAINED = list(FEATURES).index("contained")


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model of weights.yml: a logistic score of the features, and thresholds.

    `same`: of a pair that somebody asks about; `found`: of a pair found among all pairs of two orders, of which hardly
    one in a thousand is the same; `copy`: of the likeness of wording; `repeated`: of a likeness that makes two texts
    the same if nothing speaks against it.
    """

    bias: float
    features: Mapping[str, float]
    same: float
    found: float
    copy: float
    repeated: float
    copy_fewest_words: int


@dataclass(frozen=True)
class Judgements:
    """One place a pair. `same`: score 0..1; `conflict`: a deciding facet differs."""

    features: Floats
    conflict: Booleans
    same: Floats

    @property
    def is_same(self) -> Booleans:
        """The pairs that are one activity."""
        return ~self.conflict & (self.same >= weights().same)

    @property
    def is_found(self) -> Booleans:
        """The pairs that are one activity for sure enough to be told among all pairs."""
        return ~self.conflict & (self.same >= weights().found)


@cache
def weights() -> Weights:
    """weights.yml."""
    data: dict[str, Any] = yaml.safe_load(
        resources.files("warehouse").joinpath("corpus", "matching", "weights.yml").read_text(encoding="utf-8")
    )
    return Weights(**data)


def judge_pairs(known: Profiles, left: Integers, right: Integers) -> Judgements:
    """The judgement of every pair; time and memory grow with the number of pairs, memory for 100,000 at once."""
    parts = [
        _judged(known, left[start : start + _PAIRS_AT_ONCE], right[start : start + _PAIRS_AT_ONCE])
        for start in range(0, max(len(left), 1), _PAIRS_AT_ONCE)
    ]
    return Judgements(*(np.concatenate([getattr(part, name) for part in parts]) for name in Judgements.__annotations__))


def _judged(known: Profiles, left: Integers, right: Integers) -> Judgements:
    shared, ours, theirs = known.shared(left, right), known.totals[left], known.totals[right]
    found = np.column_stack(list(_features(known, left, right, shared, ours, theirs).values()))
    factors = np.array([weights().features[name] for name in FEATURES])
    same = 1 / (1 + np.exp(-(found @ factors + weights().bias)))
    conflict: Booleans = np.any(_conflicts(shared, ours, theirs, DECIDING), axis=1) | _denied(found, ours, theirs)
    same = np.where(conflict, same * (1 - same), np.maximum(same, _repeated(known, left, right, found, conflict)))
    return Judgements(found, conflict, same)


def _repeated(known: Profiles, left: Integers, right: Integers, found: Floats, conflict: Booleans) -> Floats:
    """The likeness of texts that are all but equal and in which no facet differs; 0 for the others.

    Nothing else is asked of them: «Обновление стенда» is what it is, even where no dictionary knows what is done.
    """
    other = found[:, [list(FEATURES).index(name) for name in _OTHER]].any(axis=1)
    near = np.flatnonzero(~conflict & ~other & (found[:, _CONTAINED] >= _SAME_WORDS))
    alike = likeness(known, left[near], right[near])
    repeated = np.zeros(len(left))
    repeated[near] = np.where(alike >= weights().repeated, alike, 0.0)
    return repeated


def _features(
    known: Profiles, left: Integers, right: Integers, shared: Floats, ours: Floats, theirs: Floats
) -> dict[str, Floats]:
    words, objects = KINDS.index(WORD), KINDS.index("объект")
    other = _conflicts(shared, ours, theirs, ("дело", "объект"))
    special = KINDS.index("особые участники")
    contained = _ratio(shared[:, words], np.minimum(ours, theirs)[:, words])
    return {
        "contained": contained,
        "meaning": _cosine(known, left, right),
        "same_operation": (shared[:, KINDS.index("дело")] > 0).astype(np.float64),
        **dict(zip(_OTHER, other.T.astype(np.float64), strict=True)),
        "objects": _ratio(shared[:, objects], (ours + theirs - shared)[:, objects]),
        "exchanged": contained * other.any(axis=1),
        "narrowed": ((ours[:, special] > 0) != (theirs[:, special] > 0)).astype(np.float64),
    }


def _denied(found: Floats, ours: Floats, theirs: Floats) -> Booleans:
    """One text denies what the other says in nearly the same words: «получившие» and «не получившие аттестат»."""
    denial = KINDS.index("отрицание")
    same_words = found[:, _CONTAINED] >= _SAME_WORDS
    denied: Booleans = ((ours[:, denial] > 0) != (theirs[:, denial] > 0)) & same_words
    return denied


def _places(kinds: tuple[str, ...]) -> list[int]:
    return [KINDS.index(kind) for kind in kinds]


def _conflicts(shared: Floats, ours: Floats, theirs: Floats, kinds: tuple[str, ...]) -> Booleans:
    """pairs x kinds: named on both sides without a common value."""
    at = _places(kinds)
    found: Booleans = (ours[:, at] > 0) & (theirs[:, at] > 0) & (shared[:, at] == 0)
    return found


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _cosine(known: Profiles, left: Integers, right: Integers) -> Floats:
    """The cosine that the share of different signs tells; 0 where one has no meaning."""
    ours, theirs = known.meanings[left], known.meanings[right]
    different = np.bitwise_count(ours ^ theirs).sum(axis=1)
    named = ours.any(axis=1) & theirs.any(axis=1)
    return np.where(named, np.cos(np.pi * different / _SIGNS), 0.0)


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
