"""The regions of the federation as texts name them (dictionaries/regions.csv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from normalize.language.text import DASHES, fold_yo

_BEGINNING = re.compile(r"(?<![\w-])[^\W\d_]{1,4}")
_DASH = f"\\s?[{DASHES}]\\s?"


@dataclass(frozen=True, slots=True)
class Region:
    """A subject of the federation: two-digit code as text, full name, ISO 3166-2 code or ''."""

    code: str
    name: str
    iso: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A place in a text that tells a region: `raw` is text[start:end]; `direct`: it is the region's own name."""

    code: str
    raw: str
    start: int
    end: int
    direct: bool
    name: str = ""
    """The municipality as the dictionary has it: 'Нижневартовск'."""


def dictionary_rows(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file of dictionaries/, every value as text."""
    text = files("normalize").joinpath("dictionaries", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def regions() -> dict[str, Region]:
    """All subjects of the federation by code."""
    return {
        row["region_code"]: Region(row["region_code"], row["region"], row["region_iso"], tuple(row["forms"].split(";")))
        for row in dictionary_rows("regions.csv")
    }


@cache
def _region_pattern() -> re.Pattern[str]:
    """One alternative a region; 'Алтайск* кра*' in regions.csv stands for every case, in any letters' size."""

    def form_pattern(form: str) -> str:
        escaped = re.escape(fold_yo(form)).replace(r"\*", "[а-я]{0,6}").replace(r"\ ", r"\s+").replace(r"\-", _DASH)
        return escaped + r"\.?" if form.endswith("обл*") else escaped

    groups = (
        f"(?P<r{region.code}>{'|'.join(form_pattern(form) for form in region.forms)})" for region in regions().values()
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![а-яё])", re.I)


def find_regions(text: str) -> Iterator[RegionMention]:
    """Regions named by their own names, in any case and letters' size."""
    yield from _regions_of(text)


@cache
def _beginnings() -> tuple[str, ...]:
    """The first letters of the regions' names."""
    forms = (form for region in regions().values() for form in region.forms)
    return tuple({found.group().lower() for form in forms if (found := _BEGINNING.match(fold_yo(form)))})


@lru_cache(maxsize=1 << 13)
def _may_begin(letters: str) -> bool:
    """Whether a region's name may begin so: asked first, since few words of a text are one's."""
    return letters.lower().startswith(_beginnings())


def _matches(folded: str) -> Iterator[re.Match[str]]:
    """As `_region_pattern().finditer`, tried only where a name may begin."""
    end = 0
    for beginning in _BEGINNING.finditer(folded):
        if not _may_begin(beginning.group()) or beginning.start() < end:
            continue
        if match := _region_pattern().match(folded, beginning.start()):
            yield match
            end = match.end()


@lru_cache(maxsize=1 << 12)
def _regions_of(text: str) -> tuple[RegionMention, ...]:
    return tuple(
        RegionMention(
            (match.lastgroup or "r")[1:], text[match.start() : match.end()], match.start(), match.end(), direct=True
        )
        for match in _matches(fold_yo(text))
        if match.group()[0].isupper()
    )
