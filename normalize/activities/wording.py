"""An activity without what changes when its text is taken over: years, territories. Readable, as the name of many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from normalize.activities.facets import territory_spans
from normalize.language.text import collapse
from normalize.territories.places import find_municipalities
from normalize.territories.regions import find_regions
from normalize.years.lexer import year_spans

_BEFORE = re.compile(
    # «в 2024 году», «на территории Алтайского края», «на 2023-2024 учебный год»
    r"(?:(?<!\w)(?:в|во|на|за|по|с|к|от|из|для)\s+)?(?:территории\s+|муниципальном\s+образовании\s+)?$",
    re.IGNORECASE,
)
_EXAM_YEAR = re.compile(r"\s?[-–—]?\s?\d{4}")
_LEFT_OVER = re.compile(r"\(\s*\)|«\s*»|\s+(?=[.,;:»)])|(?<=[(«])\s+|[\s,;–—-]+$")
_BULLET = re.compile(r"^[-–—•·*]\s*")
_LONGEST_BEFORE = 50


@lru_cache(maxsize=1 << 12)
def wording(text: str) -> str:
    """The text as printed, without years and names of territories and the prepositions that lead to them.

    >>> wording("Анализ результатов ГИА-9 в Алтайском крае в 2023-2024 учебном году")
    'Анализ результатов ГИА-9'
    """
    text = collapse(text)
    for start, end in sorted(_spans(text), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return _BULLET.sub("", collapse(_LEFT_OVER.sub("", collapse(text))))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """What to leave out, without overlaps."""
    found = sorted({*_years(text), *_places(text)})
    last = 0
    for start, end in found:
        if end > last:
            yield max(start, last), end
            last = end


def _years(text: str) -> Iterator[tuple[int, int]]:
    for span in year_spans(text):
        year = _EXAM_YEAR.search(text, span.start, span.end) if span.exam else None
        yield year.span() if year else (_with_preposition(text, span.start), span.end)


def _places(text: str) -> Iterator[tuple[int, int]]:
    for start, end in territory_spans(text):
        yield _with_preposition(text, start), end
    for mention in (*find_regions(text), *find_municipalities(text)):
        yield _with_preposition(text, mention.start), mention.end


def _with_preposition(text: str, start: int) -> int:
    found = _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start)
    return found.start() if found else start
