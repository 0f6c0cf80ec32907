"""The product's matcher as benchmarks/against_gold/pairs.py asks it: two texts below their headings."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from benchmarks.gold import load_copies, pair_items
from benchmarks.gold_data import load_gold
from benchmarks.pairs_data import Pair
from ingest import api
from ingest.questions.matching import loaded, matchable
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


def as_loaded(pairs: Sequence[Pair]) -> list[tuple[float, bool, bool]]:
    """What `ours` answers for pairs of the labelled orders with what a warehouse stores of them.

    Headings are there as printed, with their colons; what the labels give beside a text has them stripped.
    """
    known = loaded_activities()
    explained = [explain(*(known[place] for place in pair.places)) for pair in pairs]
    return [(found.score, found.same, found.copy) for found in explained]


@cache
def loaded_activities() -> Mapping[tuple[str, int], Matchable]:
    """The activities of the labelled orders by (order, seq), from a warehouse that they were loaded into."""
    with tempfile.TemporaryDirectory() as name:
        ids = load_copies(Path(name))
        return activities_of(Path(name) / "curated", ids)


def activities_of(curated: Path, ids: Mapping[str, str]) -> dict[tuple[str, int], Matchable]:
    """The activities of the labelled orders by (order, seq); `ids` has the order_id of each."""
    found = {}
    with api.open(curated) as connection:
        for gold in load_gold():
            rows = connection.execute(
                "SELECT item_id, activity, number FROM items WHERE order_id = ? ORDER BY seq", [ids[gold.name]]
            ).fetchall()
            stored = [dict(zip(("item_id", "activity", "number"), row, strict=True)) for row in rows]
            for item, row in pair_items(gold.items, stored):
                found[gold.name, item["seq"]] = loaded(connection, row["item_id"])[1]
    return found
