"""Word forms without morphology: what the endings of nouns and adjectives tell, fast enough for every cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from normalize.language.nouns import is_abbreviation, nouns
from normalize.language.text import fold_dashes, fold_yo

_NOUN_ENDING = re.compile(
    "(?:[аяоеыиуюь]|[оеиы]й|[оеыи]м|[оеыи]х|[оеи]ю|[аяыи]ми|[ая]м|[ая]х|[ое]в|[ое]го|[ое]му|и[еяюй]|ы[ей]|[ая]я|[уюо]ю|ией|и[яе][мхв]|иями)?"
)
_ADJECTIVE_NOMINATIVE = re.compile(r".{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|[чжш]ь[яеи])$")
_ADJECTIVE = re.compile(r".{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ыми|ими|ой|ей|ую|юю)$")
_VERBAL_NOUN = re.compile(r".+(?:[аеяи]ние|[твлч]ие)$")
_IN_NIE = re.compile("средние|нижние|верхние|внешние|внутренние|соседние|третьи")


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
    return any(folded[:cut] in stems and _NOUN_ENDING.fullmatch(folded, cut) for cut in cuts)


@lru_cache(maxsize=1 << 15)
def noun_group(word: str) -> str | None:
    """'role' or 'body', whichever noun this is a form of; None where it is none. 'лицей' is a body, 'лицам' a role.

    The first half of a compound tells: 'специалист-эксперт', 'учитель-логопед'.
    """
    folded = fold_dashes(fold_yo(word.lower()))
    if folded in nouns().bodies:
        return "body"
    if folded in nouns().roles:
        return "role"
    if "-" in folded and not folded.endswith("-"):
        return noun_group(folded.partition("-")[0])
    for cut in range(len(folded), max(2, len(folded) - 4) - 1, -1):
        if _NOUN_ENDING.fullmatch(folded, cut):
            for group, name in (("bodies", "body"), ("roles", "role")):
                if folded[:cut] in _stems(group):
                    return name
    return None


@lru_cache(maxsize=1 << 15)
def is_nominative(word: str, group: str) -> bool:
    """Whether `word` is printed in the nominative of the dictionary: 'директора' is (plural), 'директору' is not."""
    forms: frozenset[str] = getattr(nouns(), group)
    folded = fold_dashes(fold_yo(word.lower()))
    return folded in forms or ("-" in folded and folded.partition("-")[0] in forms)


@lru_cache(maxsize=1 << 15)
def is_adjective(word: str, nominative: bool = False) -> bool:
    """Whether the ending is an adjective's (or participle's): 'муниципальный'; 'управление' is a noun."""
    folded = fold_yo(word.lower())
    if is_abbreviation(word) or (_VERBAL_NOUN.match(folded) and not _IN_NIE.fullmatch(folded)):
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
