"""Words torn apart or run together: lost hyphens, lost blanks, a blank inside a word."""

from __future__ import annotations

import re
from functools import cache

from normalize.damage.context import CYRILLIC, DamagedWord, WordContext
from normalize.damage.spelling import is_known
from normalize.language import morphology
from normalize.language.lexicon import dictionary

_CAMEL = re.compile(r"([А-ЯЁ]?[а-яё]{2,})([А-ЯЁ][а-яё]{2,})")


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
    """«апрельМай», «проведенияэкзаменов»: two words of which the order knows both."""
    word = context.token.text
    camel = _CAMEL.fullmatch(word)
    if camel and all(map(morphology.is_word, camel.groups())):
        return context.damaged("lost_blank", f"{camel[1]} {camel[2]}", "medium")
    if not CYRILLIC.fullmatch(word) or len(word) < 10 or word.isupper() or is_known(word):
        return None
    usual = context.vocabulary.lower
    for cut in range(5, len(word) - 4):
        left, right = word[:cut], word[cut:]
        if usual[left.lower()] and usual[right.lower()] and morphology.is_word(left) and morphology.is_word(right):
            return context.damaged("lost_blank", f"{left} {right}", "medium")
    return None


@cache
def _hyphen_heads() -> tuple[str, ...]:
    return tuple(dictionary("words.yml")["hyphen_heads"])
