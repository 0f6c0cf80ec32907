"""What one cell holds: several activities set apart, or one activity with bullets under its lead-in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from parsers.text.wording import collapse, shape

SOFT = "\x1f"
"""Stands where a page break cut a cell: the end of a paragraph, or a blank within one. `collapse` makes it a blank."""
Phrases = Callable[[str], tuple[str, ...]]
_MAX_SOFT = 3
_NEAR = 20
"""Blanks before a bullet that are looked over."""
_LEAD_IN = re.compile(r":\s*(?=$|\n|[–—•·*-]\s|\d{1,2}[.)]\s|[а-я]\)\s)")
_MARK = re.compile(r"(?:^|(?<=[\s;:.,]))([–—•·*-]|\d{1,2}[.)]|[а-я]\))\s+")


@dataclass(frozen=True, slots=True)
class Share:
    """One activity of a cell with its share of the other cells."""

    activity: str
    period: str
    responsible: str


def shares(text: str) -> tuple[str, ...]:
    """The pieces of a cell set apart by lines or runs of blanks, as printed."""
    pieces = tuple(piece.strip() for piece in text.split("\n") if piece.strip())
    if len(pieces) == 1:
        pieces = tuple(piece.strip() for piece in re.split(r"[ \u00a0\u2003]{2,}", text) if piece.strip())
    return pieces


def activities(activity: str, period: str, responsible: str, phrases: Phrases) -> tuple[Share, ...]:
    """The activities of a cell, each with its share of periods and responsibles; one Share where there is one.

    Several are only told apart where the periods are set apart in as many shares, or are as many phrases.
    """
    for texts in map(shares, _variants(activity)):
        if len(texts) < 2 or not _are_equals(texts):
            continue
        for printed in _variants(period):
            if periods := _periods(printed, len(texts), phrases):
                people = shares(responsible)
                if len(people) != len(texts):
                    people = (responsible,) * len(texts)
                return tuple(Share(*parts) for parts in zip(texts, periods, people, strict=True))
    return (Share(activity, period, responsible),)


def _variants(text: str) -> Iterator[str]:
    """The text with each cut of a page break as a blank or as the end of a paragraph."""
    pieces = text.split(SOFT)
    if len(pieces) - 1 > _MAX_SOFT:
        yield text.replace(SOFT, " ")
        return
    for glues in product(" \n", repeat=len(pieces) - 1):
        yield pieces[0] + "".join(glue + piece for glue, piece in zip(glues, pieces[1:], strict=True))


def _are_equals(texts: tuple[str, ...]) -> bool:
    """None leads in the others, none goes on with the one above: all begin as the first does."""
    if any(has_lead_in(text) for text in texts):
        return False
    first = shape(texts[0])
    return all(shape(text) == first or (shape(text) != "lower" and first != "lower") for text in texts[1:])


def _periods(period: str, count: int, phrases: Phrases) -> tuple[str, ...]:
    """The period cell in `count` shares, () where it isn't made of so many."""
    found = shares(period)
    whole = phrases(collapse(period))
    if len(found) == count:
        each = [len(phrases(collapse(share))) for share in found]
        return found if all(each) and sum(each) == len(whole) else ()
    return whole if len(found) == 1 and len(whole) == count else ()


def has_lead_in(text: str) -> bool:
    """'Проведение: – собраний' or a line that ends in ':'."""
    return bool(_LEAD_IN.search(text)) or text.rstrip().endswith(":")


def parts(text: str, period: str, phrases: Phrases) -> tuple[str, ...]:
    """Bullets under a lead-in that ends in ':'; () where there are none.

    The cell of periods beside them decides, by its count, where bullets are set apart by blanks only.
    """
    lead = _LEAD_IN.search(text)
    if lead is None:
        return ()
    rest = text[lead.end() :].strip()
    marks = list(_MARK.finditer(rest))
    alike = [match for match in marks if _kind(match.group(1)) == _kind(marks[0].group(1))]
    clear = [match for match in alike if _is_clear(rest, match.start())]
    chosen = alike if len(alike) != len(clear) and len(alike) == len(phrases(collapse(period))) else clear
    if not chosen:
        lines = [line for line in rest.split("\n") if line.strip()]
        return tuple(map(_plain, lines)) if len(lines) > 1 else ()
    ends = [match.start() for match in chosen[1:]] + [len(rest)]
    found = [_plain(rest[match.end() : end]) for match, end in zip(chosen, ends, strict=True)]
    return tuple(text for text in found if text)


def _is_clear(text: str, start: int) -> bool:
    """Whether a bullet follows the end of something: a line, a semicolon; not a dash within a sentence."""
    before = text[max(start - _NEAR, 0) : start].rstrip(" ")
    return not before or before[-1] in ";.,:\n"


def _plain(bullet: str) -> str:
    return collapse(bullet).rstrip(" ;.,")


def _kind(mark: str) -> str:
    """Dashes of all lengths are one kind, so are numbers and letters."""
    if mark[0].isdigit():
        return "digit"
    return "letter" if mark[0].isalpha() else "dash" if mark in "-–—" else mark
