"""What the corpus stage compares activities by: stored with each item, so that no text is read twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.activities.facets import Facets, facets, match_key
from normalize.activities.meaning import meaning
from normalize.activities.topics import BOTH, GIA_9, GIA_11
from normalize.activities.wording import wording

_PERMUTATIONS, _BANDS = 64, 8
_SEED = 1
_KINDS = {
    "класс": "grades",
    "предмет": "subjects",
    "этап": "stages",
    "процедура": "procedures",
    "участники": "audiences",
    "уровень": "levels",
    "форма": "forms",
    "объект": "objects",
    "действие": "actions",
    "число": "numbers",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an activity stands: the rows it is a point of, the nearest first; its section; the order's title."""

    parents: tuple[str, ...] = ()
    section: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """`match_key`: content words in their order; `facets`: 'предмет: математика'; `wording`: printed words, masked.

    `minhash`: a digest for each band of words; two activities that share four words of five share one most likely.
    `meaning`: see meaning.py. Numbers are signed 64-bit ones.
    """

    match_key: str
    facets: tuple[str, ...]
    wording: str
    minhash: tuple[int, ...]
    meaning: tuple[int, ...]


def traits(activity: str, place: Place | None = None) -> Traits:
    """Everything that matching needs to know of an activity."""
    place = place or Place()
    key = match_key(activity)
    found = facets(activity, " ".join((*place.parents, place.section)), place.title)
    return Traits(key, _named(found, place.parents), wording(activity), minhash(key), meaning(key))


def minhash(key: str) -> tuple[int, ...]:
    """MinHash of the words of a key, 64 permutations in 8 bands; () of no words."""
    from rensa import RMinHash

    words = sorted(set(key.split()))
    if not words:
        return ()
    signature = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    signature.update(words)
    digest = signature.digest()
    rows = _PERMUTATIONS // _BANDS
    return tuple(_digest(band, digest[band * rows : (band + 1) * rows]) for band in range(_BANDS))


def _digest(band: int, rows: Sequence[int]) -> int:
    content = b"".join(number.to_bytes(8, "big") for number in (band, *rows))
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


def _named(found: Facets, parents: Sequence[str]) -> tuple[str, ...]:
    """Facets as texts 'kind: value'; a point of a list does what the row over it says, where it names no action."""
    named = [f"экзамен: {name}" for name in _exams(found.exam)]
    named += [f"экзамен по разделу: {name}" for name in _exams(found.exam_in_context)]
    named += [f"{kind}: {value}" for kind, name in _KINDS.items() for value in getattr(found, name)]
    action = found.action or next(filter(None, (facets(parent).action for parent in parents)), "")
    return tuple(named + ([f"главное действие: {action}"] if action else []))


def _exams(exam: str | None) -> tuple[str, ...]:
    return (GIA_9, GIA_11) if exam == BOTH else (exam,) if exam else ()
