"""The parts of an Excel workbook (ECMA-376), written row by row: no row is kept, every text is an inline string.

Only what workbook.py needs: one header row, wrapped texts, numbers, dates, links inside the book, print settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HEADER, TEXT, DATE, MOMENT, LINK = 1, 2, 3, 4, 5
"""Styles of cells, as styles.xml numbers them."""
_LEVEL = 3
_AT_ONCE = 400
"""Rows that are compressed together."""
_EPOCH = date(1899, 12, 30)
_FIRST = datetime(1899, 12, 30)
_DAY = 86_400
_SAME_TIME = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPECIAL = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_STYLES = f"""{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/>\
<numFmt numFmtId="165" formatCode="dd.mm.yyyy hh:mm"/></numFmts><fonts count="3">\
<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>\
<font><u/><sz val="11"/><color rgb="FF0B5394"/><name val="Calibri"/><family val="2"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFDDE6EE"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/>\
<xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">\
<alignment vertical="top" wrapText="1"/></xf>\
<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>\
<xf numFmtId="165" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>\
<xf fontId="2" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


@dataclass(slots=True)
class Book:
    """A workbook that is being written into a file; `sheets` are the names and last rows of those that are whole."""

    archive: ZipFile
    sheets: list[tuple[str, str]] = field(default_factory=list)
    """Name and the range of its filter."""

    @contextmanager
    def sheet(self, name: str, widths: Sequence[int]) -> Iterator[SheetWriter]:
        """A sheet to write rows to; it is closed by leaving the context."""
        from openpyxl.utils.cell import get_column_letter

        part = _part(f"xl/worksheets/sheet{len(self.sheets) + 1}.xml")
        with self.archive.open(part, "w", force_zip64=True) as stream:
            writer = SheetWriter(stream, [get_column_letter(place) for place, _ in enumerate(widths, 1)])
            writer.begin(widths, chosen=not self.sheets)
            yield writer
            writer.end()
        self.sheets.append((name, writer.filtered))

    def finish(self) -> None:
        """Writes what tells of the sheets."""
        count = range(1, len(self.sheets) + 1)
        named = list(zip(count, self.sheets, strict=True))
        for path, text in (
            ("[Content_Types].xml", _content_types(count)),
            ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", _workbook(named)),
            (
                "xl/_rels/workbook.xml.rels",
                _relations([*(("worksheet", f"worksheets/sheet{at}.xml") for at in count), ("styles", "styles.xml")]),
            ),
            ("xl/styles.xml", _STYLES),
        ):
            self.archive.writestr(_part(path), text.encode("utf-8"), compresslevel=_LEVEL)


@dataclass(slots=True)
class SheetWriter:
    """The rows of a sheet, from the first on; cells are the XML that `text`, `number` and `link` make."""

    stream: IO[bytes]
    columns: Sequence[str]
    row: int = 0
    _links: list[str] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)

    @property
    def filtered(self) -> str:
        """The range that the filter covers."""
        return f"$A$1:${self.columns[-1]}${max(2, self.row)}"

    def begin(self, widths: Sequence[int], *, chosen: bool) -> None:
        """What stands before the rows: the frozen header, the widths of the columns."""
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width + 0.7109375}" customWidth="1"/>'
            for at, width in enumerate(widths, 1)
        )
        view = f'<sheetView {"tabSelected=" + chr(34) + "1" + chr(34) + " " if chosen else ""}workbookViewId="0">'
        self._write(
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>{view}'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
        )

    def put(self, cells: Sequence[str], height: float) -> None:
        """One row of cells that were made for it, `height` in points."""
        self.row += 1
        tall = f' ht="{height:g}" customHeight="1"' if height != 15 else ""
        self._waiting.append(f'<row r="{self.row}"{tall}>{"".join(cells)}</row>')
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def text(self, place: int, text: str, style: int = TEXT) -> str:
        """A cell of the row that comes next."""
        if _SPECIAL.search(text):
            text = _fit(text)
        space = ' xml:space="preserve"' if text != text.strip() else ""
        cell = f'<c r="{self.columns[place]}{self.row + 1}" s="{style}" t="inlineStr">'
        return f"{cell}<is><t{space}>{text}</t></is></c>"

    def number(self, place: int, number: object, style: int = TEXT) -> str:
        """A number, or a day as Excel counts it."""
        return f'<c r="{self.columns[place]}{self.row + 1}" s="{style}"><v>{number}</v></c>'

    def link(self, place: int, text: str, to: str) -> str:
        """A text that leads to a place in the book: 'Приказы'!A5."""
        at = f"{self.columns[place]}{self.row + 1}"
        self._links.append(f'<hyperlink ref="{at}" location={quoteattr(to)} display={_attribute(text)}/>')
        return self.text(place, text, LINK)

    def end(self) -> None:
        """What stands behind the rows: the filter, the links, how it is printed."""
        self._flush()
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        self._write(
            f'</sheetData><autoFilter ref="{self.filtered.replace("$", "")}"/>{links}'
            '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;L&amp;A&amp;RСтр. &amp;P из &amp;N</oddFooter></headerFooter></worksheet>"
        )

    def _flush(self) -> None:
        self._write("".join(self._waiting))
        self._waiting.clear()

    def _write(self, text: str) -> None:
        self.stream.write(text.encode("utf-8"))


@contextmanager
def opened(target: IO[bytes]) -> Iterator[Book]:
    """A workbook that is whole when the context is left."""
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        book = Book(archive)
        yield book
        book.finish()


def serial(day: date) -> float | int:
    """A day, or a moment without its zone, as Excel counts days."""
    if isinstance(day, datetime):
        passed = day.replace(tzinfo=None) - _FIRST
        return passed.days + passed.seconds / _DAY
    return (day - _EPOCH).days


def _fit(text: str) -> str:
    """A text without what XML can't hold: Excel reads _x000B_ as that character, and _x005F_ as the line itself."""
    return escape(_UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def _attribute(text: str) -> str:
    return quoteattr(_UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def _part(path: str) -> ZipInfo:
    part = ZipInfo(path, _SAME_TIME)
    part.compress_type = ZIP_DEFLATED
    return part


def _content_types(count: Iterable[int]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    pages = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{kind}.worksheet+xml"/>' for at in count
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{pages}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _workbook(sheets: Sequence[tuple[int, tuple[str, str]]]) -> str:
    pages = "".join(f'<sheet name={_attribute(name)} sheetId="{at}" r:id="rId{at}"/>' for at, (name, _) in sheets)
    names = "".join(_names(at - 1, name, filtered) for at, (name, filtered) in sheets)
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{pages}</sheets><definedNames>{names}</definedNames></workbook>"
    )


def _names(at: int, name: str, filtered: str) -> str:
    """The filter and the row that is printed on every page."""
    quoted = escape("'" + name.replace("'", "''") + "'")
    return (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{quoted}!{filtered}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{quoted}!$1:$1</definedName>'
    )
