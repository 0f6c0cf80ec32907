"""Word forms without morphology: what the endings of nouns and adjectives tell, fast enough for every cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from normalize.lookups import is_abbreviation, nouns
from normalize.text import fold_yo

_NOUN_ENDINGS = frozenset(
    "а я о е ё ы и у ю ь й ом ем ём ой ей ою ею ами ями ам ям ах ях ов ев ёв ого его ому ему ый ий ым им ых их ыми "
    "ими ие ые ая яя ую юю ии ию ией ией иям иями иях иев".split()
) | {""}
_ADJECTIVE_NOMINATIVE = re.compile(r".{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")
_ADJECTIVE = re.compile(r".{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ыми|ими|ой|ей|ую|юю)$")
_VERBAL_NOUN = re.compile(r".+(?:[аеяи]ние|ение|тие|вие|ствие|лие|чие|ание)$")
_ADJECTIVES_IN_NIE = frozenset({"средние", "нижние", "верхние", "внешние", "внутренние", "соседние", "прошлые"})
FUNCTION_WORDS = frozenset("и в во по на с со о об обо при для за до от к ко из у над под не или им имени".split())
PREPOSITIONS = frozenset("в во по на с со о об при для за до от к ко из у над под через между без кроме".split())


def _stem(noun: str) -> str:
    return re.sub(r"(?:ий|ый|ая|[аяоеёыийь])$", "", noun)


@cache
def _stems(group: str) -> Mapping[str, str]:
    forms: frozenset[str] = getattr(nouns(), group)
    return {_stem(fold_yo(form)): form for form in sorted(forms, reverse=True) if not form.endswith(".")}


@lru_cache(maxsize=1 << 15)
def noun_of(word: str, group: str) -> bool:
    """Whether `word` is some case form of a noun of the group ('bodies', 'offices', 'duties', 'roles').

    >>> noun_of("управлением", "bodies"), noun_of("специалистам", "roles"), noun_of("анализ", "bodies")
    (True, True, False)
    """
    folded = fold_yo(word.lower())
    stems = _stems(group)
    cuts = range(max(2, len(folded) - 4), len(folded) + 1)
    return any(folded[:cut] in stems and folded[cut:] in _NOUN_ENDINGS for cut in cuts)


@lru_cache(maxsize=1 << 15)
def noun_group(word: str) -> str | None:
    """'role' or 'body', whichever noun this is a form of; None where it is none. 'лицей' is a body, 'лицам' a role."""
    folded = fold_yo(word.lower())
    if folded in nouns().bodies:
        return "body"
    if folded in nouns().roles:
        return "role"
    for cut in range(len(folded), max(2, len(folded) - 4) - 1, -1):
        if folded[cut:] in _NOUN_ENDINGS:
            for group, name in (("bodies", "body"), ("roles", "role")):
                if folded[:cut] in _stems(group):
                    return name
    return None


@lru_cache(maxsize=1 << 15)
def is_nominative(word: str, group: str) -> bool:
    """Whether `word` is printed in the nominative of the dictionary: 'директора' is (plural), 'директору' is not."""
    forms: frozenset[str] = getattr(nouns(), group)
    return fold_yo(word.lower()) in forms


@lru_cache(maxsize=1 << 15)
def is_adjective(word: str, nominative: bool = False) -> bool:
    """Whether the ending is an adjective's (or participle's): 'муниципальный'; 'управление' is a noun."""
    folded = fold_yo(word.lower())
    if is_abbreviation(word) or (_VERBAL_NOUN.match(folded) and folded not in _ADJECTIVES_IN_NIE):
        return False
    return bool((_ADJECTIVE_NOMINATIVE if nominative else _ADJECTIVE).match(folded))


def same_word(one: str, other: str) -> bool:
    """Whether two words look like forms of one word: 'Министерства' and 'министерством'.

    >>> same_word("Министерства", "министерством"), same_word("отдел", "отбор")
    (True, False)
    """
    one, other = fold_yo(one.lower()), fold_yo(other.lower())
    shorter = min(len(one), len(other))
    shared = max(shorter - 3, min(shorter, 4))
    return max(len(one), len(other)) - shared <= 4 and one[:shared] == other[:shared]
