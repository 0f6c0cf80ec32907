"""The body of an HTML page as lines and tables: hidden parts dropped, lists numbered, navigation told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.html_controls import CONTROLS, shown_value
from parsers.formats.office.html_navigation import DROPPED, Weight, is_navigation, names, printed, weigh
from parsers.formats.office.html_style import PageStyle
from parsers.formats.office.numerals import LATIN, positional_letters, roman
from parsers.formats.office.tables import Content, Line, Table, TableCell
from parsers.text.entering import raised

BLOCKS = names(
    "address article blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p pre section summary table ul li aside"
)
CELLS = names("td th")
SECTIONS = names("thead tbody tfoot")
PARTS = CELLS | SECTIONS | names("tr table caption")
"""What may not be passed through on the way to the rows or cells of a table."""
BOLD = names("b strong th h1 h2 h3 h4 h5 h6")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_PLAIN_STYLE = re.compile(r"font-weight\s*:\s*(normal|[1-4]00)", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_WHITE = frozenset(("", "white", "#fff", "#ffffff", "transparent", "none", "inherit", "initial", "auto", "windowtext"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Flow:
    """Lines and tables of one container, the line being written last; `marker` waits for the text of its list item."""

    content: Content = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    marker: str = ""
    bold_chars: int = 0
    chars: int = 0

    def write(self, text: str, bold: bool) -> None:
        size = sum(map(len, text.split()))
        self.chars += size
        self.bold_chars += size if bold else 0
        self.pieces.append(text)

    def close(self, blank: bool = False) -> None:
        """Ends the line; `blank`: an empty paragraph counts as an empty line."""
        text = "".join(self.pieces).replace("\u00ad", "").strip(" \n")
        if text.strip() or blank:
            marker, self.marker = (self.marker, "") if text else ("", self.marker)
            self.content.append(Line(marker + text.strip(), bold=0 < self.chars == self.bold_chars))
        self.pieces, self.chars, self.bold_chars = [], 0, 0

    def end_item(self) -> None:
        """An item without text still prints its number; a bullet alone says nothing."""
        if self.marker[:1].isalnum():
            self.content.append(Line(self.marker.strip()))
        self.marker = ""


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element inherits."""

    bold: bool = False
    keep_blanks: bool = False
    lists: int = 0


class PageReader:
    """Reads a page once; `navigation` holds what was told apart as not belonging to the text, `struck` what is out."""

    def __init__(self) -> None:
        self.navigation: list[str] = []
        self.struck: list[str] = []
        self._looks = PageStyle()
        self._cells = 0
        self._weights: dict[Any, Weight] = {}
        self._numbers: dict[Any, int] = {}
        """List -> number of the item read last."""

    def content(self, root: Any) -> Content:
        """The lines and tables of the page."""
        flow = _Flow()
        self._looks, self._weights = PageStyle.of(root), weigh(root)
        self._walk(root, flow, _Style())
        flow.close()
        return flow.content

    def _walk(self, element: Any, flow: _Flow, style: _Style) -> None:
        self._text(element.text, flow, style)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, flow, style)
            self._text(child.tail, flow, style)

    @staticmethod
    def _text(text: str | None, flow: _Flow, style: _Style) -> None:
        if not text:
            return
        if not style.keep_blanks:
            text = _BLANKS.sub(" ", text)
            text = text[1:] if text[0] == " " and flow.pieces and flow.pieces[-1][-1:] in ("", " ", "\n") else text
        if text:
            flow.write(text, style.bold)

    def _element(self, element: Any, flow: _Flow, style: _Style) -> None:
        tag = element.tag.lower()
        css = element.get("style", "")
        if tag in DROPPED or self._looks.is_hidden(element) or self._is_out(element):
            return
        if tag in CONTROLS:
            self._text(shown_value(element), flow, style)
            return
        if tag == "sup" and (mark := raised("".join(printed(element)))) != "".join(printed(element)):
            self._text(mark, flow, style)
            return
        if tag == "br":
            flow.pieces[-1:] = [piece.rstrip(" ") for piece in flow.pieces[-1:]]
            flow.pieces.append("\n")
            return
        if is_navigation(element, self._weights[element]):
            flow.close()
            self.navigation.append(" ".join(" ".join(printed(element)).split()))
            return
        inner = _Style(
            bold=not _PLAIN_STYLE.search(css) and (style.bold or tag in BOLD or bool(_BOLD_STYLE.search(css))),
            keep_blanks=style.keep_blanks or tag in ("pre", "xmp"),
            lists=style.lists + (tag in ("ul", "ol")),
        )
        if tag == "table":
            flow.close()
            self._table(element, flow, inner)
        elif tag in BLOCKS:
            flow.close()
            flow.marker = self._marker(element) if tag == "li" else flow.marker
            self._walk(element, flow, inner)
            flow.close(blank=tag == "p")
            if tag == "li":
                flow.end_item()
        else:
            self._walk(element, flow, inner)

    def _is_out(self, element: Any) -> bool:
        """Whether the element is struck out; its text is kept apart then."""
        if not self._looks.is_struck(element):
            return False
        self.struck += filter(None, [" ".join(" ".join(printed(element)).split())])
        return True

    def _marker(self, item: Any) -> str:
        """What a browser prints before a list item: '2. ', 'б) ' it cannot, '• ' for a bullet; '' where styled away."""
        parent = item.getparent()
        tag = parent.tag if parent is not None else ""
        number = _whole(item.get("value"), self._numbers.get(parent, _first(parent) - 1) + 1)
        self._numbers[parent] = number
        if any(_NO_MARKER.search(part.get("style", "")) for part in (item, parent) if part is not None):
            return ""
        if tag != "ol":
            return "• " if tag == "ul" else ""
        return _printed_number(number, parent.get("type", "1"))

    # --- tables ------------------------------------------------------------------------------------------------------

    def _table(self, element: Any, flow: _Flow, style: _Style) -> None:
        if style.lists > limits.MAX_NESTING:
            raise ParseError("Файл не читается: списки вложены слишком глубоко.")
        for caption in element.iterchildren("caption"):
            self._walk(caption, flow, style)
            flow.close()
        rows = list(_rows(element, self._looks))
        table = Table(header_rows=sum(1 for _ in _rows(element, self._looks, only="thead")))
        table.header_rows = table.header_rows if table.header_rows < len(rows) else 0
        taken: dict[int, int] = {}
        alone: list[TableCell] = []
        """Cells that are a row by themselves, as section rows are: they take the whole width."""
        for number, (row, section_end) in enumerate(rows):
            taken = {col: until for col, until in taken.items() if until > number}
            before = len(table.cells)
            self._row(row, number, section_end, taken, table, style)
            if len(table.cells) == before + 1 and table.cells[-1].col == 0 and not taken:
                alone.append(table.cells[-1])
        for cell in alone:
            cell.col_span = max(1, table.cols)
        flow.content.append(table)

    def _row(self, row: Any, number: int, last: int, taken: dict[int, int], table: Table, style: _Style) -> None:
        col = 0
        gone = self._is_out(row)
        for cell in _descended(row, CELLS):
            if self._looks.is_hidden(cell):
                continue
            while col in taken:
                col += 1
            col_span = min(max(1, _whole(cell.get("colspan"), 1)), limits.MAX_COLUMNS)
            row_span = _whole(cell.get("rowspan"), 1) or last - number
            row_span = max(1, min(row_span, last - number))
            self._cells += col_span
            if self._cells > limits.MAX_CELLS or col > limits.MAX_COLUMNS:
                raise ParseError("Файл не читается: в таблице слишком много ячеек.")
            if row_span > 1:
                taken.update(dict.fromkeys(range(col, col + col_span), number + row_span))
            flow = _Flow()
            inner = _Style(style.bold or cell.tag == "th", style.keep_blanks, style.lists)
            if not gone and not self._is_out(cell):
                self._walk(cell, flow, inner)
            flow.close()
            shaded = _is_shaded(cell) or _is_shaded(row)
            table.cells.append(TableCell(number, col, flow.content, row_span, col_span, shaded))
            col += col_span


def _descended(parent: Any, wanted: Set[str]) -> Iterator[Any]:
    """The wanted elements right within another, also through such as don't belong there (<form>, <div>, <font>)."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in PARTS and child.tag not in DROPPED:
            yield from _descended(child, wanted)


def _rows(table: Any, looks: PageStyle, only: str = "") -> Iterator[tuple[Any, int]]:
    """(row, number after the last row of its section): heads first, feet last, as browsers print them."""
    sections: list[tuple[str, list[Any]]] = []
    for child in _descended(table, SECTIONS | {"tr"}):
        if child.tag in SECTIONS:
            rows = [row for row in _descended(child, {"tr"}) if not looks.is_hidden(row) and not looks.is_hidden(child)]
            sections.append((child.tag, rows))
        elif not looks.is_hidden(child):
            if not sections or sections[-1][0] != "":
                sections.append(("", []))
            sections[-1][1].append(child)
    order = {"thead": 0, "tfoot": 2}
    end = 0
    for name, rows in sorted(sections, key=lambda section: order.get(section[0], 1)):
        end += len(rows)
        if not only or name == only:
            yield from ((row, end) for row in rows)


def _first(parent: Any | None) -> int:
    return 1 if parent is None else _whole(parent.get("start"), 1)


def _printed_number(number: int, form: str) -> str:
    if form in "iI":
        printed = roman(number)
    elif form in "aA":
        printed = positional_letters(number, LATIN)
    else:
        printed = str(number)
    return f"{printed.upper() if form in 'IA' else printed}. "


def _is_shaded(element: Any) -> bool:
    colour = element.get("bgcolor")
    if colour is None:
        found = _BACKGROUND.search(element.get("style", ""))
        colour = found.group(1) if found else ""
    return colour.strip().lower().split(" ")[0] not in _WHITE


def _whole(text: str | None, default: int) -> int:
    found = re.match(r"\s*(-?\d{1,9})", text or "")
    return int(found.group(1)) if found else default
