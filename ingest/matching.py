"""Two activities side by side: what the normaliser tells of them, and whether matching takes them for the same."""

from __future__ import annotations

from normalize.activities.traits import Place, Traits, traits
from warehouse.matching.profiles import Matchable


def matchable(activity: str, headings: tuple[str, ...] = (), title: str = "") -> Matchable:
    """What matching compares of an activity below these headings, the nearest first."""
    return of_traits(traits(activity, Place(headings, title)))


def of_traits(found: Traits) -> Matchable:
    """The normaliser's columns as the corpus stage reads them."""
    return Matchable(found.match_key, found.facets, found.wording, found.minhash, found.meaning)
