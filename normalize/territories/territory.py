"""Which region an order is from, decided by all that its parts say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from normalize.territories.places import find_municipalities
from normalize.territories.regions import Region, find_regions, regions

_HINT = 0.7
"""What a municipality says of its region beside the region's own name (1)."""
_CONTRADICTED = 0.2
"""The same where the region is named too: 'Первомайский район Тамбовской области' is none of the Altai."""


@dataclass(frozen=True, slots=True)
class Source:
    """A part of the order that may tell its region, and how much one mention there weighs."""

    text: str
    weight: float
    most: float


def decide_region(sources: Iterable[Source]) -> Region | None:
    """The region that the weighed mentions of all sources tell; None where nothing, or nothing clear, is told.

    `most` caps what one source may say, so that a text full of neighbours does not outvote a letterhead.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    for source in sources:
        counts: defaultdict[str, float] = defaultdict(float)
        named = {mention.code for mention in find_regions(source.text)}
        for mention in (*find_regions(source.text), *find_municipalities(source.text)):
            contradicted = bool(named) and mention.code not in named
            counts[mention.code] += source.weight * (
                1.0 if mention.direct else _CONTRADICTED if contradicted else _HINT
            )
        for code, score in counts.items():
            scores[code] += min(score, source.most)
    ranked = sorted(scores.items(), key=lambda score: -score[1])
    if not ranked or ranked[0][1] < 1.0 or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return None
    return regions()[ranked[0][0]]
