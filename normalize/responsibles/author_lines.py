"""Lines that the author of a cell broke: each is a mention, unless it only goes on with the line before."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.language.wordforms import noun_group
from normalize.organisations.lookups import name_words
from normalize.responsibles.boundaries import awaits, is_legal_form, is_legal_noun, is_namesake, modifies
from normalize.responsibles.head_words import begins
from normalize.responsibles.tokens import Kind, Token


def begins_line(current: Sequence[Token], tokens: Sequence[Token], at: int) -> bool:
    """Whether a line that the author broke is a mention: 'председатели предметных комиссий' / 'ИМЦ'.

    Not where the line before waits for more ('отдел образования и' / 'науки') or this one only goes on with it.
    """
    last, token = current[-1], tokens[at]
    if is_legal_form(current):
        return False
    if (
        (awaits(last) and not _ends_in_post(last, token))
        or modifies(last, token)
        or is_namesake(last, token)
        or is_legal_noun(current, token)
    ):
        return False
    if token.kind is Kind.QUOTED or (token.kind is Kind.WORD and not (token.text[0].isupper() or begins(tokens, at))):
        return False
    if token.kind is Kind.WORD and not begins(tokens, at):
        return _opens_name(token.text)
    return token.kind in (Kind.WORD, Kind.ABBREVIATION, Kind.PERSON) and token.text not in name_words("exam_words")


def _opens_name(word: str) -> bool:
    """Whether a capitalised word is a nominative: 'Женсовет', not 'Курского' after 'Администрация'."""
    from normalize.language.morphology import parses

    read = parses(word)
    return word.endswith(".") or (bool(read) and "nomn" in read[0].grammemes)


def _ends_in_post(last: Token, token: Token) -> bool:
    """'Кл. рук.' / 'Шк. медсестра': a post in short, and a capital on the next line."""
    return noun_group(last.text) is not None and token.text[0].isupper()
