"""Whether the candidate stage still finds labelled true pairs beside many unrelated wordings.

    nice -n 10 .venv/bin/python -m benchmarks.recall --beside 2500 20000

The labelled pairs (tests/cases/matching; half B as a total only) stand in one corpus with so many distinct wordings
made of the words of the labelled orders: parts of three activities, drawn with a fixed seed, each read as matching
reads any text. Prints for each size the share of true pairs among the candidates, how many candidates there are, and
seconds of CPU for finding and for judging them.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.gold_data import load_gold
from benchmarks.matcher import activity
from benchmarks.pairs import portions
from ingest.questions.matching import matchable
from warehouse.corpus.matching.candidates import candidates
from warehouse.corpus.matching.judge import judge_pairs
from warehouse.corpus.matching.profiles import Matchable, of_matchables

SEED = 7
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Recall:
    """`found`: share of true pairs among the candidates, by portion of the labelled pairs; seconds of CPU."""

    wordings: int
    found: dict[str, float]
    candidates: int
    finding: float
    judging: float


def unrelated(texts: Sequence[str]) -> Iterator[str]:
    """Distinct texts without end: the beginning of one, a middle of another and a part of a third."""
    draw, made = random.Random(SEED), set[str]()
    known = [words for text in texts if len(words := text.split()) >= FEWEST_WORDS]
    while True:
        parts = [draw.choice(known)[: draw.randint(1, 4)]]
        for most in (5, 5):
            words = draw.choice(known)
            first = draw.randrange(len(words))
            parts.append(words[first : first + draw.randint(1, most)])
        text = " ".join(word for part in parts for word in part)
        if text not in made:
            made.add(text)
            yield text


def beside(count: int) -> list[Matchable]:
    """So many unrelated activities as matching compares them."""
    texts = sorted({str(item["activity"]) for gold in load_gold() for item in gold.items})
    found: dict[Matchable, None] = {}
    for text in unrelated(texts):
        if (one := matchable(text)).match_key:
            found[one] = None
        if len(found) >= count:
            break
    return list(found)


def recall(others: Sequence[Matchable]) -> Recall:
    """What the candidate stage finds of the labelled true pairs beside these activities."""
    wanted = {
        name: [(activity(one.text_a, one.section_a), activity(one.text_b, one.section_b)) for one in pairs if one.same]
        for name, pairs in portions().items()
    }
    sides = (side for pairs in wanted.values() for pair in pairs for side in pair)
    places = {one: place for place, one in enumerate(dict.fromkeys((*sides, *others)))}
    known = of_matchables(list(places))
    begun = time.process_time()
    left, right = candidates(known, np.ones(len(known), dtype=bool))
    ended = time.process_time()
    judge_pairs(known, left, right)
    judging = time.process_time() - ended
    numbers = set((left * len(known) + right).tolist())
    found = {
        name: np.mean(
            [_number(places[one], places[other], len(known)) in numbers for one, other in pairs if one != other]
        )
        for name, pairs in wanted.items()
    }
    shares = {name: round(float(share), 3) for name, share in found.items()}
    return Recall(len(known), shares, len(left), ended - begun, judging)


def _number(one: int, other: int, count: int) -> int:
    return min(one, other) * count + max(one, other)


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beside", type=int, nargs="+", default=[2_500, 20_000])
    sizes = parser.parse_args().beside
    others = beside(max(sizes))
    for size in sizes:
        found = recall(others[:size])
        shares = "  ".join(f"{name} {share:.3f}" for name, share in found.found.items())
        print(
            f"{size:,} beside: {found.wordings:,} wordings, {found.candidates:,} candidates  {shares}"
            f"  finding {found.finding:.1f} s, judging {found.judging:.1f} s"
        )


if __name__ == "__main__":
    main()
