"""Parts of a month: «первая декада марта», «2 неделя октября», «конец мая», «первый понедельник октября»."""

from __future__ import annotations

from collections.abc import Callable

from normalize.periods.expressions import Moment
from normalize.periods.matching import Unit, printed_year, unit_pattern
from normalize.periods.tokens import Lexed, Token

TEN_DAYS = {1: (1, 10), 2: (11, 20), 3: (21, 0)}
_PART = unit_pattern("(?:[NORl]([kwpv])|([bme]))M{Y}")
_WEEKS = unit_pattern("([fl])NwM{Y}")


def weeks_of_month(lexed: Lexed, at: int) -> Unit | None:
    """«первые 2 недели сентября», «последние 2 недели мая»"""
    match = _WEEKS.match(lexed.codes, at)
    days = 7 * lexed.tokens[at + 1].value if match else 0
    if not match or days > 28:
        return None
    place = lexed.codes.index("M", at)
    month, year = lexed.tokens[place].value, printed_year(lexed, at, match.end())
    first, last = (1, days) if match[1] == "f" else (-days, -1)
    return Unit("range", "week_of_month", Moment(month, first, year), Moment(month, last, year), match.end())


def part_of_month(lexed: Lexed, at: int) -> Unit | None:
    """«первая декада марта», «вторая половина мая», «конец мая», «2 неделя марта», «первый понедельник октября»"""
    match = _PART.match(lexed.codes, at)
    if not match:
        return None
    place = lexed.codes.index("M", at)
    month, year = lexed.tokens[place].value, printed_year(lexed, at, match.end())
    if match[1] == "v":
        return _weekday_of_month(lexed, at, month, year, match.end())
    days = _PARTS[match[1] or match[2]](lexed.tokens[at])
    if days is None:
        return None
    name = _PART_NAMES[match[1] or match[2]]
    return Unit("range", name, Moment(month, days[0], year), Moment(month, days[1], year), match.end())


def _weekday_of_month(lexed: Lexed, at: int, month: int, year: int, stop: int) -> Unit | None:
    token, day = lexed.tokens[at], lexed.tokens[at + 1]
    moment = Moment(month, -1 if token.code == "l" else token.value, year, day.value)
    return Unit("date", "weekday_of_month", moment, moment, stop)


def _ten_days(token: Token) -> tuple[int, int] | None:
    return TEN_DAYS[3] if token.code == "l" else TEN_DAYS.get(token.value)


def _week(token: Token) -> tuple[int, int] | None:
    """Weeks of a month counted from its first day: 1-7, 8-14, ..."""
    if token.code == "l":
        return -7, -1
    return (7 * token.value - 6, 7 * token.value) if 1 <= token.value <= 4 else None


def _half(token: Token) -> tuple[int, int] | None:
    return {1: (1, 15), 2: (16, 0)}.get(token.value)


_PARTS: dict[str, Callable[[Token], tuple[int, int] | None]] = {
    "k": _ten_days,
    "w": _week,
    "p": _half,
    "b": lambda token: (1, 10),
    "m": lambda token: (11, 20),
    "e": lambda token: (21, 0),
}
_PART_NAMES = {
    "k": "ten_days_of_month",
    "w": "week_of_month",
    "p": "half_of_month",
    "b": "beginning_of_month",
    "m": "middle_of_month",
    "e": "end_of_month",
}
