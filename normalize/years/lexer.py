"""Finds the years of a text: single years, spans, academic years, whole dates. Tells nothing of what they mean."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма[йяею]",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_YEAR = r"(?:19[89]\d|20[0-6]\d)"
_DASH = r"\s?[-–—−/]\s?"
_WORD = r"(?:годов|годами|годах|годам|годом|годы|году|года|год|гг\.?|г\.?)(?!\w)"
_SCHOOL = r"(?:учебн\w+|уч\.?(?![а-яё]))\s?" + rf"(?:{_WORD})?"
_MONTH_NAME = "|".join(f"{stem}[а-яё]{{0,2}}" for stem in _MONTHS)
_EXAM = r"(?:ГИА|ЕГЭ|ОГЭ|ГВЭ|КЕГЭ|ВПР|НИКО|КИМ)(?:\s?[-–—]\s?(?:9|11))?"
_PATTERN = re.compile(
    rf"""(?<![\d№/])(?<!\d[.,–-])
    (?: (?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<date_year>{_YEAR})(?!\d)(?:\s?{_WORD})?
      | (?:(?P<day_2>\d{{1,2}})\s+)?(?P<month_2>{_MONTH_NAME})\s+(?P<date_year_2>{_YEAR})(?!\d)(?:\s?{_WORD})?
      | (?P<first>{_YEAR}){_DASH}(?P<second>{_YEAR}|\d\d)(?!\d)(?:\s?(?:{_SCHOOL}|{_WORD}))?
      | (?P<exam>{_EXAM})(?:\s?[-–—]\s?|\s+(?!{_YEAR}\s?г))(?P<exam_year>{_YEAR})(?!\d)(?:\s?{_WORD})?
      | (?P<year>{_YEAR})(?!\d)(?:\s?(?:{_SCHOOL}|{_WORD}))?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"[-–/.,]\d|[-–]?(?:ФЗ|р|рп|п)\b|\s?(?:руб|тыс|чел|участник|экз\b|шт\b|балл|час|%)", re.IGNORECASE
)
_YEAR_DIGITS = re.compile(_YEAR)
_SHORT_YEAR = re.compile(r"(?<=\d\d\d\d[-–—−/])\d\d(?!\d)")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:ru|рф|com|org|net)\b\S*", re.IGNORECASE
)
_BEFORE = 24
_LATIN_BEFORE = re.compile(r"[A-Za-z]{2,}[\s-]{0,3}$")
_NUMBER_BEFORE = re.compile(r"(?:№|\bN|\bГОСТ(?: Р)?|\bСанПиН|\bСП)\s*[\d./-]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class YearSpan:
    """Printed years: `kind` is year, range, academic_year or date; `on` the whole date (day 1 where only a month is
    printed); `exam` whether the year hangs on an exam («ГИА-2023»)."""

    kind: str
    year_from: int
    year_to: int | None
    start: int
    end: int
    on: date | None = None
    exam: bool = False


@lru_cache(maxsize=1 << 12)
def year_spans(text: str) -> tuple[YearSpan, ...]:
    """The years of a text in reading order; numbers of acts, sums, site addresses, versions of programs are none."""
    if _YEAR_DIGITS.search(text) is None:
        return ()
    urls = deque(match.span() for match in _URL.finditer(text))
    found = []
    for match in _PATTERN.finditer(text):
        while urls and urls[0][1] <= match.start():
            urls.popleft()
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        inside_url = bool(urls) and urls[0][0] <= match.start()
        numbered = _AFTER_NUMBER.match(text, match.end()) or _NUMBER_BEFORE.search(before)
        if not (inside_url or numbered or (match["year"] and _LATIN_BEFORE.search(before))):
            found.append(_span(match))
    return tuple(found)


def _span(match: re.Match[str]) -> YearSpan:
    start, end = match.span()
    if year := match["date_year"] or match["date_year_2"]:
        on = _date(int(year), match["month"] or match["month_2"], match["day"] or match["day_2"])
        return YearSpan("date" if on else "year", int(year), None, start, end, on)
    if match["first"]:
        first, second = int(match["first"]), _second_year(match["first"], match["second"])
        words = match.group().lower()
        singular = re.search(r"год(?:у|а|ом)?\b|г\.?$", words) and not re.search(r"гг|годы|годов|годах|годам", words)
        school = "уч" in words or (second == first + 1 and not re.search(r"гг|год(?:ы|ов|ах|ам)", words))
        return YearSpan("academic_year" if school or singular else "range", first, second, start, end)
    if match["exam_year"]:
        return YearSpan("year", int(match["exam_year"]), None, start, end, exam=True)
    return YearSpan("year", int(match["year"]), None, start, end)


def _second_year(first: str, second: str) -> int:
    return int(second) if len(second) == 4 else int(first[:2] + second)


def _date(year: int, month: str, day: str | None) -> date | None:
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        return date(year, number, int(day) if day else 1)
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return next(index for index, stem in enumerate(_MONTHS, 1) if re.match(stem, name, re.IGNORECASE))


def shifted(quote: str, years: int, day: int | None = None) -> str:
    """The printed years moved, in the same form: ('2023-24 учебный год', 1) -> '2024-25 учебный год'; `day` replaces
    the day of a date."""
    moved = re.sub(_YEAR, lambda match: str(int(match.group()) + years), quote)
    moved = _SHORT_YEAR.sub(lambda match: f"{(int(match.group()) + years) % 100:02d}", moved)
    return re.sub(r"^\d{1,2}", f"{day:02d}", moved) if day is not None and quote[:1].isdigit() else moved


def shifted_date(on: date, not_before: date) -> date:
    """The same weekday of the same week of its month in the first year that does not end before `not_before`.

    Exams keep their weekday: the final essay is written on the first Wednesday of December.
    """
    year = not_before.year + (on.replace(year=not_before.year, day=1) < not_before.replace(day=1))
    first = date(year, on.month, 1)
    same_weekday = first + timedelta(days=(on.weekday() - first.weekday()) % 7 + 7 * ((on.day - 1) // 7))
    return same_weekday if same_weekday.month == on.month else same_weekday - timedelta(days=7)
