"""Renders orders with known content as plain text and as XLSX."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.contents import Order, PlanRow, PlanTable
from benchmarks.plain_shapes import Rows, tabs
from benchmarks.rendering import beside, printed_rows


def as_text(order: Order, shape: Callable[[Rows], str] = tabs) -> str:
    """The order as plain text with its tables in a shape of plain_shapes."""
    lines = list(order.before)
    for table in order.tables:
        lines += ["", table.title, "", shape(text_rows(table)), ""]
    return "\n".join([*lines, *order.after]) + "\n"


def write_text(order: Order, path: Path) -> Path:
    """The order as it is copied out of a viewer: a line a row, tabs between cells."""
    path.write_text(as_text(order), encoding="utf-8")
    return path


def text_rows(table: PlanTable) -> list[tuple[str, ...]]:
    """The header and every printed row, a line a cell; a heading has one cell, nothing stands under a merged cell."""
    rows = [tuple(column.caption.replace("\n", " ") for column in table.columns)]
    for _, group in printed_rows(table):
        if group[0].kind in ("section", "subsection"):
            rows.append((_heading(table, group[0]),))
        else:
            cells = ["" if column.role in group[0].merged else beside(group, column.role) for column in table.columns]
            rows.append(tuple(cells))
    return rows


def _heading(table: PlanTable, row: PlanRow) -> str:
    """The section as printed: where numbers are automatic, its number stands in `section` only."""
    return row.section if table.auto and row.kind == "section" else row["activity"]


def write_xlsx(order: Order, path: Path) -> Path:
    """The order as a sheet: the text in merged rows above, the table with its merges, the signature below."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    workbook = Workbook()
    workbook.remove(workbook.active)
    for number, table in enumerate(order.tables, start=1):
        sheet: Any = workbook.create_sheet(f"Приложение {number}")
        width = len(table.columns)
        heads = [*order.before, table.title] if number == 1 else [table.title]
        for row, text in enumerate(heads, start=1):
            sheet.cell(row, 1, text)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        top = len(heads) + 2
        for place, column in enumerate(table.columns, start=1):
            sheet.cell(top, place, column.caption).font = Font(bold=True)
        bottom = _sheet_rows(sheet, table, top + 1)
        for row, text in enumerate(order.after if number == len(order.tables) else (), start=bottom + 2):
            sheet.cell(row, 1, text)
    workbook.save(path)
    return path


def _sheet_rows(sheet: Any, table: PlanTable, row: int) -> int:
    """Writes the rows of the table from `row` on; gives the row after the last."""
    width = len(table.columns)
    for _, group in printed_rows(table):
        if group[0].kind in ("section", "subsection"):
            sheet.cell(row, 1, _heading(table, group[0]))
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        else:
            for place, column in enumerate(table.columns, start=1):
                if column.role in group[0].merged:
                    _extend(sheet, row, place)
                else:
                    sheet.cell(row, place, beside(group, column.role))
        row += 1
    return row


def _extend(sheet: Any, row: int, column: int) -> None:
    """Makes the cell above, or its merge, cover this row too."""
    top = row - 1
    for area in list(sheet.merged_cells.ranges):
        if area.min_col <= column <= area.max_col and area.max_row == row - 1:
            top = area.min_row
            sheet.unmerge_cells(str(area))
    sheet.merge_cells(start_row=top, end_row=row, start_column=column, end_column=column)
