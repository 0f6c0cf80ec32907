"""Tables whose cells only their content tells apart: the text in pieces, captions found, rows put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.formats.plain.assembly import Assembled, Assembler
from parsers.formats.plain.captions import Captions, counts_columns, find_captions
from parsers.formats.plain.pieces import Border, Piece, Style
from parsers.formats.plain.rows import TextLine, TextRow
from parsers.formats.plain.segments import Rows, Segment, segments_of
from parsers.tables.cell_profile import Senses

MOST_PIECES = 25_000
"""Pieces of a text, above which none is put together: 800 rows of thirty words, a minute of work."""
_TRIED = 300
"""Pieces under captions on which the ways to read the captions are compared; the best one is then put to all."""

_USED = 0.5
"""Share of the pieces under captions that the rows must explain; signatures and other text may follow."""


@dataclass(frozen=True, slots=True)
class _Table:
    captions: TextRow
    rows: tuple[TextRow, ...]
    first: int
    last: int
    """Printed lines, from 1."""
    counted: tuple[TextLine, ...] = ()


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
    cells: dict[tuple[int, int, str], float] = {}
    for place, ways in enumerate(places):
        end = places[place + 1][0].start if place + 1 < len(places) else len(pieces)
        ways = [way for way in ways if way.end < end]
        if ways:
            way = _likeliest(pieces, ways, end, style, senses, cells)
            best = _assembled(pieces, way, end, style, senses, cells)
            if best.rows and best.used >= _USED * (end - way.end):
                yield _table(pieces, way, best)


def _likeliest(
    pieces: Sequence[Piece],
    ways: Sequence[Captions],
    end: int,
    style: Style,
    senses: Senses,
    cells: dict[tuple[int, int, str], float],
) -> Captions:
    """The way to read the captions under which the first rows fit best."""
    if len(ways) == 1:
        return ways[0]

    def worth(way: Captions) -> float:
        return way.score + _assembled(pieces, way, min(end, _line_end(pieces, way)), style, senses, cells).score

    return max(ways, key=worth)


def _line_end(pieces: Sequence[Piece], way: Captions) -> int:
    """The first place at a line's head after enough pieces to compare."""
    places = range(way.end + _TRIED, len(pieces))
    return next((place for place in places if pieces[place].border > Border.BLANK), len(pieces))


def _assembled(
    pieces: Sequence[Piece],
    way: Captions,
    end: int,
    style: Style,
    senses: Senses,
    cells: dict[tuple[int, int, str], float],
) -> Assembled:
    return Assembler(pieces[way.end : end], way, style, senses, way.end, cells).assemble()


def _table(pieces: Sequence[Piece], way: Captions, best: Assembled) -> _Table:
    first, last = pieces[way.start].line, pieces[way.end + best.used - 1].line
    header = TextRow(way.texts, first, pieces[way.end - 1].line)
    return _Table(header, best.rows, first, last, (*_counted(pieces, way), *best.counted))


def _counted(pieces: Sequence[Piece], way: Captions) -> Iterator[TextLine]:
    """The numbers of the columns that stand under the captions themselves."""
    width = len(way.roles)
    if counts_columns(pieces, way.end - width, width):
        own = pieces[way.end - width : way.end]
        yield TextLine(own[0].line, " ".join(piece.text for piece in own))


def _around(lines: Sequence[TextLine], tables: Sequence[_Table]) -> Iterator[Segment]:
    """The text between the tables as it reads without them, and the tables."""
    done = 0
    for table in tables:
        yield from segments_of(lines[done : table.first - 1])
        yield Rows([table.captions, *table.rows], table.counted)
        done = table.last
    yield from segments_of(lines[done:])
