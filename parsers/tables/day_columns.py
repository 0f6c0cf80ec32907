"""Columns of days told by what they hold: where a period begins and ends, and times of day that are no period."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.tables.headers import SURE, Caption

_DAY = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d{2,4}))?\.?\s?(?:г\.?)?")
_FEW_DAYS = 2
_TIME = "время"
_CLOCK = re.compile(
    r"\W*(?:[свдонача]{1,3}\s)?(?:[01]?\d|2[0-3])[.:-][0-5]\d(?:\s?(?:[-–—]|до|по)\s?\d{1,2}[.:-]\d\d)?\W*|\W*"
)


def clock_times(
    captions: Sequence[Caption], texts: dict[int, list[str]], weights: Sequence[dict[str, float]]
) -> list[int]:
    """The columns «Время» beside those of dates whose cells are times of day: '13.10', '12:00–12:45', '15-00'."""
    dated = [col for col, named in enumerate(weights) if named.get("period", 0.0) >= SURE]
    return [
        col
        for col in dated
        if captions[col].printed.lower().startswith(_TIME)
        and any(not captions[other].printed.lower().startswith(_TIME) for other in dated)
        and all(map(_CLOCK.fullmatch, texts[col]))
    ]


def with_end(roles: list[str], columns: Sequence[tuple[Sequence[str], bool]]) -> list[str]:
    """Roles where two neighbours hold the days on which a period begins and ends, under captions nobody knows.

    Under «Срок завершения» alone the end is the period. `columns`: the cells, and whether the caption is known.
    """
    if "period" not in roles:
        return ["period" if role == "period_end" else role for role in roles]
    place = roles.index("period")
    for first in (place - 1, place):
        both = columns[first : first + 2] if first >= 0 else []
        unnamed = sorted(roles[first : first + 2]) == ["note", "period"] and not any(known for _, known in both)
        if unnamed and _run_on(both[0][0], both[1][0]):
            return [*roles[:first], "period", "period_end", *roles[first + 2 :]]
    return roles


def _run_on(first: Sequence[str], last: Sequence[str]) -> bool:
    """Whether every cell of two columns is a day, in most rows the second a later one: '15.09' and '24.09'."""
    if len(first) != len(last) or len(first) < _FEW_DAYS:
        return False
    days = [
        (_DAY.fullmatch(one.strip()), _DAY.fullmatch(other.strip())) for one, other in zip(first, last, strict=True)
    ]
    whole = [(_ordinal(one), _ordinal(other)) for one, other in days if one and other]
    return len(whole) == len(first) and 2 * sum(one < other for one, other in whole) > len(whole)


def _ordinal(day: re.Match[str]) -> tuple[int, int, int]:
    return int(day["year"] or 0), int(day["month"]), int(day["day"])
