"""Where a table's captions stand in a stream of pieces, and how they may be parted: several answers, best first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from parsers.formats.plain.pieces import Border, Piece, Style
from parsers.tables.cell_profile import Senses
from parsers.tables.columns import SINGLE
from parsers.tables.content_model import UNKNOWN
from parsers.tables.headers import SURE, caption_roles
from parsers.text.numbering import parse_number
from parsers.text.wording import is_unfinished, shape

_FEWEST, _MOST = 3, 9
_LONGEST = 70
"""Characters of a caption that nobody knows."""
_MOST_PIECES = {Border.BLANK: 6, Border.LINE: 3, Border.BLANK_LINE: 2, Border.BAR: 1}
_NOBODY_KNOWS = -1.5
_MOST_UNKNOWN = 3
_TOO_STRONG = -4.0
"""A border that holds no caption together."""
_LINES_OF_WORDS = 2
_LEFT_OVER = 2.5
"""What captions cost where another one stands right before them."""
_NAMED = ("activity", "period", "responsible", "number")
DATA = ("activity", "period", "responsible")
"""What a plan's rows say."""
_MAY_BE_DATA = (UNKNOWN, "category", "note")
_GUESSED = 0.3
_POINT = re.compile(r"(?:^|\s)\d+(?:\.\d+)*\.\s+[А-ЯЁ]")
"""'лица 1. Контроль': a row or heading has begun."""
_KEPT = 6
"""Answers for one place."""


@dataclass(frozen=True, slots=True)
class Captions:
    """Pieces `start` to `end` are captions: their texts, the role that each names, and how sure that is."""

    start: int
    end: int
    texts: tuple[str, ...]
    roles: tuple[str, ...]
    score: float
    counted: bool = False
    """A row that counts the columns follows, up to `end`."""


def find_captions(pieces: Sequence[Piece], style: Style, senses: Senses) -> list[list[Captions]]:
    """For every place in the stream that may be a header, the likeliest ways to read it, best first."""
    found = [
        one
        for start, piece in enumerate(pieces)
        if piece.border > Border.BLANK and _known(pieces, start)
        for one in _at(pieces, start, style, senses)
    ]
    places: list[list[Captions]] = []
    for one in sorted(found, key=lambda one: (-one.score, one.start)):
        place = next((own for own in places if any(_overlap(one, other) for other in own)), None)
        if place is None:
            places.append([one])
        elif len(place) < _KEPT:
            place.append(one)
    return sorted(places, key=lambda own: own[0].start)


def _overlap(one: Captions, other: Captions) -> bool:
    return one.start < other.end and other.start < one.end


def _known(pieces: Sequence[Piece], start: int) -> bool:
    """Whether a caption that some list knows begins here."""
    return any(caption_roles(" ".join(piece.text for piece in pieces[start : start + count])) for count in (1, 2))


def _at(pieces: Sequence[Piece], start: int, style: Style, senses: Senses) -> Iterator[Captions]:
    """The ways to read captions from one place on."""
    open_ways = [Captions(start, start, (), (), 0.0)]
    while open_ways:
        grown = [longer for way in open_ways for longer in _longer(way, pieces, style, senses)]
        grown.sort(key=lambda way: -way.score)
        open_ways = grown[: 4 * _KEPT]
        for way in open_ways:
            if _is_header(way, pieces, style):
                yield from (_closed(one, pieces) for one in _by_content(way))


def _by_content(way: Captions) -> Iterator[Captions]:
    """The captions with those that nobody knows as they are, and as what a plan has and no other caption names."""
    missing = [role for role in DATA if role not in way.roles]
    unknown = [place for place, role in enumerate(way.roles) if role in _MAY_BE_DATA]
    if "activity" in way.roles:
        yield way
    for roles in permutations(missing, min(len(missing), len(unknown))):
        for places in combinations(unknown, len(roles)):
            filled = dict(zip(places, roles, strict=True))
            own = tuple(filled.get(place, role) for place, role in enumerate(way.roles))
            if roles and "activity" in own and {"period", "responsible"} & set(own):
                yield replace(way, roles=own, score=way.score - _GUESSED * len(roles))


def _is_header(way: Captions, pieces: Sequence[Piece], style: Style) -> bool:
    """Activities and when or who. Where words are the pieces, the captions share one printed line, or two."""
    named = set(way.roles) - {UNKNOWN}
    told = "activity" in named and named & {"period", "responsible"}
    if len(way.roles) < _FEWEST or not (told or (way.roles[0] == "number" and named & set(DATA))):
        return False
    if Border.BLANK not in style.parts:
        return True
    lines = sum(piece.border > Border.BLANK for piece in pieces[way.start : way.end])
    if lines > _LINES_OF_WORDS or (lines > 1 and SURE not in caption_roles(way.texts[-1]).values()):
        return False
    return way.end == len(pieces) or pieces[way.end].border > Border.BLANK


def _closed(way: Captions, pieces: Sequence[Piece]) -> Captions:
    """The captions with the row that counts the columns under them; rows that begin with a number speak for them."""
    width = len(way.roles)
    end = way.end
    counted = counts_columns(pieces, end, width)
    end += width * counted
    following = pieces[end].text if end < len(pieces) else ""
    begins = way.roles[0] == "number" and (parse_number(following) is not None)
    score = way.score + 3.0 * counted + (1.5 if begins else 0.0)
    if (
        way.start
        and pieces[way.start - 1].border == pieces[way.start].border
        and caption_roles(pieces[way.start - 1].text)
    ):
        score -= _LEFT_OVER
    return Captions(way.start, end, way.texts, way.roles, score, counted)


def counts_columns(pieces: Sequence[Piece], start: int, width: int) -> bool:
    """'1', '2', '3', '4': the columns counted, as under a header."""
    own = [piece.text.strip(". ") for piece in pieces[start : start + width]]
    return width >= _FEWEST and own == [str(count) for count in range(1, width + 1)]


def _longer(way: Captions, pieces: Sequence[Piece], style: Style, senses: Senses) -> Iterator[Captions]:
    """The captions with one more behind them."""
    if len(way.roles) >= _MOST or way.end >= len(pieces):
        return
    parting = style.parts.get(pieces[way.end].border, 0.0) if way.roles else 0.0
    held = 0.0
    for count in range(1, _MOST_PIECES[min(style.parts)] + 1):
        if way.end + count > len(pieces):
            return
        if count > 1:
            held += style.holds.get(pieces[way.end + count - 1].border, 0.0)
        last = pieces[way.end + count - 1]
        if held < _TOO_STRONG or (last.border > Border.BLANK and way.roles and parse_number(last.text) is not None):
            return
        text = " ".join(piece.text for piece in pieces[way.end : way.end + count]).strip()
        told = _told(text, way.roles, senses)
        if told is not None:
            role, weight = told
            yield Captions(
                way.start, way.end + count, (*way.texts, text), (*way.roles, role), way.score + weight + parting + held
            )


def _told(text: str, before: Sequence[str], senses: Senses) -> tuple[str, float] | None:
    """The role that a caption names and what that is worth; None where it can be no caption here."""
    if _POINT.search(text):
        return None
    named = caption_roles(text)
    for role in sorted(named, key=lambda role: -named[role]):
        if role in before and role in SINGLE:
            continue
        if role == "number":
            return (role, 3.0) if not before else None
        return role, (3.0 if named[role] >= SURE else 1.5) + 0.5 * (role in _NAMED)
    if named or not _may_be_unknown(text, before, senses):
        return None
    return UNKNOWN, _NOBODY_KNOWS


def _may_be_unknown(text: str, before: Sequence[str], senses: Senses) -> bool:
    short = 2 < len(text) <= _LONGEST and len(text.split()) <= _MOST_PIECES[Border.BLANK]
    if not before or not short or before.count(UNKNOWN) >= _MOST_UNKNOWN or any(map(str.isdigit, text)):
        return False
    return shape(text) in ("title", "caps") and not is_unfinished(text) and senses.period(text) < 0.5
