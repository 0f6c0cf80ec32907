"""The acts that an order cites: type, issuer, date, number and title, each act once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from normalize.head.requisites import Found, find_dates, find_numbers
from normalize.language.phrases import nominative_phrase
from normalize.language.text import collapse
from normalize.model import Act

_TYPES = {
    "приказ": "приказ",
    "распоряжени": "распоряжение",
    "постановлени": "постановление",
    "письм": "письмо",
    "федеральн": "федеральный закон",
    "закон": "закон",
    "указ": "указ",
    "протокол": "протокол",
    "решени": "решение",
}
_TYPE = re.compile(
    r"(?<!\w)(?P<type>приказ|распоряжени|постановлени|письм|федеральн\w+\s+закон|закон|указ(?!ан)|протокол|решени)[а-яё]{0,4}(?!\w)",
    re.I,
)
_FROM = re.compile(r"(?<!\w)от\s*$", re.I)
_APPROVED = re.compile(r"[,(]?\s+утвержд[её]нн\w{1,4}\s*$", re.I)
_CLAUSE_END = re.compile(r"[.;\n](?=\s)")
_LEAD_IN = re.compile(
    r".*(?:на основании|в соответствии с[о]?|согласно|руководствуясь|во исполнение|№\s?[\w/.-]+(?:\s«[^»]*»)?,|»,)"
    r"\s+(?:и\s+)?",
    re.I | re.S,
)
_JOINT = re.compile(r",\s+|\s+и\s+(?=Федеральн|Рособрнадзор|Министерств|Мин[а-яё]+|Департамент)")
_SECOND_ISSUER = re.compile(r"(?:,|\s+и)\s+(?:Рособрнадзор|Федеральн|Мин)[^.;«»№]{0,120}", re.S)
_OPENING_QUOTE = re.compile(r"[\s,]{0,3}(?:\([^()]{0,150}\)\s?)?(?P<quote>[«\"“„])")
_CLOSING_QUOTE = re.compile(r"[\"”“]")
_GUILLEMET = re.compile(r"[«»]")
_LAST_GUILLEMET = re.compile(r"»(?=\s*(?:[,.;:]|$|и\s|ПРИКАЗ|приказ))")
_BETWEEN = 300


@dataclass(frozen=True, slots=True)
class _Reference:
    """Where an act's date and number stand."""

    start: int
    end: int
    signed_on: date | None
    number: str
    joint: str = ""
    """The second issuer of 'Минпросвещения России № 190, Рособрнадзора № 1512 от 07.11.2018'."""


def find_acts(text: str) -> tuple[Act, ...]:
    """Acts cited in running text, in printed order.

    A list shares its type and issuer: 'приказами Департамента от 23.10.2023 № 5 «…», от 24.10.2023 № 6 «…»'.
    A title stands in quotes after the number, or before: 'Порядка проведения …, утвержденного приказом …'.
    """
    acts: dict[tuple[str, date | None, str], Act] = {}
    previous: Act | None = None
    end = 0
    for reference in _references(text):
        lead = text[max(end, reference.start - _BETWEEN) : reference.start]
        cited = _cited(f"{lead}{reference.joint}", previous)
        if cited is None:
            previous, end = None, reference.end
            continue
        title, end = _quoted_title(text, reference.end)
        title = title or _approved_title(text[max(0, reference.start - 2 * _BETWEEN) : reference.start])
        previous = replace(cited, signed_on=reference.signed_on, number=reference.number, title=title)
        key = (previous.act_type, previous.signed_on, previous.number)
        if key not in acts or (title and not acts[key].title):
            acts[key] = previous
    return tuple(acts.values())


def _references(text: str) -> Iterator[_Reference]:
    """Dates after 'от' with the number beside them, and numbers alone."""
    numbers = sorted(find_numbers(text), key=lambda found: found.start)
    starts = [number.start for number in numbers]
    used: set[int] = set()
    references: list[_Reference] = []
    for day in sorted(find_dates(text), key=lambda found: found.start):
        opening = _FROM.search(text, max(0, day.start - 6), day.start)
        start = opening.start() if opening else day.start
        own = _number_beside(text, start, day.end, numbers, bisect_left(starts, day.start))
        if own is not None and own.start in used:
            own = None
        if opening is None and (own is None or own.start < start):
            continue
        if own is not None:
            used.add(own.start)
        span = [(start, day.end), *([(own.start, own.end)] if own else [])]
        references.append(_Reference(min(span)[0], max(end for _, end in span), day.date, own.number if own else ""))
    references.extend(_Reference(n.start, n.end, None, n.number) for n in numbers if n.start not in used)
    yield from _joined(text, sorted(references, key=lambda reference: reference.start))


def _number_beside(text: str, start: int, end: int, numbers: Sequence[Found], at: int) -> Found | None:
    """The number right after a date ('от 04.04.2023 года № 232/551'), else right before it ('№ 5 от 12.10.2023')."""
    after = numbers[at] if at < len(numbers) else None
    if after and 0 <= after.start - end <= 12 and not _opens_new(text[end : after.start]):
        return after
    before = numbers[at - 1] if at else None
    return before if before and 0 <= start - before.end <= 3 else None


def _joined(text: str, references: Sequence[_Reference]) -> Iterator[_Reference]:
    """Two issuers with a number each and one date are one act: its number is '190/1512'."""
    pending: _Reference | None = None
    for reference in references:
        if pending is not None:
            between = text[pending.end : reference.start]
            if reference.signed_on and reference.number and _SECOND_ISSUER.fullmatch(between):
                number = f"{pending.number}/{reference.number}"
                yield _Reference(pending.start, reference.end, reference.signed_on, number, between.rstrip())
                pending = None
                continue
            yield pending
        pending = None if reference.signed_on else reference
        if pending is None:
            yield reference
    if pending is not None:
        yield pending


def _opens_new(between: str) -> bool:
    """Whether something else than 'г., ' stands between a date and a number."""
    return re.sub(r"года?|г\.?|[\s,]", "", between) != ""


def _cited(lead: str, previous: Act | None) -> Act | None:
    """Type and issuer of the act whose requisites follow; those of the act before it in a list; None where neither."""
    named = list(_TYPE.finditer(lead))
    if named:
        kind = collapse(named[-1]["type"]).lower()
        act_type = next(full for stem, full in _TYPES.items() if kind.startswith(stem))
        issuer = _issuer(lead[named[-1].end() :])
        return Act(act_type, issuer, None, "", "") if issuer is not None else None
    if previous is not None and re.fullmatch(r"[\s,;»\"]*(?:и|а также)?[\s,]*", lead):
        return previous
    return None


def _issuer(printed: str) -> str | None:
    """The issuer between type and date, in the nominative; None where another sentence stands there."""
    text = collapse(printed).strip(" ,(")
    if re.search(r"[;«»]|\.\s+[А-ЯЁ]", text) or len(text) > 250:
        return None
    bodies = [body.strip() for body in _JOINT.split(re.sub(r"\s*№\s*\d+", "", text)) if body.strip()]
    turned = [nominative_phrase(body) for body in bodies]
    return " и ".join(turned) if len(turned) > 1 else "".join(turned)


def _quoted_title(text: str, start: int) -> tuple[str, int]:
    """The title in quotes after the number and where it ends; inner quotes may be closed by one mark only."""
    opening = _OPENING_QUOTE.match(text, start)
    if opening is None:
        return "", start
    if opening["quote"] != "«":
        closing = _CLOSING_QUOTE.search(text, opening.end())
        return (text[opening.end() : closing.start()], closing.end()) if closing else ("", start)
    depth = 1
    for mark in _GUILLEMET.finditer(text, opening.end(), opening.end() + 1500):
        depth += 1 if mark.group() == "«" else -1
        following = text[mark.end() : mark.end() + 2]
        if depth == 0 or (mark.group() == "»" and re.match(r"\s*(?:$|,\s?$|[;.])", following) and depth == 1):
            return collapse(text[opening.end() : mark.start()]), mark.end()
    return _unclosed_title(text, opening.end())


def _unclosed_title(text: str, start: int) -> tuple[str, int]:
    """A title whose inner quotes are never closed ends at the last mark before the next act or sentence."""
    limit = _LAST_GUILLEMET.search(text, start)
    return (collapse(text[start : limit.start()]), limit.end()) if limit else ("", start)


def _approved_title(lead: str) -> str:
    """'Порядок проведения …' of '… на основании Порядка проведения …, утвержденного приказом Минпросвещения'."""
    named = list(_TYPE.finditer(lead))
    before = lead[: named[-1].start()] if named else ""
    match = _APPROVED.search(before, max(0, len(before) - 30))
    if match is None:
        return ""
    clause = _CLAUSE_END.split(before[: match.start()])[-1]
    what = _LEAD_IN.sub("", clause)
    capital = re.search(r"(?<!\w)[А-ЯЁ][а-яё]+", what)
    return nominative_phrase(collapse(what[capital.start() :])) if capital else ""
