"""What an order tells of abbreviations that stand side by side: one name ('УО АНМО') or two ('ИМЦ ОО')."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.language.nouns import is_abbreviation
from normalize.language.wordforms import noun_of
from normalize.organisations.context import OrderContext
from normalize.organisations.initials import is_contraction, matched, words_of
from normalize.organisations.letterhead import letterhead_name, letterhead_names
from normalize.organisations.levels import level_of
from normalize.organisations.lookups import legal_forms, name_words, organisation_aliases, territories

_STANDALONE = re.compile(r"(?:^|[\t\n,;/])[ ]*([А-ЯЁ][А-ЯЁа-яё()-]{1,14})[ ]*(?=[\t\n,;/]|$)", re.MULTILINE)
_UNIT = frozenset("УОДС")
_OWNER = frozenset("АМД")


class OrderAbbreviations:
    """The abbreviations of one order: what it defines, its letterhead, its region, what stands alone in its cells."""

    def __init__(self, context: OrderContext) -> None:
        self.region = tuple(word.text for word in words_of(context.region or ""))
        self.letterhead = letterhead_names(context.issuer)
        self.defined = frozenset(short for short, _ in context.definitions)
        self.named = frozenset(word for short in self.defined for word in re.findall(r"[\w-]+", short)[-1:])
        self.alone = frozenset(_STANDALONE.findall(context.text))
        self.aliases = organisation_aliases()

    def names_body(self, word: str) -> bool:
        """Whether a word in capitals is known to be no surname: 'О.В. ЦОИ' is not a person."""
        return word in self.aliases or word in self.named or word in legal_forms().forms

    def parts_issuer(self, word: str, after: str) -> bool:
        """'Комитет РЦОКО' are the issuer and another body; 'Администрация МО' and 'Администрация ОУ' are one."""
        if word.lower().startswith("администраци") and level_of(after) == "school":
            return False
        issuer = word in self.defined or (word[0].isupper() and letterhead_name(word, self.letterhead) is not None)
        return issuer and self.names_body(after) and letterhead_name(f"{word} {after}", self.letterhead) is None

    def has_and(self, first: str, second: str) -> bool:
        """Whether 'и' stands inside a name: 'КДН и ЗП', 'ИПК и ППРО ТО' where the order defines it."""
        pair = f"{first} и {second}"
        return pair in self.aliases or any(pair in short for short in self.defined)

    def is_territory(self, text: str) -> bool:
        """Whether words after a name say where: 'РК', 'Кузбасса', 'города Х', 'ОО' in Оренбургская область."""
        words = text.split()
        if words[0] == "по" and len(words) > 1:
            words = words[1:]
        if all(map(is_abbreviation, words)):
            text = " ".join(words)
            return text in territories() or bool(self.region and matched(text, self.region) == len(self.region))
        first = words[0]
        capitalised = first[0].isupper() and not is_abbreviation(first) and not noun_of(first, "bodies")
        return capitalised or first.lower() in name_words("places")

    def is_place(self, word: str) -> bool:
        """Whether an abbreviation can only be a territory here: 'АО' in Астраханская область, not 'ОО' (schools)."""
        return self.is_territory(word) and (word not in self.aliases or self.aliases[word].scope == "generic")

    def one_name(self, first: str, second: str, *, together: bool = True) -> bool:
        """Whether two abbreviations in a row name one body: 'УО АНМО', 'ГЭК РК', 'Минобр ОО'; 'ИМЦ ОО' are two.

        together: on one line; what nothing but letters suggest ('УГУиОКО МОК') needs that.
        """
        pair = f"{first} {second}"
        if pair in self.defined or pair in self.aliases or letterhead_name(pair, self.letterhead):
            return True
        if self.is_territory(second) and (second not in self.aliases or is_contraction(first)):
            return True
        if second in self.aliases and self.aliases[second].scope != "generic":
            return False
        if first in self.alone and (second in self.alone or second in self.aliases):
            return False
        owned = together and first[0] in _UNIT and second[0] in _OWNER
        return owned and second not in self.aliases and first not in self.alone


@lru_cache(maxsize=16)
def order_abbreviations(context: OrderContext) -> OrderAbbreviations:
    """The abbreviations of an order, worked out once."""
    return OrderAbbreviations(context)
