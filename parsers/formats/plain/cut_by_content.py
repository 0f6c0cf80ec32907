"""Tables whose cells only their content tells apart: the text in pieces, captions found, rows put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.formats.plain.assembly import Assembled, Assembler
from parsers.formats.plain.captions import Captions, find_captions
from parsers.formats.plain.pieces import Piece, Style
from parsers.formats.plain.rows import TextLine, TextRow
from parsers.formats.plain.segments import Rows, Segment, segments_of
from parsers.tables.cell_profile import Senses

MOST_PIECES = 5_000
"""Pieces of a text, above which none is put together."""


_USED = 0.5
"""Share of the pieces under captions that the rows must explain; signatures and other text may follow."""


@dataclass(frozen=True, slots=True)
class _Table:
    captions: TextRow
    rows: tuple[TextRow, ...]
    first: int
    last: int
    """Printed lines, from 1."""


def cut(text: str, style: Style, senses: Senses) -> list[Segment] | None:
    """The text with the tables that this style of borders makes of it; None where it has no captions of a plan."""
    lines = [TextLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    pieces = style.pieces(lines)
    if not pieces or len(pieces) > MOST_PIECES:
        return None
    tables = list(_tables(pieces, style, senses))
    return list(_around(lines, tables)) if tables else None


def _tables(pieces: Sequence[Piece], style: Style, senses: Senses) -> Iterator[_Table]:
    places = find_captions(pieces, style, senses)
    for place, ways in enumerate(places):
        end = places[place + 1][0].start if place + 1 < len(places) else len(pieces)
        found = [(way, _assembled(pieces, way, end, style, senses)) for way in ways if way.end < end]
        if found:
            way, best = max(found, key=lambda pair: pair[0].score + pair[1].score)
            if best.rows and best.used >= _USED * (end - way.end):
                yield _table(pieces, way, best)


def _assembled(pieces: Sequence[Piece], way: Captions, end: int, style: Style, senses: Senses) -> Assembled:
    return Assembler(pieces[way.end : end], way, style, senses).assemble()


def _table(pieces: Sequence[Piece], way: Captions, best: Assembled) -> _Table:
    first, last = pieces[way.start].line, pieces[way.end + best.used - 1].line
    header = TextRow(way.texts, first, pieces[way.end - 1].line)
    return _Table(header, best.rows, first, last)


def _around(lines: Sequence[TextLine], tables: Sequence[_Table]) -> Iterator[Segment]:
    """The text between the tables as it reads without them, and the tables."""
    done = 0
    for table in tables:
        yield from segments_of(lines[done : table.first - 1])
        yield Rows([table.captions, *table.rows])
        done = table.last
    yield from segments_of(lines[done:])
