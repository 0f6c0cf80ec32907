"""How well surface similarity tells whether two activities are the same, and whether one was copied from the other.

    python -m benchmarks.pairs

Prints precision, recall and F1 of TF-IDF cosine over characters, rapidfuzz token_set_ratio, navec mean cosine and of
calling every pair positive, twice: with the threshold that is best for the very pairs it is measured on (what the
method could reach at most), and with the threshold that is best on the pairs of the labelled orders (what it reaches
on pairs it has not seen). `ours`, the product's matcher, decides without a threshold of the benchmark's; "as loaded"
it is asked with what a warehouse stores of the labelled orders, headings as printed: that is what users meet.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.pairs_data import GOLD_PAIRS, UNSEEN_PAIRS, Pair, load_pairs

Truth = Sequence[bool]
Scores = Sequence[float]
Method = Callable[[Sequence[Pair]], list[float]]
Ours = Callable[[str, str, str, str], tuple[float, bool, bool]]
TARGETS: dict[str, Callable[[Pair], bool | None]] = {
    "same": lambda pair: pair.same,
    "copied activity": lambda pair: pair.copied_activity,
    "copied wording": lambda pair: pair.copy,
}
_WORD = re.compile(r"[а-яёa-z0-9]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """Shares from 0 to 1, and the threshold they hold for (None where the method decides itself)."""

    f1: float
    precision: float
    recall: float
    threshold: float | None = None


def judge(truth: Truth, said: Truth, threshold: float | None = None) -> Figure:
    """Precision, recall and F1 of yes-no answers; 0 where they are undefined."""
    hits = sum(wanted and given for wanted, given in zip(truth, said, strict=True))
    precision, recall = hits / max(sum(said), 1), hits / max(sum(truth), 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Figure(f1, precision, recall, threshold)


def at_threshold(truth: Truth, scores: Scores, threshold: float) -> Figure:
    """The figure of calling positive what scores at least `threshold`."""
    return judge(truth, [score >= threshold for score in scores], threshold)


def best_threshold(truth: Truth, scores: Scores) -> Figure:
    """The figure with the highest F1 over all thresholds; the highest threshold of equal ones."""
    figures = (at_threshold(truth, scores, threshold) for threshold in sorted(set(scores), reverse=True))
    return max(figures, key=lambda figure: figure.f1)


def tfidf_cosine(pairs: Sequence[Pair]) -> list[float]:
    """Cosine of TF-IDF over 3 to 5 characters within words; document frequencies from the texts of `pairs`."""
    counts = [Counter(_ngrams(text)) for pair in pairs for text in (pair.text_a, pair.text_b)]
    frequency = Counter(gram for count in counts for gram in count)
    idf = {gram: math.log((1 + len(counts)) / (1 + seen)) + 1 for gram, seen in frequency.items()}
    vectors = [{gram: times * idf[gram] for gram, times in count.items()} for count in counts]
    return [_sparse_cosine(a, b) for a, b in zip(vectors[::2], vectors[1::2], strict=True)]


def _ngrams(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        padded = f" {word} "
        for size in (3, 4, 5):
            yield from (padded[start : start + size] for start in range(len(padded) - size + 1))


def _sparse_cosine(a: dict[str, float], b: dict[str, float]) -> float:
    product = sum(weight * b.get(gram, 0.0) for gram, weight in a.items())
    norms = math.hypot(*a.values()) * math.hypot(*b.values())
    return product / norms if norms else 0.0


def token_set_ratio(pairs: Sequence[Pair]) -> list[float]:
    """rapidfuzz token_set_ratio of the lower-cased texts, from 0 to 1."""
    from rapidfuzz import fuzz, utils

    return [fuzz.token_set_ratio(pair.text_a, pair.text_b, processor=utils.default_process) / 100 for pair in pairs]


def navec_cosine(pairs: Sequence[Pair]) -> list[float]:
    """Cosine of the mean navec vectors of the words."""
    import numpy as np

    vectors = [_mean_vector(text) for pair in pairs for text in (pair.text_a, pair.text_b)]
    norms = [float(np.linalg.norm(vector)) or 1.0 for vector in vectors]
    products = [float(a @ b) for a, b in zip(vectors[::2], vectors[1::2], strict=True)]
    return [product / (a * b) for product, a, b in zip(products, norms[::2], norms[1::2], strict=True)]


def _mean_vector(text: str) -> Any:
    import numpy as np

    known = [_navec()[word] for word in _WORD.findall(text.lower()) if word in _navec()]
    return np.mean(known, axis=0) if known else np.zeros(_navec().pq.dim)


@cache
def _navec() -> Any:
    from natasha import NewsEmbedding

    return NewsEmbedding()


def always(pairs: Sequence[Pair]) -> list[float]:
    """Everything is the same: what any method must beat."""
    return [1.0] * len(pairs)


BASELINES: dict[str, Method] = {
    "TF-IDF characters": tfidf_cosine,
    "token_set_ratio": token_set_ratio,
    "navec mean": navec_cosine,
    "all positive": always,
}


def product() -> Ours | None:
    """`benchmarks.matcher.ours(text_a, section_a, text_b, section_b)`, which asks the product; None without it.

    It answers (score, same activity, wording taken over).
    """
    if importlib.util.find_spec("benchmarks.matcher") is None:
        return None
    matcher = importlib.import_module("benchmarks.matcher")
    ours: Ours = matcher.ours
    return ours


def answers(ours: Ours, pairs: Sequence[Pair]) -> dict[str, list[bool]]:
    """What the matcher says of each pair, by target."""
    return by_target([ours(pair.text_a, pair.section_a, pair.text_b, pair.section_b) for pair in pairs])


def answers_as_loaded(pairs: Sequence[Pair]) -> dict[str, list[bool]]:
    """What the matcher says of pairs of the labelled orders as a warehouse has them, by target."""
    return by_target(importlib.import_module("benchmarks.matcher").as_loaded(pairs))


def by_target(said: Sequence[tuple[float, bool, bool]]) -> dict[str, list[bool]]:
    """Answers (score, same activity, wording taken over) by target."""
    return {
        "same": [same for _, same, _ in said],
        "copied activity": [same and copy for _, same, copy in said],
        "copied wording": [copy for _, _, copy in said],
    }


def portions() -> dict[str, list[Pair]]:
    """The pairs as they are measured: of the labelled orders, and each half of the unseen ones."""
    unseen = load_pairs(UNSEEN_PAIRS)
    halves = {f"unseen, half {half}": [pair for pair in unseen if pair.half == half] for half in "AB"}
    return {"five orders": load_pairs(GOLD_PAIRS), **halves}


def judged(target: str, pairs: Sequence[Pair]) -> tuple[list[Pair], list[bool]]:
    """The pairs for which a target is decided, and what is true of them."""
    decided = [(pair, truth) for pair in pairs if (truth := TARGETS[target](pair)) is not None]
    return [pair for pair, _ in decided], [truth for _, truth in decided]


def table(target: str, measured: dict[str, list[Pair]]) -> Iterator[str]:
    """The lines of one target's table."""
    yield f"{target + ':':44}best threshold{'threshold of the five orders':>54}"
    decided = {portion: judged(target, pairs) for portion, pairs in measured.items()}
    for name, method in BASELINES.items():
        scores = {portion: method(pairs) for portion, (pairs, _) in decided.items()}
        fixed = best_threshold(decided["five orders"][1], scores["five orders"]).threshold or 0.0
        for portion, (_, truth) in decided.items():
            best, kept = best_threshold(truth, scores[portion]), at_threshold(truth, scores[portion], fixed)
            yield f"{name:20}{portion:18}{line(best)}{line(kept)}"
    if ours := product():
        for portion, (pairs, truth) in decided.items():
            yield f"{'ours':20}{portion:18}{line(judge(truth, answers(ours, pairs)[target]))}"
        pairs, truth = decided["five orders"]
        yield f"{'ours, as loaded':20}{'five orders':18}{line(judge(truth, answers_as_loaded(pairs)[target]))}"


def summary(measured: dict[str, list[Pair]]) -> Iterator[str]:
    """F1 for `same` of every portion: the product, TF-IDF with the threshold best for it, everything the same."""
    yield f"{'F1 for same':18}{'ours':>12}{'as loaded':>12}{'TF-IDF':>12}{'all the same':>14}"
    ours = product()
    for portion, some in measured.items():
        pairs, truth = judged("same", some)
        said = judge(truth, answers(ours, pairs)["same"]).f1 if ours else 0.0
        loaded = f"{judge(truth, answers_as_loaded(pairs)['same']).f1:.3f}" if portion == "five orders" else "-"
        peers = [best_threshold(truth, method(pairs)).f1 for method in (tfidf_cosine, always)]
        yield f"{portion:18}{said:12.3f}{loaded:>12}{peers[0]:12.3f}{peers[1]:14.3f}"


def line(figure: Figure) -> str:
    """One figure in fixed columns."""
    threshold = "" if figure.threshold is None else f" at {figure.threshold:.2f}"
    return f"   F1 {figure.f1:.3f}  P {figure.precision:.3f}  R {figure.recall:.3f}{threshold:8}"


def main() -> None:
    """Prints how many pairs there are, and a table for each target."""
    measured = portions()
    for name, pairs in measured.items():
        counts = {target: sum(judged(target, pairs)[1]) for target in TARGETS}
        print(f"{name}: {len(pairs)} pairs,", ", ".join(f"{target} {count}" for target, count in counts.items()))
    print("\n".join(summary(measured)))
    for target in TARGETS:
        print()
        print("\n".join(table(target, measured)))


if __name__ == "__main__":
    main()
