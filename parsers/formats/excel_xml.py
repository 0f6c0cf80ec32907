"""Excel 2003 XML (SpreadsheetML): a workbook as one XML file, as programs of accounting still write it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.amount import Amount
from parsers.formats.office.excel_formats import shown_number, shown_text
from parsers.formats.office.package import parse_xml
from parsers.formats.office.sheets import sheet_content
from parsers.formats.office.tables import Content, Line, Table, TableCell, blocks_of, printed_chars, string_of
from parsers.model import Document, Leftover, Locator
from parsers.text.lost_text import HIDDEN_COLUMN, HIDDEN_ROW, STRUCK

MEDIA_TYPE = "application/vnd.ms-excel"
_NAME = "urn:schemas-microsoft-com:office:spreadsheet"
_S, _X = f"{{{_NAME}}}", "{urn:schemas-microsoft-com:office:excel}"
_SEEN = 4096
_STRUCK_TAGS = tuple(f"{{http://www.w3.org/TR/REC-html40}}{tag}" for tag in ("S", "Del", "Strike"))
_NAMED_FORMS = {
    "Short Date": "dd.mm.yyyy",
    "General Date": "dd.mm.yyyy",
    "Medium Date": "dd.mm.yyyy",
    "Long Date": "dd mmmm yyyy",
    "Fixed": "0.00",
    "Percent": "0.00%",
}
"""What Excel calls some formats by name."""


def claims(head: bytes, name: str) -> int:
    """3 for XML whose root is Excel's workbook of 2003."""
    start = head[:_SEEN].lstrip(b"\xef\xbb\xbf \r\n\t")
    return 3 if start.startswith(b"<") and b"Workbook" in start and _NAME.encode() in start else 0


def read(path: Path) -> Document:
    """Every visible sheet. Raises ParseError for broken XML and for what is beyond the bounds."""
    if path.stat().st_size > limits.MAX_XML_BYTES:
        raise ParseError(f"Файл больше {limits.MAX_XML_BYTES // 2**20} МБ: это не приказ.", "open")
    root = parse_xml(path.read_bytes(), path.name)
    reader = _Workbook(root)
    content = [part for sheet in root.iterchildren(f"{_S}Worksheet") for part in reader.sheet(sheet)]
    blocks = blocks_of(content)
    chars = printed_chars(blocks, reader.leftovers)
    return Document(MEDIA_TYPE, blocks, (), tuple(reader.leftovers), source_chars=chars)


class _Workbook:
    """The styles of a workbook, and what of its sheets is not read."""

    def __init__(self, root: Any) -> None:
        self._styles = {style.get(f"{_S}ID", ""): style for style in root.iter(f"{_S}Style")}
        self.leftovers: list[Leftover] = []
        self._amount = Amount()
        self._cells = 0

    def sheet(self, sheet: Any) -> Content:
        """The text and the table of a sheet; nothing of a hidden one, which is a leftover."""
        name = sheet.get(f"{_S}Name", "")
        table = Table(caption=f"лист «{name}»")
        for element in sheet.iterchildren(f"{_S}Table"):
            hidden = {col for col, column in _placed(element, "Column") if _is_hidden(column)}
            for number, row in _placed(element, "Row"):
                self._row(row, number, hidden, table, name)
        if sheet.find(f"{_X}WorksheetOptions/{_X}Visible") is None:
            return sheet_content(table)
        text = string_of([table])
        self.leftovers += [Leftover(text, "скрытый лист")] if text else []
        return []

    def _row(self, row: Any, number: int, hidden: set[int], table: Table, name: str) -> None:
        for col, cell in _placed(row, "Cell"):
            text, style = self._text(cell), self._style(cell, row)
            path = f"лист «{name}», строка {number + 1}, столбец {col + 1}"
            self.leftovers += [Leftover(out, STRUCK, Locator(path=path)) for out in _struck(cell)]
            why = HIDDEN_ROW if _is_hidden(row) else HIDDEN_COLUMN if col in hidden else ""
            if why or self._says(style, "Font", "StrikeThrough") == "1":
                self.leftovers += [Leftover(text, why or STRUCK, Locator(path=path))] if text.strip() else []
                text = ""
            spans = [_whole(cell.get(f"{_S}Merge{way}")) + 1 for way in ("Down", "Across")]
            if why or (not text.strip() and spans == [1, 1]):
                continue
            self._count(text)
            bold = self._says(style, "Font", "Bold") == "1"
            lines: Content = [Line(line, bold) for line in text.split("\n")]
            shaded = self._says(style, "Interior", "Pattern") == "Solid"
            spans = [min(spans[0], limits.MAX_CELLS), min(spans[1], limits.MAX_COLUMNS)]
            table.cells.append(TableCell(number, col, lines, spans[0], spans[1], shaded=shaded, path=path))

    def _count(self, text: str) -> None:
        self._amount.add(len(text))
        self._cells += 1
        if self._cells > limits.MAX_CELLS:
            raise ParseError(f"В книге больше {limits.MAX_CELLS} заполненных ячеек: это не приказ.")

    def _style(self, cell: Any, row: Any) -> str:
        return str(cell.get(f"{_S}StyleID") or row.get(f"{_S}StyleID") or "Default")

    def _says(self, style: str, group: str, attribute: str) -> str:
        """What a style or the one that it is made from says."""
        for _ in range(8):
            element = self._styles.get(style)
            if element is None:
                return ""
            found = element.find(f"{_S}{group}")
            if found is not None and (value := found.get(f"{_S}{attribute}")) is not None:
                return str(value)
            style = element.get(f"{_S}Parent", "")
        return ""

    def _text(self, cell: Any) -> str:
        """The value as the sheet shows it."""
        data = cell.find(f"{_S}Data")
        if data is None:
            return ""
        raw = "".join(_unstruck(data)).replace("\r\n", "\n").replace("\r", "\n")
        form = self._says(self._style(cell, cell.getparent()), "NumberFormat", "Format") or "General"
        form = _NAMED_FORMS.get(form, form)
        kind = data.get(f"{_S}Type", "String")
        if kind == "DateTime":
            return _shown_day(raw, form)
        if kind == "Boolean":
            return "ИСТИНА" if raw == "1" else "ЛОЖЬ"
        return shown_number(raw, form) if kind == "Number" else shown_text(raw, form)


def _unstruck(element: Any) -> Iterator[str]:
    """The text of a value, also of the HTML in it, without what that strikes out."""
    yield element.text or ""
    for child in element:
        if child.tag not in _STRUCK_TAGS:
            yield from _unstruck(child)
        yield child.tail or ""


def _struck(cell: Any) -> Iterator[str]:
    for tag in _STRUCK_TAGS:
        yield from (text for element in cell.iter(tag) if (text := "".join(element.itertext()).strip()))


def _shown_day(raw: str, form: str) -> str:
    """'2023-10-05T00:00:00.000' in its format, as printed; as it stands where it is no day."""
    from openpyxl.utils.datetime import to_excel

    try:
        day = datetime.fromisoformat(raw.strip())
    except ValueError:
        return raw
    return shown_number(str(to_excel(day)), "dd.mm.yyyy" if form == "General" else form)


def _placed(parent: Any, kind: str) -> Iterator[tuple[int, Any]]:
    """(place from 0, element): each follows the one before and what it covers, unless it tells its place."""
    place = 0
    for element in parent.iterchildren(f"{_S}{kind}"):
        place = max(_whole(element.get(f"{_S}Index")) - 1, place)
        if place >= limits.MAX_COLUMNS and kind != "Row":
            return
        covered = _whole(element.get(f"{_S}{'MergeAcross' if kind == 'Cell' else 'Span'}"))
        reach = range(place, place + covered + 1) if kind == "Column" else range(place, place + 1)
        yield from ((number, element) for number in reach[: limits.MAX_COLUMNS])
        place += covered + 1


def _is_hidden(element: Any) -> bool:
    return bool(element.get(f"{_S}Hidden") == "1")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
