"""Rules for lists that share a month, a year or a noun: «15, 22 и 29 марта», «I, III кварталы»."""

from __future__ import annotations

import re

from normalize.periods.expressions import Moment
from normalize.periods.matching import YEAR, Found, expression, printed_year
from normalize.periods.tokens import Lexed
from normalize.periods.units import borrowed
from normalize.periods.vocabulary import vocabulary

_DAYS = r"F?[NO]c?(?:[-TU]+[NO]c?)?"
_DAY_LIST = re.compile(rf"{_DAYS}(?:(?:,&?|&){_DAYS})*M{YEAR}")
_DAY_SPEC = re.compile(r"([NO])c?(?:[-TU]+([NO])c?)?")
_DAYS_AND_DATE = re.compile(r"[NO](?:(?:,&?|&)[NO])*(?:,&?|&)([dD])y?")
_MONTHS_IN_YEARS = re.compile(r"M(?:-M)?Yy?(?:(?:,|&)Y[yz]?)+(?![-/]|[,&]?M)")
_RANGE_OF_DAYS = re.compile(r"[NO]c?-[NO]c?M")
_ORDINAL_LIST = re.compile(rf"([NOR])((?:,|&)[NOR])+([qhkw])(M?){YEAR}")


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
        found.append(expression(lexed, "months_in_years", kind, *moments, start, place + 1))
    return found, match.end()


def days_of_month(lexed: Lexed, at: int) -> Found | None:
    """«15, 22 и 29 марта», «1-5, 10-12 октября», «с 1 по 10 марта 2025»: the year of all but the last is carried."""
    match = _DAY_LIST.match(lexed.codes, at)
    if not match or match.group().count("M") != 1:
        return None
    if _is_numbered(lexed, at) and not _is_range_of_days(lexed, at):
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
        found.append(expression(lexed, rule, kind, one, two, start, match.end() if is_last else spec.end()))
    return found, match.end()


def days_and_date(lexed: Lexed, at: int) -> Found | None:
    """«15, 16.10.2024», «15 и 20.10»: days of the month that is printed last."""
    match = _DAYS_AND_DATE.match(lexed.codes, at)
    if not match or _is_numbered(lexed, at):
        return None
    last = lexed.tokens[match.start(1)]
    found = []
    for place in range(at, match.start(1) + 1):
        if lexed.codes[place] in "NOdD":
            is_last = place == match.start(1)
            moment = Moment(last.month, lexed.tokens[place].value, last.year if is_last else 0)
            stop = match.end() if is_last else place + 1
            found.append(expression(lexed, "days_and_date", "date", moment, moment, place, stop))
    return found, match.end()


def ordinal_list(lexed: Lexed, at: int) -> Found | None:
    """«I, III кварталы 2024 года»: the year of all but the last is carried."""
    match = _ORDINAL_LIST.match(lexed.codes, at)
    if not match or bool(match[4]) != (match[3] in "kw"):
        return None
    found = []
    places = [place for place in range(at, match.start(3)) if lexed.codes[place] in "NOR"]
    for place in places:
        unit = borrowed(lexed, place, match.start(3))
        if unit is None:
            return None
        first, last = unit.first, unit.last
        if place != places[-1]:
            first, last = first._replace(year=0), last._replace(year=0)
        stop = match.end() if place == places[-1] else place + 1
        rule = unit.rule if unit.kind == "half_year" else "ordinal_list"
        found.append(expression(lexed, rule, unit.kind, first, last, place, stop))
    return found, match.end()


def _is_range_of_days(lexed: Lexed, at: int) -> bool:
    """«Библиотеки школ 9 - 11 июня»: whose numbers the schools' are, a sign would say; not so of classes."""
    word = lexed.tokens[at - 1].word if at else ""
    return word.startswith("школ") and _RANGE_OF_DAYS.match(lexed.codes, at) is not None


def _is_numbered(lexed: Lexed, at: int) -> bool:
    """Whether the first number belongs to the word before it: «9 классы», «этап 1, 15.10.2024», «№ 5, 10 марта»."""
    if at == 0 or lexed.codes[at - 1] == "-":
        return at > 1 and lexed.codes[at - 2] == "?"
    if at > 1 and lexed.codes[at - 2] in "NO#":
        return False
    before = lexed.tokens[at - 1]
    return before.code == "№" or (before.code in "?R" and vocabulary().is_numbered(before.word))
