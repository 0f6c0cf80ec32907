"""The head of an order: issuer, territory, number and date, title, plan year, signatory, people and acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from normalize.head.acts import find_acts
from normalize.head.issuer import ACT_WORD, Issuer, act_type_of, body_of_stamp, read_issuer, with_capitals
from normalize.head.layout import PLAN_TITLE, STAMP, Layout, Line, join_lines, read_layout, tidy_lines
from normalize.head.plan_year import read_plan_year
from normalize.head.requisites import Requisites, find_dates, find_numbers, own_text, plain, read_requisites
from normalize.head.signing import read_signing
from normalize.model import Head, PlanWindow
from normalize.territories.municipality import find_municipality, level_of, nominative_city
from normalize.territories.regions import Region
from normalize.territories.territory import Source, decide_region

_STAMP_LINES = 8
_LETTERHEAD_LINES = 40
_HEAD_OF = re.compile(r"(?:глава|мэр)\s", re.IGNORECASE)
_PLACE = re.compile(r"(?:г|город|гор|пгт|р\.\s?п|п|пос|с|село|ст)(?:\.\s?|\s)(?P<name>[А-ЯЁ][А-ЯЁа-яё -]{2,40})$")
_APPROVED_BY = re.compile(r"[«\"]?УТВЕРЖДАЮ(?!\w)", re.IGNORECASE)
_OF_AN_ACT = re.compile(r"приказ|распоряжени|постановлени|решени|(?<!\w)указ(?:а|у|ом)(?!\w)", re.I)
_ACT_LEFT_OUT = re.compile(r"(?<!\w)от\s|(?:№|N)\s?\d", re.I)
"""«Утвержден / местной администрации / от 9 февраля 2018 г. N 1461»: what act it was is not printed."""
_NOT_OWN = re.compile(
    r"@|\bтел|факс|зарегистрирован|\b(?:вх|исх)(?:\.|одящ)|опубликован|документ\s+предоставлен|www|http|\bул\."
    r"|\b(?:ОКПО|ОГРН|ИНН|КПП)\b|^(?:отправлено|получено|дата|тема|от|кому|копия|sent|date|subject)\s?:|^согласовано",
    re.I,
)
_LETTERS_BESIDE = 40
_YEARS_APART = 2
_STAMP_WITHIN = re.compile(
    r"\s+(?=\(\s?утв(?:\.|ержд[её]н[а-яё]*)\s(?:приказ|распоряжени|постановлени|решени)[а-яё]*\s)", re.I
)
"""'План … в 2010-2011 учебном году (утв. приказом … от 11 октября 2010 г. N 684)': a stamp at the title's end."""
_MAX_CHARS = 100_000
"""What is read of each part; the text around the tables of an order of fifty pages is a tenth of it."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """'УТВЕРЖДЕН приказом … от 02.10.2023 № 1030' on an annex."""

    text: str
    requisites: Requisites
    block: str = ""
    """All lines of the stamp, those before the act too: 'Директор техникума Кировской области'."""


def read_head(
    before: Sequence[str], *, between: Sequence[str] = (), captions: Sequence[str] = (), cells: Sequence[str] = ()
) -> Head:
    """Reads the head of an order from the text around its tables; what the text does not tell stays '' or None.

    before: paragraphs before the first table, line breaks kept. between: paragraphs between and after the tables.
    captions: column headings. cells: some table text, a weak hint at the region.
    """
    before, between, cells = _bounded(before), _bounded(between), _bounded(cells)
    before = [_STAMP_WITHIN.sub("\n", text) for text in before]
    layout, after = _layout(before, between), tidy_lines(between)
    running = "\n".join((layout.preamble, *layout.items))
    table_title = _table_title(layout.annex) or _table_title(after)
    stamps = _stamps((*layout.annex, *after))
    letterhead = [line.text for line in layout.letterhead[:_LETTERHEAD_LINES]]
    own = _own_requisites(letterhead)
    signed_on, number, conflicts = _settle(own, stamps)
    approval = _approval([line.text for line in (*layout.letterhead, *layout.annex)])
    signed_on = signed_on or next((day.date for day in find_dates(approval)), None)
    issuer, place = _issuer(letterhead, stamps, f"{layout.title}\n{running}\n{table_title}"), _place(letterhead)
    titles = (layout.title, table_title)
    year, year_conflicts = read_plan_year(layout.title, [table_title], [running, *captions], signed_on)
    told = (*titles, *(stamp.block for stamp in stamps[:1]), *letterhead, approval)
    level, municipality = _level(issuer, told, place, letterhead)
    letterhead = [_named(line) for line in letterhead]
    region = _region(issuer, letterhead, place, titles, stamps, running, [line.text for line in after], cells, approval)
    signing = read_signing(layout, after)
    return Head(
        issuer=issuer.name,
        region_code=region.code if region else None,
        region=region.name if region else None,
        region_iso=(region.iso or None) if region else None,
        municipality=municipality,
        level=level,
        number=number,
        signed_on=signed_on,
        title=layout.title or table_title,
        window=year.window,
        signatory=signing.signatory,
        controller=signing.controller,
        persons=signing.persons,
        acts=find_acts(running),
        conflicts=(*conflicts, *year_conflicts, *_years_apart(own.raw, signed_on, year.window)),
        act_type=issuer.act_type,
        window_basis=year.basis,
    )


def _own_requisites(letterhead: Sequence[str]) -> Requisites:
    """Date and number of the letterhead: of a line 'Приказ № 26 от 18.01.2023' alone where there is one."""
    lines = [own_text(plain(line)) for line in letterhead if _may_hold_requisites(line)]
    of_acts = (read_requisites(line) for line in lines if ACT_WORD.match(line))
    whole = next((one for one in of_acts if one.date and one.number), None)
    return whole or read_requisites(own_text(plain(" ".join(filter(_may_hold_requisites, letterhead)))))


def _may_hold_requisites(line: str) -> bool:
    """Whether a date or number in this line of the letterhead is the order's own.

    Not those of a registration, an address, or an act that is cited: 'Порядок утвержден приказом от 04.04.2023 № 5'.
    """
    if _NOT_OWN.search(line):
        return False
    rest = line
    for mention in (*find_dates(line), *find_numbers(line)):
        rest = rest.replace(mention.raw, "")
    return ACT_WORD.match(line) is not None or sum(map(str.isalpha, rest)) <= _LETTERS_BESIDE


def _bounded(texts: Sequence[str]) -> list[str]:
    """The first texts, _MAX_CHARS of them in all, so that no file can hold the reader up."""
    kept, left = [], _MAX_CHARS
    for text in texts:
        kept.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return kept


def _layout(before: Sequence[str], between: Sequence[str]) -> Layout:
    """The parts of the order; one that goes on after its table ('Утвердить следующий план:') is read over it."""
    layout = read_layout(tidy_lines(before))
    if layout.items and not layout.signature and not layout.annex:
        return read_layout(tidy_lines([*before, *between]))
    return layout


def _table_title(lines: Sequence[Line]) -> str:
    """The title of the plan above its table: from 'План мероприятий' on, without the stamp."""
    at = next((at for at, line in enumerate(lines) if PLAN_TITLE.match(line.text)), None)
    if at is None:
        return ""
    end = next((end for end in range(at + 1, len(lines)) if STAMP.match(lines[end].text)), len(lines))
    return join_lines([line.text for line in lines[at : min(end, at + 12)]]).rstrip(" .")


def _stamps(lines: Sequence[Line]) -> list[_Stamp]:
    """Stamps that name an act with its date or number; 'Приложение 1 к плану мероприятий' has none."""
    stamps = []
    for at, line in enumerate(lines):
        if not STAMP.match(line.text):
            continue
        block = lines[at : at + _STAMP_LINES]
        end = next((end for end, other in enumerate(block) if end and PLAN_TITLE.match(other.text)), len(block))
        text = own_text(plain(" ".join(other.text for other in block[:end])))
        act = _OF_AN_ACT.search(text) or _ACT_LEFT_OUT.search(text)
        requisites = read_requisites(text[act.start() :]) if act else None
        if act and requisites and (requisites.date or requisites.number):
            stamps.append(_Stamp(text[act.start() : act.start() + requisites.end], requisites, _named(text)))
    return stamps


def _approval(lines: Sequence[str]) -> str:
    """What stands under 'УТВЕРЖДАЮ': the post, the name, «14» ноября 2016 г.; '' where an act is named instead."""
    at = next((at for at, line in enumerate(lines) if _APPROVED_BY.match(line)), None)
    if at is None:
        return ""
    block = lines[at : at + _STAMP_LINES]
    end = next((end for end, line in enumerate(block) if end and PLAN_TITLE.match(line)), len(block))
    text = plain(" ".join(block[:end]))
    return "" if _OF_AN_ACT.search(text) else text


def _named(text: str) -> str:
    """A text that was typed without capitals, with them, so that its names are found: 'г.сосновый бор'."""
    return text.title() if text.islower() else text


def _settle(own: Requisites, stamps: Sequence[_Stamp]) -> tuple[date | None, str, tuple[str, ...]]:
    """Date and number, those of the letterhead before those of a stamp, and where they contradict each other.

    A further annex may bear the stamp of another act: there only one of date and number may differ.
    """
    if not stamps:
        return own.date, own.number, ()
    first = stamps[0].requisites
    against = [
        stamp.requisites.raw
        for place, stamp in enumerate(stamps)
        if (differing := _differing(own, stamp.requisites)) and (place == 0 or differing == 1)
    ]
    conflicts = tuple(f"{own.raw} (в шапке) – {raw} (в грифе приложения)" for raw in dict.fromkeys(against))
    return own.date or first.date, own.number or first.number, conflicts


def _differing(own: Requisites, stamp: Requisites) -> int:
    """How many of date and number are printed in both and differ."""
    dates = own.date is not None and stamp.date is not None and own.date != stamp.date
    numbers = bool(own.number and stamp.number) and _same(own.number) != _same(stamp.number)
    return dates + numbers


def _same(number: str) -> str:
    return re.sub(r"\W", "", number).casefold()


def _years_apart(raw: str, signed_on: date | None, window: PlanWindow | None) -> tuple[str, ...]:
    """A date years away from the plan is one that was misread or misprinted."""
    if signed_on is None or window is None:
        return ()
    if window.start.year - _YEARS_APART < signed_on.year <= window.end.year + 1:
        return ()
    return (f"{raw} (дата приказа) – {window.academic_year} (годы плана)",)


def _issuer(letterhead: Sequence[str], stamps: Sequence[_Stamp], context: str) -> Issuer:
    issuer = read_issuer(letterhead, context)
    named = next((body for stamp in stamps if (body := body_of_stamp(stamp.text, context))), "")
    act_type = issuer.act_type or next((act_type_of(stamp.text) for stamp in stamps), "")
    return replace(issuer, name=issuer.name or named, act_type=act_type)


def _place(letterhead: Sequence[str]) -> str:
    """The town under the letterhead: 'г. Барнаул'."""
    return next((line for line in letterhead if _PLACE.match(line)), "")


def _heads_of(letterhead: Sequence[str]) -> Iterator[str]:
    """'ГЛАВА АДМИНИСТРАЦИИ КИРЕНСКОГО РАЙОНА' over a 'ПОСТАНОВЛЕНИЕ': he issues it himself."""
    return (with_capitals(line) for line in letterhead if _HEAD_OF.match(line))


def _level(issuer: Issuer, titles: Sequence[str], place: str, letterhead: Sequence[str] = ()) -> tuple[str | None, str]:
    """(level, municipality in the nominative): by the issuer, by the letterhead's territory, by title and stamp.

    titles: what else may name it, the title first; a line that is only the place of signing tells none.
    """
    if not issuer.name and (headed := next(filter(None, map(find_municipality, _heads_of(letterhead))), "")):
        return "municipal", headed
    level = level_of(issuer.name)
    if level == "regional":
        return level, ""
    territory = find_municipality(issuer.name) or find_municipality(with_capitals(issuer.territory))
    told = (find_municipality(text) for text in titles if not _PLACE.match(text))
    municipality = territory or next(filter(None, told), "")
    if not municipality and level == "municipal" and "город" in issuer.name and (town := _PLACE.match(place)):
        municipality = f"город {nominative_city(town['name'])}"
    return level or ("municipal" if municipality else None), municipality


def _region(
    issuer: Issuer,
    letterhead: Sequence[str],
    place: str,
    titles: Sequence[str],
    stamps: Sequence[_Stamp],
    running: str,
    after: Sequence[str],
    cells: Sequence[str],
    approval: str = "",
) -> Region | None:
    """Letterhead before stamp, place and title, those before running text, that before the table."""
    return decide_region(
        (
            Source(issuer.name, 6, 12),
            Source(" ".join(letterhead), 4, 8),
            Source(" ".join(stamp.block for stamp in stamps[:1]) or approval, 4, 8),
            Source(place, 3, 3),
            Source(" ".join(titles), 2, 4),
            Source(running, 0.5, 2),
            Source(" ".join(after), 0.3, 1),
            Source(" ".join(cells), 0.05, 1),
        )
    )
