"""The academic year, or other span, that a plan is for: by its title, its table's title, its text, its date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from normalize.head.requisites import MONTHS
from normalize.language.text import DASHES
from normalize.model import PlanWindow

_YEAR = r"(?:19|20)\d\d"
_SPAN = re.compile(
    rf"(?<![\d.,№/])(?P<first>{_YEAR})\s?[{DASHES}/]\s?(?P<last>{_YEAR}|\d\d)(?![\d./])"
    r"(?P<unit>\s*(?:уч[а-я.]*)\s*(?:год|г)|\s*(?:гг|год[аыуо]|годов|года[хм]|г)(?![а-яё]))?",
    re.I,
)
_SINGLE = re.compile(
    rf"(?<![\d.,№/{DASHES}])(?P<lead>(?:[а-яё]+\s+){{0,2}})(?P<year>{_YEAR})\s?(?:год[аеу]?|г)(?![а-яё])"
    rf"|(?:ГИА|ЕГЭ|ОГЭ)(?:[ {DASHES}]?(?:9|11))?[ {DASHES}](?P<exam_year>20\d\d)(?!\d)",
    re.I,
)
_MONTHS = "|".join(MONTHS)
_MONTH_SPAN = re.compile(
    rf"(?<!\w)(?P<opens>{_MONTHS})[а-яё]{{0,6}}\s(?P<first>{_YEAR})\s?(?:г(?:ода|\.)?)?\s?(?:[{DASHES}]|по)\s?"
    rf"(?P<closes>{_MONTHS})[а-яё]{{0,6}}\s(?P<last>{_YEAR})(?!\d)",
    re.I,
)
_ACADEMIC = rf"{_YEAR}\s?[{DASHES}/]\s?(?:{_YEAR}|\d\d)"
_SEVERAL = re.compile(
    rf"(?<![\d.,№/])(?P<first>{_YEAR})\s?[{DASHES}/]\s?(?:{_YEAR}|\d\d)(?:\s?,\s?{_ACADEMIC})*\s?(?:,|и)\s?"
    rf"(?P<last>{_YEAR})\s?[{DASHES}/]\s?(?:{_YEAR}|\d\d)\s*(?:гг\.?\s)?уч[а-я.]*\s*(?:год|г)",
    re.I,
)
"""'на 2009-2010 и 2010-2011 учебные годы': one plan for all of them."""
_SEASON = re.compile(r"(?:сезон|отопительн|осенне|зимн)[а-яё-]*", re.I)
_TO_SCHOOL = r"(?:начал[уо]\s)?(?:нов[а-яё]+\s)?(?:\d{4}\s?[-–—/]\s?\d{2,4}\s(?:гг?\.?\s)?)?учебн(?:ому|ого)\sгод[уа]"
_PREPARES_SEASON = re.compile(
    rf"(?<!\w)к\s{_TO_SCHOOL}|(?:подготовк|готовност|приемк|при[её]мк)[а-яё]*\s(?:.{{0,200}}?\s)?к\s"
    rf"(?:{_TO_SCHOOL}|(?:[а-яё-]+\s){{0,3}}(?:сезон|период|зим)[а-яё]*)",
    re.I,
)
_NEW_YEAR = re.compile(r"новогодн|рождествен|нов(?:ого|ому|ый)\s(?:\d{4}\s)?год", re.I)
_FEAST = re.compile(
    r"новогодн[а-яё]+\s(?:[а-яё]+\s){0,4}(?:мероприяти|праздник|программ)"
    r"|(?:празднован|встреч|подготовк|проведени|посвящ)[^.;]{0,120}?"
    r"(?:нов(?:ого|ому|ый)\s(?:\d{4}\s)?год|новогодн|рождеств|юбиле|годовщин|-лети|летия|праздник|праздновани)",
    re.I,
)
_PREPARING = 6
"""Months before a school year or a season in which the work of preparing it may lie where nothing is signed."""
_AHEAD = re.compile(r"(?:\bв|\bна)\s*$|\bв\s+[а-яё]+\s+$", re.I)
_LOOKS_BACK = re.compile(r"(?:итог|результат|анализ|опыт|урок)[а-яё]*|за$", re.I)
_ACT = re.compile(r"(?:приказ|письм|распоряжени|постановлени|закон|редакци|протокол)[а-яё]*", re.I)
_SIGNED = re.compile(r"(?<!\w)от(?:\s+[«\"“]?\d[^,;]{0,20})?\s*$", re.I)
"""'от 12 мая' before the year; 'защите от чрезвычайных ситуаций на 2013 год' has another «от»."""
_EXAMS = re.compile(r"аттестаци|экзамен|\b(?:ГИА|ЕГЭ|ОГЭ|ГВЭ)\b|итогов\w+ (?:сочинени|собеседовани)|выпускник", re.I)
_LONGEST_AHEAD = 400
"""Days that an order may be signed before what it prepares."""
_CAMPAIGN_OPENS = 7
"""An order signed from July on is for the campaign that ends the next summer."""


@dataclass(frozen=True, slots=True)
class PlanYear:
    """The window of a plan and what told it: title|table|text|signing; None and '' where nothing did."""

    window: PlanWindow | None = None
    basis: str = ""


def read_plan_year(
    title: str, table_titles: Sequence[str], texts: Sequence[str], signed_on: date | None
) -> tuple[PlanYear, tuple[str, ...]]:
    """The plan's window, and the conflicts between title and table title as printed words.

    'в 2024-2025 учебном году' is an academic year; 'в 2024 году' of an exam plan is the campaign that ends in 2024.
    """
    found, conflicts = _told_plan(title, table_titles, texts, signed_on)
    return _with_opening(found, " ".join((title, *table_titles)), signed_on), conflicts


def _with_opening(found: PlanYear, titles: str, signed_on: date | None) -> PlanYear:
    """The plan with the day from which its work counts, where it prepares a school year, a season or a feast."""
    window, season = found.window, _PREPARES_SEASON.search(titles) is not None
    if window is None and season and signed_on is not None:
        return PlanYear(replace(PlanWindow.of_year(signed_on.year), opens=signed_on), "signing")
    if window is None or not (season or (window.is_calendar and _FEAST.search(titles))):
        return found
    if signed_on is not None:
        ahead = timedelta(0) < _season_start(window, titles) - signed_on <= timedelta(days=_LONGEST_AHEAD)
        return replace(found, window=replace(window, opens=signed_on)) if ahead else found
    if not season:
        turn = date(window.end.year - 1, 11, 1)
        return replace(found, window=replace(window, opens=turn)) if _NEW_YEAR.search(titles) else found
    month = (window.start.month - _PREPARING - 1) % 12 + 1
    year = window.start.year - (month > window.start.month)
    return replace(found, window=replace(window, opens=date(year, month, 1)))


def _season_start(window: PlanWindow, titles: str) -> date:
    """The day that the plan prepares: the first of the window, of a calendar year's season its September.

    Of «новогодних мероприятий 2012-2013 годов» the turn between the two.
    """
    if window.is_calendar and _PREPARES_SEASON.search(titles):
        return date(window.start.year, 9, 1)
    return date(window.end.year, 1, 1) if window.is_calendar else window.start


def _told_plan(
    title: str, table_titles: Sequence[str], texts: Sequence[str], signed_on: date | None
) -> tuple[PlanYear, tuple[str, ...]]:
    about_exams = _EXAMS.search(" ".join((title, *table_titles, *texts))) is not None
    told = [
        (basis, spans)
        for basis, text in (("title", title), ("table", "\n".join(table_titles)), ("text", "\n".join(texts)))
        if (spans := [one for one in _windows(text, about_exams) if one.rank > 1 or basis != "text"])
    ]
    conflicts = _conflicts(told)
    if told:
        basis, spans = told[0]
        return PlanYear(_most_likely(spans, signed_on, counted=basis == "text"), basis), conflicts
    if signed_on is not None and about_exams:
        first = signed_on.year if signed_on.month >= _CAMPAIGN_OPENS else signed_on.year - 1
        return PlanYear(PlanWindow.of_year(first), "signing"), conflicts
    return PlanYear(), conflicts


@dataclass(frozen=True, slots=True)
class _Told:
    """rank: 4 months ('сентябрь 2022 г. - май 2024 г.'),
    3 a span ('2024-2025 учебном году'), 2 a year ahead ('в 2024 году'), 1 a bare one ('2024 года')."""

    window: PlanWindow
    raw: str
    rank: int
    back: bool


def _windows(text: str, about_exams: bool) -> Iterator[_Told]:
    """Every span of years that the text may be for; citations of acts are none."""
    taken: set[int] = set()
    for match in _MONTH_SPAN.finditer(text):
        taken.update(range(*match.span()))
        if window := _of_months(match):
            yield _Told(window, match.group(), 4, back=False)
    for match in _SEVERAL.finditer(text):
        taken.update(range(*match.span()))
        first, last = PlanWindow.of_year(int(match["first"])), PlanWindow.of_year(int(match["last"]))
        if first.start < last.start:
            back = _looks_back(text[max(0, match.start() - 100) : match.start()])
            yield _Told(PlanWindow(first.start, last.end), match.group(), 4, back)
    for match in _SPAN.finditer(text):
        if match.start() in taken:
            continue
        before = text[max(0, match.start() - 100) : match.start()]
        within_year = about_exams or bool(_SEASON.search(before))
        window = _of_span(int(match["first"]), match["last"], match["unit"] or "", within_year)
        taken.update(range(*match.span()))
        if window and not _of_an_act(before):
            yield _Told(window, match.group().strip(), 3, _looks_back(before))
    for match in _SINGLE.finditer(text):
        group = "year" if match["year"] else "exam_year"
        start = match.start(group)
        before = text[max(0, start - 100) : start]
        if start in taken or _of_an_act(before):
            continue
        year = int(match[group])
        window = PlanWindow.of_year(year - 1) if about_exams else PlanWindow(date(year, 1, 1), date(year, 12, 31))
        rank = 2 if _AHEAD.search(match["lead"] or "") or group == "exam_year" else 1
        yield _Told(window, text[start : match.end()], rank, _looks_back(before))


def _of_months(match: re.Match[str]) -> PlanWindow | None:
    """«(сентябрь 2022 г. - май 2024 г.)»; None where it ends before it begins."""
    opens, closes = (_month(match[group]) for group in ("opens", "closes"))
    first, last = int(match["first"]), int(match["last"])
    end = date(last + closes // 12, closes % 12 + 1, 1) - timedelta(days=1)
    return PlanWindow(date(first, opens, 1), end) if date(first, opens, 1) < end else None


def _month(stem: str) -> int:
    return next(number for number, pattern in enumerate(MONTHS, 1) if re.fullmatch(pattern, stem.lower()))


def _looks_back(before: str) -> bool:
    """Whether a year is one that the plan looks back to: 'по итогам 2022-2023 учебного года'."""
    clause = re.split(r"[,;]|\sи\s(?=в\s|на\s|план)", before)[-1]
    return any(map(_LOOKS_BACK.match, clause.split()[-9:]))


def _of_an_act(before: str) -> bool:
    """Whether a year belongs to an act: 'в редакции приказа от 12 мая 2022 года'."""
    return any(map(_ACT.match, before.split()[-7:])) or _SIGNED.search(before) is not None


def _of_span(first: int, printed_last: str, unit: str, about_exams: bool) -> PlanWindow | None:
    last = int(printed_last) if len(printed_last) == 4 else first // 100 * 100 + int(printed_last)
    if last == first + 1 and (about_exams or not re.match(r"\s*(?:гг|год[ыо]|года[хм])", unit)):
        return PlanWindow.of_year(first)
    if first < last <= first + 10 and unit:
        return PlanWindow(date(first, 1, 1), date(last, 12, 31))
    return None


def _most_likely(told: Sequence[_Told], signed_on: date | None, *, counted: bool) -> PlanWindow:
    """Spans before single years, own before those looked back to; in running text the most frequent."""
    ahead = [one for one in told if not one.back] or list(told)
    highest = max(one.rank for one in ahead)
    best = [one for one in ahead if one.rank == highest]
    if not counted:
        return best[0].window
    near = [one for one in best if signed_on is None or abs(one.window.start.year - signed_on.year) <= 1] or best
    counts = Counter(one.window for one in near)
    return max(counts, key=lambda window: counts[window])


def _conflicts(told: Sequence[tuple[str, list[_Told]]]) -> tuple[str, ...]:
    """'2023-2024 учебном году' of the title against '2022-2023 учебном году' of the table's title."""
    spans = [[one for one in found if one.rank >= 3 and not one.back] for basis, found in told if basis != "text"]
    if len(spans) == 2 and all(spans) and not {one.window for one in spans[0]} & {one.window for one in spans[1]}:
        return (f"{spans[0][0].raw} (в заголовке приказа) – {spans[1][0].raw} (в заголовке плана)",)
    return ()
