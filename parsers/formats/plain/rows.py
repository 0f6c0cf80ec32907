"""A line of plain text and a table row read from one or more lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line and its number from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class TextRow:
    """The cells of a row, blank ones too, and the lines that it is printed on."""

    cells: tuple[str, ...]
    line: int
    line_to: int
