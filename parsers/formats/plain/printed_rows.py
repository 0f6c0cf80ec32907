"""Steps of an assembly as rows: the text of each cell as it was meant, its printed lines joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parsers.formats.plain.pieces import Border, Piece
from parsers.formats.plain.rows import TextLine, TextRow
from parsers.text.hyphens import HYPHENS
from parsers.text.numbering import parse_number
from parsers.text.wording import starts_with_bullet

_LISTS = ("period", "responsible")
"""Cells whose printed lines may be a list."""
State = tuple[int, int]
"""(pieces used, last column with a cell in the open row; -1 between rows)."""


class Step(NamedTuple):
    """One cell, heading or skipped row: pieces `start` to `end` in `column` (-1: heading, -2: skipped)."""

    before: State
    start: int
    end: int
    column: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """The pieces that steps lead through, and the roles of the columns."""

    pieces: Sequence[Piece]
    roles: Sequence[str]

    def counted(self, steps: Sequence[Step]) -> Iterator[TextLine]:
        """The rows that count the columns."""
        return (TextLine(self._lines(step)[0], self._printed(step)) for step in steps if step.column == -2)

    def rows(self, steps: Sequence[Step]) -> Iterator[TextRow]:
        """The rows and headings that the steps make, in their order."""
        width = len(self.roles)
        row: list[Step] = []
        for step in steps:
            if step.opens and row:
                yield self._row(row, width)
                row = []
            if step.column == -1:
                yield TextRow((self._printed(step),), *self._lines(step))
            elif step.column >= 0:
                row.append(step)
        if row:
            yield self._row(row, width)

    def _row(self, steps: Sequence[Step], width: int) -> TextRow:
        cells = [""] * width
        for step in steps:
            cells[step.column] = self._printed(step)
        return TextRow(tuple(cells), self._lines(steps[0])[0], self._lines(steps[-1])[1])

    def _lines(self, step: Step) -> tuple[int, int]:
        return self.pieces[step.start].line, self.pieces[step.end - 1].line

    def _printed(self, step: Step) -> str:
        """The text of a cell; its printed lines are wrapped, but for bullets, words cut by a hyphen and lists."""
        kept = step.column >= 0 and self.roles[step.column] in _LISTS
        text = ""
        for piece in self.pieces[step.start : step.end]:
            if text and piece.border > Border.BLANK:
                cut = text[-1] in HYPHENS and text[-2:-1].isalpha()
                kept = kept or parse_number(piece.text) is not None or text.rsplit("\n")[-1].isdigit()
                text += "\n" if kept or cut or starts_with_bullet(piece.text) else " "
            elif text:
                text += " "
            text += piece.text
        return text.strip()
