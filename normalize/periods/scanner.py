"""A cell's tokens as items: dated expressions and undated phrases in printed order, and what was not understood."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from normalize.periods.expressions import Expression
from normalize.periods.lexer import lex
from normalize.periods.matching import Found
from normalize.periods.phrases import Phrase, may_begin_phrase, phrase_at
from normalize.periods.rules import dated_at, may_be_dated
from normalize.periods.spelling import mend_phrase
from normalize.periods.tokens import Lexed
from normalize.periods.units import unit_at
from normalize.periods.vocabulary import vocabulary

_IGNORED = re.compile(r"A|H|\*|[iFTUn-]*x[Hy]?(?:[-TU]x[Hy]?)*|v")
_MAY_BE_IGNORED = frozenset("AH*iFTUn-xv")
_ACT_DATE = re.compile(r"o(?:D|NMYy?|d|Yy?)")
_FROM_TO = re.compile(r"(?:^|(?<=[,;:(&]))o(?:D|NMYy?|d|Yy?)y?[UT][DdNM]")
"""«от 01.09.2024 до 31.05.2025»; after a word the date is that of an act: «приказом от 01.09.2024 до 15.09.2024»."""
_NAMED_YEAR = re.compile(r"[in]?Yy?(?![-/]Y)")
_OWN_YEAR = re.compile(r"i?Y(?:[-/][YN])?(?:ay|a|y|z)?")
_SPOILT_MONTH = re.compile(r"-&?\?")
"""«январь 2025 - и юнь 2025»"""
_ATTRIBUTIVE_KINDS = frozenset(("month", "quarter", "half_year", "season"))
_BREAKS = frozenset(",(;")
_PUNCTUATION = frozenset(",;:()-/&*№")
_DATE_PARTS = frozenset("ON#bmelpkw")


class Item(NamedTuple):
    """A dated expression or a phrase in its place: `gap` the codes printed between it and the one before."""

    start: int
    end: int
    gap: str
    depth: int
    expression: Expression | None = None
    phrase: Phrase | None = None


class Scan(NamedTuple):
    """What stands in a cell.

    unknown: (index of a token that was not understood, number of items before it). named: tokens of dates that are part
    of a name («приказом от 15.10.2024», «ГИА 2024 года»).
    """

    lexed: Lexed
    items: tuple[Item, ...]
    unknown: tuple[tuple[int, int], ...]
    named: tuple[int, ...] = ()
    loose_year: bool = False
    """Whether a year stands after a date that prints none, words between them: whose it is, nothing tells."""


@lru_cache(maxsize=1 << 12)
def scan(raw: str, apart: bool = False) -> Scan:
    """All dated expressions and phrases of a cell; `apart`: no range is made of what a lost dash joins.

    Where nothing is found, misspelt words of phrases are mended and the cell is scanned once more.
    """
    lexed = lex(raw)
    found = _Scanner(lexed, apart).run()
    if found.items:
        return found
    mended = mend_phrase([token.word for token in lexed.tokens if token.code == "?"], lexed.folded)
    return found if mended is None else _Scanner(lex(mended, garbled=True), apart).run()


class _Scanner:
    """Walks over the tokens of one cell from left to right."""

    def __init__(self, lexed: Lexed, apart: bool) -> None:
        self.lexed = lexed
        self.apart = apart
        self.may_be_dated = may_be_dated(lexed.codes)
        self.items: list[Item] = []
        self.unknown: list[tuple[int, int]] = []
        self.named: list[int] = []
        self.gap = ""
        self.depth = 0
        self.loose_year = False

    def run(self) -> Scan:
        at, codes = 0, self.lexed.codes
        while at < len(codes):
            at = self._step(at)
        return Scan(self.lexed, tuple(self.items), tuple(self.unknown), tuple(self.named), self.loose_year)

    def _step(self, at: int) -> int:
        """Reads what stands at a token; the token after it."""
        code = self.lexed.codes[at]
        if code == "?" and not self.items and not may_begin_phrase(self.lexed.tokens[at].word):
            self.gap += code
            self.unknown.append((at, 0))
            return at + 1
        if code in _PUNCTUATION:
            self.depth += (code == "(") - (code == ")")
            self.gap += "" if code == "*" else code
            return at + 1
        stop = self._name(at) or self._item(at)
        if stop:
            return stop
        ignored = _IGNORED.match(self.lexed.codes, at) if code in _MAY_BE_IGNORED else None
        if ignored:
            return ignored.end()
        self.gap += code
        self.unknown.append((at, len(self.items)))
        return at + 1

    def _name(self, at: int) -> int | None:
        """Where a date that is part of a name ends: «приказом от 15.10.2024», «за 10 дней до 1 сентября»."""
        codes = self.lexed.codes
        match = _ACT_DATE.match(codes, at) if codes[at] == "o" else None
        if match and not _FROM_TO.match(codes, at):
            return self._skip(at, match.end())
        if codes[at] == "d" and at and vocabulary().is_paragraph(self.lexed.tokens[at - 1].word):
            return self._skip(at, at + 1)
        last = self.items[-1].phrase if self.items else None
        if last is None or not _BREAKS.isdisjoint(self.gap) or self.depth < self.items[-1].depth:
            return None
        year = _NAMED_YEAR.match(codes, at)
        if year and self.gap:
            return self._skip(at, year.end())
        if _OWN_YEAR.match(codes, at) and (last.kind == "event"):
            found = self._dated_at(at)
            return self._skip(at, found[1]) if found else None
        if last.takes_date and not self.gap:
            unit = unit_at(self.lexed, at)
            found = self._dated_at(at) if unit is None and last.kind == "relative" else None
            stop = unit.stop if unit else found[1] if found else None
            return self._skip(at, stop) if stop else None
        if codes[at] == "n":
            found = self._dated_at(at)
            return self._skip(at, found[1]) if found else None
        return None

    def _dated_at(self, at: int, apart: bool = False) -> Found | None:
        return dated_at(self.lexed, at, apart) if self.may_be_dated else None

    def _skip(self, at: int, stop: int) -> int:
        self.named.extend(range(at, stop))
        self.gap += "?"
        return stop

    def _item(self, at: int) -> int | None:
        """The phrase or the dated expressions that begin at a token; the longer reading counts."""
        token = self.lexed.tokens[at]
        dated = self._dated_at(at, self.apart)
        phrase = phrase_at(self.lexed.folded, token.start, token.word) if token.word else None
        if phrase is not None and (dated is None or phrase[1] >= self.lexed.tokens[dated[1] - 1].end):
            self._add(Item(token.start, phrase[1], self.gap, self.depth, phrase=phrase[0]))
            stop = at + 1
            while stop < len(self.lexed.codes) and self.lexed.tokens[stop].start < phrase[1]:
                stop += 1
            return stop
        if dated is None:
            return None
        expressions, stop = dated
        if self._attributive(at, expressions[0]):
            last = self.items[-1].expression if self.items else None
            if last is not None and last.anchored and self._loosens(last, at):
                self.loose_year = True
            if not _DATE_PARTS.intersection(self.gap):
                return self._skip(at, stop)
            one = expressions[-1]
            expressions = [Expression("unresolved", "unread_date", None, None, one.start, one.end)]
        for one in expressions:
            self._add(Item(one.start, one.end, self.gap or ("," if one is not expressions[0] else ""), self.depth, one))
        return stop

    def _loosens(self, last: Expression, at: int) -> bool:
        """Whether the year after words may be that of the date before them, or of a month that a scan spoilt."""
        if _SPOILT_MONTH.fullmatch(self.gap):
            return self.lexed.clean[self.lexed.tokens[at - 1].start].islower()
        return not last.has_year and not _PUNCTUATION.intersection(self.gap)

    def _add(self, item: Item) -> None:
        self.items.append(item)
        self.gap = ""

    def _attributive(self, at: int, one: Expression) -> bool:
        """Whether a year or a month only describes the word before it: «результаты ГИА 2024 года», «ГИА-2024»."""
        if self.gap.endswith("?-") and one.rule == "year" and self.lexed.codes[at + 1 : at + 2] != "y":
            return True
        if not self.gap or self.gap[-1] in _PUNCTUATION:
            return False
        if one.kind in ("year", "academic_year") or one.rule == "year_span" or self.lexed.tokens[at - 1].word == "за":
            return True
        if one.lead:
            return False
        noun = next((token for token in self.lexed.tokens[at : at + 2] if token.code in "Mqhs"), None)
        return noun is not None and noun.word in vocabulary().genitives and one.kind in _ATTRIBUTIVE_KINDS
