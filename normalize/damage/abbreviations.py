"""Abbreviations that lost a letter, their case, or their number."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, takewhile

from normalize.damage.context import CYRILLIC, DamagedWord, WordContext, is_name
from normalize.language import morphology
from normalize.language.lexicon import dictionary
from normalize.organisations.lookups import legal_forms, organisation_aliases

_FREQUENT = 4
_OFTEN, _SHORTEST_SLIP = 4, 4
_INTRODUCED = re.compile(r"(?:далее|сокращ[её]нно)\s*[-–—:]?\s*[«\"]?$")


def abbreviation_fragment(context: WordContext) -> DamagedWord | None:
    """«ГИА-ИА», «ГИА-П»: what follows the hyphen is neither a figure nor a word."""
    head, hyphen, tail = context.token.text.partition("-")
    printed = context.vocabulary.printed
    numbered = any(printed[f"{head}-{number}"] for number in (9, 11))
    if not hyphen or not numbered or not tail.isalpha() or not tail.isupper() or len(tail) > 3:
        return None
    if tail in usual_abbreviations() or context.vocabulary.capitals[tail] > printed[context.token.text]:
        return None
    meant = f"{head}-11" if set(tail) <= set("ПИНЦIL") else head
    return context.damaged("broken_abbreviation", meant, "high")


def abbreviation_case(context: WordContext) -> DamagedWord | None:
    """«огэ», «по информатике и Икт»: an abbreviation that is printed in capitals; «Рис» may be a word or a name."""
    word = context.token.text
    upper = word.upper()
    if upper not in usual_abbreviations() or word == upper or not word[1:].islower() or is_name(context):
        return None
    inside = word[0].isupper() and context.vocabulary.capitals[upper] and re.search(r"[а-яё],? $", context.before())
    return context.damaged("case", upper, "high") if inside or not morphology.is_word(word) else None


def strange_abbreviation(context: WordContext) -> DamagedWord | None:
    """«ХИАО» where the order has «ХМАО», «ГЭЖ» for «ГЭК»: one letter of a frequent abbreviation is another.

    Beside an abbreviation that this order itself prints often, also one letter lost, added or exchanged with the next:
    «МОУУО», «РЦИО»; not where the order introduces the rare one, «(далее – РЦО)».
    """
    word = context.token.text
    capitals = context.vocabulary.capitals
    if (
        not CYRILLIC.fullmatch(word)
        or not word.isupper()
        or len(word) < 3
        or capitals[word] > 2
        or _is_abbreviation(word)
    ):
        return None
    frequent = [
        *takewhile(lambda usual: capitals[usual] >= _FREQUENT * capitals[word], context.vocabulary.most_capitals)
    ]
    for usual in chain(frequent, sorted(usual_abbreviations())):
        if len(usual) == len(word) and _one_letter_apart(word, usual) and usual not in legal_abbreviations():
            return context.damaged("abbreviation", usual, "medium")
    if capitals[word] > 1 or _INTRODUCED.search(context.before(16)):
        return None
    meant = next((usual for usual in frequent if capitals[usual] >= _OFTEN and _slipped(word, usual)), None)
    return context.damaged("abbreviation", meant, "medium") if meant else None


def split_abbreviation(context: WordContext) -> DamagedWord | None:
    """«МОУ О,» where the order has «МОУО»."""
    word, following = context.token.text, context.following
    if (
        following is None
        or not word.isupper()
        or len(word) < 2
        or not following.text.isupper()
        or len(following.text) > 2
    ):
        return None
    joined = word + following.text
    ends = re.match(r"\s*(?:[,;.)]|$)", context.text[following.end : following.end + 3])
    if context.text[context.token.end : following.start] != " " or not ends:
        return None
    usual = context.vocabulary.capitals[joined] > 1 or joined in usual_abbreviations()
    return context.damaged("broken_abbreviation", joined, "high", following.end) if usual else None


def _one_letter_apart(word: str, usual: str) -> bool:
    """One letter replaced; the first («ИЦОКО», «РЦОКО») and one of three only by one that is easily read for it."""
    pairs = [(one, other) for one, other in zip(word, usual, strict=True) if one != other]
    alike = dictionary("words.yml")["alike"]
    sure = len(word) > 3 and word[0] == usual[0]
    return len(pairs) == 1 and (sure or any(set(pairs[0]) <= set(group) for group in alike))


def _slipped(word: str, usual: str) -> bool:
    """Whether one letter was lost, added or exchanged with the next one; shorter ones are too near to one another."""
    if min(len(word), len(usual)) < _SHORTEST_SLIP or word[0] != usual[0] or usual in legal_abbreviations():
        return False
    if len(word) == len(usual):
        apart = [at for at, (one, other) in enumerate(zip(word, usual, strict=True)) if one != other]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(word) == sorted(usual)
    shorter, longer = sorted((word, usual), key=len)
    return len(longer) == len(shorter) + 1 and any(
        shorter == longer[:at] + longer[at + 1 :] for at in range(len(longer))
    )


def _is_abbreviation(word: str) -> bool:
    return (
        word in usual_abbreviations()
        or word in legal_abbreviations()
        or word in organisation_aliases()
        or morphology.is_word(word)
    )


@cache
def legal_abbreviations() -> frozenset[str]:
    """Abbreviations of legal forms and kinds of schools: 'МБОУ', 'ПАО', 'СОШ'."""
    forms = legal_forms()
    return frozenset({*forms.forms, *forms.suffixes, *forms.schools, *forms.ambiguous})


@cache
def usual_abbreviations() -> frozenset[str]:
    """Abbreviations of words.yml."""
    return frozenset(dictionary("words.yml")["abbreviations"])
