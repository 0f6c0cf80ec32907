"""The body that issues an order, and the bodies it belongs to, under all the names that the order gives them."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.language.nouns import is_abbreviation
from normalize.language.phrases import nominative_phrase
from normalize.language.text import collapse
from normalize.language.wordforms import is_adjective, noun_of, same_word
from normalize.organisations.initials import is_contraction, matched, words_of

_REGION_TAIL = re.compile(
    r",?\s+(?:[А-ЯЁ][\w-]+\s+(?:[Рр]еспублики|области|края|автономного\s+округа|автономной\s+области)"
    r"|Республики\s+[А-ЯЁ][\w-]+(?:\s*[-–(]\s*[А-ЯЁ][\w-]+\)?)?)(?:\s*[-–—]\s*[А-ЯЁ]\w+)?$"
)
_MUNICIPAL = re.compile(r"администраци|город|район|округ|муниципальн", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:муниципальн|городск|город|г|район|округ|област|кра[йяе]|республик|автономн|поселени|администраци)\w*",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"[А-ЯЁ]{2,6}\s|муниципальн\w+ \w+ учреждени|государственн\w+ \w+ учреждени", re.IGNORECASE)
_OWNERS = frozenset(("министерства", "департамента", "комитета", "управления"))
"""Bodies that have departments, in the genitive; «совет школы» needs no more words."""
_FORMER = (("округа", "района"), ("района", "округа"), ("муниципального округа", "городского округа"))
"""Territories change their kind, abbreviations stay: 'УО АНМР' years after the район became an округ."""


@lru_cache(maxsize=256)
def letterhead_names(issuer: str) -> tuple[str, ...]:
    """The issuer and what it belongs to, each in the nominative, then the same with a former kind of territory.

    >>> letterhead_names("Управление образования администрации Ивановского района Амурской области")[:2]
    ('Управление образования администрации Ивановского района', 'администрация Ивановского района')
    """
    full = collapse(issuer)
    short = _REGION_TAIL.sub("", full)
    own = short if short != full and _MUNICIPAL.search(short) else full
    words = words_of(own)
    owners = [
        nominative_phrase(own[_with_adjectives(own, at) :])
        for at in range(1, len(words))
        if noun_of(words[at].text, "bodies") and words[at - 1].text.lower() != "и"
    ]
    places = [own[match.start() :] for match in re.finditer(r"муниципального образования", own)]
    names = [own, *owners, *map(nominative_phrase, places)] if own else []
    former = [name.replace(one, other) for one, other in _FORMER for name in names if one in name]
    return tuple(dict.fromkeys((*names, *former)))


def _with_adjectives(text: str, at: int) -> int:
    words = words_of(text)
    while at > 1 and is_adjective(words[at - 1].text) and text[words[at - 1].end : words[at].start] == " ":
        at -= 1
    return words[at].start


def letterhead_name(mention: str, names: tuple[str, ...]) -> str | None:
    """The name of the letterhead that is meant: by initials up to a place or owner, by its first word, or shortened.

    'УО', 'УОАНМО', 'УО администрации', 'Управление', 'управление образования' mean 'Управление образования
    администрации Новокузнецкого муниципального округа'; 'МО' does not mean 'Министерство образования и науки …'.
    """
    readings = (_means, _means_quoted, _means_without_administration)
    return next((name for name in names if any(means(mention, name) for means in readings)), None)


def with_owner(name: str, names: tuple[str, ...]) -> str:
    """'Отдел общего образования Министерства' with the whole name of the ministry that the letterhead has."""
    before, _, owner = name.rpartition(" ")
    if not before or owner.lower() not in _OWNERS:
        return name
    full = next((full for full in names if " " in full and same_word(owner, full.partition(" ")[0])), owner)
    return name + full[len(full.partition(" ")[0]) :]


def _means_without_administration(mention: str, name: str) -> bool:
    """'УО АГО' leaves a letter out: 'Управление образования (администрации) Артемовского городского округа'."""
    shorter = re.sub(r"\s[Аа]дминистрации\b", "", name)
    return shorter != name and is_abbreviation(mention.replace(" ", "")) and _means(mention, shorter)


def _means_quoted(mention: str, name: str) -> bool:
    """'Управление образования' where the issuer is an МКУ «Управление образования Х района»."""
    quoted = re.search(r"«(.+)»$", name)
    return quoted is not None and bool(_LEGAL.match(name)) and _means(mention, quoted[1])


@lru_cache(maxsize=1 << 12)
def _means(mention: str, name: str) -> bool:
    words = [word.text for word in words_of(name)]
    end = matched(mention, words)
    if end is not None and end > 1 and (end == len(words) or _ends_name(words[end]) or is_contraction(mention)):
        return True
    wanted = [word.text for word in words_of(mention)]
    if not wanted or any(map(is_abbreviation, wanted)) or not same_word(wanted[0], words[0]):
        return False
    if len(wanted) == 1:
        return noun_of(wanted[0], "bodies")
    rest = iter(words)
    return all(any(same_word(word, printed) for printed in rest) for word in wanted)


def _ends_name(word: str) -> bool:
    """Whether a name can end before this word: 'Управление образования | администрации', '… | Кузбасса'."""
    return word[0].isupper() or bool(_PLACE.fullmatch(word)) or noun_of(word, "bodies")
