"""The year that a heading gives the rows under it in a plan of several years: «2016 год» over «апрель»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from normalize.language.text import DASHES
from normalize.model import PlanWindow

_LONG = timedelta(days=400)
"""A plan of one year needs no heading for it, and in an exam plan «ГИА 2025 год» is no calendar year."""
_LOOKS_BACK = re.compile(r"итог|анализ|результат|опыт", re.IGNORECASE)
_YEAR = re.compile(
    rf"(?<![\d.,№/{DASHES}])(?P<first>(?:19|20)\d\d)(?:\s?[{DASHES}/]\s?(?:20)?(?P<last>\d\d))?"
    r"\s?(?P<school>уч[а-я.]*\s?)?(?:год[ау]?|г\.?)?\s*$",
    re.IGNORECASE,
)


def of_heading(section: str, window: PlanWindow) -> PlanWindow:
    """The part of a long plan that the end of a heading names, «2017 год» or «2016-2017 учебный год»; else the plan."""
    found = _YEAR.search(section) if window.end - window.start > _LONG and not _LOOKS_BACK.search(section) else None
    if found is None:
        return window
    first = int(found["first"])
    if found["last"] is None:
        told = PlanWindow(date(first, 1, 1), date(first, 12, 31))
    elif found["school"] and (first + 1) % 100 == int(found["last"]):
        told = PlanWindow.of_year(first)
    else:
        return window
    start, end = max(window.start, told.start), min(window.end, told.end)
    return PlanWindow(start, end, signed_on=window.signed_on) if start < end else window
