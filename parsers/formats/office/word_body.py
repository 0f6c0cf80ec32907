"""The body of a DOCX as lines and tables: numbers computed, changes accepted, merged cells resolved, pages counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.amount import Amount
from parsers.formats.office.tables import Content, Line, Table, TableCell, chars, snap, text_of
from parsers.formats.office.word_numbering import Numbering
from parsers.formats.office.word_styles import VAL, Styles, W, switch, whole
from parsers.formats.office.word_text import MC, TextReader

SAME_EDGE = 300
"""Twips (0.5 cm): column edges of two rows that are nearer than this are one edge, unless a cell lies between."""
WRAPPERS = frozenset([f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")])


@dataclass(slots=True)
class _RawCell:
    """A w:tc: its first and last grid edge, how it is merged (''|restart|continue), where no line is drawn."""

    first: int
    last: int
    merge: str
    shaded: bool
    content: Content
    page: int | None
    open_top: bool = False
    open_bottom: bool = False


@dataclass(slots=True)
class _RawRow:
    cells: list[_RawCell] = field(default_factory=list)
    header: bool = False


class BodyReader:
    """Reads the content of one story (body, cell, text box, note) after another; numbers and pages count on."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        paged: bool,
        chunk: Callable[[str], Content] = lambda _: [],
        embedded: Callable[[Any], Content] = lambda _: [],
    ) -> None:
        self._text = TextReader(styles)
        self._styles, self._numbering, self._chunk, self._embedded = styles, numbering, chunk, embedded
        self.page: int | None = 1 if paged else None
        self.hidden: list[str] = []
        """Texts in cells that a merge covers: Word does not show them."""
        self.struck: list[str] = []
        """Texts that are struck out."""
        self._cells = self._depth = 0
        self._amount = Amount()

    def content(self, parent: Any) -> Content:
        """The paragraphs and tables of a block container, in reading order."""
        self._depth += 1
        if self._depth > limits.MAX_NESTING:
            raise ParseError("Файл не читается: таблицы вложены слишком глубоко.")
        content: Content = []
        carried = ""
        for element in _blocks(parent):
            if element.tag == f"{W}tbl":
                content.append(self._table(element))
            elif element.tag == f"{W}altChunk":
                content += self._chunk(next((value for key, value in element.items() if key.endswith("}id")), ""))
            else:
                carried = self._paragraph(element, carried, content)
        if carried:
            content.append(Line(carried, page=self.page))
        self._depth -= 1
        return content

    def _paragraph(self, element: Any, carried: str, content: Content) -> str:
        """Adds a paragraph; where its mark is deleted, gives its text to be joined to the next one."""
        properties = element.find(f"{W}pPr")
        style = properties.find(f"{W}pStyle") if properties is not None else None
        style_id = None if style is None else style.get(VAL)
        text = self._text.read(element, style_id)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        self.struck += filter(None, ["".join(text.struck).strip()])
        if self.page is not None:
            self.page += text.breaks_first
        page = self.page
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            self._turn(text.breaks - text.breaks_first)
            return carried + text.string
        string = carried + text.string
        unseen = not string.strip() and (switch(mark, "vanish") or text.struck)
        label = "" if unseen else self._numbering.label(properties, style_id)
        if not string.strip() and not any(map(str.isalnum, label)):
            label = ""
        self._amount.add(len(label) + len(string))
        content.append(Line((label + string.lstrip() if label else string).rstrip(), text.bold, page))
        self._turn(text.breaks - text.breaks_first)
        for shown in text.objects:
            content += self._embedded(shown)
        for box in text.boxes:
            with self._numbering.story():
                content += self.content(box)
        return ""

    def _turn(self, pages: int) -> None:
        if self.page is not None:
            self.page += pages

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, element: Any) -> Table:
        page = self.page
        rows = [self._row(row) for row in _children(element, f"{W}tr") if not _is_deleted_row(row)]
        rows = [row for row in rows if row.cells]
        _widen_headings(rows)
        _merge_edges(rows, element)
        for upper, lower in pairwise(rows):
            _merge_open(upper, lower)
        table = Table(header_rows=_header_rows(rows), page=page)
        above: dict[int, TableCell] = {}
        for number, row in enumerate(rows):
            above = self._place(row, number, table, above)
        return table

    def _row(self, element: Any) -> _RawRow:
        properties = element.find(f"{W}trPr")
        row = _RawRow(header=bool(switch(properties, "tblHeader")))
        edge = min(_number(properties, "gridBefore", 0), limits.MAX_COLUMNS)
        start = last_page = self.page
        for cell in _children(element, f"{W}tc"):
            self.page = start
            edge = self._cell(cell, edge, row)
            if self.page is not None and last_page is not None:
                last_page = max(last_page, self.page)
                if len(row.cells) == 1 and row.cells[0].page is not None and row.cells[0].page > (start or 0):
                    start = row.cells[0].page
        self.page = last_page
        return row

    def _cell(self, element: Any, edge: int, row: _RawRow) -> int:
        """Adds a cell to its row and gives the edge at which the next begins."""
        self._cells += 1
        if self._cells > limits.MAX_CELLS or edge > limits.MAX_COLUMNS:
            raise ParseError("Файл не читается: в таблице слишком много ячеек.")
        properties = element.find(f"{W}tcPr")
        last = edge + max(1, min(_number(properties, "gridSpan", 1), limits.MAX_COLUMNS))
        if properties is not None and properties.find(f"{W}cellDel") is not None:
            return last
        if _merge(properties, "vMerge") == "continue":
            self._covered(element, edge, last, row)
        elif _merge(properties, "hMerge") == "continue" and row.cells:
            row.cells[-1].last = last
            row.cells[-1].content += self.content(element)
        else:
            content = self.content(element)
            page = next((part.page for part in content if isinstance(part, Line) and part.text.strip()), self.page)
            merge, shaded = _merge(properties, "vMerge"), _is_shaded(properties)
            sides = _is_open(properties, "top"), _is_open(properties, "bottom")
            row.cells.append(_RawCell(edge, last, merge, shaded, content, page, *sides))
        return last

    def _covered(self, element: Any, edge: int, last: int, row: _RawRow) -> None:
        """A cell that belongs to the merged one above: its paragraphs are not shown and do not count in lists."""
        shown = "\n".join(self._text.read(paragraph, None).string for paragraph in element.iter(f"{W}p"))
        row.cells.append(_RawCell(edge, last, "continue", False, [Line(shown)], self.page))

    def _place(self, row: _RawRow, number: int, table: Table, above: dict[int, TableCell]) -> dict[int, TableCell]:
        """Adds a row's cells to the table or to the merged ones above; gives the cells that end in it, by column."""
        lowest: dict[int, TableCell] = {}
        for raw in row.cells:
            upper = above.get(raw.first)
            if raw.merge == "continue" and upper is not None and not _overlaps(upper, raw, row):
                upper.row_span += 1
                lowest[raw.first] = upper
                self._note_hidden(raw)
                continue
            span = max(1, raw.last - raw.first)
            lowest[raw.first] = TableCell(number, raw.first, raw.content, 1, span, raw.shaded, raw.page)
            table.cells.append(lowest[raw.first])
        return lowest

    def _note_hidden(self, raw: _RawCell) -> None:
        text = text_of(part.text for part in raw.content if isinstance(part, Line))
        if text:
            self.hidden.append(text)


def _overlaps(upper: TableCell, raw: _RawCell, row: _RawRow) -> bool:
    """Whether another cell of the row stands under the merged cell, so that the merge cannot go on."""
    return any(raw.first < cell.first < upper.col + upper.col_span for cell in row.cells)


def _is_open(properties: Any | None, side: str) -> bool:
    """Whether the cell itself says that no line is drawn on this side."""
    borders = properties.find(f"{W}tcBorders") if properties is not None else None
    border = borders.find(f"{W}{side}") if borders is not None else None
    return border is not None and border.get(VAL) in ("nil", "none")


def _merge_open(upper: _RawRow, lower: _RawRow) -> None:
    """An empty cell with no line between it and the one above is meant as merged, where others have one."""
    above = {(cell.first, cell.last): cell for cell in upper.cells}
    opened = [
        cell
        for cell in lower.cells
        if cell.open_top and (cell.first, cell.last) in above and above[cell.first, cell.last].open_bottom
    ]
    if len(opened) == len(lower.cells):
        return
    for cell in opened:
        if not cell.merge and not chars(cell.content):
            cell.merge = "continue"


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs, tables and chunks of a container, through content controls and the like."""
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
            yield element
        elif element.tag in WRAPPERS:
            yield from _blocks(element)
        elif element.tag == f"{MC}AlternateContent":
            for choice in element[:1]:
                yield from _blocks(choice)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, through content controls and the like."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in WRAPPERS:
            yield from _children(element, tag)


def _is_deleted_row(row: Any) -> bool:
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or bool(switch(properties, "hidden"))


def _number(properties: Any | None, name: str, default: int) -> int:
    element = properties.find(f"{W}{name}") if properties is not None else None
    return default if element is None else max(0, whole(element.get(VAL), default))


def _merge(properties: Any | None, name: str) -> str:
    """'restart', 'continue' or ''; w:vMerge without a value means continue."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return "" if element is None else element.get(VAL, "continue")


def _is_shaded(properties: Any | None) -> bool:
    shading = properties.find(f"{W}shd") if properties is not None else None
    if shading is None:
        return False
    fill = shading.get(f"{W}fill", "auto").upper()
    pattern = shading.get(VAL, "clear")
    return fill not in ("AUTO", "FFFFFF", "") or pattern.startswith("pct") or shading.get(f"{W}themeFill") is not None


def _header_rows(rows: list[_RawRow]) -> int:
    """Rows at the head of the table that Word repeats on every page."""
    count = 0
    while count < len(rows) and rows[count].header:
        count += 1
    return count if count < len(rows) else 0


def _widen_headings(rows: list[_RawRow]) -> None:
    """A row of one cell without a span, as some programs write section rows, takes the whole width."""
    last = max((cell.last for row in rows for cell in row.cells), default=0)
    for row in rows:
        if len(row.cells) == 1 and row.cells[0].first == 0:
            row.cells[0].last = last


def _merge_edges(rows: list[_RawRow], element: Any) -> None:
    """Renumbers the grid edges of all cells so that edges drawn almost over one another are one."""
    last = max((cell.last for row in rows for cell in row.cells), default=0)
    columns = element.find(f"{W}tblGrid")
    widths = [whole(column.get(f"{W}w")) for column in columns.iterfind(f"{W}gridCol")] if columns is not None else []
    if len(widths) < last or not all(width > 0 for width in widths[:last]):
        return
    edges = [0.0]
    for width in widths[:last]:
        edges.append(edges[-1] + width)
    place = snap(edges, [(cell.first, cell.last) for row in rows for cell in row.cells], SAME_EDGE)
    for row in rows:
        for cell in row.cells:
            cell.first, cell.last = place[cell.first], place[cell.last]
