"""Whether a cell's reading may be trusted: what was not understood could change a date, a damaged word most of all."""

from __future__ import annotations

import re
from itertools import pairwise

from normalize.periods.expressions import Expression
from normalize.periods.ranges import LABEL_KINDS
from normalize.periods.scanner import Item, Scan
from normalize.periods.tokens import Lexed

LONGEST_LABEL = 4
"""Unknown words that may lead to a date without a colon or dash: «Родительское собрание 15 октября 2024 года»."""
_DATE_TOKENS = frozenset("MYDdNOyq#")
_NEGATED = re.compile(r"%\?{1,2}[in]?[MNDdO]")
_LOST_START = re.compile(r"F[?#NO]{0,2}[TU]")
"""«с б по 21 марта», «с | по 24 декабря»: the day after «с» cannot be read."""
_SPOILT_GAP = re.compile(r"\?-|-[#NO]-?")
_PREPOSITIONS = frozenset(("за", "из", "об"))
_PREPOSITION_AND_MONTH = re.compile("[FKUL]M")
_LONGEST_RUIN = 2
"""Letters that are left of a preposition: «о 15 марта», «с 18 о 25 мая»."""


def is_doubtful(found: Scan) -> bool:
    """Whether what was not understood could change a date: a loose number or dash, a negation, a text before it."""
    lexed = found.lexed
    if not any(item.expression for item in found.items):
        return False
    if found.loose_year or _contradicts_case(lexed):
        return True
    for at, _ in found.unknown:
        code = lexed.codes[at]
        if _LOST_START.match(lexed.codes, at) or (_NEGATED.match(lexed.codes, at) and lexed.tokens[at].word == "не"):
            return True
        around = lexed.codes[max(0, at - 1) : at + (3 if lexed.codes[at + 1 : at + 2] in ("i", "n") else 2)]
        if (code == "%" and _DATE_TOKENS.intersection(around)) or (code in "#N!OY" and not _beside_word(lexed, at)):
            return True
        if code in "#NO?" and (_stuck_to_date(lexed, at) or _ruins_preposition(lexed, at)):
            return True
    for one, two in pairwise(found.items):
        dashed = (
            one.expression
            and two.expression
            and "-" in two.gap
            and set(two.gap) <= {"-", "&"}
            and not two.expression.lead
        )
        if (dashed and one.expression and not is_heading(one.expression, two)) or _is_spoilt_range(one, two):
            return True
    return _unlabelled_lead(found) or lexed.codes.rstrip("*,;:").endswith("-")


def _is_spoilt_range(one: Item, two: Item) -> bool:
    """A dash and something else between two dates: «март 2025 xx - август 2025», «05.03.2025 - 0 7.06.2025»."""
    if one.expression is None or two.expression is None or two.expression.lead:
        return False
    return bool(_SPOILT_GAP.fullmatch(two.gap)) or (two.gap[:1] == "-" and not two.expression.anchored)


def _ruins_preposition(lexed: Lexed, at: int) -> bool:
    """Whether a letter or two in front of a date may have been «до» or «по»."""
    token = lexed.tokens[at]
    word = lexed.clean[token.start : token.end]
    if not word.islower() or len(word) > _LONGEST_RUIN or word in _PREPOSITIONS:
        return False
    return lexed.codes[at + 1 : at + 2] in tuple("MNODd")


def _contradicts_case(lexed: Lexed) -> bool:
    """«с мае 2025»: the month's case asks for «в», which then is what a scan spoilt."""
    found = _PREPOSITION_AND_MONTH.finditer(lexed.codes)
    return any(lexed.tokens[match.end() - 1].word.endswith("е") for match in found)


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
        word
        for at, before in found.unknown
        if before == 0 and found.lexed.codes[at] == "?" and len(word := found.lexed.tokens[at].word) > 1
    ]
    longest = 2 * LONGEST_LABEL if first.gap[-1:] in (":", "-", "(") else LONGEST_LABEL
    return len(words) > longest
