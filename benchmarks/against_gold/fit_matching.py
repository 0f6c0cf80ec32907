"""Fit the weights of matching on labelled pairs, and tell what they reach on pairs left out.

    python -m benchmarks.fit_matching            prints figures
    python -m benchmarks.fit_matching --rarity   first counts the words of the five orders into rarity.csv
    python -m benchmarks.fit_matching --write    also writes weights.yml, both in warehouse/corpus/matching

A logistic regression with a ridge over the features of warehouse/corpus/matching/judge.py; pairs that a deciding
facet tells apart are left out, since no score is asked for them. Cross-validated by texts: all pairs of one text are in
one fold.

Labelled pairs are chosen to be hard: most that share words are not the same there, and likeness would count against a
pair. So random pairs of two orders, hardly any of which is the same, are added with a small weight, and no likeness may
count against a pair.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks.gold_data import load_gold
from benchmarks.matcher import judged
from benchmarks.pairs import judge
from benchmarks.pairs_data import GOLD_PAIRS, UNSEEN_PAIRS, Pair, headings, load_pairs
from normalize.activities.facets import match_key
from warehouse.corpus.matching.judge import FEATURES, Judgements, weights
from warehouse.corpus.matching.profiles import Booleans, Floats, Integers
from warehouse.corpus.matching.rarity import rarity_of

RANDOM = "random"

WEIGHTS = Path(__file__).parents[2] / "warehouse" / "corpus" / "matching" / "weights.yml"
RARITY = WEIGHTS.with_name("rarity.csv")
FEWEST_USES = 4
HEADER = (
    "# Веса признаков пары мероприятий (warehouse/corpus/matching/judge.py).\n"
    "# Подобраны программой: python -m benchmarks.fit_matching --write\n"
)
FOLDS, RIDGE, STEPS = 10, 2.0, 40
RANDOM_PAIRS, RANDOM_WEIGHT = 3000, 1.0
LIKENESS = ("contained", "meaning", "same_operation", "objects")


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs as they are learned from: n x features, what a reader says, how much each counts, its fold and source."""

    found: Judgements
    truth: Booleans
    weight: Floats
    fold: Integers
    source: NDArray[np.str_]

    def fitted(self, rows: Booleans) -> Floats:
        """The factors learned from some rows, pairs that a facet tells apart left out."""
        rows = rows & ~self.found.conflict
        return fitted(self.found.features[rows], self.truth[rows], self.weight[rows])


def sample(sources: Mapping[str, Sequence[Pair]]) -> Sample:
    """The pairs of all sources with the random ones."""
    pairs = [pair for some in sources.values() for pair in some]
    return Sample(
        judged(pairs)[0],
        np.array([pair.same for pair in pairs]),
        np.array([RANDOM_WEIGHT if name == RANDOM else 1.0 for name, some in sources.items() for _ in some]),
        np.array([zlib.crc32(pair.text_a.encode()) % FOLDS for pair in pairs]),
        np.array([name for name, some in sources.items() for _ in some]),
    )


def random_pairs(known: Iterable[Pair]) -> list[Pair]:
    """Pairs of activities of two labelled orders, drawn by chance, without those that are labelled."""
    labelled = {frozenset((pair.text_a, pair.text_b)) for pair in known}
    items = [
        (gold.name, headings(gold.items, item), str(item["activity"])) for gold in load_gold() for item in gold.items
    ]
    draw, found = random.Random(1), list[Pair]()
    while len(found) < RANDOM_PAIRS:
        one, other = draw.sample(items, 2)
        if one[0] != other[0] and frozenset((one[2], other[2])) not in labelled:
            found.append(Pair(one[2], one[1], other[2], other[1], False, None, False, RANDOM))
    return found


def fitted(features: Floats, truth: Booleans, weight: Floats) -> Floats:
    """The factors of the features, then the bias; no likeness gets a factor below 0."""
    free = np.ones(features.shape[1], dtype=bool)
    while True:
        factors = np.zeros(len(free) + 1)
        factors[np.append(free, True)] = _newton(features[:, free], truth, weight)
        against = [place for place, name in enumerate(FEATURES) if name in LIKENESS and factors[place] < 0]
        if not against:
            return factors
        free[against] = False


def _newton(features: Floats, truth: Booleans, weight: Floats) -> Floats:
    """Logistic regression with a ridge over standardised features."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = np.column_stack([(features - mean) / spread, np.ones(len(features))])
    ridge = np.diag([RIDGE] * features.shape[1] + [0.0])
    found = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-scaled @ found))
        curved = (scaled * (weight * told * (1 - told))[:, None]).T @ scaled + ridge
        found += np.linalg.solve(curved, scaled.T @ (weight * (truth - told)) - ridge @ found)
    factors = found[:-1] / spread
    return np.append(factors, found[-1] - mean @ factors)


def scores(factors: Floats, features: Floats) -> Floats:
    """The logistic score of each row."""
    return np.asarray(1 / (1 + np.exp(-(features @ factors[:-1] + factors[-1]))))


def left_out(known: Sample) -> Floats:
    """The score of every pair by weights fitted without its fold; 0 where a deciding facet differs."""
    told = np.zeros(len(known.truth))
    for fold in range(FOLDS):
        inside = known.fold == fold
        told[inside] = scores(known.fitted(~inside), known.found.features[inside])
    return np.where(known.found.conflict, 0.0, told)


def best_copy_threshold(alike: Floats, pairs: Sequence[Pair]) -> tuple[float, float]:
    """(F1, threshold) of the likeness of wording that tells copies best; pairs without a clear label do not count."""
    clear = np.array([pair.copy is not None for pair in pairs])
    truth, alike = np.array([bool(pair.copy) for pair in pairs])[clear], alike[clear]
    return max((judge(truth, alike >= t).f1, round(float(t), 2)) for t in np.arange(0.5, 1.0, 0.01))


def report(known: Sample, told: Floats, name: str) -> Iterator[str]:
    """What the weights reach on pairs of a source that they were not fitted on."""
    at = known.source == name
    best = max((judge(known.truth[at], told[at] >= t).f1, round(float(t), 2)) for t in np.arange(0.1, 0.8, 0.02))
    yield f"{name:16} cross-validated F1 {judge(known.truth[at], told[at] >= weights().same).f1:.3f}, best {best}"
    by_others = scores(known.fitted(~at), known.found.features[at])
    alone = np.where(known.found.conflict[at], 0.0, by_others)
    yield f"{name:16} F1 by the other sources alone {judge(known.truth[at], alone >= weights().same).f1:.3f}"
    reached = judge(known.truth[at], told[at] >= weights().found)
    yield f"{name:16} among all pairs: P {reached.precision:.3f} R {reached.recall:.3f}"


def write_rarities() -> None:
    """Write rarity.csv: words that at least four activities of the labelled orders have, the usual ones first."""
    keys = [match_key(str(item["activity"])) for gold in load_gold() for item in gold.items]
    counts = Counter(word for key in keys for word in set(key.split()))
    usual = sorted((-count, word) for word, count in counts.items() if count >= FEWEST_USES)
    lines = ["word,rarity", *(f"{word},{rarity_of(-count, len(keys))}" for count, word in usual)]
    RARITY.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Prints F1 of left-out pairs by source, then the final weights; writes them where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rarity", action="store_true")
    arguments = parser.parse_args()
    if arguments.rarity:
        write_rarities()
    half_a = [pair for pair in load_pairs(UNSEEN_PAIRS) if pair.half == "A"]
    sources = {"five orders": load_pairs(GOLD_PAIRS), "unseen, half A": half_a}
    known = sample({**sources, RANDOM: random_pairs(sources["five orders"])})
    told = left_out(known)
    for name in sources:
        print("\n".join(report(known, told, name)))
    chance = told[known.source == RANDOM]
    called, found = np.mean(chance >= weights().same), np.mean(chance >= weights().found)
    print(f"random pairs called the same: {called:.2%}, found {found:.2%}")
    pairs = [pair for some in sources.values() for pair in some]
    print("copy: best F1 and threshold", best_copy_threshold(judged(pairs)[1], pairs))
    factors = known.fitted(np.ones(len(known.truth), dtype=bool))
    for name, factor in zip([*FEATURES, "bias"], factors, strict=True):
        print(f"  {name:16} {factor:6.2f}")
    if arguments.write:
        write(factors)


def write(factors: Floats) -> None:
    """Write weights.yml; its thresholds stay."""
    rounded = [round(float(factor), 2) for factor in factors]
    data = {
        "bias": rounded[-1],
        "features": dict(zip(FEATURES, rounded, strict=False)),
        "same": weights().same,
        "found": weights().found,
        "copy": weights().copy,
        "repeated": weights().repeated,
        "copy_fewest_words": weights().copy_fewest_words,
    }
    WEIGHTS.write_text(HEADER + yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
