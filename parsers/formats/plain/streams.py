"""Tables whose cells stand one under another: set apart by blank lines, by lone bars, or each ending in a bar.

Such texts keep no rows. The captions at the top tell how many columns there are; numbers in the first column, and
headings, tell where rows begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from parsers.formats.plain.rows import TextLine, TextRow
from parsers.tables.columns import SINGLE
from parsers.tables.headers import SURE, caption_roles
from parsers.text.numbering import leading_number, parse_number

_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 12
_FEW_OPEN = 0.1
_LOOKED_AT = 400
"""Cells under captions in which their number is looked for."""
_HEADINGS = 0.4
"""Share of the rows that may be headings where every line is a cell."""
_LONE_BAR = re.compile(r"\s*[|│]\s*")
_END_BAR = re.compile(r"\s[|│]\s*$|^[|│]\s")


@dataclass(frozen=True, slots=True)
class Unit:
    """A cell or paragraph of the stream."""

    text: str
    line: int
    line_to: int
    closed: bool = True
    """A bar or a blank line ends it, whichever ends the cells of this text."""
    apart: bool = False
    """A blank line stands above it in a text whose every line is a cell: no row goes on over it."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A table found in the stream: lines up to `start` and from `end` on are other text."""

    rows: tuple[TextRow, ...]
    start: int
    end: int
    """Line numbers: the first of the captions, and the first after the table."""
    captions: tuple[TextLine, ...] = ()
    """The numbers of the columns under the captions."""

    def lacks_cells(self, row: TextRow) -> int:
        """How many cells are lost from a row; 0 for a whole one and for a heading."""
        return 0 if len(row.cells) == 1 else len(self.rows[0].cells) - len(row.cells)


def find(lines: Sequence[TextLine]) -> list[Stream]:
    """The tables whose cells stand one under another; each goes on to the next row of captions."""
    barred = sum(bool(_LONE_BAR.fullmatch(line.text) or _END_BAR.search(line.text)) for line in lines)
    if barred > len(lines) // 4:
        return _tables(list(_barred_units(lines)))
    return _tables(list(_spaced_units(lines))) or _tables_by_lines(lines)


def _tables_by_lines(lines: Sequence[TextLine]) -> list[Stream]:
    """The tables where every line is a cell; none where lines are parts of cells, so that many find no row."""
    above = [True, *(not line.text.strip() for line in lines)]
    units = [
        replace(_unit([line]), apart=apart) for line, apart in zip(lines, above, strict=False) if line.text.strip()
    ]
    tables = _tables(units)
    widths = [len(row.cells) for table in tables for row in table.rows]
    return tables if sum(width == 1 for width in widths) <= _HEADINGS * len(widths) else []


def _tables(units: list[Unit]) -> list[Stream]:
    if sum(not unit.closed for unit in units) > _FEW_OPEN * len(units):
        units = [replace(unit, closed=True) for unit in units]
    heads: list[tuple[int, int]] = []
    for start in range(len(units)):
        if (not heads or start >= sum(heads[-1])) and (width := _captions_at(units, start)):
            heads.append((start, width))
    ends = [start for start, _ in heads[1:]] + [len(units)] * bool(heads)
    return [_table(_without_rest(units[start:end]), width) for (start, width), end in zip(heads, ends, strict=True)]


def _without_rest(units: Sequence[Unit]) -> Sequence[Unit]:
    """The units up to the last one that ends as cells do."""
    last = max(place for place, unit in enumerate(units) if unit.closed)
    return units[: last + 1]


def _spaced_units(lines: Sequence[TextLine]) -> Iterator[Unit]:
    """Paragraphs between blank lines."""
    own: list[TextLine] = []
    for line in lines:
        if line.text.strip():
            own.append(line)
        elif own:
            yield _unit(own)
            own = []
    if own:
        yield _unit(own)


def _barred_units(lines: Sequence[TextLine]) -> Iterator[Unit]:
    """Cells between lone bars, or up to the bar at their end; where nothing stands before a bar, the cell is blank."""
    own: list[TextLine] = []
    for line in lines:
        if _END_BAR.search(line.text) or _LONE_BAR.fullmatch(line.text):
            own.append(TextLine(line.number, _END_BAR.sub("", line.text.replace("│", "|")).strip("| ")))
            if _opens_header(own):
                yield _unit(own[:-1], closed=False)
                own = own[-1:]
            yield _unit(own)
            own = []
        elif line.text.strip():
            own.append(line)
        elif own:
            yield _unit(own, closed=False)
            own = []
    if own:
        yield _unit(own, closed=False)


def _opens_header(lines: Sequence[TextLine]) -> bool:
    """A title right above the first caption: 'ПЛАН подготовки к сезону' / '№ п/п |'."""
    return len(lines) > 1 and caption_roles(lines[-1].text).get("number", 0.0) >= SURE


def _unit(lines: Sequence[TextLine], closed: bool = True) -> Unit:
    text = "\n".join(line.text.strip() for line in lines if line.text.strip())
    return Unit(text, lines[0].number, lines[-1].number, closed)


def _captions_at(units: Sequence[Unit], start: int) -> int:
    """How many captions of a plan's table stand in a row from `start`; 0 where none do. A number column comes first."""
    found: list[dict[str, float]] = []
    for unit in units[start : start + _MOST_COLUMNS]:
        roles = caption_roles(unit.text)
        if not roles or leading_number(unit.text)[1] or any(_same_role(roles, other) for other in found):
            break
        found.append(roles)
    if any(roles.get("number", 0.0) >= SURE for roles in found[1:]):
        return 0
    named = {role for roles in found for role in roles}
    sure = sum(weight >= SURE for roles in found for weight in list(roles.values())[:1])
    told = len(found) >= _FEWEST_COLUMNS and sure >= 2 and named >= {"activity", "period"}
    return _width(units[start + 1 :], found) if told else 0


def _width(units: Sequence[Unit], found: Sequence[dict[str, float]]) -> int:
    """How many of the captions are some: a heading right under them may hold a caption's word.

    What is no caption for sure is one where numbers then stand as far apart as there are columns.
    """
    least = max(place for place, roles in enumerate(found, 1) if SURE in roles.values())
    numbers = [parse_number(unit.text) is not None for unit in units[:_LOOKED_AT]]

    def agrees(width: int) -> tuple[int, int]:
        return sum(one and other for one, other in zip(numbers, numbers[width:], strict=False)), width

    return max(range(max(least, _FEWEST_COLUMNS), len(found) + 1), key=agrees)


def _same_role(roles: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two captions name the same role of those that a table has once; the second is then no caption."""
    named = {max(found, key=lambda role: found[role]) for found in (roles, other)}
    return len(named) == 1 and named <= set(SINGLE)


def _table(units: Sequence[Unit], width: int) -> Stream:
    """A table whose captions are the first units."""
    header = units[:width]
    body, counts = _without_counts(units[width:], width)
    counted = tuple(TextLine(unit.line, unit.text) for unit in counts)
    numbered = "number" in caption_roles(header[0].text)
    rows = [_row(header)]
    read = _numbered_rows if numbered else _plain_rows
    for closed, run in groupby(body, key=lambda unit: unit.closed):
        units = list(run)
        rows.extend(read(units, width) if closed else (_row([unit]) for unit in units))
    return Stream(tuple(rows), header[0].line, rows[-1].line_to + 1, counted)


def _without_counts(units: Sequence[Unit], width: int) -> tuple[list[Unit], list[Unit]]:
    """The cells, and apart from them the numbers of the columns, under the captions and again on every page."""
    kept: list[Unit] = []
    counts: list[Unit] = []
    wanted = [str(count) for count in range(1, width + 1)]
    place = 0
    while place < len(units):
        here = units[place : place + width]
        if [unit.text.strip(". ") for unit in here] == wanted:
            counts += here
            place += width
        else:
            kept.append(units[place])
            place += 1
    return kept, counts


def _row(units: Sequence[Unit]) -> TextRow:
    return TextRow(tuple(unit.text for unit in units), units[0].line, units[-1].line_to)


def _numbered_rows(units: Sequence[Unit], width: int) -> Iterator[TextRow]:
    """A row begins at a number, or at the blank place of one; what stands over a number is a heading."""
    own: list[Unit] = []
    for unit in units:
        begins = unit.apart or (len(own) > 1 and parse_number(unit.text) is not None)
        if own and (len(own) == width or begins):
            yield from _closed(own)
            own = []
        if not own and unit.text and parse_number(unit.text) is None:
            yield _row([unit])
        else:
            own.append(unit)
    if own:
        yield from _closed(own)


def _closed(units: list[Unit]) -> Iterator[TextRow]:
    """A row, and the numbered heading that stands at its end where it is short of cells."""
    if len(units) > _FEWEST_COLUMNS and leading_number(units[-1].text)[1] is not None:
        yield _row(units[:-1])
        yield _row(units[-1:])
    else:
        yield _row(units)


def _plain_rows(units: Sequence[Unit], width: int) -> Iterator[TextRow]:
    """Rows of `width` cells; a numbered heading or one in capitals at the place of a first cell stands alone."""
    place = 0
    while place < len(units):
        text = units[place].text
        count = 1 if leading_number(text)[1] or text.isupper() else width
        if place + count > len(units):
            count = 1
        yield _row(units[place : place + count])
        place += count
