"""XLSX (also XLSM, strict OOXML) from its XML, every visible sheet; XLS by way of LibreOffice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.amount import Amount
from parsers.formats.office.convert import converted
from parsers.formats.office.excel_cells import Look, S, looks, rich_text, struck_text
from parsers.formats.office.excel_formats import shown_number, shown_text
from parsers.formats.office.ole import ole_kind
from parsers.formats.office.package import Package, package_kind
from parsers.formats.office.sheets import sheet_content
from parsers.formats.office.tables import Content, Line, Table, TableCell, blocks_of, printed_chars, string_of
from parsers.formats.office.word_source import source_texts
from parsers.model import Document, Leftover, Locator
from parsers.text.lost_text import HIDDEN_COLUMN, HIDDEN_ROW, STRUCK, UNREAD, SourceText, lost, read_texts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


def claims(head: bytes, name: str) -> int:
    """3 for a zip package with Excel's parts, and for an old XLS."""
    return 3 if package_kind(head) == "xl" or ole_kind(head, name) == "xls" else 0


def read(path: Path) -> Document:
    """Every visible sheet: text above the table, the table, text below.

    Numbers and dates are given as the sheet shows them, formulas by their stored results. Raises ParseError for what is
    broken, encrypted or beyond the bounds, and for XLS where LibreOffice is missing.
    """
    with path.open("rb") as file:
        packed = file.read(4) == b"PK\x03\x04"
    if not packed:
        with converted(path, "xlsx", ".xls") as made:
            return replace(read(made), media_type="application/vnd.ms-excel")
    with Package(path) as package:
        return _Workbook(package).document()


def content_of(package: Package) -> Content:
    """The visible sheets of a workbook that stands within another document."""
    return _Workbook(package).content()[0]


class _Workbook:
    """One workbook being read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.main_part("xl/workbook.xml")
        if not self._part.endswith(".xml"):
            raise ParseError("Двоичная книга XLSB не читается: сохраните её как XLSX.", "open")
        self._relations = package.relations(self._part)
        self._root = package.xml(self._part)
        strings = package.optional_xml(self._related("sharedStrings"))
        shared = list(strings.iterchildren(f"{S}si")) if strings is not None else []
        self._strings = [rich_text(item) for item in shared]
        self._struck = {place: text for place, item in enumerate(shared) if (text := struck_text(item))}
        self._looks = looks(package.optional_xml(self._related("styles")))
        properties = self._root.find(f"{S}workbookPr")
        self._epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._cells = 0
        self._amount = Amount()

    def _related(self, kind: str) -> str | None:
        return next((relation.target for relation in self._relations.values() if relation.kind == kind), None)

    def document(self) -> Document:
        """The sheets in their order; hidden ones are leftovers."""
        content, leftovers, source = self.content()
        blocks = blocks_of(content)
        leftovers += lost(source, read_texts(blocks, leftovers))
        return Document(MEDIA_TYPE, blocks, (), tuple(leftovers), source_chars=printed_chars(blocks, leftovers))

    def content(self) -> tuple[Content, list[Leftover], list[SourceText]]:
        """(what the visible sheets hold, what is hidden or struck out, all texts of the file)."""
        content: Content = []
        leftovers: list[Leftover] = []
        source = list(self._drawn())
        for sheet in self._root.iter(f"{S}sheet"):
            relation = self._relations.get(sheet.get(R_ID, ""))
            root = self._package.optional_xml(relation.target) if relation and relation.kind == "worksheet" else None
            if root is None:
                continue
            name = sheet.get("name", "")
            table, unseen = self._sheet(root, name)
            source += self._texts(root, name)
            if sheet.get("state", "visible") != "visible":
                leftovers += [Leftover(text, "скрытый лист") for text in [string_of([table])] if text]
            else:
                content += sheet_content(table)
                leftovers += unseen
        return content, leftovers, source

    def _texts(self, root: Any, name: str) -> Iterator[SourceText]:
        """What every stored cell of a sheet shows, wherever the sheet puts it."""
        for cell in root.iter(f"{S}c"):
            path = f"лист «{name}», {cell.get('r') or 'ячейка без адреса'}"
            yield SourceText(self._shown(cell, self._look(cell)), lambda path=path: (UNREAD, Locator(path=path)))  # type: ignore[misc]

    def _drawn(self) -> Iterator[SourceText]:
        """The texts of shapes and charts that lie over the sheets."""
        for part in self._package.names():
            if part.startswith(("xl/drawings/", "xl/charts/")) and part.endswith(".xml"):
                yield from source_texts(self._package.xml(part))

    def _sheet(self, root: Any, name: str) -> tuple[Table, list[Leftover]]:
        """(the filled cells of a sheet with their merges, texts of its hidden rows and columns)."""
        table, unseen = Table(caption=f"лист «{name}»"), []
        areas = {(area[0], area[1]): area for area in _merged(root)}
        hidden = _hidden_columns(root)
        put_away = _hidden_rows(root)
        for row, col, cell in _cells(root):
            look = self._look(cell)
            text = self._shown(cell, look)
            if not text.strip() and (row, col) not in areas and not self._struck_in(cell):
                continue
            path = f"лист «{name}», {cell.get('r') or f'строка {row + 1}'}"
            if col in hidden or row in put_away:
                why = HIDDEN_ROW if row in put_away else HIDDEN_COLUMN
                unseen += [Leftover(text, why, Locator(path=path))] if text.strip() else []
                continue
            out = text if look.struck else self._struck_in(cell)
            unseen += [Leftover(out, STRUCK, Locator(path=path))] if out.strip() else []
            text = "" if look.struck else text
            self._cells += 1
            if self._cells > limits.MAX_CELLS:
                raise ParseError(f"В книге больше {limits.MAX_CELLS} заполненных ячеек: это не приказ.")
            self._amount.add(len(text))
            last_row, last_col = areas.get((row, col), (row, col, row, col))[2:]
            content: Content = [Line(line, look.bold) for line in text.split("\n")]
            spans = (last_row - row + 1, min(last_col - col + 1, limits.MAX_COLUMNS))
            table.cells.append(TableCell(row, col, content, *spans, shaded=look.shaded, path=path))
        return table, unseen

    def _look(self, cell: Any) -> Look:
        number = cell.get("s", "0")
        index = int(number) if number.isdecimal() else 0
        return self._looks[index] if index < len(self._looks) else Look()

    def _shown(self, cell: Any, look: Look) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return "" if inline is None else shown_text(rich_text(inline), look.form)
        raw = _value(cell)
        if kind == "s":
            known = raw.isdecimal() and int(raw) < len(self._strings)
            return shown_text(self._strings[int(raw)], look.form) if known else ""
        if kind == "b":
            return "ИСТИНА" if raw == "1" else "ЛОЖЬ"
        if kind == "d":
            return ".".join(reversed(raw[:10].split("-")))
        return shown_number(raw, look.form, self._epoch_1904) if kind == "n" and raw else shown_text(raw, look.form)

    def _struck_in(self, cell: Any) -> str:
        """What is struck out of the text of a cell."""
        inline = cell.find(f"{S}is")
        if inline is not None:
            return struck_text(inline)
        raw = _value(cell)
        return self._struck.get(int(raw), "") if cell.get("t") == "s" and raw.isdecimal() else ""


def _value(cell: Any) -> str:
    value = cell.find(f"{S}v")
    return "" if value is None else value.text or ""


def _cells(root: Any) -> Iterator[tuple[int, int, Any]]:
    """(row, column, element) of every stored cell; places that the file leaves out follow from the one before."""
    row = -1
    for line in root.iter(f"{S}row"):
        number = line.get("r", "")
        row = int(number) - 1 if number.isdecimal() and len(number) < 9 else row + 1
        col = -1
        for cell in line.iterchildren(f"{S}c"):
            place = _REFERENCE.fullmatch(cell.get("r", ""))
            col = _column(place.group(1)) if place else col + 1
            yield row, col, cell


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _merged(root: Any) -> Iterator[Area]:
    for merge in root.iter(f"{S}mergeCell"):
        corners = _REFERENCE.findall(merge.get("ref", ""))
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            yield int(top) - 1, _column(left), int(bottom) - 1, _column(right)


def _hidden_rows(root: Any) -> frozenset[int]:
    """Rows that are put away by hand or by a filter, from 0."""
    row, hidden = -1, set()
    for line in root.iter(f"{S}row"):
        number = line.get("r", "")
        row = int(number) - 1 if number.isdecimal() and len(number) < 9 else row + 1
        if line.get("hidden") in ("1", "true"):
            hidden.add(row)
    return frozenset(hidden)


def _hidden_columns(root: Any) -> frozenset[int]:
    hidden: set[int] = set()
    for column in root.iter(f"{S}col"):
        if column.get("hidden") in ("1", "true"):
            first, last = (int(column.get(end, "")) if column.get(end, "").isdecimal() else 1 for end in ("min", "max"))
            hidden.update(range(first - 1, min(last, 16384)))
    return frozenset(hidden)
