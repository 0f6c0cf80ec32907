"""Shapes that the same table has in plain text, by where it was copied from; rows are tuples of cells, as printed.

Paragraphs of a cell are lines of their own where the shape can show it, else a run of blanks parts them.
"""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable, Sequence

Row = tuple[str, ...]
Rows = Sequence[Row]
"""The header first; a heading is a row of one cell, every other row has a cell for each column."""
WIDTH = 24
"""Characters of a column that is drawn or aligned."""
_NARROW = 8


def tabs(rows: Rows) -> str:
    """As spreadsheets and word processors copy a table."""
    return "\n".join("\t".join(_full(row, rows)) for row in rows)


def semicolons(rows: Rows) -> str:
    """CSV as a Russian spreadsheet saves it."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(_full(row, rows) for row in rows)
    return out.getvalue()


def markdown(rows: Rows) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(_full(row, rows)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def bars_between(rows: Rows) -> str:
    """Bars between the cells and none at the ends."""
    return "\n".join(" | ".join(_full(row, rows)) for row in rows)


def drawn(rows: Rows, dash: str = "-", bar: str = "|", cross: str = "+") -> str:
    """A frame of characters around cells of a fixed width; headings take the whole width."""
    widths = _widths(rows)
    rule = cross + cross.join(dash * (width + 2) for width in widths) + cross
    lines = [rule]
    for row in rows:
        if len(row) == 1:
            inner = sum(widths) + 3 * len(widths) - 3
            lines += [f"{bar} {line.ljust(inner)} {bar}" for line in textwrap.wrap(row[0], inner)]
        else:
            for printed in _wrapped(row, widths):
                cells = (f" {cell.ljust(width)} " for cell, width in zip(printed, widths, strict=True))
                lines.append(bar + bar.join(cells) + bar)
        lines.append(rule)
    return "\n".join(lines)


def box_drawing(rows: Rows) -> str:
    """The same with the box characters of Unicode."""
    return drawn(rows, "─", "│", "┼")


def aligned(rows: Rows) -> str:
    """Columns set with blanks, as a PDF viewer copies a page with its layout."""
    widths = _widths(rows)
    lines = []
    for row in rows:
        if len(row) == 1:
            lines.append(row[0])
        else:
            for printed in _wrapped(row, widths):
                cells = (cell.ljust(width) for cell, width in zip(printed, widths, strict=True))
                lines.append("   ".join(cells).rstrip())
    return "\n".join(lines)


def a_bar_under_each_cell(rows: Rows) -> str:
    """A cell a line, a lone bar under it."""
    return "\n".join(f"{_line(cell)}\n|" if cell else "|" for row in rows for cell in row)


def a_bar_after_each_cell(rows: Rows) -> str:
    """A cell a line, ended by a bar."""
    return "\n".join(f"{_line(cell)} |" for row in rows for cell in row)


def a_blank_line_under_each_cell(rows: Rows) -> str:
    """A cell a paragraph: blank cells are lost."""
    return "\n\n".join(_line(cell) for row in rows for cell in row if cell)


def a_line_for_each_cell(rows: Rows) -> str:
    """A cell a line and nothing between: blank cells are lost."""
    return "\n".join(_line(cell) for row in rows for cell in row if cell)


SHAPES: dict[str, Callable[[Rows], str]] = {
    "tabs": tabs,
    "semicolons": semicolons,
    "markdown": markdown,
    "bars between": bars_between,
    "drawn with + - |": drawn,
    "box characters": box_drawing,
    "aligned with blanks": aligned,
    "a bar under each cell": a_bar_under_each_cell,
    "a bar after each cell": a_bar_after_each_cell,
    "a line for each cell": a_line_for_each_cell,
    "a blank line under each cell": a_blank_line_under_each_cell,
}


def _full(row: Row, rows: Rows) -> Row:
    """A row in one line, with a cell for each column."""
    return tuple(_line(cell) for cell in row) + ("",) * (len(rows[0]) - len(row))


def _line(cell: str) -> str:
    return " ".join(cell.split("\n"))


def _widths(rows: Rows) -> list[int]:
    """A narrow column for short cells, else WIDTH."""
    longest = [max(len(row[col]) for row in rows if len(row) > 1) for col in range(len(rows[0]))]
    return [max(size, 3) if size <= _NARROW else WIDTH for size in longest]


def _wrapped(row: Row, widths: Sequence[int]) -> list[Row]:
    """The printed lines of a row."""
    cells = [
        [line for paragraph in cell.split("\n") for line in textwrap.wrap(paragraph, width)] or [""]
        for cell, width in zip(row, widths, strict=True)
    ]
    return [tuple(cell[line] if line < len(cell) else "" for cell in cells) for line in range(max(map(len, cells)))]
