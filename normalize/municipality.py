"""The municipality of an issuer, in the nominative, and whether the issuer is a regional or a municipal body."""

from __future__ import annotations

import re

from normalize.morphology import inflected
from normalize.phrases import nominative_phrase
from normalize.territory import find_municipalities, find_regions
from normalize.text import DASHES

_NAME = rf"(?:«[^»\n]{{2,60}}»|\"[^\"\n]{{2,60}}\"|[А-ЯЁ][а-яё]+(?:[{DASHES}][А-ЯЁа-яё]+)*(?:\s[А-ЯЁ][а-яё]+)?)"
_DISTRICT_ADJECTIVE = rf"[А-ЯЁ][а-яё]+(?:[{DASHES}][А-ЯЁ][а-яё]+)*(?:ий|ый|ой|ого|его|ом|ем|ому|им|ым)"
_KIND = r"(?:муниципальн\w+\s|городск\w+\s|национальн\w+\s){0,2}"
_UNIT = r"(?:район|округ|улус|кожуун)(?:а|е|у|ом)?(?!\w)"
_PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"муниципальн(?:ого|ое|ом)\s(?:образовани[яе])\s(?:(?:городск\w+\sокруг\w*|{_KIND}{_UNIT}|город\w*)\s)?{_NAME}",
        rf"муниципальн(?:ого|ое|ом)\s(?:образовани[яе])\s{_DISTRICT_ADJECTIVE}\s{_KIND}{_UNIT}",
        rf"{_DISTRICT_ADJECTIVE}\s{_KIND}{_UNIT}",
        rf"(?:городского|городской|муниципального|муниципальный)\s{_UNIT}\s(?:(?:ЗАТО|город\w*)\s)?{_NAME}",
        rf"(?:ЗАТО|город|города|городе)\s{_NAME}",
    )
)
_FEDERAL_CITIES = ("77", "78", "92")
_MUNICIPAL_WORD = re.compile(r"муниципальн|городск|районн|район(?:а|ный|е)?(?!\w)|города\s|сельск|поселен", re.I)
_REGIONAL_WORD = re.compile(r"министерств|правительств|губернатор|\bМин[а-яё]+", re.I)


def find_municipality(text: str) -> str:
    """The first municipality that the text names, as a noun phrase in the nominative; '' where it names none.

    >>> find_municipality("Управление образования администрации Новокузнецкого муниципального округа")
    'Новокузнецкий муниципальный округ'
    """
    for pattern in _PHRASES:
        for match in pattern.finditer(text):
            if not any(find_regions(match.group())):
                return _nominative(match.group())
    return ""


def _nominative(phrase: str) -> str:
    city = re.match(r"(?:города|городе)\s(?P<name>.+)", phrase)
    return f"город {nominative_city(city['name'])}" if city else nominative_phrase(phrase)


def nominative_city(name: str) -> str:
    """'Нижневартовска' -> 'Нижневартовск': by municipalities.csv, else by the dictionary, else as printed."""
    listed = next((mention.name for mention in find_municipalities(f"города {name}") if mention.name), "")
    if listed:
        return listed
    forms = inflected(name, frozenset({"Geox", "gent"}), frozenset({"nomn"}))
    return forms[0].capitalize() if forms else name


def level_of(issuer: str) -> str | None:
    """'municipal', 'regional', or None where the issuer's name does not tell ('Управление образования')."""
    if _REGIONAL_WORD.search(issuer):
        return "regional"
    municipality = find_municipality(issuer)
    region = next(find_regions(issuer), None)
    if not municipality and region and region.code in _FEDERAL_CITIES:
        return "regional"
    if municipality or _MUNICIPAL_WORD.search(issuer):
        return "municipal"
    return "regional" if region else None
