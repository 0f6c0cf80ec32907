"""Which column each cell of a printed row belongs to, decided for the row as a whole.

The place in the grid decides where the contents agree. Where a cell contradicts its place (a period under 'activity',
an activity under '№'), the ways to give the row's cells to columns in their order are weighed: what each cell holds,
where it stands, and how often rows of this table fill just these columns. The ways are as many as there are
combinations of columns, so only the few that can be the best are made: time grows with cells x columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

from parsers.model import Cell
from parsers.tables.cell_profile import Senses
from parsers.tables.columns import MARKED, PERIODS, RESPONSIBLES, TEXTUAL, Column, monotone
from parsers.tables.printed_rows import Line
from parsers.tables.table_pages import Part
from parsers.text.numbering import parse_number
from parsers.text.wording import collapse, is_unfinished, shape

SHORT_NUMBER = 6
"""Characters: 'б/н', '1.1.а' may stand in a number column though they are no number."""
_CERTAIN = 0.7
_UNLIKELY = 0.3
_SURE = 0.95
_LONG_PERIOD = 100
"""Characters; a longer text under another caption is no misplaced period."""
_SMOOTHING = 2.0
_NEVER = 1e-6
_ENOUGH_VOTES = 3
_CUT_SHAPES = frozenset({"lower", "tail", "caps", "quote", "digit"})
_MOST_PATTERNS = 16
"""Sets of columns that are tried for a row; an honest table fills three or four."""
_MOVED_MARK = 20.0
"""What a mark costs elsewhere: all that «х» says is the month or quarter that it stands under."""
_MUST = -1e6
"""What leaving a cell out costs where there is a column for each."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A printed row with its cells given to columns: column index -> cell, and what found no column."""

    line: Line
    cells: Mapping[int, Cell]
    homeless: tuple[Cell, ...] = ()
    swapped: str = ""
    """'author' or 'extraction' where cells were moved, as in model.Row."""

    def text(self, column: int | None) -> str:
        """What is printed in a column, '' for none."""
        cell = self.cells.get(column) if column is not None else None
        return cell.text if cell else ""


@dataclass(slots=True)
class Placer:
    """Places the rows of one table; learns which sets of columns its rows fill."""

    columns: tuple[Column, ...]
    senses: Senses
    patterns: Counter[frozenset[int]] = field(default_factory=Counter)
    fills: Counter[int] = field(default_factory=Counter)
    ways: dict[int, list[tuple[int, ...]]] = field(default_factory=dict)
    """Number of cells -> the sets of so many columns that rows fill most often."""

    @classmethod
    def of(
        cls,
        columns: tuple[Column, ...],
        parts: Iterable[Part],
        senses: Senses,
        is_heading: Callable[[Line, Mapping[int, int]], object],
    ) -> Placer:
        """A placer that has seen all grids of the table; headings are no rows to learn from."""
        placer = cls(columns, senses)
        for part in parts:
            for line in part.lines if part.sure else ():
                if line.page_top or any(cell.col not in part.mapping for cell in line.cells):
                    continue
                if is_heading(line, part.mapping):
                    continue
                cells = {part.mapping[cell.col]: cell for cell in line.cells}
                if placer.fits(cells):
                    placer.patterns[frozenset(cells)] += 1
                    placer.fills.update(cells.keys())
        placer.learn_ways()
        return placer

    def learn_ways(self) -> None:
        """Keeps, for each number of cells, the columns that so many cells fill most often."""
        for pattern, _ in self.patterns.most_common():
            usual = self.ways.setdefault(len(pattern), [])
            if len(usual) < _MOST_PATTERNS:
                usual.append(tuple(sorted(pattern)))

    def place(self, line: Line, part: Part, above: Mapping[int, str] | None = None) -> Placed:
        """The row's cells by column.

        `above`: column -> what the row above a page break prints there last, which a cut row goes on with.
        """
        by_place = {part.mapping[cell.col]: cell for cell in line.cells if cell.col in part.mapping}
        if len(by_place) == len(line.cells):
            if part.sure and self.fits(by_place) and not self._tail_of_nothing(line, by_place, above):
                return Placed(line, by_place)
            may_be_tail = bool(above) and not self._has_number(by_place)
            if not may_be_tail and (exchanged := self._exchanged(by_place)):
                return Placed(line, exchanged, swapped="author")
            if part.sure and line.spans_known and self._numbered(by_place):
                return Placed(line, by_place)
        return self._best(line, part, above or {})

    def _tail_of_nothing(self, line: Line, cells: Mapping[int, Cell], above: Mapping[int, str] | None) -> bool:
        """A cell begins as the rest of a cut text where the row above the page break has none in that column."""
        if not above or line.spans_known:
            return False
        return any(index not in above and shape(cell.text) in ("lower", "tail") for index, cell in cells.items())

    def refined(self, part: Part) -> Part:
        """The grid with its columns as most of its rows, each weighed as a whole, are placed."""
        if part.sure:
            return part
        votes: dict[int, Counter[int]] = {}
        for line in part.lines:
            if len(line.cells) > 1 and not line.page_top:
                for index, cell in self.place(line, part).cells.items():
                    votes.setdefault(cell.col, Counter())[index] += 1
        mapping = {col: vote.most_common(1)[0][0] for col, vote in votes.items() if vote.total() >= _ENOUGH_VOTES}
        return replace(part, mapping={**part.mapping, **mapping})

    def fits(self, cells: Mapping[int, Cell]) -> bool:
        """Whether no cell contradicts its column."""
        filled = frozenset(self.columns[index].role for index in cells)
        return all(self._agrees(cell.text, self.columns[index].role, filled) for index, cell in cells.items())

    def _has_number(self, cells: Mapping[int, Cell]) -> bool:
        return any(
            self.columns[index].role == "number" and parse_number(cell.text) is not None
            for index, cell in cells.items()
        )

    def _numbered(self, cells: Mapping[int, Cell]) -> bool:
        """Whether the number column holds nothing but numbers; the cells of a ruled table do not move else."""
        return all(
            self._agrees(cell.text, "number", frozenset())
            for index, cell in cells.items()
            if self.columns[index].role == "number"
        )

    def _agrees(self, text: str, role: str, filled: frozenset[str]) -> bool:
        """Whether a text may stand in a column; `filled`: roles of the row's other cells."""
        if role == "number":
            return parse_number(text) is not None or len(text.strip()) <= SHORT_NUMBER
        if role in PERIODS:
            return self.senses.period(text) > _UNLIKELY or self.senses.responsible(text) < _CERTAIN
        if not (PERIODS | {MARKED}) & filled and len(text) < _LONG_PERIOD and self.senses.period(text) >= _CERTAIN:
            return False
        return role != "result" or "responsible" in filled or self.senses.responsible(text) < _SURE

    def _exchanged(self, cells: Mapping[int, Cell]) -> dict[int, Cell] | None:
        """Period and responsible printed in each other's column, one of them maybe blank; None where they are not."""
        places = {column.role: index for index, column in enumerate(self.columns)}
        period, responsible = places.get("period"), places.get("responsible")
        if period is None or responsible is None or period not in cells:
            return None
        found, other = cells[period].text, cells[responsible].text if responsible in cells else ""
        if self.senses.period(found) > _UNLIKELY or self.senses.responsible(found) < _CERTAIN:
            return None
        if other and self.senses.period(other) < _CERTAIN:
            return None
        moved = {index: cell for index, cell in cells.items() if index not in (period, responsible)}
        moved[responsible] = cells[period]
        if other:
            moved[period] = cells[responsible]
        return moved if self.fits(moved) else None

    def _best(self, line: Line, part: Part, above: Mapping[int, str]) -> Placed:
        gains = [[self._gain(cell, index, part, above) for index in range(len(self.columns))] for cell in line.cells]
        is_tail = bool(above) and any(shape(cell.text) in _CUT_SHAPES for cell in line.cells)
        chosen: Sequence[int | None] = monotone(gains, skip_cell=-3.0)
        if len(line.cells) <= len(self.columns):
            ways = self._ways(gains)
            chosen = ways[max(range(len(ways)), key=lambda place: self._weight(gains, ways[place], is_tail))]
        cells = {index: cell for index, cell in zip(chosen, line.cells, strict=True) if index is not None}
        homeless = tuple(cell for index, cell in zip(chosen, line.cells, strict=True) if index is None)
        moved = any(part.mapping.get(cell.col) != index for index, cell in cells.items())
        return Placed(line, cells, homeless, "extraction" if moved else "")

    def _ways(self, gains: list[list[float]]) -> list[tuple[int, ...]]:
        """The ways that can weigh most: the best by the cells alone, by them and how often each column is filled, and
        those that fill the columns as other rows do. Any other weighs less than the best of these by log 2 at most.
        """
        odds = [
            log((self.fills[index] + 0.5) / (self.patterns.total() - self.fills[index] + 0.5))
            for index in range(len(self.columns))
        ]
        usual = [[gain + odd for gain, odd in zip(row, odds, strict=True)] for row in gains]
        found = [monotone(table, skip_cell=_MUST) for table in (gains, usual)]
        whole = [tuple(index for index in way if index is not None) for way in found]
        return whole + self.ways.get(len(gains), [])

    def _weight(self, gains: list[list[float]], way: tuple[int, ...], is_tail: bool) -> float:
        """Cells and places, and how often rows fill these columns; the rest of a cut row may fill any."""
        fit = sum(gains[place][index] for place, index in enumerate(way))
        return fit if is_tail else fit + self._usual(frozenset(way))

    def _usual(self, filled: frozenset[int]) -> float:
        """The logarithm of the share of rows that fill just these columns, smoothed by how often each is filled."""
        total = self.patterns.total()
        chance = 1.0
        for index in range(len(self.columns)):
            share = (self.fills[index] + 0.5) / (total + 1.0)
            chance *= share if index in filled else 1.0 - share
        return log((self.patterns[filled] + _SMOOTHING * chance) / (total + _SMOOTHING) + _NEVER)

    def _gain(self, cell: Cell, index: int, part: Part, above: Mapping[int, str]) -> float:
        column, text = self.columns[index], collapse(cell.text)
        at = part.mapping.get(cell.col)
        place = 1.5 + min(0.2 * part.support.get(cell.col, 0), 1.5) if at == index else -0.3 if at is not None else 0.0
        place -= 0.4 * abs(column.home - cell.col) + (_MOVED_MARK if column.role == MARKED and at != index else 0.0)
        if not above:
            return self._holds(text, column) + place
        return 0.5 * self._holds(text, column) + place + self._goes_on(above.get(index, ""), text, column)

    def _goes_on(self, printed: str, text: str, column: Column) -> float:
        """Whether what is printed in a column over a page break lets a tail be expected there.

        What a piece of a text holds says half as much as a whole one.
        """
        if not printed:
            return -3.5 if shape(text) in _CUT_SHAPES else -1.0
        if is_unfinished(printed):
            return 4.0
        return -2.0 if column.role in PERIODS and self.senses.period(text) >= _CERTAIN else 0.0

    def _holds(self, text: str, column: Column) -> float:
        """How well one text fits what a column holds."""
        number, period = parse_number(text) is not None, self.senses.period(text)
        if column.role == "number":
            return 3.0 if number else -1.0 if len(text) <= SHORT_NUMBER else -8.0
        if column.role in PERIODS:
            return 5.0 * period - 2.0 - (2.0 if number else 0.0)
        responsible = self.senses.responsible(text)
        if column.role in RESPONSIBLES:
            return 4.0 * responsible - 1.5 - 3.0 * period - (3.0 if number else 0.0)
        length = abs(log((len(text) + 5.0) / (column.profile.length + 5.0))) if column.profile.cells else 1.0
        textual = 1.0 if column.role in TEXTUAL - {"note"} else 0.0
        return textual - 3.0 * period - 1.0 * responsible - 0.3 * length - (3.0 if number else 0.0)
