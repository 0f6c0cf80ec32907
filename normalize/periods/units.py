"""Units of time: a date, a month, a quarter, a week of a month ... Each rule looks at one place of a cell's codes."""

from __future__ import annotations

from collections.abc import Callable

from normalize.periods.expressions import Moment
from normalize.periods.matching import Unit, printed_year, unit_pattern
from normalize.periods.month_parts import part_of_month, weeks_of_month
from normalize.periods.tokens import Lexed

ACADEMIC_HALVES = ((9, 12), (1, 5))
"""First and last month of the halves of an academic year."""
UnitRule = Callable[[Lexed, int], Unit | None]

_WHOLE_DATE = unit_pattern("Dy?")
_DAY_AND_MONTH = unit_pattern("d{Y}")
_DAY_OF_MONTH = unit_pattern("[NO]c?M{Y}")
_MONTH = unit_pattern("M{Y}")
_MONTH_OF_ACADEMIC_YEAR = unit_pattern("M[,-]?i?Y[-/][YN](?:ay?|y)?(?![-/]|M)")
_QUARTER = unit_pattern("[NOR]q{Y}")
_HALF_OF_YEAR = unit_pattern("[NO]pYy?")
_HALF_YEAR = unit_pattern("[NOR]h(?:[it]*Y[-/][YN]a?y?|[it]*N[-/]Nay?|ay|{Y})")
_SEASON = unit_pattern("sr?(?:i?Y[-/][YN][yz]?|{Y}z?)")
_LOST_DASH = unit_pattern("YYay?")
_ACADEMIC = unit_pattern("Y[-/][YN](?:a[yz]?|y|z)?(?!/|-Y(?!/))")
_SHORT_ACADEMIC = unit_pattern("N[-/]Nay?")
_PLAN_ACADEMIC = unit_pattern("g?ay(?:i?Y[-/][YN])?")
_YEAR = unit_pattern("Yy?(?!a)")


def whole_date(lexed: Lexed, at: int) -> Unit | None:
    """«15.10.2023 г.»"""
    match = _WHOLE_DATE.match(lexed.codes, at)
    if not match:
        return None
    token = lexed.tokens[at]
    moment = Moment(token.month, token.value, token.year)
    return Unit("date", "date", moment, moment, match.end())


def day_and_month(lexed: Lexed, at: int) -> Unit | None:
    """«15.10», «15.10. 2023»"""
    match = _DAY_AND_MONTH.match(lexed.codes, at)
    if not match:
        return None
    token = lexed.tokens[at]
    moment = Moment(token.month, token.value, printed_year(lexed, at, match.end()))
    return Unit("date", "date_without_year", moment, moment, match.end())


def day_of_month(lexed: Lexed, at: int) -> Unit | None:
    """«15 марта 2025 года», «первого октября»"""
    match = _DAY_OF_MONTH.match(lexed.codes, at)
    if not match:
        return None
    month = lexed.codes.index("M", at)
    moment = Moment(lexed.tokens[month].value, lexed.tokens[at].value, printed_year(lexed, at, match.end()))
    return Unit("date", "day_of_month", moment, moment, match.end())


def whole_month(lexed: Lexed, at: int) -> Unit | None:
    """«октябрь 2024 года»"""
    match = _MONTH.match(lexed.codes, at)
    if not match:
        return None
    moment = Moment(lexed.tokens[at].value, 0, printed_year(lexed, at, match.end()))
    return Unit("month", "month", moment, moment, match.end())


def month_of_academic_year(lexed: Lexed, at: int) -> Unit | None:
    """«апрель 2024/2025 учебного года»"""
    match = _MONTH_OF_ACADEMIC_YEAR.match(lexed.codes, at)
    academic = academic_year(lexed, lexed.codes.index("Y", at)) if match else None
    if match is None or academic is None:
        return None
    month = lexed.tokens[at].value
    moment = Moment(month, 0, (academic.first if month >= academic.first.month else academic.last).year)
    return Unit("month", "month_of_academic_year", moment, moment, match.end())


def quarter(lexed: Lexed, at: int) -> Unit | None:
    """«IV квартал 2024 г.»"""
    match = _QUARTER.match(lexed.codes, at)
    number = lexed.tokens[at].value
    if not match or not 1 <= number <= 4:
        return None
    year = printed_year(lexed, at, match.end())
    return Unit("quarter", "quarter", Moment(3 * number - 2, 0, year), Moment(3 * number, 0, year), match.end())


def half_year(lexed: Lexed, at: int) -> Unit | None:
    """«1 полугодие 2025»; of an academic year: September to December, January to May."""
    match = _HALF_YEAR.match(lexed.codes, at)
    number = lexed.tokens[at].value
    if not match or number not in (1, 2):
        return None
    codes = lexed.codes[at : match.end()]
    year = printed_year(lexed, at, match.end())
    if "N" in codes[2:] and not year:
        short = short_academic_year(lexed, lexed.codes.index("N", at + 2))
        if short is None:
            return None
        year = short.first.year
    if "a" in codes or "-" in codes or "/" in codes:
        first, last = ACADEMIC_HALVES[number - 1]
        year = year + number - 1 if year else 0
        return Unit("half_year", "half_of_academic_year", Moment(first, 0, year), Moment(last, 0, year), match.end())
    return Unit("half_year", "half_year", Moment(6 * number - 5, 0, year), Moment(6 * number, 0, year), match.end())


def half_of_year(lexed: Lexed, at: int) -> Unit | None:
    """«первая половина 2025 года»"""
    match = _HALF_OF_YEAR.match(lexed.codes, at)
    number = lexed.tokens[at].value
    if not match or number not in (1, 2):
        return None
    year = printed_year(lexed, at, match.end())
    return Unit("half_year", "half_year", Moment(6 * number - 5, 0, year), Moment(6 * number, 0, year), match.end())


def season(lexed: Lexed, at: int) -> Unit | None:
    """«весна 2024»; winter runs over New Year: «зима 2024-2025»."""
    match = _SEASON.match(lexed.codes, at)
    if not match:
        return None
    month = lexed.tokens[at].value
    years = [token.value for token in lexed.tokens[at : match.end()] if token.code in "YN"]
    first = last = years[0] if years else 0
    if month == 12 and years:
        first, last = (years[0], years[0] + 1) if len(years) == 2 else (0, years[0])
    if len(years) == 2 and (month != 12 or years[1] % 100 != last % 100):
        return None
    return Unit("season", "season", Moment(month, 0, first), Moment((month + 1) % 12 + 1, 0, last), match.end())


def academic_year(lexed: Lexed, at: int) -> Unit | None:
    """«2024-2025 уч. г.», «2024/25», «2023-2024 г.» (not named such); «2019-2021 годы» is none."""
    match = _ACADEMIC.match(lexed.codes, at)
    if not match:
        return None
    codes, first, second = match.group(), lexed.tokens[at].value, lexed.tokens[at + 2].value
    following = (first + 1) % 100 if codes[2] == "N" else first + 1
    if second != following or (codes[-1] == "z" and "a" not in codes) or (codes[2] == "N" and "M" in codes):
        return None
    named = "a" in codes or codes[1] == "/"
    rule = "academic_year" if named else "unnamed_academic_year"
    return Unit("academic_year", rule, Moment(9, 0, first), Moment(8, 0, first + 1), match.end())


def academic_year_without_dash(lexed: Lexed, at: int) -> Unit | None:
    """«2024 2025 учебный год»"""
    match = _LOST_DASH.match(lexed.codes, at)
    first, second = lexed.tokens[at].value, lexed.tokens[min(at + 1, len(lexed.tokens) - 1)].value
    if not match or second != first + 1:
        return None
    return Unit("academic_year", "academic_year_lost_dash", Moment(9, 0, first), Moment(8, 0, second), match.end())


def short_academic_year(lexed: Lexed, at: int) -> Unit | None:
    """«24/25 уч. год»"""
    match = _SHORT_ACADEMIC.match(lexed.codes, at)
    first, second = lexed.tokens[at].value, lexed.tokens[min(at + 2, len(lexed.tokens) - 1)].value
    if not match or second != first + 1 or first < 10:
        return None
    return Unit("academic_year", "academic_year", Moment(9, 0, 2000 + first), Moment(8, 0, 2000 + second), match.end())


def plan_academic_year(lexed: Lexed, at: int) -> Unit | None:
    """«учебный год»: the plan's own; «учебный год 2024-2025» names it."""
    match = _PLAN_ACADEMIC.match(lexed.codes, at)
    if not match:
        return None
    if "Y" in match.group():
        return academic_year(lexed, lexed.codes.index("Y", at))
    return Unit("academic_year", "plan_academic_year", Moment(9), Moment(8), match.end())


def calendar_year(lexed: Lexed, at: int) -> Unit | None:
    """«2024 год»; «2025 учебный год» may be either of two and is none."""
    match = _YEAR.match(lexed.codes, at)
    if not match:
        return None
    year = lexed.tokens[at].value
    return Unit("year", "year", Moment(1, 0, year), Moment(12, 0, year), match.end())


UNITS: dict[str, tuple[UnitRule, ...]] = {
    "D": (whole_date,),
    "d": (day_and_month,),
    "N": (short_academic_year, day_of_month, quarter, half_year, half_of_year, part_of_month),
    "O": (day_of_month, quarter, half_year, half_of_year, part_of_month),
    "R": (quarter, half_year),
    "M": (month_of_academic_year, whole_month),
    "l": (weeks_of_month, part_of_month),
    "f": (weeks_of_month,),
    "b": (part_of_month,),
    "m": (part_of_month,),
    "e": (part_of_month,),
    "s": (season,),
    "Y": (academic_year, academic_year_without_dash, calendar_year),
    "a": (plan_academic_year,),
    "g": (plan_academic_year,),
}
"""The rules that may read a unit beginning with a token of this code, in order; the first answer counts."""


def unit_at(lexed: Lexed, at: int) -> Unit | None:
    """The unit of time that begins at token `at`."""
    if at >= len(lexed.codes):
        return None
    for rule in UNITS.get(lexed.codes[at], ()):
        unit = rule(lexed, at)
        if unit is not None:
            return unit
    return None


def borrowed(lexed: Lexed, ordinal: int, noun: int) -> Unit | None:
    """The unit of an ordinal whose noun stands later: «I» of «I, III кварталы»."""
    tail = Lexed(
        lexed.clean,
        lexed.folded,
        (lexed.tokens[ordinal], *lexed.tokens[noun:]),
        lexed.codes[ordinal] + lexed.codes[noun:],
    )
    return unit_at(tail, 0)
