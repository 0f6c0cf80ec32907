"""What a text names that is not its own: another region or municipality, another school subject than its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Prefix

from normalize.activities.facets import subjects
from normalize.language.text import key
from normalize.territories.places import find_municipalities
from normalize.territories.regions import RegionMention, find_regions, regions

_QUOTED = re.compile(r"«[^»]{0,400}»|\"[^\"]{0,400}\"|“[^”]{0,400}”")
_ACT_TITLE = re.compile(r"[«\"“]Об?\s")
_NEIGHBOUR = re.compile(
    r"университет|институт|академи|имени|\bим\.|опыт|межрегион|сотруднич|обмен|субъект|регион|конференц|форум|выезд|поездк|битв|оборон|освобожден|блокад|сражен|контрнаступ|разгром|\bпод\s?$"
    r"|\bв\s+(?:г\.|городе)\s?$",
    re.IGNORECASE,
)
"""Before a foreign place: it is a venue, a partner or part of a name, no leftover of another's plan."""
_CITY_REGIONS = frozenset({"77", "78", "92"})
_CITY = re.compile(r"(?:\bв|\bг\.|\bгород[ае]?)\s?$", re.IGNORECASE)
"""«в Москве», «г. Санкт-Петербург»: regions that are cities, where people travel to."""
_UNIT = r"(?:район|округ|улус|кожуун)"
_UNIT_AFTER = re.compile(rf"\s+(?:(?:муниципальн|городск)\w+\s+)?{_UNIT}", re.IGNORECASE)
_UNIT_BEFORE = re.compile(rf"{_UNIT}\w*\s+[«\"]?(?:город\w*\s+)?$", re.IGNORECASE)
_UNIT_WORD = re.compile(rf"(?:{_UNIT}|муниципальн|городск|город|образовани)\w{{0,4}}")
_DISTRICT = re.compile(
    rf"(?<![-\w])([А-ЯЁ][а-яё]{{2,30}}(?:ск|цк)(?:ий|ого|ому|им|ом))\s+(?:муниципальн\w+\s+)?{_UNIT}"
)
_OTHER_DISTRICT = "это не муниципальное образование, которое издало приказ"
_SHARED = 0.75
_BEFORE = 40
_POINT = re.compile(r"(?<=[.;:»])\s+(?=\d{1,2}[.)]\s)")
_SUBJECT_HEADING = 6


@dataclass(frozen=True, slots=True)
class Misfit:
    """Words (`quote`) that do not belong where they stand, what was meant ('' unknown), why in Russian."""

    quote: str
    expected: str
    reason: str
    certainty: str


def foreign_territories(text: str, region_code: str | None, municipality: str) -> tuple[Misfit, ...]:
    """Regions and municipalities of a text that are not the order's own; () where the order's region is unknown.

    Names inside quotation marks (titles of acts apart: «Об утверждении …»), venues («в г. Москва»), partners («опыт
    Томской области») and names of universities say nothing. A text that also names the order's own region compares or
    lists.
    """
    if region_code is None:
        return ()
    blank = _QUOTED.sub(
        lambda found: found.group() if _ACT_TITLE.match(found.group()) else " " * len(found.group()), text
    )
    mentions = [*find_regions(blank), *find_municipalities(blank)]
    if any(mention.direct and mention.code == region_code for mention in mentions):
        mentions = [mention for mention in mentions if mention.code == region_code]
    strange = [one for one in mentions if _is_strange(one, blank, region_code, municipality)]
    districts = {raw: Misfit(raw, municipality, _OTHER_DISTRICT, "medium") for raw in _districts(blank, municipality)}
    return tuple((districts | {one.raw: _foreign(one, blank, region_code) for one in strange}).values())


def _districts(text: str, municipality: str) -> Iterator[str]:
    """Adjectives of districts that are not the order's own, listed or not: «Новоржевского» of «Новоржевского района».

    Only where the order's own municipality is a district: a city has districts inside.
    """
    if not re.search(r"район|муниципальный округ|улус", municipality, re.IGNORECASE):
        return
    for match in _DISTRICT.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if not _NEIGHBOUR.search(before) and not _is_own(match[1], municipality):
            yield match[1]


def _is_own(name: str, municipality: str) -> bool:
    """'Тара' and 'Тарского' are of 'Тарский муниципальный район'."""
    own = [word for word in re.findall(r"[а-я]+", key(municipality).lower()) if not _UNIT_WORD.fullmatch(word)]
    return any(_alike(word, other) for word in re.findall(r"[\w-]+", name) for other in own)


def _alike(one: str, other: str) -> bool:
    """'Мирнинского' and 'Мирный', 'Тарского' and 'Тара': beginnings of one name."""
    first, second = (
        re.sub(r"(?:[сц]к)?(?:ий|ый|ой|ого|ому|им|ым|ом|а|ь)$", "", key(name).lower()) for name in (one, other)
    )
    return Prefix.similarity(first, second) >= _SHARED * min(len(first), len(second))


def _is_strange(mention: RegionMention, text: str, region_code: str, municipality: str) -> bool:
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    if _NEIGHBOUR.search(before) or (mention.code in _CITY_REGIONS and _CITY.search(before)):
        return False
    if mention.code != region_code:
        return True
    return bool(not mention.direct and municipality and not _is_own(mention.name, municipality))


def _foreign(mention: RegionMention, text: str, region_code: str) -> Misfit:
    """A district or an okrug under that name is another's territory; a city may be where people travel to."""
    if mention.code == region_code:
        around = _UNIT_AFTER.match(text, mention.end) or _UNIT_BEFORE.search(text[: mention.start])
        certainty = "medium" if around else "low"
        return Misfit(mention.raw, "", "другое муниципальное образование того же региона", certainty)
    name = regions()[mention.code].name
    own = regions()[region_code].name
    reason = f"это {name}, а приказ издан в регионе {own}" if mention.direct else f"это {name}, а не {own}"
    return Misfit(mention.raw, own if mention.direct else "", reason, "high" if mention.direct else "medium")


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with its heading and the points it lists (`parts`, [] without a list)."""

    text: str
    heading: str
    parts: Sequence[str] = ()


def foreign_subjects(texts: Sequence[Placed]) -> list[Misfit | None]:
    """For each text: a point copied from a row of another subject, or a text about another subject than its heading.

    Headings that are a list of subjects tell («ИНФОРМАТИКА», «История, обществознание»). A point counts where another
    heading, to which its subject belongs, has the same point.
    """
    headed = [_heading_subjects(placed.heading) for placed in texts]
    homes: dict[str, set[str]] = {}
    for placed, own in zip(texts, headed, strict=True):
        for point in _points(placed):
            if own and set(subjects(point)) & own:
                homes.setdefault(key(point), set()).update(own)
    return [_foreign_subject(placed, own, homes) for placed, own in zip(texts, headed, strict=True)]


def _foreign_subject(placed: Placed, own: set[str], homes: dict[str, set[str]]) -> Misfit | None:
    if not own:
        return None
    expected = ", ".join(sorted(own))
    for point in _points(placed):
        named = set(subjects(point))
        if named and not named & own and homes.get(key(point), set()) & named:
            reason = f"в разделе «{placed.heading}» повторён пункт раздела о предмете «{', '.join(sorted(named))}»"
            return Misfit(point, expected, reason, "high")
    named = set(subjects(placed.text))
    if named and not named & own:
        return Misfit(placed.text[:120], expected, f"раздел называется «{placed.heading}»", "medium")
    return None


def _points(placed: Placed) -> Iterator[str]:
    """The points without their numbers: «2. Подготовка к ОГЭ по математике» -> «Подготовка к ОГЭ по математике»."""
    for point in (*placed.parts, *_POINT.split(placed.text)):
        yield re.sub(r"^\s*\d{1,2}[.)]\s+|[\s.;]+$", "", point)


def _heading_subjects(heading: str) -> set[str]:
    return set(subjects(heading)) if 0 < len(heading.split()) <= _SUBJECT_HEADING else set()
