"""Renders orders with known content as files: DOCX with true merges and automatic numbers, PDF, scans.

order = contents.generated_order(7)
docx = write_docx(order, folder / "7.docx", Layout(landscape=True))
pdf = to_pdf([docx], folder)[0]
cut = crossings(order, pdf)                     # which rows and merges run over a page break
scan = write_scan(pdf, folder / "7.scan.pdf", CLEAN)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.contents import Column, Order, PlanRow, PlanTable

PAGE = {False: (11906, 16838), True: (16838, 11906)}
MARGIN = 1000
VOWELS = "аеёиоуыэюяАЕЁИОУЫЭЮЯ"


@dataclass(frozen=True)
class Layout:
    """How an order is set: what differs between two orders of the same content."""

    landscape: bool = False
    points: int = 11
    hyphenated: bool = False
    repeated_header: bool = True
    shaded: bool = False
    ruled: bool = True
    """Lines are drawn around the cells; without them only the alignment tells columns."""
    style: str = ""
    """Name of one of Word's table styles, which then draws all lines and shades."""
    cut_rows: bool = True
    """Rows may be cut by a page break."""


class _Ids:
    """Consecutive ids of bookmarks."""

    def __init__(self) -> None:
        self.last = 0

    def mark(self, name: str) -> str:
        self.last += 1
        return f'<w:bookmarkStart w:id="{self.last}" w:name="{name}"/><w:bookmarkEnd w:id="{self.last}"/>'


def write_docx(order: Order, path: Path, layout: Layout = Layout()) -> Path:
    """The order as DOCX. Every printed cell carries bookmarks at its first and last character for `crossings`."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    for paragraph in list(document.element.body)[:-1]:
        document.element.body.remove(paragraph)
    _set_page(document, layout)
    _add_numbering(document, sum(table.auto for table in order.tables))
    for text in order.before:
        document.add_paragraph(text)
    ids, auto = _Ids(), 0
    for number, table in enumerate(order.tables):
        document.add_paragraph(table.title)
        auto += table.auto
        xml = _table_xml(table, number, _with_style_id(document, layout), ids, 100 + auto)
        document.element.body.insert(-1, parse_xml(xml.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1)))
        document.add_paragraph("")
    for text in order.after:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def _with_style_id(document: Any, layout: Layout) -> Layout:
    return replace(layout, style=document.styles[layout.style].style_id) if layout.style else layout


def _set_page(document: Any, layout: Layout) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt, Twips

    section = document.sections[0]
    width, height = PAGE[layout.landscape]
    section.orientation = WD_ORIENT.LANDSCAPE if layout.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(layout.points)
    normal.paragraph_format.space_after = Pt(0)


def _add_numbering(document: Any, lists: int) -> None:
    """One two-level automatic list a table: '1.' for sections, '1.1.' for items."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    numbering = document.part.numbering_part.element
    first = numbering.find("{*}num")
    for number in range(101, 101 + lists):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="{suffix}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
            for level, text, suffix in ((0, "%1.", "space"), (1, "%1.%2.", "nothing"))
        )
        space = nsdecls("w")
        abstract = f'<w:abstractNum {space} w:abstractNumId="{number}">{levels}</w:abstractNum>'
        first.addprevious(parse_xml(abstract))
        numbering.append(parse_xml(f'<w:num {space} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _table_xml(table: PlanTable, number: int, layout: Layout, ids: _Ids, num_id: int) -> str:
    total = PAGE[layout.landscape][0] - 2 * MARGIN
    share = sum(column.width for column in table.columns)
    widths = [total * column.width // share for column in table.columns]
    line = "single" if layout.ruled else "nil"
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="{line}" w:sz="4"/>' for side in sides)
    drawn = f"<w:tblBorders>{borders}</w:tblBorders>"
    styled = f'<w:tblStyle w:val="{layout.style}"/>' if layout.style else ""
    rows = _header_xml(table.columns, widths, layout) if table.headed else ""
    if table.counted:
        counts = "".join(_cell_xml(str(place), width) for place, width in enumerate(widths, start=1))
        rows += f"<w:tr>{counts}</w:tr>"
    for first, group in printed_rows(table):
        rows += _row_xml(table, number, first, group, widths, layout, ids, num_id)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{styled}<w:tblW w:w="{total}" w:type="dxa"/>{"" if styled else drawn}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def printed_rows(table: PlanTable) -> Iterator[tuple[int, list[PlanRow]]]:
    """(index of the first row, rows printed side by side as one) in reading order."""
    start = 0
    while start < len(table.rows):
        stop = start + 1
        while stop < len(table.rows) and table.rows[stop].beside:
            stop += 1
        yield start, list(table.rows[start:stop])
        start = stop


def _header_xml(columns: tuple[Column, ...], widths: list[int], layout: Layout) -> str:
    repeat = "<w:tblHeader/>" if layout.repeated_header else ""
    if not any(column.over for column in columns):
        cells = [_cell_xml(column.caption, width, bold=True) for column, width in zip(columns, widths, strict=True)]
        return f"<w:tr><w:trPr>{repeat}</w:trPr>{''.join(cells)}</w:tr>"
    upper, lower, place = "", "", 0
    while place < len(columns):
        column, stop = columns[place], place + 1
        if not column.over:
            upper += _cell_xml(column.caption, widths[place], bold=True, merge="restart")
            lower += _cell_xml("", widths[place], merge="continue")
        else:
            while stop < len(columns) and columns[stop].over == column.over:
                stop += 1
            upper += _cell_xml(column.over, sum(widths[place:stop]), span=stop - place, bold=True)
            lower += "".join(_cell_xml(columns[k].caption, widths[k], bold=True) for k in range(place, stop))
        place = stop
    return "".join(f"<w:tr><w:trPr>{repeat}</w:trPr>{cells}</w:tr>" for cells in (upper, lower))


def _row_xml(
    table: PlanTable,
    number: int,
    first: int,
    group: list[PlanRow],
    widths: list[int],
    layout: Layout,
    ids: _Ids,
    num_id: int,
) -> str:
    row = group[0]
    split = "" if layout.cut_rows else "<w:cantSplit/>"
    flat = not any(item["number"].count(".") > 1 for item in table.items)
    if row.kind in ("section", "subsection") and not table.open_sections:
        level = 0 if table.auto and not flat and row.kind == "section" else None
        text = _Text(row["activity"], _mark(ids, number, first, "activity"), level, num_id)
        cell = _cell_xml(
            text, sum(widths), span=len(widths), bold=row.kind == "section", shaded=layout.shaded, layout=layout
        )
        return f"<w:tr><w:trPr>{split}</w:trPr>{cell}</w:tr>"
    cells = ""
    for column, width in zip(table.columns, widths, strict=True):
        role = column.role
        auto = table.auto and role == "number"
        merge = "continue" if role in row.merged else "restart" if _heads_merge(table, first, role) else ""
        joined = row[role] if role in ("number", "category") else beside(group, role)
        text = _Text(
            "" if auto else joined, _mark(ids, number, first, role), (0 if flat else 1) if auto else None, num_id
        )
        bold = row.kind == "section"
        cells += _cell_xml("" if merge == "continue" else text, width, merge=merge, bold=bold, layout=layout)
    return f"<w:tr><w:trPr>{split}</w:trPr>{cells}</w:tr>"


def beside(group: list[PlanRow], role: str) -> str:
    """The cell of a row that holds several activities: a paragraph each; equal responsibles are printed once."""
    texts = [(row.bullet if role == "activity" else "") + row[role] for row in group]
    return texts[0] if len(set(texts)) == 1 else "\n\n".join(texts)


def _heads_merge(table: PlanTable, place: int, role: str) -> bool:
    following = place + 1
    while following < len(table.rows) and table.rows[following].beside:
        following += 1
    return following < len(table.rows) and role in table.rows[following].merged


@dataclass(frozen=True)
class _Text:
    """The text of a cell with its bookmarks; level: of its automatic number, None for none."""

    text: str
    marks: tuple[str, str] = ("", "")
    level: int | None = None
    num_id: int = 0


def _mark(ids: _Ids, table: int, row: int, role: str) -> tuple[str, str]:
    return ids.mark(mark_name(table, row, role, "s")), ids.mark(mark_name(table, row, role, "e"))


def mark_name(table: int, row: int, role: str, end: str) -> str:
    """'t0r12activitys': letters and digits only, since LibreOffice escapes the rest in names of destinations."""
    return f"t{table}r{row}{role.replace(' ', '')}{end}"


def _cell_xml(
    text: str | _Text,
    width: int,
    *,
    span: int = 1,
    merge: str = "",
    bold: bool = False,
    shaded: bool = False,
    layout: Layout = Layout(),
) -> str:
    content = text if isinstance(text, _Text) else _Text(text)
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    properties += '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>' if shaded else ""
    lines = content.text.split("\n")
    number = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{content.level}"/><w:numId w:val="{content.num_id}"/></w:numPr></w:pPr>'
        if content.level is not None
        else ""
    )
    paragraphs = ""
    for place, line in enumerate(lines):
        printed = escape(hyphenate(line) if layout.hyphenated else line)
        run = f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{printed}</w:t></w:r>'
        start = content.marks[0] if place == 0 else ""
        end = content.marks[1] if place == len(lines) - 1 else ""
        paragraphs += f"<w:p>{number}{start}{run if printed else ''}{end}</w:p>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def hyphenate(text: str) -> str:
    """Soft hyphens where Russian words may be cut: 'про\u00adве\u00adде\u00adние'; the PDF is set as if hyphenated."""
    return re.sub(r"[А-Яа-яЁё]{6,}", lambda word: _syllables(word.group()), text)


def _syllables(word: str) -> str:
    pieces: list[str] = re.findall(rf"[^{VOWELS}]*[{VOWELS}](?:[^{VOWELS}](?=[^{VOWELS}]))?[ьъй]?", word)
    rest = word[len("".join(pieces)) :]
    if not pieces or "".join(pieces) + rest != word:
        return word
    pieces[-1] += rest
    joined = pieces[0]
    for piece in pieces[1:]:
        alone = len(joined.rsplit("\u00ad", 1)[-1]) < 2 or len(piece) < 2
        joined += piece if alone else f"\u00ad{piece}"
    return joined
