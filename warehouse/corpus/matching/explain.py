"""Why two activities are, or are not, the same: the score by features, the facets side by side, the decision."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from warehouse.corpus.matching.features import FEATURES
from warehouse.corpus.matching.judge import DECIDING, Judgements, judge_pairs, likeness, weights
from warehouse.corpus.matching.profiles import KINDS, Matchable, Profiles, of_matchables

_NOT_SHOWN = frozenset({"экзамен", "предмет", "участники"})
"""Kinds that also stand with what the headings tell: 'экзамен по разделу'."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A feature: its value, and what it adds to the score before that is put between 0 and 1."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Compared:
    """The values of one kind of facet, or the words: of both, of the one and of the other alone."""

    kind: str
    both: tuple[str, ...]
    one: tuple[str, ...]
    other: tuple[str, ...]
    decides: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is decided of a pair and why; `reason` is one Russian sentence.

    `same`: one activity; `found`: sure enough to be told among all pairs of two orders; `copy`: the wording was taken
    over; `score` and `likeness` (of the wording) are 0..1; `probability`: the share of links with that score that are
    right; `part`: how likely one is a special case of the other.
    """

    score: float
    probability: float
    part: float
    same: bool
    found: bool
    likeness: float
    copy: bool
    reason: str
    features: tuple[Weighed, ...]
    facets: tuple[Compared, ...]


def explain(one: Matchable, other: Matchable) -> Explanation:
    """The judgement of one pair with everything that it follows from."""
    known = of_matchables([one, other])
    pair = np.array([0]), np.array([1])
    judged, alike = judge_pairs(known, *pair, explained=True), float(likeness(known, *pair)[0])
    facets = tuple(_compared(known, kind) for kind in KINDS if kind not in _NOT_SHOWN)
    return Explanation(
        score=round(float(judged.same[0]), 4),
        probability=round(float(judged.right[0]), 4),
        part=round(float(judged.part[0]), 4),
        same=bool(judged.is_same[0]),
        found=bool(judged.is_found[0]),
        likeness=round(alike, 4),
        copy=alike >= weights().copy,
        reason=_reason(judged, facets),
        features=_weighed(judged),
        facets=tuple(facet for facet in facets if facet.both or facet.one or facet.other),
    )


def _weighed(judged: Judgements) -> tuple[Weighed, ...]:
    factors = weights().asked
    values = dict(zip(FEATURES, judged.features[0].tolist(), strict=True))
    return tuple(
        Weighed(text, round(values[name], 3), round(values[name] * factors[name] + 0.0, 3))
        for name, text in FEATURES.items()
    )


def _compared(known: Profiles, kind: str) -> Compared:
    one, other = (_values(known, profile, kind) for profile in (0, 1))
    both = tuple(value for value in one if value in other)
    decides = kind in DECIDING and bool(one) and bool(other) and not both
    return Compared(
        kind, both, tuple(v for v in one if v not in both), tuple(v for v in other if v not in both), decides
    )


def _values(known: Profiles, profile: int, kind: str) -> tuple[str, ...]:
    elements = known.elements[known.bounds[profile] : known.bounds[profile + 1]].tolist()
    named = (known.names[element].partition(": ") for element in elements)
    return tuple(sorted(value for name, _, value in named if name == kind))


def _reason(judged: Judgements, facets: tuple[Compared, ...]) -> str:
    deciding = [f"{facet.kind}: {', '.join(facet.one)} / {', '.join(facet.other)}" for facet in facets if facet.decides]
    if deciding:
        return f"Разные мероприятия: не совпадает {'; '.join(deciding)}"
    probability = f"вероятность {judged.right[0]:.0%}".replace("%", " %")
    if judged.is_compared[0]:
        return f"То же мероприятие: {probability}, решающие признаки не спорят"
    if judged.is_found[0]:
        return (
            f"Может быть, то же мероприятие: {probability}; в matches такая пара стоит, если ни у одного из двух нет "
            "более вероятной в том же приказе, и сравнения на неё не опираются"
        )
    if judged.is_part[0]:
        return f"Не то же, но одно — частный случай другого (то же: {probability})"
    if judged.is_same[0]:
        return f"Похожие мероприятия: {probability}; в таблицу matches такие пары не попадают"
    return f"Разные мероприятия: {probability}, что это одно и то же"
