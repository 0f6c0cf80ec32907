"""Words torn apart or run together: lost hyphens, lost blanks, a blank inside a word."""

from __future__ import annotations

import re
from functools import cache

from normalize.damage.context import CYRILLIC, DamagedWord, WordContext
from normalize.damage.spelling import is_known, is_term
from normalize.language import morphology
from normalize.language.lexicon import dictionary

_CAMEL = re.compile(r"([А-ЯЁ]?[а-яё]{2,})([А-ЯЁ][а-яё]{2,})")

_COUNTED = re.compile(r"[а-яё]+(?:и|ух|ёх|ех)(?:дневн|недельн|месячн|летн|часов|классн|этажн|местн|комнатн|кратн)")
"""«двенадцатидневное меню»: one word of a number."""
_LONG_RUN = 14
_LONG_TAIL = 6
_PREPOSITIONS = ("в", "к", "с")


def split_word(context: WordContext) -> DamagedWord | None:
    """«обу чающихся»: two pieces, one of them no word, that make one."""
    word, following = context.token.text, context.following
    if following is None or context.text[context.token.end : following.start] != " ":
        return None
    pieces = (word, following.text)
    joined = word + following.text
    cyrillic = all(CYRILLIC.fullmatch(piece) and len(piece) > 1 for piece in pieces) and following.text.islower()
    if not cyrillic or len(joined) < 7 or all(map(is_known, pieces)) or not morphology.is_word(joined):
        return None
    rare = all(is_known(piece) or context.vocabulary.printed[piece] <= 2 for piece in pieces)
    return context.damaged("broken_word", joined, "high", following.end) if rare else None


def lost_hyphen(context: WordContext) -> DamagedWord | None:
    """«научнопрактических», «психологопедагогической»."""
    word = context.token.lower
    if not CYRILLIC.fullmatch(word) or is_known(word):
        return None
    for head in _hyphen_heads():
        tail = word[len(head) :]
        if word.startswith(head) and len(tail) > 4 and morphology.has(tail, "ADJF"):
            printed = context.token.text
            return context.damaged("lost_hyphen", f"{printed[: len(head)]}-{printed[len(head) :]}", "high")
    return None


def lost_blank(context: WordContext) -> DamagedWord | None:
    """«апрельМай», «проведенияэкзаменов», «доставкеэкзаменационных»: two words that the order or its field knows."""
    word = context.token.text
    camel = _CAMEL.fullmatch(word)
    named = context.text[max(0, context.token.start - 1) : context.token.start] in ("«", '"')
    if camel and not named and all(map(morphology.is_word, camel.groups())):
        return context.damaged("lost_blank", f"{camel[1]} {camel[2]}", "medium")
    if (
        not CYRILLIC.fullmatch(word)
        or len(word) < 10
        or word.isupper()
        or is_known(word)
        or _COUNTED.match(word.lower())
    ):
        return None
    cuts = [(word[:cut], word[cut:]) for cut in range(5, len(word) - 4) if _are_words(word[:cut], word[cut:])]
    usual = context.vocabulary.lower
    of_order = [(left, right) for left, right in cuts if usual[left.lower()] and usual[right.lower()]]
    alone = cuts if len(cuts) == 1 and word.islower() and len(word) >= _LONG_RUN else []
    found = of_order or [cut for cut in alone if not _is_compound(cut[0]) and _is_of_field(context, *cut)]
    return context.damaged("lost_blank", " ".join(found[0]), "medium") if found else None


def glued_preposition(context: WordContext) -> DamagedWord | None:
    """«вмуниципалитетах»: a preposition of one letter and a word that the order or its field knows."""
    word = context.token.text
    left, right = word[:1], word[1:]
    if left not in _PREPOSITIONS or not CYRILLIC.fullmatch(word) or len(right) < _LONG_TAIL or right[0] in "ксви":
        return None
    if is_known(word) or not morphology.is_word(right) or morphology.has(right, "nomn", "INFN", "VERB"):
        return None
    known = context.vocabulary.lower[right] > 0 or is_term(right)
    return context.damaged("lost_blank", f"{left} {right}", "medium") if known else None


def _is_compound(left: str) -> bool:
    """«естественнонаучный», «внешнеэкономический»: the first part is no word of its own."""
    return left.endswith("о") or (left.endswith("е") and not morphology.has(left, "NOUN"))


def _is_of_field(context: WordContext, left: str, right: str) -> bool:
    """Whether the order, or orders of its kind, print one of the two: «коронавирусной» is no «корона вирусной»."""
    usual = context.vocabulary.lower
    return any(usual[part] > 0 or is_term(part) for part in (left, right))


def _are_words(left: str, right: str) -> bool:
    return morphology.is_word(left) and morphology.is_word(right)


@cache
def _hyphen_heads() -> tuple[str, ...]:
    return tuple(dictionary("words.yml")["hyphen_heads"])
