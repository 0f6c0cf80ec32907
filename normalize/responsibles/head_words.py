"""The word that tells what a mention is, and whether one can begin at a token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from normalize.language.nouns import nouns
from normalize.language.text import fold_yo
from normalize.language.wordforms import is_adjective, is_nominative, noun_group
from normalize.organisations.initials import is_contraction
from normalize.organisations.lookups import legal_forms, name_words
from normalize.responsibles.tokens import ABBREVIATION, COMMA, NUMBER, PERSON, QUOTED, WORD, Token

_ACTING = re.compile(r"и\.\s?о\.|в\.\s?о\.|вр\.\s?и\.\s?о\.|врио", re.IGNORECASE)
_TOLD_BY_KIND = {PERSON: "person", QUOTED: "name", ABBREVIATION: "abbreviation"}
LOOK_AHEAD = 5
"""How many tokens a noun may stand behind its first adjective."""


def head_of(tokens: Sequence[Token]) -> tuple[str, int]:
    """(kind, place) of the token that tells what a mention is: 'person', 'role', 'body', 'abbreviation', 'name', ''."""
    for at, token in enumerate(tokens):
        if token.text in name_words("role_abbreviations"):
            return "role", at
        if token.kind in _TOLD_BY_KIND:
            return _TOLD_BY_KIND[token.kind], at
        if token.kind is WORD:
            if group := noun_group(token.text):
                return _head_or_noun_after(tokens, at, group)
            if is_contraction(token.text):
                return "abbreviation", at
            if not (is_adjective(token.text) or is_preposition(token) or token.text[-1] == "."):
                return "", at
    return "", len(tokens)


def _head_or_noun_after(tokens: Sequence[Token], at: int, group: str) -> tuple[str, int]:
    """'ответственные организаторы': the adjective before a noun is not the head, though it can be one."""
    after = token_at(tokens, at + 1)
    if after is None or after.kind is not WORD or not is_adjective(tokens[at].text, nominative=True):
        return group, at
    noun = is_nominative(after.text, "roles") or is_nominative(after.text, "bodies")
    return (noun_group(after.text) or group, at + 1) if noun and agree(tokens[at].text, after.text) else (group, at)


def token_at(tokens: Sequence[Token], at: int) -> Token | None:
    """tokens[at], None past the end."""
    return tokens[at] if at < len(tokens) else None


def is_preposition(token: Token) -> bool:
    """'за', 'по', 'в'; not 'СО', 'ПО': regions."""
    return token.kind is WORD and token.text.lower() in name_words("prepositions")


def begins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mention can begin here although nothing but a blank stands before it."""
    token = tokens[at]
    if token.kind in (PERSON, ABBREVIATION):
        return token.text not in name_words("exam_words")
    if token.kind is not WORD or not _may_begin(token.text):
        return False
    if is_contraction(token.text) or _ACTING.fullmatch(token.text):
        return True
    adjectives: list[str] = []
    for word in tokens[at : at + LOOK_AHEAD]:
        if word.kind is ABBREVIATION:
            return bool(adjectives)
        if word.kind is not WORD:
            return False
        if is_nominative(word.text, "roles") or is_nominative(word.text, "bodies"):
            return _reads_as_nominative(word.text, adjectives, token, tokens[at - 1] if at else None)
        if not is_adjective(word.text, nominative=True):
            return False
        adjectives.append(word.text)
    return False


@lru_cache(maxsize=1 << 13)
def _may_begin(word: str) -> bool:
    """Whether a word alone can open a mention: an office, a body, an adjective before one."""
    return (
        is_contraction(word)
        or _ACTING.fullmatch(word) is not None
        or is_nominative(word, "roles")
        or is_nominative(word, "bodies")
        or is_adjective(word, nominative=True)
    )


def _reads_as_nominative(noun: str, adjectives: Sequence[str], first: Token, previous: Token | None) -> bool:
    """'школы' may be of one school or many schools: adjectives, a line break or what stands before decides."""
    if adjectives:
        return all(agree(adjective, noun) for adjective in adjectives)
    if not like_genitive(noun):
        return True
    closed = previous is None or previous.kind in (*_TOLD_BY_KIND, NUMBER, COMMA)
    return closed or (first.broken and first.text[0].isupper())


def like_genitive(noun: str) -> bool:
    """Whether the plural of a noun reads as the genitive of one: 'школы', 'директора', not 'члены'."""
    folded = fold_yo(noun.lower())
    return folded in nouns().plurals and (folded[-1] in "ая" or folded in nouns().feminine_plurals)


def agree(adjective: str, noun: str) -> bool:
    """Whether an adjective and a noun, both in the nominative, agree: 'школьные' + 'координаторы'."""
    ending = adjective[-2:]
    if fold_yo(noun.lower()) in nouns().plurals:
        return ending in ("ые", "ие", "ьи")
    if noun[-1] in "ая":
        return ending in ("ая", "яя", "ья")
    return ending in (("ое", "ее", "ье") if noun[-1] in "оеию" else ("ый", "ий", "ой"))


def is_legal(tokens: Sequence[Token], at: int) -> bool:
    """Whether a legal form stands here; 'МОУ', 'ОУ' are one only where a suffix, a kind of school or a name follows."""
    known, word, after = legal_forms(), tokens[at].text, token_at(tokens, at + 1)
    if word not in known.ambiguous:
        return word in known.forms
    return after is not None and (after.kind is QUOTED or after.text in known.suffixes or after.text in known.schools)
