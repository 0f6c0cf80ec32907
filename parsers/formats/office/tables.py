"""Tables as office formats and HTML nest them, made into paragraphs and grids in reading order.

A `Table` holds cells whose content is lines and further tables. Layout tables (that only place text on the page) give
their content in its place; tables inside a cell of a real table become lines of that cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Union

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.amount import Amount
from parsers.model import Block, Cell, Grid, Leftover, Locator, Noise, Paragraph
from parsers.text.wording import nonblank


@dataclass(slots=True)
class Line:
    """A paragraph or list item; `text` may hold line breaks of its own."""

    text: str
    bold: bool = False
    page: int | None = None


Content = list[Union[Line, "Table"]]


@dataclass(slots=True)
class TableCell:
    """A cell at its upper left place, spans in grid columns and rows; `path` where the format names places itself."""

    row: int
    col: int
    content: Content
    row_span: int = 1
    col_span: int = 1
    shaded: bool = False
    page: int | None = None
    path: str = ""

    def lines(self) -> Iterator[Line]:
        """The lines of the cell, those of tables inside it row by row."""
        for part in self.content:
            if isinstance(part, Line):
                yield part
            else:
                yield from part.as_lines()


@dataclass(slots=True)
class Table:
    """A table with its cells in reading order; `spans_known` as in Grid."""

    cells: list[TableCell] = field(default_factory=list)
    header_rows: int = 0
    page: int | None = None
    caption: str = ""
    spans_known: bool = True

    @property
    def rows(self) -> int:
        """The number of rows that cells stand in."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def cols(self) -> int:
        """The number of grid columns that cells stand in."""
        return max((cell.col + cell.col_span for cell in self.cells), default=0)

    def as_lines(self) -> Iterator[Line]:
        """A line a row: the cells' texts with blanks between them."""
        by_row: dict[int, list[Line]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).extend(line for line in cell.lines() if line.text.strip())
        for lines in by_row.values():
            if lines:
                text = " ".join(line.text.strip() for line in lines)
                yield Line(text, all(line.bold for line in lines), lines[0].page)


def string_of(content: Content) -> str:
    """The filled lines of some content as one text."""
    lines = [line for part in content for line in ([part] if isinstance(part, Line) else part.as_lines())]
    return text_of(line.text for line in lines if line.text.strip())


def chars(content: Iterable[Line | Table]) -> int:
    """Non-blank characters of some content, tables inside it included."""
    return sum(
        nonblank(part.text) if isinstance(part, Line) else sum(chars(cell.content) for cell in part.cells)
        for part in content
    )


def inner_tables(table: Table) -> list[Table]:
    """The tables that stand in its cells."""
    return [part for cell in table.cells for part in cell.content if isinstance(part, Table)]


def is_layout(table: Table) -> bool:
    """Whether it only places content: one column, or tables inside it hold most of its text and as many rows."""
    if table.cols < 2:
        return True
    inner = [part for part in inner_tables(table) if part.cols > 1 or inner_tables(part)]
    if not inner:
        return False
    rows = sum(_real_rows(part) for part in inner)
    total = chars([table])
    return rows >= _filled_rows(table) and 2 * chars(inner) > total


def _real_rows(table: Table) -> int:
    """The rows of a table, through layout tables."""
    inner = inner_tables(table)
    return max(_filled_rows(table), sum(_real_rows(part) for part in inner))


def _filled_rows(table: Table) -> int:
    return len({cell.row for cell in table.cells if chars(cell.content)})


def blocks_of(content: Content) -> tuple[Block, ...]:
    """The content as blocks in reading order; tables and paragraphs are counted from 1 in the locators."""
    builder = _Blocks()
    builder.add(content)
    return tuple(builder.blocks)


class _Blocks:
    """Collects blocks and counts what it has seen."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.tables = 0
        self.paragraphs = 0
        self.cells = 0
        self.amount = Amount()

    def add(self, content: Iterable[Line | Table]) -> None:
        for part in content:
            if isinstance(part, Line):
                self._add_line(part)
            elif is_layout(part):
                for cell in sorted(part.cells, key=lambda cell: (cell.row, cell.col)):
                    self.add(cell.content)
            else:
                self._add_table(part)

    def _add_line(self, line: Line) -> None:
        if line.text.strip():
            self.paragraphs += 1
            locator = Locator(page=line.page, path=f"абзац {self.paragraphs}")
            self.blocks.append(Paragraph(line.text.strip(), locator, line.bold))

    def _add_table(self, table: Table) -> None:
        table = compact(table)
        if not any(chars(cell.content) for cell in table.cells):
            return
        self.cells += sum(cell.row_span * cell.col_span for cell in table.cells)
        if self.cells > limits.MAX_CELLS:
            raise ParseError(f"В таблицах больше {limits.MAX_CELLS} ячеек: это не приказ.")
        self.amount.add(chars([table]))
        self.tables += 1
        name = f"таблица {self.tables}"
        cells = tuple(_cell(cell, cell.path or f"{name}, строка {cell.row + 1}") for cell in table.cells)
        locator = Locator(page=table.page, path=table.caption or name)
        grid = Grid(table.rows, table.cols, cells, locator, table.spans_known, table.header_rows)
        self.blocks.append(grid)


def _cell(cell: TableCell, path: str) -> Cell:
    lines = list(cell.lines())
    filled = [line for line in lines if line.text.strip()]
    return Cell(
        text_of(line.text for line in lines),
        cell.row,
        cell.col,
        cell.row_span,
        cell.col_span,
        Locator(page=filled[0].page if filled else cell.page, path=path),
        shaded=cell.shaded,
        bold=bool(filled) and all(line.bold for line in filled),
    )


def text_of(lines: Iterable[str]) -> str:
    """Lines as one text; blank lines stay within it, since they set paragraphs apart, and go at its ends."""
    return "\n".join(line.rstrip() for line in "\n".join(lines).split("\n")).strip()


def printed_chars(blocks: Iterable[Block], *others: Iterable[Noise | Leftover]) -> int:
    """Non-blank characters of blocks, noise and leftovers: all that a source prints."""
    counted = 0
    for block in blocks:
        counted += nonblank(block.text) if isinstance(block, Paragraph) else sum(nonblank(c.text) for c in block.cells)
    return counted + sum(nonblank(item.text) for group in others for item in group)


def compact(table: Table) -> Table:
    """The table without the grid columns in which no cell begins: a span over nothing is none (colspan=100).

    Nor does a span go on below the last row in which a cell begins (number-rows-spanned=5000000).
    """
    last = max((cell.row for cell in table.cells), default=0)
    for cell in table.cells:
        cell.row_span = min(cell.row_span, last - cell.row + 1)
    starts = sorted({cell.col for cell in table.cells})
    place = {col: number for number, col in enumerate(starts)}
    if len(starts) == table.cols:
        return table
    for cell in table.cells:
        covered = sum(cell.col <= start < cell.col + cell.col_span for start in starts)
        cell.col, cell.col_span = place[cell.col], max(1, covered)
    return table


def snap(edges: Sequence[float], used: Sequence[tuple[int, int]], tolerance: float) -> list[int]:
    """New column number of every grid edge; edges nearer than `tolerance` that no cell lies between become one.

    `edges`: place of each edge from the left; `used`: (first, last) edge of every cell. Hand-drawn tables have edges
    a millimetre apart in different rows; they are one column.
    """
    narrow = {(first, last) for first, last in used if edges[last] - edges[first] <= tolerance}
    merged: list[int] = []
    group_start = 0
    for number in range(len(edges)):
        if number == 0:
            merged.append(0)
            continue
        apart = edges[number] - edges[group_start] > tolerance
        between = any(group_start <= first and last == number for first, last in narrow)
        if apart or between:
            group_start = number
            merged.append(merged[-1] + 1)
        else:
            merged.append(merged[-1])
    return merged
