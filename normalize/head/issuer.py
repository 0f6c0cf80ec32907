"""Who issued an order: the body's full name in the nominative, by the letterhead or by the stamp of an annex."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.head.requisites import find_dates, find_numbers, plain
from normalize.language.morphology import is_word
from normalize.language.phrases import nominative_phrase
from normalize.language.text import DASHES, collapse
from normalize.persons.names import find_persons
from normalize.territories.municipality import find_municipality
from normalize.territories.places import find_municipalities
from normalize.territories.regions import find_regions

ACT_WORD = re.compile(r"(?:выписка\s+из\s+)?(?P<act>прика[з3]|распоряжени|постановлени)(?:а|е|я|ы)?(?!\w)", re.I)
_ACT_TYPES = ("приказ", "распоряжение", "постановление")
_NOMINATIVE_BODY = (
    "министерство|департамент|комитет|управление|администрация|отдел|служба|правительство|агентство|учреждение|центр"
    "|институт|инспекция|мэрия"
)
_BODY_STEM = (
    "министерств|департамент|комитет|управлени|администраци|отдел|служб|правительств|агентств|учреждени|центр|инспекци"
    "|мэри"
)
_ADJECTIVE = r"[А-ЯЁа-яё-]{2,40}(?:ое|ый|ий|ой|ая|ее)"
_OBLIQUE_ADJECTIVE = r"[А-ЯЁа-яё-]{2,40}(?:ого|его|ой|ым|им)"
_BODY = re.compile(rf"[«\"]?(?:{_ADJECTIVE}\s+){{0,5}}(?:{_NOMINATIVE_BODY})(?!\w)", re.I)
_OBLIQUE_BODY = re.compile(
    rf"(?:{_OBLIQUE_ADJECTIVE}\s+){{0,5}}(?:{_BODY_STEM})(?:а|я|и|ы|ом|ем|ей|ой)(?!\w)[^\n]*|Мин[а-яё]{{4,30}}\s[^\n]*",
    re.I,
)
_TERRITORY = re.compile(
    r"российская федерация|(?:[\w-]+ая )?республика(?:\s[\w() –—-]+)?"
    r"|[\w -]+(?:ая область|ий край|ый округ(?: – югра)?)"
    r"|муниципальное образование.*|[\w-]+(?:ий|ый|ой) (?:муниципальный |городской )?(?:район|округ)(?:\s.*)?"
    r"|город(?:ской округ)?\s.*|(?:ЗАТО|г\.) [«\"]?\w.*",
    re.I,
)
_ASIDE = re.compile(
    r"@|\bтел(?:\.|\b)|факс|\bул\.|просп|\bд\. ?\d|www|http|\b(?:ОКПО|ОГРН|ИНН|КПП)\b|e-?mail|\d{5}|^\(.*\)$"
    r"|^(?:г|пгт|п|с)\.\s?[А-ЯЁ]",
    re.I,
)
_FOREIGN_LETTER = re.compile(r"[\u0402-\u040f\u0452-\u052f]|[IӀҐ]", re.I)
_RUSSIAN_ENDING = re.compile(r"(?:[сц]к(?:ого|ий|ой|ом|ому|ая|а|их)|ого|ово|ево|ино)$", re.I)
_SMALL_WORDS = re.compile(
    r"автономн\w+|округ\w*|кра[йяею]\w*|област\w+|обл|город(?:а|у|ом|е|ск\w+)?|муниципальн\w+|район\w*|образован\w+|по|на|и|в|над|г",
    re.I,
)
_KINDS = frozenset(("района", "округа", "города", "области", "края", "республики", "образования"))
"""Words that end many a name and tell no place."""
_PARENTS = (
    ("администрация", "администрации"),
    ("правительство", "правительства"),
    ("министерство", "министерства"),
    ("мэрия", "мэрии"),
)
_CITY_HALLS = ("администрация", "мэрия")


@dataclass(frozen=True, slots=True)
class Issuer:
    """name: in the nominative, '' where none is told. territory: what the letterhead names besides, as printed."""

    name: str = ""
    territory: str = ""
    act_type: str = ""


def read_issuer(letterhead: Sequence[str], context: str = "") -> Issuer:
    """The issuer that a letterhead's lines name, one line or many, in Russian among other languages.

    Of several bodies the last is the issuer, its owner the administration ('ПРАВИТЕЛЬСТВО САНКТ-ПЕТЕРБУРГА',
    'АДМИНИСТРАЦИЯ КАЛИНИНСКОГО РАЙОНА', 'ОТДЕЛ ОБРАЗОВАНИЯ'), else the first. `context` is the order's running text:
    it tells which words of a name in capitals begin with one.
    """
    bodies: list[list[str]] = []
    territory: list[str] = []
    act_type = ""
    going_on = False
    for line in _russian([plain(line) for line in letterhead]):
        if act := ACT_WORD.match(line):
            act_type = act_type or act_type_of(act["act"])
            named = _OBLIQUE_BODY.search(line, act.end())
            if named and not bodies:
                bodies.append([nominative_phrase(without_requisites(named.group()))])
            going_on = bool(named)
        elif _is_aside(line):
            going_on = False
        elif _BODY.match(line) and not (going_on and line.startswith(("«", '"'))):
            bodies.append([line])
            going_on = True
        elif _TERRITORY.fullmatch(line) and not (going_on and (_goes_on(line) or _awaits_name(bodies[-1][-1]))):
            territory.append(line)
            going_on = False
        elif going_on:
            bodies[-1].append(line)
        elif not bodies and act_type and (named := _OBLIQUE_BODY.match(line)):
            bodies.append([nominative_phrase(without_requisites(named.group()))])
            going_on = True
    name = _compose([collapse(" ".join(body)) for body in bodies])
    return Issuer(with_capitals(name, context), " ".join(territory), act_type)


def act_type_of(text: str) -> str:
    """'приказ', 'распоряжение' or 'постановление' of the first such word, '' where there is none."""
    act = re.search(r"прика|распоряжени|постановлени", text, re.I)
    return next((name for name in _ACT_TYPES if act and name.startswith(act.group().lower())), "")


def body_of_stamp(stamp: str, context: str = "") -> str:
    """The issuer that a stamp names, in the nominative: 'приказом Министерства образования … от 02.10.2023 № 1030'."""
    act = re.search(r"(?:приказ|распоряжени|постановлени)[а-яё]*", stamp, re.I)
    named = _OBLIQUE_BODY.search(stamp, act.end()) if act else None
    return with_capitals(nominative_phrase(without_requisites(named.group())), context) if named else ""


def without_requisites(text: str) -> str:
    """The text up to its first date or number: 'Министерства образования от 02.10.2023 № 5' -> 'Министерства …'."""
    found = [mention.start for mention in (*find_dates(text), *find_numbers(text))]
    kept = re.sub(r"[_№]+.*$", "", text[: min(found, default=len(text))])
    return re.sub(r"(?:\s*(?:\bот|№|,|\())+\s*$", "", kept).strip()


def _russian(lines: Sequence[str]) -> Iterator[str]:
    """The lines without those in another language of the region: 'ЙӨЗӨС ВЕЛӨДӨМӨН ВЕСЬКӨДЛАНИН'.

    Its letters tell the language, else too few Russian words; next to such a line a third unknown words is enough:
    '«УСИНСК» КАР КЫТШЫН МУНИЦИПАЛЬНОЙ ЮКОНЛОН'.
    """
    foreign = [_FOREIGN_LETTER.search(line) is not None for line in lines]
    for at, line in enumerate(lines):
        beside = any(foreign[max(0, at - 1) : at + 2])
        if foreign[at] or _strangeness(line) >= (0.34 if beside else 0.5):
            yield ""
        else:
            yield line


def _strangeness(line: str) -> float:
    """The share of words that Russian does not have; 0 where two words are too few to tell ('ОНГУДАЙСКОГО РАЙОНА')."""
    words = [word for word in re.findall(r"[А-ЯЁа-яё]+", line) if len(word) > 2]
    strange = sum(not is_word(word) and not _RUSSIAN_ENDING.search(word) for word in words)
    return strange / len(words) if len(words) > 2 or strange == len(words) > 0 else 0.0


def _is_aside(line: str) -> bool:
    """Address, telephone, place, date, number, a lone name: what stands in a letterhead beside the issuer."""
    if _ASIDE.search(line) or not re.search(r"[А-ЯЁа-яё]{3}", line):
        return True
    return any((*find_dates(line), *find_numbers(line), *find_persons(line)))


def _goes_on(line: str) -> bool:
    """Whether a territory is in the genitive, so that it belongs to the body above: 'ГОРОДА БРАТСКА'."""
    return re.match(r"город(?:а|ского)\s", line, re.I) is not None


def _awaits_name(line: str) -> bool:
    """'АДМИНИСТРАЦИИ МУНИЦИПАЛЬНОГО ОБРАЗОВАНИЯ': its name stands on the next line."""
    return line.lower().endswith(("муниципального образования", "городского округа", "муниципального района"))


def _compose(bodies: Sequence[str]) -> str:
    if not bodies:
        return ""
    own = [body for body in bodies if not body.lower().startswith(_CITY_HALLS)] or [bodies[-1]]
    name = own[-1]
    if len(own) > 1 and re.search(r"учреждение$", own[-2], re.I):
        name = f"{own[-2]} {own[-1]}"
    owners = [body for body in bodies if body not in name]
    administrations = [body for body in owners if body.lower().startswith(_CITY_HALLS)]
    owner = (administrations[-1:] or owners[:1] or [""])[0]
    return f"{name} {_owned(owner)}".rstrip() if owner and not _is_named(owner, name) else name


def _is_named(owner: str, name: str) -> bool:
    """Whether the name tells its owner or place already: '… администрации города' of 'Администрация города'.

    'Департамент образования и науки города Москвы' needs no 'правительства Москвы'.
    """
    words, name = owner.lower().split(), name.lower()
    return words[0][:10] in name or (len(words) > 1 and words[-1] not in _KINDS and name.endswith(f" {words[-1]}"))


def _owned(owner: str) -> str:
    for nominative, genitive in _PARENTS:
        if owner.lower().startswith(nominative):
            turned = genitive.upper() if owner.isupper() else genitive
            return turned + owner[len(nominative) :]
    return ""


def with_capitals(name: str, context: str = "") -> str:
    """A name printed in capitals as running text writes it; others only get a capital first letter.

    >>> with_capitals("ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ ГОРОДА НИЖНЕВАРТОВСКА")
    'Департамент образования администрации города Нижневартовска'
    """
    letters = [letter for letter in name if letter.isalpha()]
    if sum(map(str.isupper, letters)) > 0.6 * len(letters):
        name = _lowered(name, context)
    return name[:1].upper() + name[1:]


def _lowered(name: str, context: str) -> str:
    proper = _proper_spans(name)
    counts = Counter(re.findall(r"(?<=[а-яё,»–-]\s)[А-ЯЁ][а-яё-]+|(?<!\w)[а-яё]{2,}", context))
    pieces = []
    for word in re.finditer(rf"[А-ЯЁа-яё]+(?:[{DASHES}][А-ЯЁа-яё]+)*|[^А-ЯЁа-яё]+", name):
        text, lower = word.group(), word.group().lower()
        named = any(start <= word.start() < end for start, end in proper) or name[: word.start()].endswith(("«", '"'))
        named = (
            named
            or lower.startswith("республик")
            or counts[lower.capitalize()] > counts[lower]
            or _names_district(name, word)
        )
        pieces.append(_capitalised(lower) if named and not _SMALL_WORDS.fullmatch(text) else lower)
    return "".join(pieces)


def _proper_spans(name: str) -> list[tuple[int, int]]:
    spans = [(mention.start, mention.end) for mention in (*find_regions(name), *find_municipalities(name))]
    return spans + [_city_span(match) for match in re.finditer(r"(?:ГОРОДА?|Г\.) ?([А-ЯЁ-]+)( [А-ЯЁ-]+)?", name, re.I)]


def _city_span(city: re.Match[str]) -> tuple[int, int]:
    """Both words of 'ГОРОДА ВЕЛИКИЕ ЛУКИ', one of 'ГОРОДА ЭЛИСТЫ РЕСПУБЛИКИ КАЛМЫКИЯ'."""
    both = f"{city[1]}{city[2] or ''}".title()
    known = city[2] and find_municipality(f"города {both}").endswith(both)
    return city.start(1), city.end(2) if known else city.end(1)


def _names_district(name: str, word: re.Match[str]) -> bool:
    """'ОКТЯБРЬСКОГО' before 'РАЙОНА', 'РУЗСКОГО' before 'ГОРОДСКОГО ОКРУГА': an adjective, but no kind of district."""
    district = re.match(r"\s+(?:муниципальн\w+\s+|городск\w+\s+)?(?:район|округ)", name[word.end() :], re.I)
    kind = re.match(r"муниципальн|городск|автономн|сельск|национальн", word.group(), re.I)
    return district is not None and kind is None and re.search(r"(?:ого|ий|ый|ой)$", word.group(), re.I) is not None


def _capitalised(word: str) -> str:
    return re.sub(
        r"[а-яё]+",
        lambda part: part.group() if _SMALL_WORDS.fullmatch(part.group()) else part.group().capitalize(),
        word,
    )
