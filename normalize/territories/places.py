"""Cities and districts of the federation as texts name them (dictionaries/municipalities.csv)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from normalize.language.text import DASHES, fold_yo
from normalize.territories.regions import RegionMention, dictionary_rows

_WORD = re.compile(rf"(?<![А-ЯЁа-яё])(?<![А-ЯЁа-яё][{DASHES}])[А-ЯЁ][А-ЯЁа-яё]*(?:[{DASHES}][А-ЯЁа-яё]+)*")
_PARTED = re.compile(f"[{DASHES}]")
_UNIT = r"(?:район|округ|улус|кожуун|городск|муниципальн|сельск)[а-яё]*"
_BEFORE_CITY = re.compile(
    r"(?:(?<!\w)г\.\s?|(?<!\w)(?:город|гор\.|пгт\.?|п\.|пос\.|ЗАТО|округ|район|образовани)[а-яё]*\s+[«\"]?(?:город[а-я]*\s+)?|[«\"]"
    r"|администраци[а-яё]+\s+)$",
    re.I,
)
_BEFORE_DISTRICT = re.compile(r"(?:район|округ|улус|кожуун)[а-яё]*\s+[«\"]?$", re.I)
_AFTER_DISTRICT = re.compile(rf"\s+(?:{_UNIT}\s+){{0,2}}(?:район|округ|улус|кожуун)", re.I)
_AFTER_CITY_ADJECTIVE = re.compile(rf"\s+{_UNIT}", re.I)
_DISTRICT = re.compile(r"(.+?)(?:ий|ый|ой) (?:район|округ|улус|кожуун)$")
_TAIL = re.compile(
    r"(?:[аеиоуыьэюяй]|ом|ой|ем|ей|ев|ов|ам|ах|ами|ью|ого|ому|ый|ий|ым|им|ая|яя|ую|юю|ое|ее|ые|ых|их|его|ему|оя|ою|оем)?"
    r"|[а-я]{0,4}?[сц]?к(?:ий|ого|ому|им|ом|ой|ая|ую|ое|ие|их)"
)
_ADJECTIVE_TAIL = re.compile(r"к(?:ий|ого|ому|им|ом|ой|ая|ую|ое|ие|их)$|^(?:ий|ого|ому|им|ом)$")
_OTHER_ADJECTIVE = re.compile(r"ый|ым|ая|ую|ое|ые|ых|ыми")
"""«Любимый» is no form of 'Любим'."""
_FLEETING = (
    (re.compile(r"лец$"), "льц"),
    (re.compile(r"ец$"), "ц"),
    (re.compile(r"^орел$"), "орл"),
    (re.compile(r"[ое]к$"), "к"),
)
_ADJECTIVAL = re.compile(r"(?:ый|ий|ой|ая|ое|ого|его|ому|ему|ым|им|ом|ем|ую)$", re.I)
_ADJECTIVAL_NAME = re.compile(r"(?:ый|ий|ая|ое|(?:[сц]к|[внрдм])ой)$")
_UNIT_NEAR = re.compile(
    r"район|округ|улус|кожуун|город|муниципальн|сельск|администрац|образовани|[«\"]|г\.|п\.|пос|пгт|ЗАТО", re.I
)
"""Without one of these nearby no mention counts; to ask first is ten times faster."""
_PREFIX = 2


@dataclass(frozen=True, slots=True)
class _Place:
    """A municipality for lookup: the stems of its words, and what it is declined like.

    district: an adjective before a noun ('Рузский округ'); adjectival: a city's name declined like one ('Грозный').
    code is '' where several regions have one of that name.
    """

    stems: tuple[str, ...]
    district: bool
    adjectival: bool
    code: str
    name: str


def _stem(word: str) -> str:
    """'Тула' -> 'тул', 'Ивантеевка' -> 'ивантеевк', 'Грозный' -> 'грозн'."""
    return re.sub(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|[аяоеыиьй])$", "", fold_yo(word).lower())


def _stem_forms(stem: str) -> tuple[str, ...]:
    """A stem and the one with its fleeting vowel gone: 'елец', 'ельц'."""
    return (stem, *(ending.sub(short, stem) for ending, short in _FLEETING if ending.search(stem)))


@cache
def _places() -> dict[str, tuple[_Place, ...]]:
    """Municipalities by the first two letters."""
    places: dict[str, list[_Place]] = defaultdict(list)
    for row in dictionary_rows("municipalities.csv"):
        name = row["municipality"]
        district = _DISTRICT.fullmatch(name)
        words = re.split(r"[\s-]", district[1] if district else name)
        stems = tuple(
            fold_yo(word).lower() if district and at == len(words) - 1 else _stem(word) for at, word in enumerate(words)
        )
        for prefix in {form[:_PREFIX] for form in _stem_forms(stems[0])}:
            adjectival = _ADJECTIVAL_NAME.search(name) is not None
            places[prefix].append(_Place(stems, district is not None, adjectival, row["region_code"], name))
    return {prefix: tuple(found) for prefix, found in places.items()}


def find_municipalities(text: str) -> tuple[RegionMention, ...]:
    """Cities ('г. Усинск', 'города Нижневартовска', 'Рузского городского округа') and districts that one region has.

    A name that several regions have ('Октябрьский район', 'г. Железногорск') tells nothing and is left out, and so is
    a city's name without a word that says it is one ('Мирный', 'Заречный').
    """
    return _municipalities_of(text)


@lru_cache(maxsize=1 << 12)
def _municipalities_of(text: str) -> tuple[RegionMention, ...]:
    """Several questions are asked of one text: what it is about, where it belongs, how it is worded."""
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[RegionMention]:
    for word in _WORD.finditer(text):
        candidates = _candidates(word.group()) if word.end() - word.start() > 2 else ()
        if not candidates or not _UNIT_NEAR.search(text, max(0, word.start() - 30), word.end() + 60):
            continue
        found = [(place, end) for place in candidates if (end := _ends(place, text, word))]
        longest = max((sum(map(len, place.stems)) for place, _ in found), default=0)
        best = [(place, end) for place, end in found if sum(map(len, place.stems)) == longest]
        codes = {place.code for place, _ in best}
        if len(codes) == 1 and "" not in codes:
            place, end = best[0]
            yield RegionMention(place.code, text[word.start() : end], word.start(), end, direct=False, name=place.name)


@lru_cache(maxsize=1 << 13)
def _candidates(word: str) -> tuple[_Place, ...]:
    """The places whose first word this is in some form, or its first half."""
    begins = {word, _PARTED.split(word)[0]}
    listed = _places().get(fold_yo(word).lower()[:_PREFIX], ())
    return tuple(place for place in listed if any(_tail(place.stems[0], printed) is not None for printed in begins))


def _ends(place: _Place, text: str, word: re.Match[str]) -> int:
    """Where the mention of the place ends that begins with this word; 0 where it is not mentioned."""
    words = [word.group(), *_following(text, word.end(), len(place.stems) - 1)]
    if len(parted := _PARTED.split(word.group())) == len(place.stems):
        words = parted
    if len(words) != len(place.stems):
        return 0
    tails = [_tail(stem, printed) for stem, printed in zip(place.stems, words, strict=True)]
    if any(tail is None for tail in tails) or (place.adjectival and not _ADJECTIVAL.search(words[-1])):
        return 0
    end = (
        word.end()
        if words[0] != word.group() or len(words) == 1
        else text.index(words[-1], word.end()) + len(words[-1])
    )
    return end if _in_context(place, text, word.start(), end, tails[-1] or "") else 0


def _following(text: str, start: int, count: int) -> list[str]:
    return re.findall(r"[А-ЯЁа-яё]+", text[start : start + 60])[:count] if count else []


def _tail(stem: str, printed: str) -> str | None:
    """What an inflected word has after the stem; None where it is another word."""
    lower = fold_yo(printed).lower()
    for form in _stem_forms(stem):
        if lower.startswith(form) and _TAIL.fullmatch(lower, len(form)):
            return lower[len(form) :]
    return None


def _in_context(place: _Place, text: str, start: int, end: int, tail: str) -> bool:
    if place.district:
        unit_before = _BEFORE_DISTRICT.search(text, max(0, start - 30), start)
        return unit_before is not None or _AFTER_DISTRICT.match(text, end) is not None
    if _ADJECTIVE_TAIL.search(tail) and _AFTER_CITY_ADJECTIVE.match(text, end):
        return True
    if (_ADJECTIVE_TAIL.search(tail) or _OTHER_ADJECTIVE.fullmatch(tail)) and not place.adjectival:
        return False
    return _BEFORE_CITY.search(text, max(0, start - 40), start) is not None
