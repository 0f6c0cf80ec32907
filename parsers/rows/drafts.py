"""Logical rows in the making: the printed pieces of each cell, before they are joined into texts."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.model import Cell, Locator, RowKind
from parsers.tables.printed_rows import Line
from parsers.text.numbering import RowNumber, parse_number


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed piece of a cell. `printed_role`: the role of the column it stands under where that is another one."""

    text: str
    cell: Cell
    printed_role: str = ""


@dataclass(slots=True)
class Draft:
    """A logical row: its cells by column index, each in one or more printed pieces."""

    kind: RowKind
    table: int
    cells: dict[int, list[Piece]] = field(default_factory=dict)
    extra: list[Piece] = field(default_factory=list)
    """Pieces that found no column."""
    merged: frozenset[int] = frozenset()
    """Columns covered here by a merged cell of a row above, where the format tells."""
    spans_known: bool = False
    page_top: bool = False
    """The first row on its page: what is printed empty here may be the rest of a merged cell."""
    is_sub: bool = False
    """Goes on with the activity of the row above: only its period or its actions are its own."""
    is_bullet: bool = False
    number: str = ""
    section: str = ""
    subsection: str = ""
    swapped: str = ""
    is_group: bool = False
    parent: Draft | None = None
    inherited: dict[int, Draft] = field(default_factory=dict)
    """Column index -> the row whose merged cell holds for this one too."""

    def has(self, column: int | None) -> bool:
        """Whether something is printed in a column of this row."""
        return column is not None and bool(self.cells.get(column))

    def last(self, column: int) -> str:
        """The piece of a column printed last, '' for none."""
        pieces = self.cells.get(column)
        return pieces[-1].text if pieces else ""

    def add(self, column: int, piece: Piece) -> None:
        """One more printed piece of a cell."""
        self.cells.setdefault(column, []).append(piece)

    @property
    def parsed_number(self) -> RowNumber | None:
        """The printed number, None without one."""
        return parse_number(self.number) if self.number else None

    @property
    def pieces(self) -> list[Piece]:
        """Every printed piece, in printed order."""
        return [piece for pieces in self.cells.values() for piece in pieces] + self.extra

    @property
    def locator(self) -> Locator:
        """From the first piece to the last; the box is that of the pieces on the first page."""
        return union([piece.cell.locator for piece in self.pieces])


def merged_columns(line: Line, mapping: dict[int, int]) -> frozenset[int]:
    """The table's columns that merged cells of rows above cover in this row."""
    return frozenset(mapping[col] for col in line.under if col in mapping)


def union(locators: list[Locator]) -> Locator:
    """One place for many: first page, first to last line, the box around those of the first page."""
    if not locators:
        return Locator()
    first = min(locators, key=lambda place: (place.page or 0, place.line or 0))
    lines = [line for place in locators for line in (place.line, place.line_to) if line]
    boxes = [place.bbox for place in locators if place.bbox and place.page == first.page]
    box = (
        (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        if boxes
        else None
    )
    return Locator(first.page, first.line, max(lines) if lines else None, box, first.path)
