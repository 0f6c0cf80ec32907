"""Second step: ordered rules, each named for its phenomenon, turn tokens into dated expressions; the first answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from normalize.periods.expressions import Expression, Moment
from normalize.periods.lexer import Lexed
from normalize.periods.units import YEAR, Unit, printed_year, unit_at

Found = tuple[list[Expression], int]
"""The expressions of a rule and the token after them."""
Rule = Callable[[Lexed, int], "Found | None"]

_DAYS = r"F?[NO]c?(?:[-TU]+[NO]c?)?"
_DAY_LIST = re.compile(rf"{_DAYS}(?:(?:,&?|&){_DAYS})*M{YEAR}")
_DAY_SPEC = re.compile(r"([NO])c?(?:[-TU]+([NO])c?)?")
_DAYS_AND_DATE = re.compile(r"[NO](?:(?:,&?|&)[NO])*(?:,&?|&)([dD])y?")
_DAY_TO_DATE = re.compile(r"F?([NO])c?(?:-|T|P)([dD])y?")
_MONTHS_THEN_YEARS = re.compile(r"([Ms])-([Ms]),?i?Yy?[-/][YN](?:a?[yz]|a)?(?!M)")
_MONTHS_IN_YEARS = re.compile(r"M(?:-M)?Yy?(?:(?:,|&)Y[yz]?)+(?![-/]|[,&]?M)")
_MONTH_CHAIN = re.compile(rf"M-M(?:-M)+{YEAR}")
_YEAR_SPAN = re.compile(r"F?Yy?(?:-|T|/)Y[yz]?(?![-/])")
_ACADEMIC_NOUN = re.compile(r"ay?")
_ORDINAL_SPAN = re.compile(rf"F?([NOR])(?:-|T)([NOR])([qhkw])(M?){YEAR}")
_ORDINAL_LIST = re.compile(rf"([NOR])((?:,|&)[NOR])+([qhkw])(M?){YEAR}")
_CLOCK = "(?:x[Hy]?)?"
_LINK = re.compile(rf",?{_CLOCK}&?(?:-+T?|T|P){_CLOCK}")
_LINK_AFTER_FROM = re.compile(rf",?{_CLOCK}&?(?:-*[TU]|-+|P){_CLOCK}")
ACADEMIC_START = 9
_FILLERS = re.compile(r"[irtn:]*")
_FROM_FILLERS = re.compile(rf"[irtn:]*{_CLOCK}")
_START_FILLERS = re.compile(rf"[Firtn]*{_CLOCK}")
_DEADLINE = re.compile(r"[UL]+[,:-]?[KU]?|K|T")
_YEAR_END = re.compile(r"e(?:(?=Y)|(?=[NOR][qh])|(?=ay)|g?y)")
_DEADLINE_FILLERS = re.compile(rf"[irn]*{_CLOCK}")
_LOST_DASH = re.compile(rf"(?:MM{YEAR}|dD|dd)y?")
_CLOSING_DAYS = {"beginning_of_month": 1, "middle_of_month": 15}
_SEPARATOR = re.compile(r",&?|&")


def _expression(
    lexed: Lexed, rule: str, kind: str, first: Moment | None, last: Moment | None, at: int, stop: int
) -> Expression:
    tokens = lexed.tokens[at:stop]
    garbled = any(token.garbled for token in tokens) or any(token.code in "PR" for token in tokens)
    return Expression(
        kind, rule, first, last, tokens[0].start, tokens[-1].end, garbled, lead=tokens[0].code in "FULKTirtn"
    )


def _skip(fillers: re.Pattern[str], lexed: Lexed, at: int) -> int:
    match = fillers.match(lexed.codes, at)
    return match.end() if match else at


def _span(lexed: Lexed, rule: str, one: Unit, two: Unit, at: int) -> Found:
    return [_expression(lexed, rule, "range", one.first, two.last, at, two.stop)], two.stop


def lost_dash(lexed: Lexed, at: int) -> Found | None:
    """A whole cell of two months or days of which only the last has a year: «Февраль апрель», «15.06. 15.08.2011»."""
    match = _LOST_DASH.fullmatch(lexed.codes) if at == 0 and lexed.lines == 1 else None
    if not match:
        return None
    one = unit_at(lexed, 0)
    two = unit_at(lexed, one.stop) if one else None
    if one is None or two is None or two.stop != len(lexed.codes):
        return None
    found = _expression(lexed, "lost_dash", "range", one.first, two.last, at, two.stop)
    return [Expression("range", "lost_dash", found.first, found.last, found.start, found.end, garbled=True)], two.stop


def months_then_years(lexed: Lexed, at: int) -> Found | None:
    """«ноябрь - январь 2024- 2025 года»: a year for each month; «март-май 2024/25» lie in one academic year."""
    match = _MONTHS_THEN_YEARS.match(lexed.codes, at)
    if not match:
        return None
    one, two = lexed.tokens[match.start(1)], lexed.tokens[match.start(2)]
    years = [token.value for token in lexed.tokens[at : match.end()] if token.code in "YN"]
    following = years[1] if years[1] > 99 else years[0] // 100 * 100 + years[1]
    closing = two.value if two.code == "M" else (two.value + 1) % 12 + 1
    opening_year, closing_year = years[0], following
    if one.value <= closing and following == years[0] + 1:
        opening_year, closing_year = (years[0] + (month < ACADEMIC_START) for month in (one.value, closing))
    moments = Moment(one.value, 0, opening_year), Moment(closing, 0, closing_year)
    return [_expression(lexed, "months_then_years", "range", *moments, at, match.end())], match.end()


def months_in_years(lexed: Lexed, at: int) -> Found | None:
    """«декабрь 2023, 2024 года»: the month of both years."""
    match = _MONTHS_IN_YEARS.match(lexed.codes, at)
    if not match:
        return None
    tokens = lexed.tokens[at : match.end()]
    months = [token.value for token in tokens if token.code == "M"]
    kind = "month" if len(months) == 1 else "range"
    places = [place for place in range(at, match.end()) if lexed.codes[place] == "Y"]
    found = []
    for number, place in enumerate(places):
        year = lexed.tokens[place].value
        start = at if number == 0 else place
        moments = Moment(months[0], 0, year), Moment(months[-1], 0, year)
        found.append(_expression(lexed, "months_in_years", kind, *moments, start, place + 1))
    return found, match.end()


def month_chain(lexed: Lexed, at: int) -> Found | None:
    """«Июнь-июль-август 2025»: months one after the other."""
    match = _MONTH_CHAIN.match(lexed.codes, at)
    if not match:
        return None
    tokens = lexed.tokens[at : match.end()]
    months = [token.value for token in tokens if token.code == "M"]
    if any(two != one % 12 + 1 for one, two in pairwise(months)):
        return None
    moments = Moment(months[0]), Moment(months[-1], 0, printed_year(lexed, at, match.end()))
    return [_expression(lexed, "month_chain", "range", *moments, at, match.end())], match.end()


def year_span(lexed: Lexed, at: int) -> Found | None:
    """«2019-2021 годы», «с 2024 по 2026 год»; «2023-2024 г.» is an academic year."""
    match = _YEAR_SPAN.match(lexed.codes, at)
    if not match or unit_is_academic(lexed, at):
        return None
    first, last = (token.value for token in lexed.tokens[at : match.end()] if token.code == "Y")
    academic = _ACADEMIC_NOUN.match(lexed.codes, match.end())
    if academic:
        kind = "academic_year" if last == first + 1 else "range"
        moments = Moment(9, 0, first), Moment(8, 0, last)
        return [_expression(lexed, "academic_year_span", kind, *moments, at, academic.end())], academic.end()
    moments = Moment(1, 0, first), Moment(12, 0, last)
    return [_expression(lexed, "year_span", "range", *moments, at, match.end())], match.end()


def unit_is_academic(lexed: Lexed, at: int) -> bool:
    """Whether an academic year begins at the token."""
    unit = unit_at(lexed, at)
    return unit is not None and unit.kind == "academic_year"


def days_of_month(lexed: Lexed, at: int) -> Found | None:
    """«15, 22 и 29 марта», «1-5, 10-12 октября», «с 1 по 10 марта 2025»: the year of all but the last is carried."""
    match = _DAY_LIST.match(lexed.codes, at)
    if not match or match.group().count("M") != 1:
        return None
    place = lexed.codes.index("M", at)
    month, year = lexed.tokens[place].value, printed_year(lexed, place, match.end())
    specs = list(_DAY_SPEC.finditer(lexed.codes, at, place))
    if len(specs) == 1 and specs[0][2] is None:
        return None
    found = []
    for spec in specs:
        is_last = spec is specs[-1]
        own_year = year if is_last else 0
        one = Moment(month, lexed.tokens[spec.start(1)].value, own_year)
        two = one if spec[2] is None else Moment(month, lexed.tokens[spec.start(2)].value, own_year)
        rule, kind = ("days_of_month", "date") if spec[2] is None else ("day_range", "range")
        start = at if spec is specs[0] else spec.start()
        found.append(_expression(lexed, rule, kind, one, two, start, match.end() if is_last else spec.end()))
    return found, match.end()


def day_to_date(lexed: Lexed, at: int) -> Found | None:
    """«20-25.03.2025», «с 20 по 25.03»"""
    match = _DAY_TO_DATE.match(lexed.codes, at)
    if not match:
        return None
    day, token = lexed.tokens[match.start(1)].value, lexed.tokens[match.start(2)]
    moments = Moment(token.month, day, token.year), Moment(token.month, token.value, token.year)
    return [_expression(lexed, "day_to_date", "range", *moments, at, match.end())], match.end()


def days_and_date(lexed: Lexed, at: int) -> Found | None:
    """«15, 16.10.2024», «15 и 20.10»: days of the month that is printed last."""
    match = _DAYS_AND_DATE.match(lexed.codes, at)
    if not match or lexed.codes[at - 1 : at] == "?":
        return None
    last = lexed.tokens[match.start(1)]
    found = []
    for place in range(at, match.start(1) + 1):
        if lexed.codes[place] in "NOdD":
            is_last = place == match.start(1)
            moment = Moment(last.month, lexed.tokens[place].value, last.year if is_last else 0)
            stop = match.end() if is_last else place + 1
            found.append(_expression(lexed, "days_and_date", "date", moment, moment, place, stop))
    return found, match.end()


def ordinal_span(lexed: Lexed, at: int) -> Found | None:
    """«II-III кварталы 2025», «1-2 декада марта»"""
    match = _ORDINAL_SPAN.match(lexed.codes, at)
    if not match or bool(match[4]) != (match[3] in "kw"):
        return None
    units = [_borrowed(lexed, match.start(group), match.start(3)) for group in (1, 2)]
    if units[0] is None or units[1] is None:
        return None
    return [_expression(lexed, "ordinal_span", "range", units[0].first, units[1].last, at, match.end())], match.end()


def ordinal_list(lexed: Lexed, at: int) -> Found | None:
    """«I, III кварталы 2024 года»: the year of all but the last is carried."""
    match = _ORDINAL_LIST.match(lexed.codes, at)
    if not match or bool(match[4]) != (match[3] in "kw"):
        return None
    found = []
    places = [place for place in range(at, match.start(3)) if lexed.codes[place] in "NOR"]
    for place in places:
        unit = _borrowed(lexed, place, match.start(3))
        if unit is None:
            return None
        first, last = unit.first, unit.last
        if place != places[-1]:
            first, last = first._replace(year=0), last._replace(year=0)
        stop = match.end() if place == places[-1] else place + 1
        found.append(_expression(lexed, "ordinal_list", unit.kind, first, last, place, stop))
    return found, match.end()


def _borrowed(lexed: Lexed, ordinal: int, noun: int) -> Unit | None:
    """The unit of an ordinal whose noun stands later: «I» of «I, III кварталы»."""
    tail = Lexed(
        lexed.clean,
        lexed.folded,
        (lexed.tokens[ordinal], *lexed.tokens[noun:]),
        lexed.codes[ordinal] + lexed.codes[noun:],
    )
    return unit_at(tail, 0)


def unit_range(lexed: Lexed, at: int) -> Found | None:
    """Two units joined by a dash or «по»: «октябрь 2024 – май 2025», «с 20.05.2024 по 05.07.2024»."""
    begins = at + 1 if lexed.codes[at] == "F" else at
    one = unit_at(lexed, _skip(_FROM_FILLERS, lexed, begins) if begins > at else begins)
    if one is None:
        return None
    link = (_LINK_AFTER_FROM if begins > at else _LINK).match(lexed.codes, one.stop)
    two = unit_at(lexed, link.end()) if link else None
    if two is None and lexed.codes[one.stop - 1 : one.stop + 2] == "MUM":
        two = unit_at(lexed, one.stop + 1)
    if two is None:
        return None
    return _span(lexed, f"{one.kind}_range" if one.kind == two.kind else "unit_range", one, two, at)


def deadline(lexed: Lexed, at: int) -> Found | None:
    """«до 25 мая», «не позднее 1 ноября», «к 15 декабря», «по 31 мая включительно», «до 1 ноября, 1 марта»."""
    match = _DEADLINE.match(lexed.codes, at)
    if not match:
        return None
    begins = _skip(_DEADLINE_FILLERS, lexed, match.end())
    found: list[Expression] = []
    start = at
    while True:
        unit = _end_of(lexed, begins) or _later_of(lexed, unit_at(lexed, begins))
        if unit is None or (found and unit.kind != "date"):
            break
        last = unit.last._replace(day=_CLOSING_DAYS[unit.rule]) if unit.rule in _CLOSING_DAYS else unit.last
        rule = unit.rule if unit.rule.startswith(("end_of_", "half_year")) else _for_years("deadline", unit)
        found.append(_expression(lexed, rule, "deadline", None, last, start, unit.stop))
        stop = unit.stop
        link = _SEPARATOR.match(lexed.codes, stop)
        if unit.kind != "date" or not link:
            break
        start = begins = link.end()
    return (found, stop) if found else None


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
    """«с 1 сентября», «начиная с октября 2024», «не ранее 1 марта»"""
    if lexed.codes[at] != "F":
        return None
    begins = _skip(_START_FILLERS, lexed, at)
    unit = unit_at(lexed, begins)
    if unit is None:
        return None
    return [_expression(lexed, _for_years("open_start", unit), "from", unit.first, None, at, unit.stop)], unit.stop


def one_unit(lexed: Lexed, at: int) -> Found | None:
    """A unit alone: «октябрь 2024 года», «15.10.2023», «IV квартал»."""
    unit = unit_at(lexed, at)
    if unit is None:
        return None
    return [_expression(lexed, unit.rule, unit.kind, unit.first, unit.last, at, unit.stop)], unit.stop


def impossible_date(lexed: Lexed, at: int) -> Found | None:
    """«45.10.2024», «15.13.2024»: unresolved, never moved."""
    if lexed.codes[at] != "!":
        return None
    return [_expression(lexed, "impossible_date", "unresolved", None, None, at, at + 1)], at + 1


RULES: tuple[Rule, ...] = (
    impossible_date,
    lost_dash,
    months_then_years,
    months_in_years,
    month_chain,
    year_span,
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
_STARTS = frozenset("!MDdYNORlbmesagFTULKirtn")


def dated_at(lexed: Lexed, at: int, apart: bool = False) -> Found | None:
    """The dated expressions that begin at the token, prepositions and fillers («в течение», «в период») skipped."""
    if lexed.codes[at] not in _STARTS:
        return None
    begins = _skip(_FILLERS, lexed, at)
    if begins >= len(lexed.codes):
        return None
    for rule in RULES:
        found = None if apart and rule is lost_dash else rule(lexed, begins)
        if found is not None:
            if begins > at:
                found[0][0] = replace(found[0][0], start=lexed.tokens[at].start, lead=True)
            return found
    return None
