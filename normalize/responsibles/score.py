"""How much of a text reads as a list of organisations, roles and people: what tells the column of a table."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.language.wordforms import is_nominative
from normalize.organisations.initials import is_contraction, is_genitive_contraction
from normalize.organisations.lookups import name_words, organisation_aliases
from normalize.responsibles.head_words import head_of, is_legal
from normalize.responsibles.mentions import Mention, split_mentions
from normalize.responsibles.tokens import Kind

_LONGEST_NAME = 16
_MAX_TEXT = 2_000


@lru_cache(maxsize=1 << 14)
def responsible_score(text: str) -> float:
    """0..1: the share of letters in mentions that read as an organisation, a role or a person.

    >>> responsible_score("УО АНМО, ОО"), responsible_score("август-сентябрь")
    (1.0, 0.0)
    """
    _, mentions = split_mentions(text[:_MAX_TEXT])
    letters = sum(_letters(mention) for mention in mentions)
    return sum(_weight(mention) * _letters(mention) for mention in mentions) / letters if letters else 0.0


def names_document(text: str) -> bool:
    """Whether a cell of responsibles names a document and nobody: «Протоколы», «Приказ, справка»."""
    words = re.findall(r"[А-ЯЁа-яё-]{3,}", text)
    documents = name_words("documents")
    return (
        bool(words)
        and words[0].lower() in documents
        and (all(word.lower() in documents for word in words) or responsible_score(text) == 0.0)
    )


def _letters(mention: Mention) -> int:
    return sum(len(token.text) for token in mention.tokens)


def _weight(mention: Mention) -> float:
    kind, head = head_of(mention.tokens)
    if kind == "person":
        return 1.0
    if len(mention.tokens) > _LONGEST_NAME or head == len(mention.tokens):
        return 0.0
    word = mention.tokens[head].text
    if kind == "role":
        return 1.0 if is_nominative(word, "roles") or mention.jointly else 0.2
    if kind == "body":
        activity = head == 0 and word.lower() == "организация"
        return 0.0 if activity else 1.0 if is_nominative(word, "bodies") or mention.jointly else 0.2
    if kind == "abbreviation":
        return _weight_of_abbreviation(mention, head)
    return 0.8 if kind == "name" and mention.tokens[head].kind is Kind.QUOTED and len(mention.tokens) == 1 else 0.0


def _weight_of_abbreviation(mention: Mention, head: int) -> float:
    word = mention.tokens[head].text
    if word in name_words("exam_words"):
        return 0.0
    if is_contraction(word):
        return float(head == 0 and not is_genitive_contraction(word))
    if word in organisation_aliases() or is_legal(mention.tokens, head):
        return 1.0
    return 0.8 if len(mention.tokens) - head < 5 else 0.2
