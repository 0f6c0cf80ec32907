"""An order as a plain Word document: its text, and its table as it was read. For sources that can't take comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

CAPTIONS = ("№ п/п", "Мероприятие", "Срок", "Ответственные", "Результат")
WIDTHS = (1.8, 10.5, 4.0, 5.5, 4.9)
FONT, SIZE = "Times New Roman", 11
INHERITED = {
    "activity": "activity_inherited",
    "period_raw": "period_inherited",
    "responsible_raw": "responsible_inherited",
}


def rebuilt(before: Iterable[str], items: Sequence[Mapping[str, Any]], after: Iterable[str]) -> Document:
    """The paragraphs before the tables, one table of all rows with its section headings, the paragraphs after them."""
    document = docx.Document()
    _page(document)
    _add_lines(document, before)
    table: Any = document.add_table(rows=1, cols=len(CAPTIONS), style="Table Grid")
    _fill(table.rows[0], CAPTIONS, bold=True)
    headings: tuple[str, ...] = ()
    for item in items:
        own = tuple(item[name] or "" for name in ("table_title", "section", "subsection"))
        for text in _new_headings(headings, own):
            _heading(table, text)
        headings = own
        _fill(table.add_row(), _cells(item), bold=bool(item["is_group"]))
    _set_widths(table)
    _add_lines(document, after)
    return document


def _add_lines(document: Document, texts: Iterable[str]) -> None:
    for line in "\n".join(texts).splitlines():
        document.add_paragraph(_printable(line))


def _page(document: Document) -> None:
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.5)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_after = Pt(2)


def _new_headings(before: Sequence[str], own: Sequence[str]) -> list[str]:
    """The headings from the first that differs from those over the row before."""
    for place, text in enumerate(own):
        if place >= len(before) or before[place] != text:
            return [heading for heading in own[place:] if heading]
    return []


def _cells(item: Mapping[str, Any]) -> list[str]:
    """The printed cells of a row; one that a merged cell above prints stays blank."""
    names = ("number", "activity", "period_raw", "responsible_raw", "result")
    return ["" if item.get(INHERITED.get(name, "")) else str(item[name] or "") for name in names]


def _heading(table: Any, text: str) -> None:
    row = table.add_row()
    row.cells[0].merge(row.cells[-1])
    row.cells[0].text = _printable(text)
    row.cells[0].paragraphs[0].runs[0].bold = True


def _fill(row: _Row, texts: Sequence[str], bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = _printable(text)
        for run in cell.paragraphs[0].runs:
            run.bold = bold or None


def _set_widths(table: Any) -> None:
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Cm(width)


def _printable(text: str) -> str:
    """The text without the control characters that XML can't hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
