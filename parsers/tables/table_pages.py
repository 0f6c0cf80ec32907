"""A table of the plan and the grids it is printed in, page by page."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.model import Paragraph
from parsers.tables.columns import Column
from parsers.tables.headers import Header
from parsers.tables.printed_rows import Line
from parsers.tables.side_by_side import Fold


@dataclass(frozen=True, slots=True)
class Part:
    """One grid of a table, its repeated header rows set apart; `mapping`: grid column -> column of the table."""

    lines: tuple[Line, ...]
    header_lines: tuple[Line, ...]
    mapping: dict[int, int]
    sure: bool = True
    """The grid is as wide as the header, so the place of a cell says which column it is in."""
    support: dict[int, int] = field(default_factory=dict)
    """Grid column -> rows of this grid that have a cell there."""
    before: tuple[Paragraph, ...] = ()
    """Paragraphs printed between this grid and the one above it in the same table."""


@dataclass(slots=True)
class PlanTable:
    """One table of the plan over all its pages."""

    number: int
    header: Header | None
    columns: tuple[Column, ...]
    width: int
    parts: list[Part] = field(default_factory=list)
    fold: Fold | None = None
    """Two plans are printed side by side."""
    heading: tuple[Paragraph, ...] = ()
    appendix: str = ""

    def column(self, role: str) -> int | None:
        """The index of the (first) column of a role, None without one."""
        return next((index for index, column in enumerate(self.columns) if column.role == role), None)
