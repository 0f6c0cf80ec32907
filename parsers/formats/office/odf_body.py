"""The body of an OpenDocument text or spreadsheet as lines and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.amount import Amount
from parsers.formats.office.odf_lists import Counter, ListLevel, Lists, level_of
from parsers.formats.office.odf_source import HIDDEN
from parsers.formats.office.odf_styles import DRAW, OFFICE, TABLE, TEXT, OdfStyles, whole
from parsers.formats.office.tables import Content, Line, Table, TableCell, text_of

DROPPED = frozenset(
    [f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "ruby-text", "hidden-text", "sequence-decls")]
    + [
        f"{TEXT}{name}"
        for name in ("variable-decls", "user-field-decls", "index-title-template", "table-of-content-source")
    ]
    + [f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "forms", "event-listeners", "binary-data")]
    + [f"{TABLE}{name}" for name in ("calculation-settings", "named-expressions", "shapes", "content-validations")]
)
"""Elements that print nothing in their place; notes are told apart by the reader."""
CONTAINERS = frozenset(
    [f"{TEXT}{name}" for name in ("section", "index-body", "table-of-content", "index-title", "alphabetical-index")]
    + [f"{DRAW}text-box", f"{DRAW}a", f"{OFFICE}text", f"{OFFICE}spreadsheet", f"{TEXT}list-header"]
)


@dataclass(slots=True)
class _Place:
    """Where a paragraph stands in lists: its list style, level (0 for none), counter, and its item's start value."""

    style: str = ""
    level: int = 0
    counter: Counter | None = None


class OdfReader:
    """Reads containers one after another; numbers and pages count on; `notes`, `hidden`, `struck` are set apart."""

    def __init__(self, styles: OdfStyles, paged: bool = False) -> None:
        self.styles = styles
        self._lists = Lists(_list_styles(styles))
        self.page: int | None = 1 if paged else None
        self.notes: list[str] = []
        self.hidden: list[str] = []
        self.struck: list[str] = []
        self._cells = self._depth = 0
        self.amount = Amount()

    def content(self, parent: Any) -> Content:
        """The lines and tables of a block container, in reading order."""
        content: Content = []
        self._blocks(parent, content, _Place())
        return content

    def _blocks(self, parent: Any, content: Content, place: _Place) -> None:
        self._depth += 1
        if self._depth > 4 * limits.MAX_NESTING:
            raise ParseError("Файл не читается: таблицы или списки вложены слишком глубоко.")
        for element in parent:
            self._block(element, content, place)
        self._depth -= 1

    def _block(self, element: Any, content: Content, place: _Place) -> None:
        tag = element.tag
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            label = self._lists.heading(element) if tag == f"{TEXT}h" and not place.level else ""
            self._paragraph(element, content, label)
        elif tag == f"{TEXT}list":
            self._list(element, content, place)
        elif tag == f"{TABLE}table":
            content.append(self._table(element))
        elif tag == f"{TEXT}soft-page-break":
            self.turn()
        elif tag == f"{DRAW}frame":
            for box in element.iterchildren(f"{DRAW}text-box"):
                self._blocks(box, content, _Place())
        elif tag == f"{TEXT}numbered-paragraph":
            self._numbered(element, content)
        elif tag in CONTAINERS:
            self._blocks(element, content, place)

    def turn(self) -> None:
        """A page ends here, if the file tells where its pages end."""
        if self.page is not None:
            self.page += 1

    # --- lists -------------------------------------------------------------------------------------------------------

    def _list(self, element: Any, content: Content, place: _Place) -> None:
        style = element.get(f"{TEXT}style-name") or place.style
        counter = place.counter if place.counter is not None else self._lists.open(element, style)
        inner = _Place(style, place.level + 1, counter)
        for item in element:
            if item.tag == f"{TEXT}list-header":
                self._blocks(item, content, inner)
            elif item.tag == f"{TEXT}list-item":
                self._item(item, content, inner)

    def _item(self, item: Any, content: Content, place: _Place) -> None:
        """An item: its first paragraph carries the number; an item that only holds a list does not count."""
        start = item.get(f"{TEXT}start-value")
        self._depth += 1
        for number, child in enumerate(item):
            if number == 0 and child.tag in (f"{TEXT}p", f"{TEXT}h") and place.counter is not None:
                levels = self._lists.levels(place.style)
                label = place.counter.next(levels, place.level, None if start is None else whole(start, 1))
                self._paragraph(child, content, label)
            else:
                self._block(child, content, place)
        self._depth -= 1

    def _numbered(self, element: Any, content: Content) -> None:
        style = element.get(f"{TEXT}style-name", "")
        counter = self._lists.open(element, style)
        for child in element:
            label = counter.next(self._lists.levels(style), whole(element.get(f"{TEXT}level"), 1))
            self._paragraph(child, content, label)

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def _paragraph(self, element: Any, content: Content, label: str) -> None:
        name = element.get(f"{TEXT}style-name")
        text = _Text(self, bool(self.styles.is_bold("paragraph", name)), bool(self.styles.is_struck("paragraph", name)))
        if not self.styles.is_hidden("paragraph", name):
            text.walk(element)
        string = "".join(text.pieces)
        self.amount.add(len(label) + len(string))
        bold = text.bold and bool(string.strip())
        content.append(Line((label + string.lstrip() if label else string).rstrip(), bold, text.page or self.page))
        for box in text.boxes:
            self._blocks(box, content, _Place())

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, element: Any) -> Table:
        table = Table(page=self.page)
        self._depth += 1
        if self._depth > 2 * limits.MAX_NESTING:
            raise ParseError("Файл не читается: таблицы вложены слишком глубоко.")
        self._rows(element, table, 0, False)
        self._depth -= 1
        if table.header_rows >= table.rows:
            table.header_rows = 0
        return table

    def _rows(self, parent: Any, table: Table, number: int, header: bool) -> int:
        """Adds the rows of a table or row group from `number` on; gives the number after the last."""
        for element in parent:
            if element.tag == f"{TABLE}table-row":
                number = self._repeated_row(element, table, number, header)
            elif element.tag == f"{TEXT}soft-page-break":
                self.turn()
            elif element.tag == f"{TABLE}table-header-rows":
                number = self._rows(element, table, number, True)
            elif element.tag in (f"{TABLE}table-rows", f"{TABLE}table-row-group"):
                number = self._rows(element, table, number, header)
        return number

    def _repeated_row(self, element: Any, table: Table, number: int, header: bool) -> int:
        repeat = max(1, whole(element.get(f"{TABLE}number-rows-repeated"), 1))
        if element.get(f"{TABLE}visibility") in HIDDEN:
            return number
        first = self._row(element, number, table)
        if not any(part for cell in first for part in cell.lines() if part.text.strip()):
            repeat = 1
        if repeat > limits.MAX_REPEAT:
            raise ParseError("Файл не читается: строка таблицы повторена слишком много раз.")
        for copy in range(1, repeat):
            self._row(element, number + copy, table)
        table.header_rows += repeat if header else 0
        return number + repeat

    def _row(self, element: Any, number: int, table: Table) -> list[TableCell]:
        col, added, start, last = 0, [], self.page, self.page
        for cell in element:
            if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            repeat = max(1, whole(cell.get(f"{TABLE}number-columns-repeated"), 1))
            self.page = start
            if cell.tag == f"{TABLE}covered-table-cell":
                self._note_hidden(cell)
            else:
                added += self._cell(cell, element, number, col, min(repeat, limits.MAX_COLUMNS))
            last = max(last or 0, self.page or 0) or None
            col += repeat
        self.page = last
        self._cells += len(added)
        if self._cells > limits.MAX_CELLS:
            raise ParseError("Файл не читается: в таблице слишком много ячеек.")
        table.cells += added
        return added

    def _cell(self, cell: Any, row: Any, number: int, col: int, repeat: int) -> list[TableCell]:
        """The cell, repeated as it says; empty cells far to the right end of a spreadsheet are left out."""
        content = self.content(cell)
        if col >= limits.MAX_COLUMNS or (repeat > 16 and not content):
            return []
        shaded = self.styles.is_shaded(cell.get(f"{TABLE}style-name"), row.get(f"{TABLE}style-name"))
        row_span = max(1, whole(cell.get(f"{TABLE}number-rows-spanned"), 1))
        col_span = min(max(1, whole(cell.get(f"{TABLE}number-columns-spanned"), 1)), limits.MAX_COLUMNS)
        page = next((part.page for part in content if isinstance(part, Line) and part.text.strip()), self.page)
        return [
            TableCell(number, col + copy, list(content), row_span, col_span, shaded, page) for copy in range(repeat)
        ]

    def _note_hidden(self, cell: Any) -> None:
        text = text_of("".join(paragraph.itertext()) for paragraph in cell.iter(f"{TEXT}p"))
        if text:
            self.hidden.append(text)


class _Text:
    """The text of one paragraph as it is read."""

    def __init__(self, reader: OdfReader, bold: bool, struck: bool = False) -> None:
        self._reader, self._own_bold, self._struck = reader, bold, struck
        self.pieces: list[str] = []
        self.bold = True
        self.boxes: list[Any] = []
        self.page: int | None = None

    def walk(self, element: Any, bold: bool | None = None) -> None:
        """Adds what an element prints, its tail not."""
        bold = self._own_bold if bold is None else bold
        self._add(element.text, bold)
        for child in element:
            self._child(child, bold)
            self._add(child.tail, bold)

    def _add(self, text: str | None, bold: bool) -> None:
        if text and self._struck:
            self._reader.struck += [text.strip()] if text.strip() else []
        elif text:
            self.pieces.append(" ".join(text.split(" ")).replace("\n", " ").replace("\u00ad", ""))
            self.bold = self.bold and (bold or not text.strip())
            if text.strip() and self.page is None:
                self.page = self._reader.page

    def _child(self, child: Any, bold: bool) -> None:
        tag = child.tag
        styles = self._reader.styles
        if tag == f"{TEXT}s":
            blanks = min(whole(child.get(f"{TEXT}c"), 1), 1000)
            self._reader.amount.add(max(blanks, 0))
            self.pieces.append(" " * blanks)
        elif tag == f"{TEXT}tab":
            self.pieces.append("\t")
        elif tag == f"{TEXT}line-break":
            self.pieces.append("\n")
        elif tag == f"{TEXT}soft-page-break":
            self._reader.turn()
        elif tag == f"{TEXT}note":
            self._reader.notes += [text_of(_strings(body)) for body in child.iterchildren(f"{TEXT}note-body")]
        elif tag == f"{DRAW}frame":
            self.boxes += child.iterchildren(f"{DRAW}text-box")
        elif tag == f"{TEXT}span":
            name = child.get(f"{TEXT}style-name")
            if not styles.is_hidden("text", name):
                own, struck, around = styles.is_bold("text", name), styles.is_struck("text", name), self._struck
                self._struck = around if struck is None else struck
                self.walk(child, bold if own is None else own)
                self._struck = around
        elif tag not in DROPPED:
            self.walk(child, bold)


def _strings(body: Any) -> list[str]:
    return ["".join(paragraph.itertext()) for paragraph in body.iter(f"{TEXT}p", f"{TEXT}h")]


def _list_styles(styles: OdfStyles) -> dict[str, dict[int, ListLevel]]:
    """List styles by name; the outline style of headings under ''."""
    found = {name: _levels(element) for name, element in styles.lists.items()}
    if styles.outline is not None:
        found[""] = _levels(styles.outline)
    return found


def _levels(element: Any) -> dict[int, ListLevel]:
    return {whole(level.get(f"{TEXT}level"), 1): level_of(level) for level in element if level.get(f"{TEXT}level")}
