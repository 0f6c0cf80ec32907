"""The product's matcher as benchmarks/pairs.py asks it: two texts below their headings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from benchmarks.pairs_data import Pair
from ingest.matching import matchable
from warehouse.matching.judge import Judgements, judge, judge_pairs
from warehouse.matching.profiles import Matchable, of_matchables

BETWEEN_HEADINGS = " / "


@lru_cache(maxsize=4096)
def activity(text: str, section: str) -> Matchable:
    """An activity; `section` has the headings over it, outermost first."""
    return matchable(text, tuple(reversed(section.split(BETWEEN_HEADINGS))))


def judged(pairs: Sequence[Pair]) -> Judgements:
    """The judgements of all pairs at once, in their order."""
    sides = [activity(pair.text_a, pair.section_a) for pair in pairs]
    sides += [activity(pair.text_b, pair.section_b) for pair in pairs]
    left = np.arange(len(pairs))
    return judge_pairs(of_matchables(sides), left, left + len(pairs))


def ours(text_a: str, section_a: str, text_b: str, section_b: str) -> tuple[float, bool, bool]:
    """(score, whether it is the same activity, whether the wording was taken over)."""
    found = judge(activity(text_a, section_a), activity(text_b, section_b))
    return float(found.same[0]), bool(found.is_same[0]), bool(found.is_copy[0])
