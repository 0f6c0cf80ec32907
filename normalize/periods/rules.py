"""Second step: ordered rules, each named for its phenomenon, turn tokens into dated expressions; the first answers."""

from __future__ import annotations

import re
from functools import cache

from normalize.periods.expressions import Expression, Moment
from normalize.periods.lists import days_and_date, days_of_month, months_in_years, ordinal_list
from normalize.periods.matching import CLOCK, Found, Rule, Unit, expression, skip
from normalize.periods.ranges import (
    day_to_date,
    lost_dash,
    month_chain,
    months_then_years,
    ordinal_span,
    unit_range,
    year_span,
    years_lost_dash,
)
from normalize.periods.tokens import Lexed
from normalize.periods.units import UNITS, unit_at

_FILLERS = re.compile(r"[irtn:]*")
_START_FILLERS = re.compile(rf"[Firtn]*{CLOCK}")
_DEADLINE = re.compile(r"[UL]+[,:-]?[KU]?|K|T")
_DEADLINE_FILLERS = re.compile(rf"[irn]*{CLOCK}")
_YEAR_END = re.compile(r"e(?:(?=Y)|(?=[NOR][qh])|(?=ay)|g?y)")
_CLOSING_DAYS = {"beginning_of_month": 1, "middle_of_month": 15}
_IMPOSSIBLE = re.compile(r"F?!Y?y?")
_IMPOSSIBLE_LINK = re.compile(r"(?:-|[TU])(!Y?y?)?")
_SEPARATOR = re.compile(r",&?|&|/")


def deadline(lexed: Lexed, at: int) -> Found | None:
    """«до 25 мая», «не позднее 1 ноября», «к 15 декабря», «по 31 мая включительно», «до 1 ноября, 1 марта»."""
    match = _DEADLINE.match(lexed.codes, at)
    if not match:
        return None
    begins = skip(_DEADLINE_FILLERS, lexed, match.end())
    found: list[Expression] = []
    start = at
    while True:
        unit = _end_of(lexed, begins) or _later_of(lexed, unit_at(lexed, begins))
        if unit is None or (found and unit.kind != "date"):
            break
        last = unit.last._replace(day=_CLOSING_DAYS[unit.rule]) if unit.rule in _CLOSING_DAYS else unit.last
        rule = unit.rule if unit.rule.startswith(("end_of_", "half_year")) else _for_years("deadline", unit)
        found.append(expression(lexed, rule, "deadline", None, last, start, unit.stop))
        stop = unit.stop
        link = _SEPARATOR.match(lexed.codes, stop)
        if unit.kind != "date" or not link:
            break
        start = begins = link.end()
    return (found, stop) if found else _deadline_of_days(lexed, begins)


def _deadline_of_days(lexed: Lexed, at: int) -> Found | None:
    """«до 10-15 октября», «до 1 и 15.10.2024»: the end of each."""
    days = days_of_month(lexed, at) or day_to_date(lexed, at) or days_and_date(lexed, at)
    if days is None:
        return None
    return [one._replace(kind="deadline", rule="deadline", first=None, lead=True) for one in days[0]], days[1]


def _for_years(rule: str, unit: Unit) -> str:
    return f"{rule}_of_years" if unit.kind == "year" else rule


def _later_of(lexed: Lexed, unit: Unit | None) -> Unit | None:
    """«до октября-ноября 2024»: the later of the two."""
    two = unit_at(lexed, unit.stop + 1) if unit and lexed.codes[unit.stop : unit.stop + 1] == "-" else None
    return two or unit


def _end_of(lexed: Lexed, at: int) -> Unit | None:
    """«конца 2024 года», «конца III квартала»: the unit itself, whose end counts."""
    match = _YEAR_END.match(lexed.codes, at)
    if match and match.group()[-1] == "y":
        named = any(token.word.startswith("календарн") for token in lexed.tokens[at : match.end()])
        return Unit("year", "end_of_calendar_year" if named else "end_of_year", Moment(1), Moment(12), match.end())
    return unit_at(lexed, at + 1) if match else None


def open_start(lexed: Lexed, at: int) -> Found | None:
    """«с 1 сентября», «начиная с октября 2024», «не ранее 1 марта», «после октября»"""
    if lexed.codes[at] != "F":
        return None
    begins = skip(_START_FILLERS, lexed, at)
    unit = unit_at(lexed, begins)
    if unit is None:
        return None
    after = lexed.tokens[at].word == "после" and unit.kind != "date"
    first = _day_after(unit.last) if after else unit.first
    return [expression(lexed, _for_years("open_start", unit), "from", first, None, at, unit.stop)], unit.stop


def _day_after(last: Moment) -> Moment:
    """Where «после октября» begins: the month after, or the day after a part of one."""
    if last.day > 0:
        return last._replace(day=last.day + 1)
    in_december = last.month == 12
    return Moment(last.month % 12 + 1, 0, last.year + 1 if in_december and last.year else last.year)


def one_unit(lexed: Lexed, at: int) -> Found | None:
    """A unit alone: «октябрь 2024 года», «15.10.2023», «IV квартал»."""
    unit = unit_at(lexed, at)
    if unit is None:
        return None
    return [expression(lexed, unit.rule, unit.kind, unit.first, unit.last, at, unit.stop)], unit.stop


def impossible_date(lexed: Lexed, at: int) -> Found | None:
    """«45.10.2024», «15.13.2024»: unresolved, never moved; so is the range that begins with one."""
    match = _IMPOSSIBLE.match(lexed.codes, at) if "!" in lexed.codes else None
    if not match:
        return None
    stop = match.end()
    link = _IMPOSSIBLE_LINK.match(lexed.codes, stop)
    if link:
        unit = unit_at(lexed, link.end())
        stop = unit.stop if unit else link.end() if link[1] else stop
    return [expression(lexed, "impossible_date", "unresolved", None, None, at, stop)], stop


RULES: tuple[Rule, ...] = (
    impossible_date,
    lost_dash,
    months_then_years,
    months_in_years,
    month_chain,
    year_span,
    years_lost_dash,
    days_of_month,
    day_to_date,
    days_and_date,
    ordinal_span,
    ordinal_list,
    unit_range,
    deadline,
    open_start,
    one_unit,
)
_STARTS = frozenset("!MDdYNORlfbmesagFTULKirtno")
_FIRST_CODES: dict[Rule, str] = {
    impossible_date: "F!",
    lost_dash: "Md",
    months_then_years: "Ms",
    months_in_years: "M",
    month_chain: "M",
    year_span: "FY",
    years_lost_dash: "FY",
    days_of_month: "FNO",
    day_to_date: "FNO",
    days_and_date: "NO",
    ordinal_span: "FNOR",
    ordinal_list: "NOR",
    unit_range: "".join(["Fo", *UNITS]),
    deadline: "ULKT",
    open_start: "F",
    one_unit: "".join(UNITS),
}
"""What a rule's first token may be; a rule that is not named here is asked at every token."""


@cache
def _rules_at(code: str) -> tuple[Rule, ...]:
    """The rules that may answer where a token of this code begins, in their order."""
    return tuple(rule for rule in RULES if code in _FIRST_CODES.get(rule, code))


_TELLING = frozenset("!MDdYqhkwsay")
"""Every rule asks for one of these: a month, a date, a year, a quarter … or the noun of a year."""


def may_be_dated(codes: str) -> bool:
    """Whether the tokens of a cell hold what a dated expression is made of; most texts that are no periods don't."""
    return not _TELLING.isdisjoint(codes)


def dated_at(lexed: Lexed, at: int, apart: bool = False) -> Found | None:
    """The dated expressions that begin at the token, prepositions and fillers («в течение», «в период») skipped."""
    if lexed.codes[at] not in _STARTS:
        return None
    begins = skip(_FILLERS, lexed, at)
    if begins >= len(lexed.codes):
        return None
    for rule in _rules_at(lexed.codes[begins]):
        found = None if apart and rule is lost_dash else rule(lexed, begins)
        if found is not None:
            if begins > at:
                found[0][0] = found[0][0]._replace(start=lexed.tokens[at].start, lead=True)
            return found
    return None
