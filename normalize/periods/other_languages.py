"""Whole dates with a month in another language: «2024 сыл балаҕан ыйын 15 күнэ», «15 вересня 2024 року».

Bilingual orders of the republics print them in heads and cells. Day, month word and year are told apart here; only the
month is looked up, in our list or by dateparser under strict settings, and never a part of a date. dateparser is
imported at the first such text. What is read so is marked: its word is not taken in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from normalize.periods.expressions import month_length
from normalize.periods.tokens import Token
from normalize.periods.vocabulary import load_dictionary, vocabulary

SECOND_READING = "second_reading"
"""The flag of a period whose date a second reader told."""
_WORD = r"[^\W\d_]{2,}"
_MONTH = rf"(?P<month>{_WORD}(?: {_WORD})?)"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:th|st|nd|rd)?", r"(?P<year>(?:19|20)\d\d)(?!\d)"
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
"""Asked first: few texts hold one, and every such date does."""
_SETTINGS = {
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
}


class OtherDate(NamedTuple):
    """A whole date and its place in the text."""

    start: int
    end: int
    day: date


def other_dates(text: str) -> Iterator[OtherDate]:
    """The whole dates of a text in lower case whose months are none of the grammar's words, from left to right."""
    for match in _pattern().finditer(text) if _ANY_YEAR.search(text) else ():
        groups = {name.rstrip("0123456789"): part for name, part in match.groupdict().items() if part}
        known = any(word in vocabulary().months for word in groups["month"].split())
        if not known and (day := _asked(int(groups["day"]), groups["month"], int(groups["year"]))):
            yield OtherDate(match.start(), match.end(), day)


def with_other_dates(tokens: list[Token], text: str) -> list[Token]:
    """The tokens of a text, those of such a date made one."""
    for start, end, day in other_dates(text):
        inside = [place for place, token in enumerate(tokens) if start <= token.start < end]
        if any(tokens[place].code == "?" for place in inside):
            whole = Token("D", start, end, day.day, SECOND_READING, day.month, day.year)
            tokens = [*tokens[: inside[0]], whole, *tokens[inside[-1] + 1 :]]
    return tokens


def is_told_by_second(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Whether a date between two places of the text is such a one."""
    return any(token.word == SECOND_READING and start <= token.start < end for token in tokens)


@cache
def _pattern() -> re.Pattern[str]:
    """Day, month, year; year, month, day; month, day, year. A name ends in the number of its order."""
    words = load_dictionary("other_languages.yml")
    years, days = ("|".join(sorted(words[name], key=len, reverse=True)) for name in ("years", "days"))
    year_word, day_word = rf"(?:(?:{years})(?![^\W\d_])\.?)", rf"(?:(?:{days})(?![^\W\d_]))"
    orders = (
        rf"{_DAY}[ .-]*(?:{day_word} )?{_MONTH}[ ,.-]+{_YEAR}(?: ?{year_word})?",
        rf"{_YEAR} {year_word} {_MONTH} {_DAY}(?!\d)(?:[ -]{day_word})?",
        rf"{_MONTH} {_DAY}(?: {day_word})?,? {_YEAR}(?: {year_word})?",
    )
    named = (re.sub(r"\?P<(\w+)>", rf"?P<\g<1>{number}>", order) for number, order in enumerate(orders))
    return re.compile("|".join(rf"(?<![\w.,/-]){order}" for order in named))


@cache
def _asked(day: int, month: str, year: int) -> date | None:
    """The date of its three parts, None where nobody knows the month or the day is impossible."""
    if number := _own_months().get(month):
        return date(year, number, day) if 1 <= day <= month_length(year, number) else None
    import dateparser

    languages = load_dictionary("other_languages.yml")["languages"]
    found = dateparser.parse(f"{day} {month} {year}", languages=languages, settings=_SETTINGS)
    return found.date() if found and (found.day, found.year) == (day, year) else None


@cache
def _own_months() -> dict[str, int]:
    months = load_dictionary("other_languages.yml")["months"]
    return {form: number for number, forms in months.items() for form in forms}
