"""A cell as clauses: dated expressions and undated phrases in order, qualifiers and labels told from periods of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from normalize.periods.expressions import Clause, Expression
from normalize.periods.lexer import Lexed, lex
from normalize.periods.phrases import Phrase, phrase_at
from normalize.periods.rules import dated_at
from normalize.periods.vocabulary import vocabulary

_IGNORED = re.compile(r"A|H|\*|[iFTUn-]*x[Hy]?(?:[-TU]x[Hy]?)*|v|\.")
_ACT_DATE = re.compile(r"o(?:D|NMYy?|d|Yy?)|n(?=[a-zA-Z])")
_PUNCTUATION = frozenset(",;:()-/&*")


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
    """What stands in a cell: items, and unknown tokens with the number of items before each."""

    lexed: Lexed
    items: tuple[Item, ...]
    unknown: tuple[tuple[int, int], ...]
    """(index of the token, number of items before it)"""


def scan(raw: str, apart: bool = False) -> Scan:
    """All dated expressions and phrases of a cell in printed order; `apart`: no range is made of what a lost dash joins."""
    lexed = lex(raw)
    items: list[Item] = []
    unknown: list[tuple[int, int]] = []
    at = depth = 0
    gap = ""
    count = len(lexed.codes)
    while at < count:
        step = _items_at(lexed, at, gap, depth, items[-1] if items else None, apart)
        if step is not None:
            new, at = step
            items.extend(new)
            gap = "" if new else gap
            continue
        code = lexed.codes[at]
        ignored = _IGNORED.match(lexed.codes, at)
        if code in _PUNCTUATION or not ignored:
            depth += (code == "(") - (code == ")")
            gap += code
            if code not in _PUNCTUATION:
                unknown.append((at, len(items)))
            at += 1
        else:
            at = ignored.end()
    return Scan(lexed, tuple(items), tuple(unknown))


def _items_at(
    lexed: Lexed, at: int, gap: str, depth: int, last: Item | None, apart: bool
) -> tuple[list[Item], int] | None:
    """The items that begin at a token, and the token after them; none where nothing does."""
    token = lexed.tokens[at]
    if token.code in _PUNCTUATION:
        return None
    if last is not None and last.phrase is not None:
        named = _named_date(lexed, at, gap, last.phrase)
        if named:
            return [], named
    dated = dated_at(lexed, at, apart)
    phrase = phrase_at(lexed.folded, token.start, token.word) if token.word else None
    if phrase is not None and (dated is None or phrase[1] >= lexed.tokens[dated[1] - 1].end):
        stop = at + 1
        while stop < len(lexed.codes) and lexed.tokens[stop].start < phrase[1]:
            stop += 1
        return [Item(token.start, phrase[1], gap, depth, phrase=phrase[0])], stop
    if dated is None:
        return None
    expressions, stop = dated
    items = [Item(one.start, one.end, gap if one is expressions[0] else ",", depth, one) for one in expressions]
    return items, stop


def _named_date(lexed: Lexed, at: int, gap: str, phrase: Phrase) -> int | None:
    """Where a date that belongs to a phrase's own name ends: «приказом от 15.10.2024», «ГИА в 2025 году», «за 10 дней до 1 сентября»."""
    codes = lexed.codes
    if "," in gap or "(" in gap or ";" in gap:
        return None
    if codes[at] == "o":
        match = _ACT_DATE.match(codes, at)
        return match.end() if match and match.group() != "n" else None
    year = re.compile(r"[in]?Yy?(?![-/]Y)").match(codes, at)
    if year and gap:
        return year.end()
    if codes[at] == "n" or (phrase.kind == "relative" and not gap):
        found = dated_at(lexed, at)
        return found[1] if found else None
    return None


def is_doubtful(found: Scan) -> bool:
    """Whether what was not understood could change a date: a loose number, a negation, words that lead to a date."""
    if not any(item.expression for item in found.items):
        return False
    lexed = found.lexed
    for at, _ in found.unknown:
        code = lexed.codes[at]
        if code in "#N!OY" and not _beside_word(lexed, at):
            return True
        if code == "%":
            return True
    return _unlabelled_lead(found) or lexed.codes.rstrip("*,;:").endswith("-")


def _beside_word(lexed: Lexed, at: int) -> bool:
    """Whether a number belongs to a word: «9 классы», «№ 5», «ГИА-9»."""
    around = (lexed.codes[at - 1] if at else "", lexed.codes[at + 1] if at + 1 < len(lexed.codes) else "")
    return "?" in around or around[0] == "-" or around[1] == ")"


def _unlabelled_lead(found: Scan) -> bool:
    """Whether words before the first date are no label: «Проведение анализа ГИА в 2023 году» is no period."""
    first = found.items[0]
    if first.expression is None:
        return False
    lead = [at for at, before in found.unknown if before == 0]
    words = [found.lexed.tokens[at].word for at in lead if found.lexed.codes[at] == "?"]
    if not words or first.gap[-1:] in (":", "-", "(") and len(words) <= 8:
        return False
    return not all(vocabulary().is_label(word) for word in words)


def compose(found: Scan, apart: bool = False) -> list[Clause]:
    """Items to clauses: what is a period of its own, what only qualifies its neighbour; `apart` keeps every item."""
    out: list[Clause] = []
    previous: Item | None = None
    for item in found.items:
        clause = _clause(item)
        if apart or not out or previous is None:
            out.append(clause)
        elif item.phrase is not None:
            _add_phrase(out, clause, item, previous)
        else:
            _add_date(out, clause, item, previous)
        previous = item
    return _labels(found, out)


def _clause(item: Item) -> Clause:
    if item.expression is not None:
        one = item.expression
        return Clause(one.kind, one.rule, one.start, one.end, one, one.garbled)
    assert item.phrase is not None
    return Clause(item.phrase.kind, item.phrase.name, item.start, item.end, None, item.phrase.garbled)


def _add_phrase(out: list[Clause], clause: Clause, item: Item, previous: Item) -> None:
    """A phrase after something else: «октябрь 2024 года по графику ИРО» has one period, «февраль 2024 во время ГИА» two."""
    assert item.phrase is not None
    last = out[-1]
    if ";" in item.gap or item.phrase.role == "next":
        out.append(clause)
    elif item.depth or item.phrase.role != "period" or (last.expression is not None and clause.kind == "recurring"):
        return
    elif last.expression is not None:
        out.append(clause)
    elif previous.phrase is not None and previous.phrase.role == "qualifier" and last.rule == previous.phrase.name:
        out[-1] = replace(clause, start=last.start)


def _add_date(out: list[Clause], clause: Clause, item: Item, previous: Item) -> None:
    """A date after something else; beside a qualifier or a stage only the date counts."""
    last = out[-1]
    one = item.expression
    assert one is not None
    if last.expression is not None or ";" in item.gap or previous.expression is not None:
        if last.kind == "recurring" and ";" not in item.gap:
            out[-1] = replace(last, rivals=(*last.rivals, one))
        else:
            out.append(clause)
        return
    assert previous.phrase is not None
    role, kind = previous.phrase.role, last.kind
    apposed = any(mark in item.gap for mark in ",:-(") or one.lead
    if kind == "recurring" and previous.phrase.role != "next":
        if item.depth and one.has_year:
            out[-1] = clause
        else:
            out[-1] = replace(last, rivals=(*last.rivals, one))
    elif role in ("qualifier", "label") or item.depth or (kind == "event" and apposed):
        out[-1] = replace(clause, start=clause.start)
    elif kind == "continuous" and one.kind in ("year", "academic_year"):
        out[-1] = replace(last, rivals=(*last.rivals, one))
    else:
        out.append(clause)


def _labels(found: Scan, out: list[Clause]) -> list[Clause]:
    """Adds to dated clauses the unknown words that follow them, and groups what commas join."""
    lexed = found.lexed
    group = 0
    result: list[Clause] = []
    for number, clause in enumerate(out):
        if result:
            between = lexed.folded[result[-1].end : clause.start]
            joined = clause.expression is not None and result[-1].expression is not None
            if not (joined and re.search(r",|\bи\b", between)) or ";" in between:
                group += 1
        following = out[number + 1].start if number + 1 < len(out) else len(lexed.clean)
        label = lexed.clean[clause.end : following].strip(" .,;:()-–—*") if clause.expression is not None else ""
        garbled = clause.garbled or lexed.garbled or _garbled_tail(lexed, clause.start, following)
        result.append(replace(clause, label=label if _says_something(label) else "", garbled=garbled, group=group))
    return result


def _says_something(label: str) -> bool:
    return len(label) > 2 and label not in ("года", "год")


def _garbled_tail(lexed: Lexed, start: int, end: int) -> bool:
    return any(token.garbled for token in lexed.tokens if start <= token.start < end)
