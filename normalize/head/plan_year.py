"""The academic year, or other span, that a plan is for: by its title, its table's title, its text, its date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from normalize.language.text import DASHES
from normalize.model import PlanWindow

_YEAR = r"(?:19|20)\d\d"
_SPAN = re.compile(
    rf"(?<![\d.,№/])(?P<first>{_YEAR})\s?[{DASHES}/]\s?(?P<last>{_YEAR}|\d\d)(?![\d./])"
    r"(?P<unit>\s*(?:уч[а-я.]*)\s*(?:год|г)|\s*(?:гг|год[аыуо]|годов|г)(?![а-яё]))?",
    re.I,
)
_SINGLE = re.compile(
    rf"(?<![\d.,№/{DASHES}])(?P<lead>(?:[а-яё]+\s+){{0,2}})(?P<year>{_YEAR})\s?(?:год[аеу]?|г)(?![а-яё])"
    rf"|(?:ГИА|ЕГЭ|ОГЭ)(?:[ {DASHES}]?(?:9|11))?[ {DASHES}](?P<exam_year>20\d\d)(?!\d)",
    re.I,
)
_AHEAD = re.compile(r"(?:\bв|\bна)\s*$|\bв\s+[а-яё]+\s+$", re.I)
_LOOKS_BACK = re.compile(r"(?:итог|результат|анализ|опыт|урок)[а-яё]*|за$", re.I)
_ACT = re.compile(r"(?:приказ|письм|распоряжени|постановлени|закон|редакци|протокол)[а-яё]*|от$", re.I)
_EXAMS = re.compile(r"аттестаци|экзамен|\b(?:ГИА|ЕГЭ|ОГЭ|ГВЭ)\b|итогов\w+ (?:сочинени|собеседовани)|выпускник", re.I)
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
    """rank: 3 a span ('2024-2025 учебном году'), 2 a year ahead ('в 2024 году'), 1 a bare one ('2024 года')."""

    window: PlanWindow
    raw: str
    rank: int
    back: bool


def _windows(text: str, about_exams: bool) -> Iterator[_Told]:
    """Every span of years that the text may be for; citations of acts are none."""
    taken: set[int] = set()
    for match in _SPAN.finditer(text):
        before = text[max(0, match.start() - 100) : match.start()]
        window = _of_span(int(match["first"]), match["last"], match["unit"] or "", about_exams)
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


def _looks_back(before: str) -> bool:
    """Whether a year is one that the plan looks back to: 'по итогам 2022-2023 учебного года'."""
    clause = re.split(r"[,;]|\sи\s(?=в\s|на\s|план)", before)[-1]
    return any(map(_LOOKS_BACK.match, clause.split()[-9:]))


def _of_an_act(before: str) -> bool:
    """Whether a year belongs to an act: 'в редакции приказа от 12 мая 2022 года'."""
    return any(map(_ACT.match, before.split()[-7:]))


def _of_span(first: int, printed_last: str, unit: str, about_exams: bool) -> PlanWindow | None:
    last = int(printed_last) if len(printed_last) == 4 else first // 100 * 100 + int(printed_last)
    if last == first + 1 and (about_exams or not re.match(r"\s*(?:гг|год[ыо])", unit)):
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
    spans = [[one for one in found if one.rank == 3 and not one.back] for basis, found in told if basis != "text"]
    if len(spans) == 2 and all(spans) and not {one.window for one in spans[0]} & {one.window for one in spans[1]}:
        return (f"{spans[0][0].raw} (в заголовке приказа) – {spans[1][0].raw} (в заголовке плана)",)
    return ()
