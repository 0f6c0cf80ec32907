"""Fit the weights of matching on labelled pairs, and tell what they reach on pairs left out.

    python -m benchmarks.fit_matching            prints figures
    python -m benchmarks.fit_matching --write    also writes warehouse/matching/weights.yml

A logistic regression with a ridge over the features of warehouse/matching/judge.py; pairs that a deciding facet tells
apart are left out, since no score is asked for them. Cross-validated by texts: all pairs of one text are in one fold.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml

from benchmarks.matcher import judged
from benchmarks.pairs import judge
from benchmarks.pairs_data import GOLD_PAIRS, UNSEEN_PAIRS, Pair, load_pairs
from warehouse.matching.judge import FEATURES, Judgements, weights
from warehouse.matching.profiles import Booleans, Floats

WEIGHTS = Path(__file__).parents[1] / "warehouse" / "matching" / "weights.yml"
HEADER = (
    "# Веса признаков пары мероприятий (warehouse/matching/judge.py).\n"
    "# Подобраны программой: python -m benchmarks.fit_matching --write\n"
)
FOLDS, RIDGE, STEPS = 10, 2.0, 40


def fitted(features: Floats, truth: Booleans) -> Floats:
    """The factors of the features, then the bias, by Newton's method over standardised features."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    scaled = np.column_stack([(features - mean) / spread, np.ones(len(features))])
    ridge = np.diag([RIDGE] * features.shape[1] + [0.0])
    found = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-scaled @ found))
        curved = (scaled * (told * (1 - told))[:, None]).T @ scaled + ridge
        found += np.linalg.solve(curved, scaled.T @ (truth - told) - ridge @ found)
    factors = found[:-1] / spread
    return np.append(factors, found[-1] - mean @ factors)


def scores(factors: Floats, features: Floats) -> Floats:
    """The logistic score of each row."""
    return np.asarray(1 / (1 + np.exp(-(features @ factors[:-1] + factors[-1]))))


def left_out(found: Judgements, truth: Booleans, folds: Sequence[int]) -> Floats:
    """The score of every pair by weights fitted without its fold; 0 where a deciding facet differs."""
    told = np.zeros(len(truth))
    for fold in range(FOLDS):
        inside = np.array(folds) == fold
        learned = ~inside & ~found.conflict
        told[inside] = scores(fitted(found.features[learned], truth[learned]), found.features[inside])
    return np.where(found.conflict, 0.0, told)


def fold_of(pair: Pair) -> int:
    """The fold of a pair, by its first text."""
    return zlib.crc32(pair.text_a.encode()) % FOLDS


def best_copy_threshold(found: Judgements, pairs: Sequence[Pair]) -> tuple[float, float]:
    """(F1, threshold) of the likeness of wording that tells copies best; pairs without a clear label do not count."""
    clear = np.array([pair.copy is not None for pair in pairs])
    truth, alike = np.array([bool(pair.copy) for pair in pairs])[clear], found.copy[clear]
    return max((judge(truth, alike >= t).f1, round(float(t), 2)) for t in np.arange(0.5, 1.0, 0.01))


def main() -> None:
    """Prints F1 of left-out pairs by source, then of the final weights; writes them where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    sources = {
        "five orders": load_pairs(GOLD_PAIRS),
        "unseen, half A": [pair for pair in load_pairs(UNSEEN_PAIRS) if pair.half == "A"],
    }
    pairs = [pair for some in sources.values() for pair in some]
    names = np.array([name for name, some in sources.items() for _ in some])
    truth = np.array([pair.same for pair in pairs])
    found = judged(pairs)
    told = left_out(found, truth, [fold_of(pair) for pair in pairs])
    for name in sources:
        at = names == name
        reached = max((judge(truth[at], told[at] >= t).f1, round(float(t), 2)) for t in np.arange(0.2, 0.8, 0.02))
        print(f"{name:16} cross-validated F1 {judge(truth[at], told[at] >= 0.5).f1:.3f} (best {reached})")
        others = (names != name) & ~found.conflict
        alone = np.where(found.conflict, 0.0, scores(fitted(found.features[others], truth[others]), found.features))
        print(f"{name:16} F1 by weights of the other source {judge(truth[at], alone[at] >= 0.5).f1:.3f}")
    print("copy: best F1 and threshold", best_copy_threshold(found, pairs))
    factors = fitted(found.features[~found.conflict], truth[~found.conflict])
    for name, factor in zip([*FEATURES, "bias"], factors, strict=True):
        print(f"  {name:16} {factor:6.2f}")
    if parser.parse_args().write:
        write(factors)


def write(factors: Floats) -> None:
    """Write weights.yml; its thresholds stay."""
    rounded = [round(float(factor), 2) for factor in factors]
    data = {
        "bias": rounded[-1],
        "features": dict(zip(FEATURES, rounded, strict=False)),
        "same": weights().same,
        "copy": weights().copy,
        "copy_fewest_words": weights().copy_fewest_words,
    }
    WEIGHTS.write_text(HEADER + yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
