"""The printed words of an activity without what changes when its text is taken over: years, numbers, territories."""

from __future__ import annotations

import re

from normalize.activities.facets import without_territories
from normalize.language.lexicon import words
from normalize.language.lookalikes import fold_lookalikes
from normalize.language.text import fold_dashes
from normalize.territories.places import find_municipalities
from normalize.territories.regions import RegionMention, find_regions

_OF_YEARS = re.compile(r"г|гг|год\w{0,3}|учебн\w{2,3}|календарн\w{2,3}")
_OF_PLACES = re.compile(
    r"муниципальн\w{2,3}|городск\w{2,3}|автономн\w{2,3}|округ\w{0,3}|район\w{0,3}|образовани\w|территори\w{1,2}"
    r"|област\w{1,3}|кра[йяюе]\w{0,2}|республик\w{1,2}|город\w{0,2}|регион\w{0,3}"
)


def wording(text: str) -> str:
    """Printed words in lower case with single blanks, years, numbers and names of territories left out.

    >>> wording("Анализ результатов ГИА-9 в Алтайском крае в 2023-2024 учебном году")
    'анализ результатов гиа в в'
    """
    named = without_territories(fold_dashes(fold_lookalikes(text)))
    for mention in sorted([*find_regions(named), *find_municipalities(named)], key=_start, reverse=True):
        named = f"{named[: mention.start]} {named[mention.end :]}"
    return " ".join(word.key for word in words(named) if not _changes(word.key))


def _start(mention: RegionMention) -> int:
    return mention.start


def _changes(word: str) -> bool:
    return word.isdigit() or bool(_OF_YEARS.fullmatch(word) or _OF_PLACES.fullmatch(word))
