"""The number and date of an act as orders print them: in the letterhead, in the stamp of an annex, in a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from normalize.language.text import DASHES

MONTHS = ("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = "|".join(f"(?P<m{number}>{stem}[а-яё]{{0,6}})" for number, stem in enumerate(MONTHS, 1))
_DAY = r"[«\"“„]?\s?(?P<day>[0-3О]?[\dОЗ])\s?[»\"”“]?"
_YEAR = r"(?P<year>(?:19|20)\d\s?\d|\d\d(?!\d))"
_AFTER_YEAR = r"(?!\d)(?:\s?г(?:ода|\.)?(?!\w))?"
_NUMERIC = re.compile(
    rf"(?<![{DASHES}\w.,/№]){_DAY}"
    rf"(?:\s?[./]\s?|(?<=[»\"”])\s|[{DASHES}](?=[01]\d[{DASHES}](?:19|20)\d\d))(?P<month>[01О]?[\dО])"
    rf"(?:\s?[./]\s?|\s(?=20\d\d)|[{DASHES}](?=(?:19|20)\d\d)){_YEAR}{_AFTER_YEAR}"
)
_WORDY = re.compile(rf"(?<![{DASHES}\w.,/№]){_DAY}\s?(?:{_MONTH})\s{{0,2}}{_YEAR}{_AFTER_YEAR}", re.I)
_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)")
_SIGN = r"(?:№|N[oо°º]?|Nе|Ne|#|номер)"
_NUMBER_PART = r"[0-9A-Za-zА-Яа-яЁё]+"
_JOINT = rf"[{DASHES}/.]|\s?[{DASHES}/]\s?(?=\d|(?!об?\b)[а-яПРН]{{1,3}}\b)"
_NUMBER = re.compile(
    rf"(?<!\w){_SIGN}\s?(?P<number>{_NUMBER_PART}(?:(?:{_JOINT}){_NUMBER_PART}){{0,6}}"
    r"(?:\s(?:о/д|од|ОД|О/Д|осн|общ|пр|ПР|пд)(?!\w))?)"
)
_FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Found:
    """A date or a number in a text: `raw` is text[start:end]."""

    raw: str
    start: int
    end: int
    date: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Requisites:
    """Date and number that stand together; `raw` as printed, from the first to the last of them."""

    date: date | None
    number: str
    raw: str
    start: int
    end: int


def find_dates(text: str) -> Iterator[Found]:
    """Whole dates with a year: '«25» 10.2023 г.', '02.10. 2023', '20 октября 2020 года', '10/11/2023' (day first).

    What is no day of the calendar ('31.02.2024') is left out.
    """
    for pattern in (_NUMERIC, _WORDY, _ISO):
        for match in pattern.finditer(text):
            if (day := _day_of(match)) is not None:
                yield Found(match.group(), match.start(), match.end(), date=day)


def _day_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year = int(re.sub(r"\s", "", groups["year"]))
    named = next((number for number in range(1, 13) if groups.get(f"m{number}")), 0)
    month = named or int(groups["month"].replace("О", "0"))
    day = int(groups["day"].replace("О", "0").replace("З", "3"))
    year += 2000 if year < 100 else 0
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year >= _FIRST_YEAR else None


def find_numbers(text: str) -> Iterator[Found]:
    """Numbers of acts after '№' or 'N': '01-05/123', '337-П', '10-П-2637', '232/551', '798 о/д'. A digit is a must."""
    for match in _NUMBER.finditer(text):
        if re.search(r"\d", match["number"]):
            yield Found(
                match.group(), match.start(), match.end(), number=re.sub(r"\s?([/-])\s?", r"\1", match["number"])
            )


_NAMED_NUMBER = re.compile(
    r"(?:(?<!\w)(?:[Пп]риложени|ПРИЛОЖЕНИ)\w*|(?<!\w)(?!(?:ПРИКАЗ|РАСПОРЯЖЕНИ|ПОСТАНОВЛЕНИ|УКАЗ|РЕШЕНИ)\w*\s)[А-ЯЁ]{2,}"
    r"|(?<!\w)(?i:школ|лице|гимнази|сад|детсад|интернат|колледж|училищ|форм|пункт|протокол)\w{0,3}|(?<!\w)сад)"
    r"\s*(?:№|N)\s?\d+(?:-?[а-я](?!\w))?",
)
"""A number that names something else than the act: «Приложение N 2», «МБДОУ № 18», «школы № 5»."""
_AMENDED = re.compile(r"\(?\s*(?<!\w)(?:в\s+ред(?:акции|\.)|с\s+изменениями|с\s+изм\.|ред\.\s+от)(?!\w).*", re.I | re.S)


_GLUED = re.compile(r"(?<!\w)от(?=\d)|(?<!\w)к(?=(?:приказ|постановлени|распоряжени)\w*)", re.I)
"""«кприказу», «от17.09.2018»: a blank that was lost."""


def own_text(text: str) -> str:
    """A letterhead or stamp without what is not the act's own: numbers of annexes and schools, amending acts.

    >>> own_text("Приложение №2 к приказу МБДОУ №18 от 01.09.2022 №21/1 (в ред. приказа от 02.04.2023 № 5)")
    ' к приказу  от 01.09.2022 №21/1 '
    """
    return _NAMED_NUMBER.sub("", _AMENDED.sub("", text))


def plain(text: str) -> str:
    """A form's blanks filled in by hand or machine, without their underscores, and the blanks that were lost.

    '«_25_» __10__' -> '«25» 10', 'кприказу от17.09.2018' -> 'к приказу от 17.09.2018'
    """
    return re.sub(r"\s{2,}", " ", re.sub(r"_+", " ", _GLUED.sub(r"\g<0> ", text))).strip()


def _behind_date(text: str) -> Found | None:
    """The first number that stands right behind a date with 'от' before it."""
    ends = {
        day.end
        for day in find_dates(text)
        if re.search(r"(?<!\w)от\s?$", text[: day.start], re.I) and day.end < len(text)
    }
    return next(
        (
            one
            for one in find_numbers(text)
            if any(end <= one.start and not text[end : one.start].strip() for end in ends)
        ),
        None,
    )


def read_requisites(text: str) -> Requisites:
    """The first date and the first number of a letterhead or stamp; None and '' where there is none.

    A number right behind a date is the act's before any other: «учреждения № 12 г. Кировска от 10.01.2022 № 6/3-ОД».
    """
    number = _behind_date(text) or next(find_numbers(text), None)
    apart = [day for day in find_dates(text) if not (number and number.start <= day.start < number.end)]
    day = min(apart, key=lambda found: found.start, default=None)
    spans = [found for found in (day, number) if found]
    start, end = min((f.start for f in spans), default=0), max((f.end for f in spans), default=0)
    return Requisites(day.date if day else None, number.number if number else "", text[start:end].strip(), start, end)
