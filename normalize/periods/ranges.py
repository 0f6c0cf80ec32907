"""Rules for what runs from one time to another: a dash, «с ... по ...», two years, a chain of months."""

from __future__ import annotations

import re
from itertools import pairwise

from normalize.periods.expressions import Moment
from normalize.periods.matching import CLOCK, YEAR, Found, Unit, expression, printed_year, skip
from normalize.periods.tokens import Lexed
from normalize.periods.units import borrowed, unit_at

LABEL_KINDS = frozenset(("quarter", "half_year"))
"""Units of which a report or a round has its name."""
_YEARS = frozenset(("year", "academic_year"))
ACADEMIC_START = 9
_LOST_DASH = re.compile(rf"(?:MM{YEAR}|dD|dd)y?")
_MONTHS_THEN_YEARS = re.compile(r"([Ms])-([Ms]),?i?Yy?[-/][YN](?:a?[yz]|a)?(?!M)")
_MONTH_CHAIN = re.compile(rf"M-M(?:-M)+{YEAR}")
_YEAR_SPAN = re.compile(r"F?Yy?(?:-|T|/)Y[yz]?(?![-/])")
_YEARS_LOST_DASH = re.compile(r"F?YYz")
_ACADEMIC_NOUN = re.compile(r"ay?")
_DAY_TO_DATE = re.compile(r"F?([NO])c?(?:-|T|P)([dD])y?")
_ORDINAL_SPAN = re.compile(rf"F?([NOR])(?:-|T)([NOR])([qhkw])(M?){YEAR}")
_WEEKDAY, _DAY_NAMED = r"(?:v,?)?", r"(?:[,(]*v\)?)?"
"""«с понедельника 7 апреля по субботу 12 апреля», «7 апреля (пн) – 12 апреля»"""
_LINK = re.compile(rf"{_DAY_NAMED},?{CLOCK}&?(?:-+T?|T|P){_WEEKDAY}{CLOCK}")
_LINK_AFTER_FROM = re.compile(rf"{_DAY_NAMED},?{CLOCK}&?(?:-*[TU]|-+|P){_WEEKDAY}{CLOCK}")
_IMPOSSIBLE = re.compile("!Y?y?")
_FROM_FILLERS = re.compile(rf"[irtn:]*{_WEEKDAY}{CLOCK}")


def lost_dash(lexed: Lexed, at: int) -> Found | None:
    """A whole cell of two months or days of which only the last has a year: «Февраль апрель», «15.06. 15.08.2011»."""
    match = _LOST_DASH.fullmatch(lexed.codes) if at == 0 and lexed.lines == 1 else None
    if not match:
        return None
    one = unit_at(lexed, 0)
    two = unit_at(lexed, one.stop) if one else None
    if one is None or two is None or two.stop != len(lexed.codes):
        return None
    found = expression(lexed, "lost_dash", "range", one.first, two.last, at, two.stop)
    return [found], two.stop


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
    if following not in (years[0], years[0] + 1):
        return None
    if one.value <= closing and following == years[0] + 1:
        opening_year, closing_year = (years[0] + (month < ACADEMIC_START) for month in (one.value, closing))
    moments = Moment(one.value, 0, opening_year), Moment(closing, 0, closing_year)
    return [expression(lexed, "months_then_years", "range", *moments, at, match.end())], match.end()


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
    return [expression(lexed, "month_chain", "range", *moments, at, match.end())], match.end()


def year_span(lexed: Lexed, at: int) -> Found | None:
    """«2019-2021 годы», «с 2024 по 2026 год»; «2023-2024 г.» is an academic year."""
    match = _YEAR_SPAN.match(lexed.codes, at)
    if not match or _is_academic(lexed, at) or (lexed.codes[at] == "F" and _is_academic(lexed, at + 1)):
        return None
    first, last = (token.value for token in lexed.tokens[at : match.end()] if token.code == "Y")
    academic = _ACADEMIC_NOUN.match(lexed.codes, match.end())
    if academic:
        kind = "academic_year" if last == first + 1 else "range"
        moments = Moment(9, 0, first), Moment(8, 0, last)
        return [expression(lexed, "academic_year_span", kind, *moments, at, academic.end())], academic.end()
    moments = Moment(1, 0, first), Moment(12, 0, last)
    return [expression(lexed, "year_span", "range", *moments, at, match.end())], match.end()


def years_lost_dash(lexed: Lexed, at: int) -> Found | None:
    """«2009 2011 годы» on one line"""
    match = _YEARS_LOST_DASH.match(lexed.codes, at) if lexed.lines == 1 else None
    if not match:
        return None
    first, last = (token.value for token in lexed.tokens[at : match.end()] if token.code == "Y")
    if first >= last:
        return None
    moments = Moment(1, 0, first), Moment(12, 0, last)
    return [expression(lexed, "years_lost_dash", "range", *moments, at, match.end())], match.end()


def _is_academic(lexed: Lexed, at: int) -> bool:
    """Whether an academic year begins at the token."""
    unit = unit_at(lexed, at)
    return unit is not None and unit.kind == "academic_year"


def day_to_date(lexed: Lexed, at: int) -> Found | None:
    """«20-25.03.2025», «с 20 по 25.03»"""
    match = _DAY_TO_DATE.match(lexed.codes, at)
    if not match:
        return None
    day, token = lexed.tokens[match.start(1)].value, lexed.tokens[match.start(2)]
    moments = Moment(token.month, day, token.year), Moment(token.month, token.value, token.year)
    return [expression(lexed, "day_to_date", "range", *moments, at, match.end())], match.end()


def ordinal_span(lexed: Lexed, at: int) -> Found | None:
    """«II-III кварталы 2025», «1-2 декада марта»"""
    match = _ORDINAL_SPAN.match(lexed.codes, at)
    if not match or bool(match[4]) != (match[3] in "kw"):
        return None
    units = [borrowed(lexed, match.start(group), match.start(3)) for group in (1, 2)]
    if units[0] is None or units[1] is None:
        return None
    rule = "half_year_range" if units[0].rule == "half_year" else "ordinal_span"
    return [expression(lexed, rule, "range", units[0].first, units[1].last, at, match.end())], match.end()


def _names(one: Unit, two: Unit) -> bool:
    """Whether the first only names what the second dates: «1 полугодие – октябрь», «учебный год - ноябрь 2024»."""
    if one.kind in _YEARS:
        return two.kind not in _YEARS
    return one.kind in LABEL_KINDS and not one.last.year and two.kind not in LABEL_KINDS


def _differ(one: Unit, two: Unit) -> bool:
    """Whether a dash joins what makes no range: «октябрь 2024-2026» (each?), «2024-2025-2026», «март - март»."""
    same = one.kind == two.kind == "month" and one.first.month == two.last.month and not one.last.year
    return same or (two.kind in _YEARS and one.kind != two.kind)


def unit_range(lexed: Lexed, at: int) -> Found | None:
    """Two units joined by a dash or «по»: «октябрь 2024 – май 2025», «с 20.05.2024 по 05.07.2024»."""
    begins = at + 1 if lexed.codes[at] in "Fo" else at
    one = unit_at(lexed, skip(_FROM_FILLERS, lexed, begins) if begins > at else begins)
    if one is None:
        return None
    link = (_LINK_AFTER_FROM if begins > at else _LINK).match(lexed.codes, one.stop)
    two = unit_at(lexed, link.end()) if link else None
    impossible = _IMPOSSIBLE.match(lexed.codes, link.end()) if link else None
    if impossible:
        stop = impossible.end()
        return [expression(lexed, "impossible_date", "unresolved", None, None, at, stop)], stop
    if two is None and lexed.codes[one.stop - 1 : one.stop + 2] == "MUM":
        two = unit_at(lexed, one.stop + 1)
    if two is None or (begins == at and (_names(one, two) or _differ(one, two))):
        return None
    rule = f"{one.kind}_range" if one.kind == two.kind else "unit_range"
    return [expression(lexed, rule, "range", one.first, two.last, at, two.stop)], two.stop
