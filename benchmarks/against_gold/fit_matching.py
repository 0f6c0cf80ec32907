"""Fit the weights of matching on labelled pairs, and tell what they reach on pairs left out.

    python -m benchmarks.fit_matching            prints figures
    python -m benchmarks.fit_matching --rarity   first counts the words of the five orders into rarity.csv
    python -m benchmarks.fit_matching --decided data/curated   with what analysts decided of links there
    python -m benchmarks.fit_matching --write    also writes weights.yml, both in warehouse/corpus/matching

A logistic regression with a ridge over the features of warehouse/corpus/matching/features.py; pairs that a deciding
facet tells apart are left out, since no score is asked for them. Cross-validated by texts: all pairs of one text are in
one fold.

Three kinds of pairs teach it: those chosen to be hard, those drawn at random from a warehouse and read blind
(tests/cases/links, the half for fitting), and pairs of two orders by chance, hardly any of which is the same. What the
scores are worth of the drawn ones, each counted as often as it stands for, and of all pairs of the couples that may be
read (benchmarks/against_gold/couples.py), is the calibration.
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

from benchmarks.couples import TRAIN
from benchmarks.couples import drawn as of_couples
from benchmarks.gold_data import load_gold
from benchmarks.links import decided, matchables, weighted
from benchmarks.links_data import FITTING, PART, SAME, Drawn, read_keys, read_sheets
from benchmarks.matcher import activity, judged
from benchmarks.pairs import judge
from benchmarks.pairs_data import GOLD_PAIRS, UNSEEN_PAIRS, Pair, headings, load_pairs
from normalize.activities.facets import match_key
from warehouse.corpus.matching.features import FEATURES
from warehouse.corpus.matching.judge import Judgements, judge_pairs, weights
from warehouse.corpus.matching.profiles import Booleans, Floats, Integers, Matchable, of_matchables
from warehouse.corpus.matching.rarity import rarity_of

RANDOM, DRAWN, WHOLE = "random", "drawn", "couples"

WEIGHTS = Path(__file__).parents[2] / "warehouse" / "corpus" / "matching" / "weights.yml"
RARITY = WEIGHTS.with_name("rarity.csv")
FEWEST_USES = 4
HEADER = (
    "# Веса признаков пары мероприятий (warehouse/corpus/matching/features.py) и что стоит оценка (calibration).\n"
    "# Подобраны программой: python -m benchmarks.fit_matching --write\n"
)
FOLDS, RIDGE, STEPS = 10, 6.0, 20
RANDOM_PAIRS = 1500
ASKED = {"five orders": 1.0, "unseen, half A": 1.0, DRAWN: 0.5, RANDOM: 0.3}
LINKS = {"five orders": 0.3, "unseen, half A": 0.3, DRAWN: 1.0, RANDOM: 0.2}
"""How much a pair of each source counts for pairs that somebody asks about, and for those found among all pairs."""
LIKENESS = ("contained", "covered", "common", "meaning", "same_operation", "operations", "objects", "same_audience")
PART_FEATURES = ("contained", "covered", "extra_short", "extra_long", "meaning", "same_operation", "objects")
FEWEST_IN_POOL = 15
COUPLE_STANDS_FOR = 30.0
"""Pairs that one of the couples stands for in the calibration: what another hand writes counts about as much as all
drawn pairs."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Pairs as they are learned from: n x features, what a reader says, the fold and the source of each."""

    found: Judgements
    truth: Booleans
    fold: Integers
    source: NDArray[np.str_]

    def fitted(self, rows: Booleans, counts: Mapping[str, float]) -> Floats:
        """The factors learned from some rows, pairs that a facet tells apart left out."""
        rows = rows & ~self.found.conflict
        weight = np.array([counts.get(name, 0.0) for name in self.source[rows]])
        return fitted(self.found.features[rows], self.truth[rows], weight)


def sample(sources: Mapping[str, Sequence[Pair]], drawn: Sequence[Drawn], whole: Sequence[Drawn] = ()) -> Sample:
    """The pairs of all sources with those drawn from a warehouse, and those of whole orders."""
    pairs = [(name, pair) for name, some in sources.items() for pair in some]
    sides = [
        [activity(pair.text_a, pair.section_a) for _, pair in pairs],
        [activity(pair.text_b, pair.section_b) for _, pair in pairs],
    ]
    names = [name for name, _ in pairs] + [DRAWN] * len(drawn) + [WHOLE] * len(whole)
    drawn = [*drawn, *whole]
    texts = [pair.text_a for _, pair in pairs] + [one.text_a for one in drawn]
    for side, more in zip(sides, matchables(drawn), strict=True):
        side.extend(more)
    return Sample(
        features_of(*sides),
        np.array([pair.same for _, pair in pairs] + [one.label == SAME for one in drawn]),
        np.array([zlib.crc32(text.encode()) % FOLDS for text in texts]),
        np.array(names),
    )


def features_of(ones: Sequence[Matchable], others: Sequence[Matchable]) -> Judgements:
    """The judgements, with features, of pairs side by side."""
    left = np.arange(len(ones))
    return judge_pairs(of_matchables([*ones, *others]), left, left + len(ones), explained=True)


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


def left_out(known: Sample, counts: Mapping[str, float]) -> Floats:
    """The score of every pair by weights fitted without its fold; 0 where a deciding facet differs."""
    told = np.zeros(len(known.truth))
    for fold in range(FOLDS):
        inside = known.fold == fold
        told[inside] = scores(known.fitted(~inside, counts), known.found.features[inside])
    return np.where(known.found.conflict, 0.0, told)


def best_copy_threshold(alike: Floats, pairs: Sequence[Pair]) -> tuple[float, float]:
    """(F1, threshold) of the likeness of wording that tells copies best; pairs without a clear label do not count."""
    clear = np.array([pair.copy is not None for pair in pairs])
    truth, alike = np.array([bool(pair.copy) for pair in pairs])[clear], alike[clear]
    return max((judge(truth, alike >= t).f1, round(float(t), 2)) for t in np.arange(0.5, 1.0, 0.01))


def calibration(score: Floats, truth: Booleans, weight: Floats) -> list[tuple[float, float]]:
    """(score, share that is right), ascending in both: neighbours are pooled until the shares ascend and each pool has
    at least FEWEST_IN_POOL pairs; of the highest a pair is thought wrong, so that nothing is certain.
    """
    order = np.argsort(score, kind="stable").tolist()
    pools: list[list[float]] = []
    for place in order:
        pools.append([score[place] * weight[place], weight[place] * truth[place], weight[place], 1.0])
        while len(pools) > 1 and (pools[-2][3] < FEWEST_IN_POOL or _share(pools[-2]) >= _share(pools[-1])):
            last = pools.pop()
            pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    if len(pools) > 1 and pools[-1][3] < FEWEST_IN_POOL:
        last = pools.pop()
        pools[-1] = [one + other for one, other in zip(pools[-1], last, strict=True)]
    steps = [(round(float(pool[0] / pool[2]), 3), round(float(_share(pool)), 3)) for pool in pools]
    return [(0.0, 0.0), *steps, (1.0, steps[-1][1])]


def _share(pool: Sequence[float]) -> float:
    return min(pool[1] / pool[2], pool[3] / (pool[3] + 1))


def report(known: Sample, told: Floats, name: str) -> Iterator[str]:
    """What the weights reach on pairs of a source that they were not fitted on."""
    at = known.source == name
    best = max((judge(known.truth[at], told[at] >= t).f1, round(float(t), 2)) for t in np.arange(0.02, 0.9, 0.02))
    yield f"{name:16} cross-validated F1 {judge(known.truth[at], told[at] >= weights().same).f1:.3f}, best {best}"


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
    parser.add_argument("--decided", type=Path)
    arguments = parser.parse_args()
    if arguments.rarity:
        write_rarities()
    half_a = [pair for pair in load_pairs(UNSEEN_PAIRS) if pair.half == "A"]
    sources = {"five orders": load_pairs(GOLD_PAIRS), "unseen, half A": half_a}
    drawn, keys = [one for one in read_sheets(FITTING) if one.label], read_keys(FITTING)
    if arguments.decided:
        more, more_keys = decided(arguments.decided)
        drawn, keys = drawn + more, keys | more_keys
    whole, whole_keys = of_couples(TRAIN, COUPLE_STANDS_FOR)
    known = sample({**sources, RANDOM: random_pairs(sources["five orders"])}, drawn, whole)
    told = left_out(known, ASKED)
    for name in (*sources, DRAWN):
        print("\n".join(report(known, told, name)))
    print(f"random pairs called the same: {np.mean(told[known.source == RANDOM] >= weights().same):.2%}")
    keys = keys | whole_keys
    stands_for = np.array([keys[one.pair].weight for one in (*drawn, *whole)])
    at = np.isin(known.source, (DRAWN, WHOLE)) & ~known.found.conflict
    links, truth, stands_for = left_out(known, LINKS)[at], known.truth[at], stands_for[at[-len(stands_for) :]]
    steps = calibration(links, truth, stands_for)
    print("\n".join(reached(np.interp(links, *zip(*steps, strict=True)), truth, stands_for)))
    pairs = [pair for some in sources.values() for pair in some]
    print("copy: best F1 and threshold", best_copy_threshold(judged(pairs)[1], pairs))
    everything = np.ones(len(known.truth), dtype=bool)
    factors = [known.fitted(everything, counts) for counts in (ASKED, LINKS)]
    for name, *of_both in zip([*FEATURES, "bias"], *factors, strict=True):
        print(f"  {name:18}", *(f"{factor:6.2f}" for factor in of_both))
    if arguments.write:
        write(*factors, fitted_parts(known, drawn), steps)


def reached(share: Floats, truth: Booleans, stands_for: Floats) -> Iterator[str]:
    """Lines of what the links from each calibrated share on reach."""
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        precision, recall, f1 = weighted(truth, share >= least, stands_for)
        yield f"links from {least}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def fitted_parts(known: Sample, drawn: Sequence[Drawn]) -> Floats:
    """The factors of a general text and its special case, learned from the drawn pairs that are not the same."""
    rows = np.flatnonzero((known.source == DRAWN) & ~known.found.conflict & ~known.truth)
    offset = int(np.flatnonzero(known.source == DRAWN)[0])
    truth = np.array([drawn[row - offset].label == PART for row in rows])
    at = [list(FEATURES).index(name) for name in PART_FEATURES]
    factors = np.zeros(len(FEATURES) + 1)
    factors[[*at, len(FEATURES)]] = _newton(known.found.features[np.ix_(rows, at)], truth, np.ones(len(rows)))
    return factors


def write(asked: Floats, links: Floats, parts: Floats, steps: Sequence[tuple[float, float]]) -> None:
    """Write weights.yml; its thresholds stay."""
    data = {
        "asked": _named(asked),
        "links": _named(links),
        "part": {name: factor for name, factor in _named(parts).items() if name in (*PART_FEATURES, "bias")},
        "calibration": [list(step) for step in steps],
        **{name: getattr(weights(), name) for name in KEPT},
    }
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    WEIGHTS.write_text(HEADER + text, encoding="utf-8")


def _named(factors: Floats) -> dict[str, float]:
    return {name: round(float(factor), 2) + 0.0 for name, factor in zip([*FEATURES, "bias"], factors, strict=True)}


KEPT = ("same", "found", "compared", "part_from", "copy", "repeated", "copy_fewest_words")


if __name__ == "__main__":
    main()
