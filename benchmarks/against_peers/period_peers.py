"""Date readers of others behind one interface: a printed cell and a plan window in, (start, end) spans out.

Each maker imports its package when it is called and raises ImportError where it is not installed. What a peer says of a
month or a year is widened to its first and last day, so that only the reading itself is compared.
"""

from __future__ import annotations

import os
import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from normalize.model import PlanWindow

Span = tuple[date | None, date | None]
PeerReader = Callable[[str, PlanWindow], list[Span]]
ZONES = Path("/usr/share/zoneinfo")
MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")


def widen(day: date, grain: str) -> Span:
    """A day as the day, month, quarter or year that is meant."""
    if grain == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    months = {"month": 1, "quarter": 3}.get(grain, 0)
    if not months:
        return day, day
    last = date(day.year + (day.month + months - 2) // 12, (day.month + months - 2) % 12 + 1, 1)
    return day.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])


def _settings(window: PlanWindow) -> dict[str, Any]:
    base = datetime(window.start.year, window.start.month, window.start.day)
    return {"RELATIVE_BASE": base, "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "future"}


def dateparser_parse() -> PeerReader:
    """dateparser on the whole cell."""
    from dateparser.date import DateDataParser

    def read(raw: str, window: PlanWindow) -> list[Span]:
        found = DateDataParser(languages=["ru"], settings=_settings(window)).get_date_data(raw)
        return [widen(found.date_obj.date(), found.period)] if found.date_obj else []

    return read


def dateparser_search() -> PeerReader:
    """dateparser.search on the whole cell."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def read(raw: str, window: PlanWindow) -> list[Span]:
        settings = _settings(window)
        found = search_dates(raw, languages=["ru"], settings=settings) or []
        parser = DateDataParser(languages=["ru"], settings=settings)
        return [widen(day.date(), parser.get_date_data(text).period or "day") for text, day in found]

    return read


_STEMS = "|".join(MONTHS)
_PIECE = re.compile(
    rf"(?:\d{{1,2}}\s+)?(?:{_STEMS})\w*(?:,?\s*\d{{4}})?|\d{{1,2}}\.\d{{1,2}}(?:\.\d{{2,4}})?|\b20\d\d\b"
)


def dateutil_with_splitting() -> PeerReader:
    """dateutil on every piece that looks like a date; dashes join, years are carried or taken from the plan."""
    from dateutil.parser import ParserError, parserinfo
    from dateutil.parser import parse as parse_date

    class Russian(parserinfo):
        MONTHS = [tuple(name + ending for ending in ("", "ь", "я", "а", "й", "е", "ю")) for name in MONTHS]  # noqa: RUF012

    info = Russian(dayfirst=True)

    def span(piece: str, year: int) -> Span:
        try:
            day = parse_date(piece, info, default=datetime(year, 1, 1)).date()
        except (ParserError, OverflowError):
            return None, None
        has_day = re.match(r"\d{1,2}\b(?!\d)", piece)
        return widen(day, "day" if has_day else "month" if re.search("[а-я]", piece) else "year")

    def read(raw: str, window: PlanWindow) -> list[Span]:
        text = raw.lower().replace("–", "-").replace("—", "-")
        spans: list[Span] = []
        end = 0
        for piece in _PIECE.finditer(text):
            years = re.findall(r"\b20\d\d\b", piece.group() + text[piece.end() :]) or re.findall(r"\b20\d\d\b", text)
            one = span(piece.group(), int(years[0]) if years else window.end.year)
            if not years and one[0] and one[0].month >= window.start.month:
                one = span(piece.group(), window.start.year)
            between = text[end : piece.start()]
            if spans and re.fullmatch(r"[\sгода.]*(?:-|\bпо\b)\s*", between):
                start = spans[-1][0]
                late = start and one[1] and start > one[1]
                spans[-1] = (start.replace(year=start.year - 1) if start and late else start), one[1]
            else:
                spans.append((None, one[1]) if re.search(r"\bдо\s+$", between) else one)
            end = piece.end()
        return spans

    return read


def natasha_dates() -> PeerReader:
    """natasha's DatesExtractor."""
    import pymorphy2_dicts_ru

    os.environ.setdefault("PYMORPHY2_DICT_PATH", pymorphy2_dicts_ru.get_path())
    from natasha import DatesExtractor, MorphVocab

    extractor = DatesExtractor(MorphVocab())

    def read(raw: str, window: PlanWindow) -> list[Span]:
        spans: list[Span] = []
        for match in extractor(raw):
            fact = match.fact
            year = fact.year or (window.start.year if (fact.month or 1) >= window.start.month else window.end.year)
            grain = "day" if fact.day else "month" if fact.month else "year"
            try:
                spans.append(widen(date(year, fact.month or 1, fact.day or 1), grain))
            except ValueError:
                continue
        return spans

    return read


def duckling_times() -> PeerReader:
    """Facebook's Duckling in Russian, its intervals closed on both sides."""
    import duckling

    zones = duckling.load_time_zones(str(ZONES))
    locale = duckling.default_locale_lang(duckling.parse_lang("RU"))
    dimensions = duckling.parse_dimensions(["time"])

    def read(raw: str, window: PlanWindow) -> list[Span]:
        start = int(datetime(window.start.year, window.start.month, window.start.day, 12).timestamp())
        context = duckling.Context(duckling.parse_ref_time(zones, "Europe/Moscow", start), locale)
        return [_duckling_span(found["value"]) for found in duckling.parse(raw, context, dimensions, False)]

    return read


def _duckling_span(value: dict[str, Any]) -> Span:
    if value.get("type") == "interval":
        first, last = (date.fromisoformat(value[end]["value"][:10]) if end in value else None for end in ("from", "to"))
        return first, last - timedelta(days=1) if last else None
    return widen(date.fromisoformat(value["value"][:10]), value["grain"])


PEERS: dict[str, Callable[[], PeerReader]] = {
    "dateparser.parse": dateparser_parse,
    "dateparser search_dates": dateparser_search,
    "dateutil + splitting": dateutil_with_splitting,
    "natasha DatesExtractor": natasha_dates,
    "Duckling": duckling_times,
}
