"""A spreadsheet's sheet as text above, a table, and text below."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from parsers.formats.office.tables import Content, Line, Table, TableCell, chars


def sheet_content(sheet: Table) -> Content:
    """The rows of a sheet that hold one cell only, before the first row with several, as lines; the rest as a table.

    Rows after the table that are set apart by an empty row are lines too, unless several of their cells are filled.
    """
    filled = [cell for cell in sheet.cells if chars(cell.content)]
    if not filled:
        return []
    by_row: dict[int, list[TableCell]] = {}
    for cell in filled:
        by_row.setdefault(cell.row, []).append(cell)
    rows = sorted(by_row)
    wide = [row for row in rows if len(by_row[row]) > 1]
    if not wide:
        return list(_lines(by_row, rows))
    first, last = wide[0], _last_row(by_row, rows, wide[-1])
    content: Content = list(_lines(by_row, [row for row in rows if row < first]))
    content.append(_part(sheet, by_row, [row for row in rows if first <= row <= last]))
    content += _lines(by_row, [row for row in rows if row > last])
    return content


def _last_row(by_row: dict[int, list[TableCell]], rows: list[int], wide: int) -> int:
    """The last row of the table: rows of one cell that follow without a gap still belong to it."""
    last = max(cell.row + cell.row_span - 1 for cell in by_row[wide])
    for row in rows:
        if row == last + 1:
            last = row
    return last


def _lines(by_row: dict[int, list[TableCell]], rows: list[int]) -> Iterator[Line]:
    for row in rows:
        for cell in by_row[row]:
            yield from cell.lines()


def _part(sheet: Table, by_row: dict[int, list[TableCell]], rows: list[int]) -> Table:
    """The rows of the sheet as a table of their own; empty cells within its columns are kept, empty rows go."""
    kept = {row: number for number, row in enumerate(rows)}
    columns = {cell.col for row in rows for cell in by_row[row]}
    right = max(cell.col + cell.col_span for row in rows for cell in by_row[row])
    table = Table(caption=sheet.caption, page=sheet.page)
    for cell in sheet.cells:
        if cell.row not in kept or cell.col >= right:
            continue
        if cell.col not in columns and not chars(cell.content):
            continue
        covered = bisect_left(rows, cell.row + cell.row_span) - bisect_left(rows, cell.row)
        cell.row, cell.row_span = kept[cell.row], max(1, covered)
        cell.col_span = min(cell.col_span, right - cell.col)
        table.cells.append(cell)
    table.header_rows = sum(row in kept for row in range(sheet.header_rows)) if rows[0] == 0 else 0
    return table
