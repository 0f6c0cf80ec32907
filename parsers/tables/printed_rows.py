"""The printed rows of a grid, one by one, with what merged cells cover."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.model import Cell, Grid


@dataclass(frozen=True, slots=True)
class Line:
    """One printed row of a grid: its non-blank cells from left to right.

    `under`: grid columns covered by a cell that began in a row above. `page_top`: the first row after a page break.
    """

    cells: tuple[Cell, ...]
    width: int
    under: frozenset[int] = frozenset()
    page_top: bool = False
    spans_known: bool = False
    blanks: frozenset[int] = frozenset()
    """Grid columns where a cell begins here that is printed empty."""


def lines_of(grid: Grid) -> tuple[Line, ...]:
    """The rows of a grid from top to bottom."""
    by_row: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        if 0 <= cell.row < grid.rows:
            by_row[cell.row].append(cell)
    under = _covered(grid)
    return tuple(
        Line(
            cells=tuple(sorted((cell for cell in cells if cell.text.strip()), key=lambda cell: cell.col)),
            width=grid.cols,
            under=frozenset(under.get(row, ())),
            spans_known=grid.spans_known,
            blanks=frozenset(cell.col for cell in cells if not cell.text.strip()),
        )
        for row, cells in enumerate(by_row)
    )


def _covered(grid: Grid) -> dict[int, set[int]]:
    """Row -> grid columns that a cell of an upper row covers."""
    covered: dict[int, set[int]] = {}
    for cell in grid.cells:
        for row in range(cell.row + 1, min(cell.row + cell.row_span, grid.rows)):
            covered.setdefault(row, set()).update(range(cell.col, cell.col + cell.col_span))
    return covered
