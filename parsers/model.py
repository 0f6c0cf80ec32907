"""What a file is made of: paragraphs and grids of cells in reading order, and the rows that roles.py makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in points (1/72 inch) from the upper left corner of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in the source something stands. Pages and lines count from 1; what a format does not have is None."""

    page: int | None = None
    line: int | None = None
    line_to: int | None = None
    bbox: BBox | None = None
    path: str | None = None
    """For formats without pages and lines: 'таблица 2, строка 14', 'лист «План», B7'."""

    def __str__(self) -> str:
        lines = f"строка {self.line}" if self.line_to in (None, self.line) else f"строки {self.line}–{self.line_to}"
        parts = [f"стр. {self.page}" if self.page else "", lines if self.line else "", self.path or ""]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables. `text` keeps its line breaks and runs of blanks."""

    text: str
    locator: Locator = Locator()
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One physical cell at its upper left place in the grid (row and col from 0); line breaks are kept as '\\n'.

    Paragraphs and list items of a cell are lines of `text`; runs of blanks are kept. `confidence` is OCR's, 0..1.
    Readers that see printed lines only (PDF, scans) join the wrapped lines of a paragraph with a blank and give '\\n'
    where geometry shows a new paragraph (its first word would have fitted on the line before, an indent, a bullet, a
    gap). A hyphen at the end of a printed line is kept as '-\\n' ('про-\\nведение', 'ГИА-\\n9'): whether it goes is
    decided by a dictionary; '\\u200b\\n' is the end of a full line of one word, which may go on in the next one
    without a hyphen ('отдельном\\u200b\\nу графику'). `open_top` and `open_bottom`: the cell reaches the upper or
    lower end of the table on its page and no line closes it there, so its text and its merge run over the page break.
    """

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    locator: Locator = Locator()
    confidence: float | None = None
    shaded: bool = False
    bold: bool = False
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One physical table, or the part of one that stands on one page.

    `spans_known`: the format tells merged cells (DOCX, HTML, ruled PDF), so an empty unmerged cell is really empty;
    False where it doesn't (tab-separated text): an empty cell may be the rest of a merged one.
    `header_rows`: rows that the format itself marks as repeated headers (DOCX tblHeader, HTML thead).
    """

    rows: int
    cols: int
    cells: tuple[Cell, ...]
    locator: Locator = Locator()
    spans_known: bool = False
    header_rows: int = 0


class NoiseKind(StrEnum):
    """Every kind of text that is printed but says nothing; each is counted and shown."""

    DASHES = "dashes"
    PAGE_NUMBER = "page_number"
    PAGE_HEADER = "page_header"
    FOOTNOTE = "footnote"
    MARKUP = "markup"
    STAMP = "stamp"
    CAPTION = "caption"
    """A caption printed again: the numbers of the columns, 'Срок:' before the period of each paragraph."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Printed text that belongs to the page, not to the order."""

    kind: NoiseKind
    text: str
    locator: Locator = Locator()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Printed text that found no place; `why` is one Russian phrase."""

    text: str
    why: str
    locator: Locator = Locator()


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: blocks in reading order; nothing printed is dropped.

    `source_chars` is the number of non-blank characters of the source; coverage is counted against it.
    """

    media_type: str
    blocks: tuple[Block, ...]
    noise: tuple[Noise, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    pages: int | None = None
    source_chars: int = 0
    reading: str = ""
    """How the cells of its tables were told apart, a Russian phrase; '' where the format tells them."""
    alternatives: tuple[Alternative, ...] = ()
    """Other ways to tell them apart, the likeliest first; asked only where this one is in doubt."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of the same file. `read` gives None where the file has nothing that reads so."""

    name: str
    read: Callable[[Hints], Document | None]


class RowKind(StrEnum):
    """What a logical row of a roadmap table is."""

    HEADER = "header"
    SECTION = "section"
    SUBSECTION = "subsection"
    GROUP = "group"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as printed, with the role it was given: number, activity, period, responsible, result, action, ...

    `confidence` is OCR's, 0..1.
    """

    role: str
    text: str
    locator: Locator = Locator()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What one level of government does in an activity that the order splits by level."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One logical row: a whole activity (or heading), joined over page breaks, with what it inherits from merged cells.

    Texts have single blanks, except `period` and `responsible`, which keep '\\n' between printed lines of the cell.
    `parent` is the `seq` of the row it belongs to. `swapped` says how two columns were exchanged ('author': printed so;
    'extraction': a shift that the reader repaired), '' where they were not.
    """

    seq: int
    kind: RowKind
    table_no: int
    appendix: str = ""
    table_title: str = ""
    section: str = ""
    subsection: str = ""
    number: str = ""
    category: str = ""
    activity: str = ""
    activity_inherited: bool = False
    period: str = ""
    period_inherited: bool = False
    responsible: str = ""
    responsible_inherited: bool = False
    result: str = ""
    result_inherited: bool = False
    actions: tuple[Action, ...] = ()
    parts: tuple[str, ...] = ()
    parent: int | None = None
    swapped: str = ""
    locator: Locator = Locator()
    page_to: int | None = None
    confidence: float | None = None
    raw_cells: tuple[RawCell, ...] = ()


_AUTHORED = (
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.oasis.opendocument",
    "application/vnd.ms-excel",
    "application/msword",
    "application/rtf",
    "text/html",
)


@dataclass(frozen=True, slots=True)
class LayoutDoubt:
    """A table that was probably cut in the wrong places: what speaks against it, and the readings that were tried."""

    table_no: int
    rows: int
    unsound: int
    why: tuple[str, ...]
    tried: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A document with its tables read: rows in reading order, and the text before, between and after the tables."""

    rows: tuple[Row, ...]
    before: tuple[Paragraph, ...] = ()
    between: tuple[tuple[int, Paragraph], ...] = ()
    """(number of the table that follows, or last table + 1, paragraph)."""
    captions: tuple[str, ...] = ()
    """The column headings as printed, table by table, ' | '-joined."""
    over_header: tuple[str, ...] = ()
    """Lines of one cell over the first table's headings: the head of an order that was pasted into its sheet."""
    noise: tuple[Noise, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    pages: int | None = None
    media_type: str = ""
    source_chars: int = 0
    covered_chars: int = 0
    """Non-blank characters that ended in a column whose role they fit, a heading, a repeated header, text around a
    table or named noise."""
    misfit_chars: int = 0
    """Those that stand in a column whose role they don't fit; covered but for that."""
    doubts: tuple[LayoutDoubt, ...] = ()
    """Tables whose layout is doubtful."""

    @property
    def authored_breaks(self) -> bool:
        """Whether a line break in a cell is one that the author set: in Word, HTML, ODT and sheets, not in print."""
        return self.media_type.startswith(_AUTHORED)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the parser has to know of language, given by ingest as plain functions; parsers import nothing for it."""

    period_score: Callable[[str], float] = field(default=lambda text: 0.0)
    """How much of the text reads as a period, 0..1."""
    responsible_score: Callable[[str], float] = field(default=lambda text: 0.0)
    """How much of the text reads as a list of organisations, roles and people, 0..1."""
    is_word: Callable[[str], bool] = field(default=lambda text: False)
    """Whether this is a Russian word of the dictionary: `проведение` is, `проведе` is not."""
    period_phrases: Callable[[str], tuple[str, ...]] = field(default=lambda text: ())
    """The separate period phrases of a cell, in order: 'март 2024 года май 2024 года' -> two."""
    names_action: Callable[[str], bool] = field(default=lambda text: True)
    """Whether the text begins with a deed: 'Обучение экспертов', 'Провести собрание'; 'Отдел кадров' does not."""
