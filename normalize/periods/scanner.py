"""A cell's tokens as items: dated expressions and undated phrases in printed order, and what was not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from normalize.periods.expressions import Expression
from normalize.periods.lexer import lex
from normalize.periods.phrases import Phrase, phrase_at
from normalize.periods.ranges import LABEL_KINDS
from normalize.periods.rules import dated_at
from normalize.periods.spelling import mend_phrase
from normalize.periods.tokens import Lexed
from normalize.periods.units import unit_at
from normalize.periods.vocabulary import vocabulary

LONGEST_LABEL = 4
"""Unknown words that may lead to a date without a colon or dash: «Родительское собрание 15 октября 2024 года»."""
_IGNORED = re.compile(r"A|H|\*|[iFTUn-]*x[Hy]?(?:[-TU]x[Hy]?)*|v")
_ACT_DATE = re.compile(r"o(?:D|NMYy?|d|Yy?)")
_FROM_TO = re.compile(r"(?:^|(?<=[,;:(&]))o(?:D|NMYy?|d|Yy?)y?[UT][DdNM]")
"""«от 01.09.2024 до 31.05.2025»; after a word the date is that of an act: «приказом от 01.09.2024 до 15.09.2024»."""
_NAMED_YEAR = re.compile(r"[in]?Yy?(?![-/]Y)")
_OWN_YEAR = re.compile(r"i?Y(?:[-/][YN])?(?:ay|a|y|z)?")
_ATTRIBUTIVE_KINDS = frozenset(("month", "quarter", "half_year", "season"))
_PUNCTUATION = frozenset(",;:()-/&*№")
_DATE_TOKENS = frozenset("MYDdNOyq#")
_DATE_PARTS = frozenset("ON#bmelpkw")


@dataclass(frozen=True, slots=True)
class Item:
    """A dated expression or a phrase in its place: `gap` the codes printed between it and the one before."""

    start: int
    end: int
    gap: str
    depth: int
    expression: Expression | None = None
    phrase: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Scan:
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
        if code in _PUNCTUATION:
            self.depth += (code == "(") - (code == ")")
            self.gap += "" if code == "*" else code
            return at + 1
        stop = self._name(at) or self._item(at)
        if stop:
            return stop
        ignored = _IGNORED.match(self.lexed.codes, at)
        if ignored:
            return ignored.end()
        self.gap += code
        self.unknown.append((at, len(self.items)))
        return at + 1

    def _name(self, at: int) -> int | None:
        """Where a date that is part of a name ends: «приказом от 15.10.2024», «за 10 дней до 1 сентября»."""
        codes = self.lexed.codes
        match = _ACT_DATE.match(codes, at)
        if match and not _FROM_TO.match(codes, at):
            return self._skip(at, match.end())
        if codes[at] == "d" and at and vocabulary().is_paragraph(self.lexed.tokens[at - 1].word):
            return self._skip(at, at + 1)
        last = self.items[-1].phrase if self.items else None
        if last is None or any(mark in self.gap for mark in ",(;") or self.depth < self.items[-1].depth:
            return None
        year = _NAMED_YEAR.match(codes, at)
        if year and self.gap:
            return self._skip(at, year.end())
        if _OWN_YEAR.match(codes, at) and (last.kind == "event"):
            found = dated_at(self.lexed, at)
            return self._skip(at, found[1]) if found else None
        if last.takes_date and not self.gap:
            unit = unit_at(self.lexed, at)
            found = dated_at(self.lexed, at) if unit is None and last.kind == "relative" else None
            stop = unit.stop if unit else found[1] if found else None
            return self._skip(at, stop) if stop else None
        if codes[at] == "n":
            found = dated_at(self.lexed, at)
            return self._skip(at, found[1]) if found else None
        return None

    def _skip(self, at: int, stop: int) -> int:
        self.named.extend(range(at, stop))
        self.gap += "?"
        return stop

    def _item(self, at: int) -> int | None:
        """The phrase or the dated expressions that begin at a token; the longer reading counts."""
        token = self.lexed.tokens[at]
        dated = dated_at(self.lexed, at, self.apart)
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
            without_year = last is not None and not last.has_year and last.anchored
            if without_year and (self.gap == "-?" or not _PUNCTUATION.intersection(self.gap)):
                self.loose_year = True
            if not _DATE_PARTS.intersection(self.gap):
                return self._skip(at, stop)
            one = expressions[-1]
            expressions = [Expression("unresolved", "unread_date", None, None, one.start, one.end)]
        for one in expressions:
            self._add(Item(one.start, one.end, self.gap or ("," if one is not expressions[0] else ""), self.depth, one))
        return stop

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


def is_doubtful(found: Scan) -> bool:
    """Whether what was not understood could change a date: a loose number or dash, a negation, a text before it."""
    lexed = found.lexed
    if not any(item.expression for item in found.items):
        return False
    if found.loose_year:
        return True
    for at, _ in found.unknown:
        code = lexed.codes[at]
        around = lexed.codes[max(0, at - 1) : at + (3 if lexed.codes[at + 1 : at + 2] in ("i", "n") else 2)]
        if (code == "%" and _DATE_TOKENS.intersection(around)) or (code in "#N!OY" and not _beside_word(lexed, at)):
            return True
        if code in "#NO?" and _stuck_to_date(lexed, at):
            return True
    for one, two in pairwise(found.items):
        dashed = one.expression and two.expression and set(two.gap) == {"-"} and not two.expression.lead
        if dashed and one.expression and not is_heading(one.expression, two):
            return True
    return _unlabelled_lead(found) or lexed.codes.rstrip("*,;:").endswith("-")


def is_heading(one: Expression, following: Item) -> bool:
    """Whether a unit without a year only heads the date after it: «1 полугодие – октябрь», «учебный год (май)»."""
    if one.has_year or following.expression is None or not following.expression.anchored:
        return False
    if one.rule == "plan_academic_year":
        return bool(following.depth) or following.gap.endswith((":", "-"))
    return one.kind in LABEL_KINDS and following.expression.kind not in LABEL_KINDS and set(following.gap) <= {":", "-"}


_WORD_AND_NUMBER = re.compile(r"\?[-]?$|№$|-$")
_NUMBER_AND_WORD = re.compile(r"\?|\)|(?:[-,&]{1,2}[NO#])+\?")


def _stuck_to_date(lexed: Lexed, at: int) -> bool:
    """Whether a number stands right after a date, letters right after a year: what a scan spoilt of the year.

    «15.10.2О2Ч», «до 2024б»
    """
    before = lexed.tokens[at - 1] if at else None
    if before is None:
        return False
    between = lexed.clean[before.end : lexed.tokens[at].start]
    if lexed.codes[at] == "?":
        return before.code in "YD" and not between
    return before.code in "dDMY" and between in ("", ".")


def _beside_word(lexed: Lexed, at: int) -> bool:
    """Whether a number belongs to a word: «9 классы», «5-8 классы», «№ 5», «ГИА-9», «1)»."""
    before = _WORD_AND_NUMBER.search(lexed.codes[max(0, at - 2) : at])
    return before is not None or _NUMBER_AND_WORD.match(lexed.codes, at + 1) is not None


def _unlabelled_lead(found: Scan) -> bool:
    """Whether the words before the first date are too many for a label."""
    first = found.items[0]
    if first.expression is None:
        return False
    words = [
        found.lexed.tokens[at].word for at, before in found.unknown if before == 0 and found.lexed.codes[at] == "?"
    ]
    longest = 2 * LONGEST_LABEL if first.gap[-1:] in (":", "-", "(") else LONGEST_LABEL
    return len(words) > longest
