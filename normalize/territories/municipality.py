"""The municipality of an issuer, in the nominative, and whether the issuer is a regional or a municipal body."""

from __future__ import annotations

import re

from normalize.language.morphology import inflected
from normalize.language.phrases import nominative_phrase
from normalize.language.text import DASHES
from normalize.territories.places import find_municipalities
from normalize.territories.regions import find_regions

_REGION_FOLLOWS = r"(?!Республик|\w+(?:ой|ого)\s(?:[а-яё]+\s)?(?:област|кра[йя]|округ))"
"""No second word of a name: 'городской округ Подольск | Московской области', 'Воркута | Республики Коми'."""
_NAME = (
    rf"(?:«[^»\n]{{2,60}}»|\"[^\"\n]{{2,60}}\"|[А-ЯЁ][а-яё]+(?:[{DASHES}][А-ЯЁа-яё]+)*"
    rf"(?:\s{_REGION_FOLLOWS}[А-ЯЁ][а-яё]+)?)"
)
_DISTRICT_ADJECTIVE = (
    rf"(?!Городск|Муниципальн|Сельск)[А-ЯЁ][а-яё]+(?:[{DASHES}][А-ЯЁ][а-яё]+)*(?:ий|ый|ой|ого|его|ом|ем|ому|им|ым)"
)
_KIND = r"(?:муниципальн\w+\s|городск\w+\s|национальн\w+\s){0,2}"
_UNIT_NOUN = "район|округ|улус|кожуун"
_UNIT = rf"(?:{_UNIT_NOUN})(?:а|е|у|ом)?(?!\w)"
_DISTRICT = rf"{_DISTRICT_ADJECTIVE}\s{_KIND}{_UNIT}"
_TITLED = r"(?:-(?:курорт|геро|спутник)[а-яё]*)?"
"""'города-курорта Кисловодска'"""
_SCHOOL_DISTRICT = rf"[А-ЯЁ][а-яё]+(?:[{DASHES}][А-ЯЁ][а-яё]+)*[сц]к(?:ое|ий|ая|ого|ой|ому)"
_NESTED = re.compile(r"(?<!\S)[\"«](?=[^\"«»\n]{3,40}\s[\"«][А-ЯЁ])")
"""'образования "Городской округ "Город Нарьян-Мар"': the outer of two opening quotes."""
_SMALL = re.compile(
    rf"(?<![А-ЯЁа-яё])(?!городск|сельск|муниципальн|внутригородск|краевск)[а-яё-]{{3,}}[сц]к(?:ий|ого|ому|ом)"
    rf"(?=\s{_KIND}(?:{_UNIT_NOUN}))|(?<=\bг\.)\s?[а-яё]{{3,}}(?:\s[а-яё]{{3,}})?"
)
"""Names of an order typed without capitals: «великоустюгского муниципального района», «г.сосновый бор»."""
_IN_SHORT = re.compile(r"(?<!\w)(?:г\.\s?о\.\s?|МО\s)(?=[А-ЯЁ«\"])")
_ADMINISTERED = re.compile(
    rf"(?<!\w)(?:администраци|мэри)[а-яё]+\s(?P<name>[А-ЯЁ][а-яё]+(?:[{DASHES}][А-ЯЁа-яё]+)*)(?!\s(?:[а-яё]+\s)?(?:район|округ))",
    re.IGNORECASE,
)
_PHRASES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"муниципальн(?:ого|ое|ом)\s(?:образовани[яе])\s{_DISTRICT}",
        rf"муниципальн(?:ого|ое|ом)\s(?:образовани[яе])\s(?:(?:[Гг]ородск\w+\sокруг\w*|{_KIND}{_UNIT}|город\w*)\s)?{_NAME}",
        _DISTRICT,
        rf"(?:городского|городской|муниципального|муниципальный)\s{_UNIT}\s(?:(?:ЗАТО|город\w*)\s)?{_NAME}",
        rf"(?:ЗАТО|город|города|городе){_TITLED}\s{_NAME}",
        rf"(?<!\w)г\.\s?{_NAME}",
        rf"{_SCHOOL_DISTRICT}\sрайонн",
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
    printed = _NESTED.sub("", text)
    if found := _first(printed) or _first(_IN_SHORT.sub(_in_full, printed)) or _administered(printed):
        return found
    if printed.islower():
        return _first(printed.title().replace("Города", "города").replace("Г.", "г."))
    return _first(_SMALL.sub(lambda small: small.group().title(), printed))


def _in_full(short: re.Match[str]) -> str:
    """'г.о. Химки' -> 'городского округа Химки', 'МО Алапаевское' -> 'муниципального образования Алапаевское'."""
    return "муниципального образования " if short.group().startswith("М") else "городского округа "


def _administered(text: str) -> str:
    """'администрации Волгограда' names a city where a list knows it; of 'администрации района' nothing is told."""
    for found in _ADMINISTERED.finditer(text):
        if any(" " not in mention.name for mention in find_municipalities(f"города {found['name']}") if mention.name):
            return f"город {nominative_city(found['name'])}"
    return ""


def _first(text: str) -> str:
    for pattern in _PHRASES:
        for match in pattern.finditer(text):
            if not any(find_regions(match.group())) or any(one.name for one in find_municipalities(match.group())):
                return _nominative(match.group())
    return ""


def _nominative(phrase: str) -> str:
    if school := re.fullmatch(rf"(?P<name>{_SCHOOL_DISTRICT})\sрайонн", phrase):
        return f"{re.sub(r'(?<=к)[а-я]+$', 'ий', school['name'])} район"
    if city := re.match(rf"(?:(?:города|городе){_TITLED}\s|г\.\s?)(?P<name>.+)", phrase):
        return f"город {nominative_city(city['name'])}"
    if re.match(_DISTRICT, phrase):
        listed = next((mention.name.split()[0] for mention in find_municipalities(phrase) if " " in mention.name), "")
        adjective, *rest = phrase.split()
        return " ".join([listed or _nominative_masculine(adjective), *map(_nominative_masculine, rest)])
    return nominative_phrase(phrase)


def _nominative_masculine(word: str) -> str:
    """'Кирово-Чепецкого' -> 'Кирово-Чепецкий', 'районе' -> 'район'; compounds are in no dictionary."""
    if re.fullmatch(r"(?:городск|сельск)\w+", word):
        return re.sub(r"ск\w+$", "ской" if word.startswith("г") else "ский", word)
    if adjective := re.fullmatch(r"(?P<stem>.+?)(?:ого|его|ом|ем|ому|ему|ым|им)", word):
        return adjective["stem"] + ("ий" if re.search("[кгхжшщч]$", adjective["stem"]) else "ый")
    return re.sub(rf"^({_UNIT_NOUN})(?:а|е|у|ом)$", r"\1", word)


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
