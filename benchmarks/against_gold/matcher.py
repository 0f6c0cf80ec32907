"""The product's matcher as benchmarks/against_gold/pairs.py asks it: two texts below their headings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from benchmarks.pairs_data import Pair
from ingest.questions.matching import matchable
from warehouse.corpus.matching.explain import explain
from warehouse.corpus.matching.judge import Judgements, judge_pairs, likeness
from warehouse.corpus.matching.profiles import Floats, Matchable, of_matchables

BETWEEN_HEADINGS = " / "


@lru_cache(maxsize=4096)
def activity(text: str, section: str) -> Matchable:
    """An activity; `section` has the headings over it, outermost first."""
    return matchable(text, tuple(reversed(section.split(BETWEEN_HEADINGS))))


def judged(pairs: Sequence[Pair]) -> tuple[Judgements, Floats]:
    """The judgements of all pairs at once and the likeness of their wordings, in their order."""
    sides = [activity(pair.text_a, pair.section_a) for pair in pairs]
    sides += [activity(pair.text_b, pair.section_b) for pair in pairs]
    known, left = of_matchables(sides), np.arange(len(pairs))
    right = left + len(pairs)
    return judge_pairs(known, left, right), likeness(known, left, right)


def ours(text_a: str, section_a: str, text_b: str, section_b: str) -> tuple[float, bool, bool]:
    """(score, whether it is the same activity, whether the wording was taken over)."""
    found = explain(activity(text_a, section_a), activity(text_b, section_b))
    return found.score, found.same, found.copy
