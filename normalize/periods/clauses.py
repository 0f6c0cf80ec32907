"""Items of a cell as clauses: what is a period of its own, what only qualifies or labels its neighbour."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from normalize.periods.doubt import is_heading
from normalize.periods.expressions import Expression, Moment
from normalize.periods.scanner import Item, Scan
from normalize.periods.tokens import Lexed

_BARE_YEAR = re.compile(r"[\d\s,.]*(?:г|год\w*)?\W*(?:включительно)?", re.IGNORECASE)
LEADING_LABEL = re.compile(r"([^,;:()]{3,60}?) ?[:–—-] ?$")
YEAR_RULES = frozenset(("year", "academic_year", "unnamed_academic_year"))
_JOINED = re.compile(r",|/|\bи\b")


@dataclass(slots=True)
class Clause:
    """One period of a cell: a dated expression, or the kind of an undated phrase.

    label: what is printed beside a date («основной этап»). rivals: expressions that were read but do not count.
    group: clauses that are joined by commas or «и» share it: they are one phrase of the cell.
    """

    kind: str
    rule: str
    start: int
    end: int
    expression: Expression | None = None
    garbled: bool = False
    label: str = ""
    group: int = 0
    rivals: list[Expression] = field(default_factory=list)


def in_calendar_years(clause: Clause) -> Clause:
    """«2024-2025 гг.» printed short in a plan of calendar years: both of them, no academic year."""
    one = clause.expression
    if clause.rule != "unnamed_academic_year" or one is None or one.first is None or one.last is None:
        return clause
    years = Moment(1, 0, one.first.year), Moment(12, 0, one.last.year)
    expression = one._replace(kind="range", rule="year_span", first=years[0], last=years[1])
    return replace(clause, kind="range", rule="year_span", expression=expression)


def compose(found: Scan, apart: bool = False) -> list[Clause]:
    """Items to clauses; `apart` keeps every item."""
    out: list[Clause] = []
    previous: Item | None = None
    for item in found.items:
        clause = _clause(item)
        if apart or previous is None:
            out.append(clause)
        elif item.phrase is not None:
            _add_phrase(out, clause, item, previous)
        else:
            _add_date(out, clause, item, previous)
        previous = item
    out = _share_years(found.lexed, out)
    _annotate(found.lexed, out)
    return out


def _clause(item: Item) -> Clause:
    if item.expression is not None:
        one = item.expression
        return Clause(one.kind, one.rule, one.start, one.end, one, one.garbled)
    assert item.phrase is not None
    return Clause(item.phrase.kind, item.phrase.name, item.start, item.end, None, item.phrase.garbled)


def _add_phrase(out: list[Clause], clause: Clause, item: Item, previous: Item) -> None:
    """A phrase after another: «октябрь 2024 года по графику ИРО» has one period, «февраль 2024 во время ГИА» two."""
    assert item.phrase is not None
    last = out[-1]
    if ";" in item.gap or item.phrase.role == "next":
        out.append(clause)
    elif item.phrase.role == "yearly" and last.expression is not None and not last.expression.has_year:
        clause.start, clause.rivals = last.start, [last.expression]
        out[-1] = clause
    elif item.depth or item.phrase.role != "period" or (last.expression is not None and clause.kind == "recurring"):
        return
    elif last.expression is not None:
        if last.kind != "from" or clause.kind not in ("relative", "continuous"):
            out.append(clause)
    elif previous.phrase is not None and previous.phrase.role == "qualifier" and last.rule == previous.phrase.name:
        clause.start = last.start
        out[-1] = clause


def _add_date(out: list[Clause], clause: Clause, item: Item, previous: Item) -> None:
    """A date after another item; beside a qualifier or a stage only the date counts, beside a repetition only that."""
    last, one = out[-1], item.expression
    assert one is not None
    before = last.expression
    if before is not None and (
        is_heading(before, item) or (item.depth and last.kind == "season" and not before.has_year)
    ):
        out[-1] = clause
        return
    if one.rule == "plan_academic_year" and last.expression is not None and not item.gap:
        return
    repeats = previous.phrase is not None and previous.phrase.kind == "recurring" and previous.phrase.role != "next"
    if ";" in item.gap or (last.expression is not None and (not repeats or one.has_year)):
        out.append(clause)
    elif last.expression is not None:
        last.rivals.append(one)
    elif last.kind == "recurring" and (previous.phrase is None or previous.phrase.role != "next"):
        if item.depth and one.has_year:
            out[-1] = clause
        else:
            last.rivals.append(one)
    elif previous.phrase is None:
        out.append(clause)
    elif last.kind == "continuous" and one.kind in ("year", "academic_year"):
        last.rivals.append(one)
    elif previous.phrase.role in ("qualifier", "label") or item.depth or _apposed(item, one, last.kind):
        out[-1] = clause
    else:
        out.append(clause)


def _apposed(item: Item, one: Expression, kind: str) -> bool:
    """Whether a date explains the phrase before it: «в период ГИА, май-июль 2025», «в течение года: октябрь, март»."""
    if kind == "continuous":
        return item.gap.endswith((":", "-"))
    return kind == "event" and (one.lead or one.kind == "date" or any(mark in item.gap for mark in ",:-("))


def _share_years(lexed: Lexed, out: list[Clause]) -> list[Clause]:
    """A lone year that others need is theirs: «2024 г.: сентябрь, ноябрь», «2024-2025 учебный год (октябрь, май)»."""
    if len(out) < 2 or not any(clause.rule in YEAR_RULES for clause in out):
        return out
    kept: list[Clause] = []
    heading: Expression | None = None
    for number, clause in enumerate(out):
        one = clause.expression
        following = out[number + 1] if number + 1 < len(out) else None
        if one is not None and clause.rule in YEAR_RULES:
            if kept and _needs_year(kept[-1]) and "(" in lexed.clean[: clause.start]:
                kept[-1].expression = _given_year(kept[-1].expression, one, printed=clause.rule == "year")
                kept[-1].end = clause.end
                continue
            opened = set(lexed.clean[clause.end : following.start]) & {":", "("} if following else False
            if following is not None and _needs_year(following) and (opened or clause.rule == "year"):
                heading = one
                continue
        if heading is not None and _needs_year(clause):
            clause.expression = _given_year(one, heading, printed=False)
        elif one is not None:
            heading = None
        kept.append(clause)
    return kept


def _needs_year(clause: Clause) -> bool:
    one = clause.expression
    return one is not None and one.anchored and not one.has_year


def _given_year(one: Expression | None, lender: Expression, printed: bool) -> Expression | None:
    """The expression in the year of another; months of an academic year lie on both sides of New Year."""
    if one is None or lender.first is None or lender.last is None:
        return one
    if printed:
        return one.in_year(lender.anchor.year)
    academic = lender.kind == "academic_year" and one.anchor.month < lender.first.month
    return one._replace(carried=(lender.last if academic else lender.first).year)


def _annotate(lexed: Lexed, out: list[Clause]) -> None:
    """Gives clauses the words printed beside them, the noise among them, and the group that commas join."""
    group = 0
    for number, clause in enumerate(out):
        start = out[number - 1].end if number else 0
        between = lexed.clean[start : clause.start]
        if number:
            before = out[number - 1]
            joined = clause.expression is not None and before.expression is not None and _JOINED.search(between.lower())
            group += not joined or ";" in between
        _label(out[number - 1] if number else None, clause, between)
        stop = out[number + 1].start if number + 1 < len(out) else len(lexed.clean)
        if lexed.garbled or _has_noise(lexed, clause.start, stop):
            clause.garbled = True
        clause.group = group
    if out:
        _label(out[-1], None, lexed.clean[out[-1].end :])


def _label(before: Clause | None, after: Clause | None, between: str) -> None:
    """Words between two clauses label the one before, those that end in a colon or dash the one after."""
    lead = LEADING_LABEL.search(between) if after is not None else None
    if after is not None and after.expression is not None and lead:
        after.label = lead[1].strip()
        between = between[: lead.start()]
    if before is not None and before.expression is not None and not before.label:
        label = between.strip(" .,;:()-–—*")
        before.label = "" if len(label) < 3 or _BARE_YEAR.fullmatch(label) else label


def _has_noise(lexed: Lexed, start: int, end: int) -> bool:
    return any(token.garbled and start <= token.start < end for token in lexed.tokens)
