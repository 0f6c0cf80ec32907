"""Numbers of days that federal acts fix: «апелляция подаётся в течение двух рабочих дней».

Only a period or an activity that prints one number of days is compared, and only with the one term that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from normalize.activities.topics import exam_in
from normalize.federal.conflicts import DateConflict
from normalize.federal.rules import FILE, school_year
from normalize.language.lexicon import Lexicon, dictionary, words
from normalize.model import Period

_NUMBERS = {
    stem: number
    for number, stem in enumerate(
        ("одн", "дву", "тр", "четыр", "пят", "шест", "сем", "восьм", "девят", "десят"), start=1
    )
}
_DAYS = re.compile(
    r"(?:в\s+течение|не\s+(?:позднее|позже)(?:,?\s+чем)?(?:\s+через)?|за)\s+"
    r"(?P<number>\d{1,2}|[а-яё]+)(?:-?(?:х|ти|го))?\s+"
    r"(?P<unit>рабоч\w+\s+|календарн\w+\s+)?(?:дн\w+|день|суток)",
    re.IGNORECASE,
)
_WORKING, _CALENDAR = "рабочих", "календарных"


def against_term(activity: str, period: Period) -> DateConflict | None:
    """A number of days in the period, else in the activity, that is not what the act fixes for it."""
    told = _told(period.raw) or _told(activity)
    day = period.end or period.start
    entry = _term(activity, school_year(day) if day else None) if told else None
    if told is None or entry is None:
        return None
    number, unit, quote = told
    fixed = int(entry["days"])
    within = number <= fixed if entry.get("most") else number == fixed
    if within and unit in ("", entry["unit"]):
        return None
    act = ", ".join(filter(None, (entry["act"], entry["clause"])))
    detail = f"{entry['event']} – {'не более ' if entry.get('most') else ''}{fixed} {entry['unit']} дней ({act})"
    return DateConflict("federal_term", quote, detail)


def _told(text: str) -> tuple[int, str, str] | None:
    """The one number of days that a text prints, its unit (рабочих, календарных or '') and its words."""
    found = list(_DAYS.finditer(text))
    number = _number(found[0]["number"]) if len(found) == 1 else 0
    if not number:
        return None
    unit = (found[0]["unit"] or "").lower()
    return number, _WORKING if unit.startswith("рабоч") else _CALENDAR if unit else "", found[0][0]


def _number(printed: str) -> int:
    if printed.isdigit():
        return int(printed)
    return next((number for stem, number in _NUMBERS.items() if printed.lower().startswith(stem)), 0)


def _term(activity: str, year: int | None) -> Mapping[str, Any] | None:
    """The one term that an activity is about in a school year; None where several are, or the year is unknown."""
    text_words = words(activity)
    exam = exam_in(activity)
    found = [
        entry
        for entry in dictionary(FILE)["terms"]
        if (exam in entry["exams"] or not entry["exams"])
        and (year is None or entry["years"][0] <= year <= entry["years"][1])
        and _phrases(entry["id"]).find(text_words)
    ]
    return found[0] if len(found) == 1 else None


@cache
def _phrases(term: str) -> Lexicon[bool]:
    (entry,) = (entry for entry in dictionary(FILE)["terms"] if entry["id"] == term)
    return Lexicon((phrase, True) for phrase in entry["phrases"])
