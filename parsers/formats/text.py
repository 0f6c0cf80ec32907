"""Plain text: paragraphs, and tables whose cells are set apart by tabs, bars or lines, as copied from an order.

A run of rows is one Grid; a blank line within a table is a page break, so the next run is the next Grid. Text knows no
merged cells: `spans_known` is False. Locators are line numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.plain.cuts import Cut, cuts_of
from parsers.formats.plain.rows import TextLine, TextRow
from parsers.formats.plain.segments import Prose, Rows, Segment, segments
from parsers.formats.plain.streams import find as find_streams
from parsers.formats.plain.whole import whole
from parsers.model import (
    Alternative,
    Block,
    Cell,
    Document,
    Grid,
    Hints,
    Leftover,
    Locator,
    Noise,
    NoiseKind,
    Paragraph,
)
from parsers.tables.cell_profile import Senses
from parsers.text.hyphens import Healer
from parsers.text.lost_text import STRUCK
from parsers.text.markup import drawn, is_bold, without_markdown, without_reply_marks, without_struck, without_tags
from parsers.text.wording import nonblank

MEDIA_TYPE = "text/plain"
MAX_BYTES = 50 * 2**20
"""An order of a hundred pages is half a megabyte of text."""
SIGNATURES = (b"%PDF", b"{\\rtf", b"PK\x03\x04")
"""How files of other formats begin that hold text, too."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.002
"""Share of control bytes in a text: Word leaves its soft hyphens (1F) behind, other programs a page mark or two."""
_PRINTED_AS = dict.fromkeys((*range(1, 9), *range(14, 27), 28, 29), " ") | {0x1E: "-", 0x1F: "\u00ad"}
"""Control characters as text: Word's unbreakable and soft hyphens, everything else a blank."""
_MARKED_UP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


def claims(head: bytes, name: str) -> int:
    """1 (least of all formats) for what decodes to text, 0 for anything binary, marked up or empty."""
    if not head.strip() or head.startswith(SIGNATURES) or _MARKED_UP.match(head):
        return 0
    if any(head.startswith(bom) for bom, _ in _BOMS):
        return 1
    if wide_encoding(head):
        return 1
    return 0 if len(_CONTROL.findall(head)) > len(head) * _MOST_CONTROL or b"\x00" in head else 1


def read(path: Path) -> Document:
    """The text of a file in any usual encoding (UTF-8, UTF-16, Windows-1251, KOI8-R, CP866).

    Raises ParseError for a file above MAX_BYTES, one that no encoding makes Russian text of, and too many cells.
    """
    if path.stat().st_size > MAX_BYTES:
        raise ParseError(f"Текстовый файл больше {MAX_BYTES // 2**20} МБ: это не приказ.", "open")
    return read_text(decode(path.read_bytes()))


def decode(data: bytes) -> str:
    """The text of the bytes, line ends as '\\n'. Raises ParseError where no encoding fits."""
    text = data.decode(encoding_of(data), errors="replace")
    if text.count("�") > len(text) // 100:
        raise ParseError("Не удалось определить кодировку текста.", "read")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").translate(_PRINTED_AS)


def encoding_of(data: bytes) -> str:
    """The encoding of a text: by its mark, by strict UTF-8, else the likeliest of the Russian ones."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if wide := wide_encoding(data[:4096]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 and error.reason == "unexpected end of data":
            return "utf-8"
        return _russian_encoding(data[: 1 << 16])
    return "utf-8"


def wide_encoding(head: bytes) -> str:
    """UTF-16 without a mark: every second byte of Russian text is 0x04 or 0x00."""
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(high) >= 8 and high.count(0) + high.count(4) > 0.9 * len(high):
            return name
    return ""


def _russian_encoding(sample: bytes) -> str:
    """Windows-1251, KOI8-R or CP866, whichever charset-normalizer finds the most coherent Russian in."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=["cp1251", "koi8_r", "cp866", "mac_cyrillic"]).best()
    return best.encoding if best else "cp1251"


def read_text(text: str) -> Document:
    """Blocks of a decoded text. Drawn lines, marks of Markdown and quoted mail are noise; tags, tabs, bars syntax."""
    text, marks = without_reply_marks(text)
    text, struck = without_struck(text)
    found = list(segments(text))
    if not any(isinstance(segment, Rows) and len(segment.rows[0].cells) > 2 for segment in found):
        found = list(_with_stream(text)) or found
    beside = _Beside(marks, tuple(Leftover(words, STRUCK, Locator(line=line)) for line, words in struck))
    read = whole(_document(found), text)
    return beside.told(replace(read, alternatives=tuple(_alternatives(text, beside))))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a text holds beside what is read of it: marks of quoted mail, and what is struck out."""

    marks: str
    struck: tuple[Leftover, ...]

    def told(self, document: Document) -> Document:
        """A reading of the text with it."""
        noise = (Noise(NoiseKind.MARKUP, self.marks),) if self.marks else ()
        chars = len(self.marks) + sum(nonblank(item.text) for item in self.struck)
        return replace(
            document,
            noise=(*document.noise, *noise),
            leftovers=(*document.leftovers, *self.struck),
            source_chars=document.source_chars + chars,
        )


def _document(found: Iterable[Segment]) -> Document:
    reading = _Reading()
    for segment in found:
        reading.take(segment)
    return Document(MEDIA_TYPE, tuple(reading.blocks), tuple(reading.noise), source_chars=reading.chars)


def _alternatives(text: str, beside: _Beside) -> Iterator[Alternative]:
    """Other readings of a text, in which the content tells the cells apart."""

    def reader(cut: Cut) -> Callable[[Hints], Document | None]:
        def read(hints: Hints) -> Document | None:
            found = cut(text, Senses(hints, Healer.of((), hints)))
            return beside.told(whole(_document(found), text)) if found else None

        return read

    for name, cut in cuts_of(text):
        yield Alternative(name, reader(cut))


def _with_stream(text: str) -> Iterator[Segment]:
    """The text with the tables whose cells stand one under another; nothing where it has none."""
    lines = text.split("\n")
    done = 0
    for stream in find_streams([TextLine(number, line) for number, line in enumerate(lines, 1)]):
        yield from _moved(segments("\n".join(lines[done : stream.start - 1])), done)
        for place, (_, rows) in enumerate(groupby(stream.rows, key=stream.lacks_cells)):
            yield Rows(list(rows), () if place else stream.captions)
        done = stream.end - 1
    if done:
        yield from _moved(segments("\n".join(lines[done:])), done)


def _moved(rest: Iterator[Segment], by: int) -> Iterator[Segment]:
    """Segments of a later part of the text with its line numbers."""
    for segment in rest:
        if isinstance(segment, Prose):
            segment.lines = [TextLine(line.number + by, line.text) for line in segment.lines]
        elif isinstance(segment, Rows):
            segment.rows = [TextRow(row.cells, row.line + by, row.line_to + by) for row in segment.rows]
        yield segment


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    blocks: list[Block] = field(default_factory=list)
    noise: list[Noise] = field(default_factory=list)
    cells: int = 0
    chars: int = 0

    def take(self, segment: Segment) -> None:
        """One more piece of the text. Raises ParseError for more cells than an order can have."""
        if isinstance(segment, Prose):
            self._prose(segment)
        elif isinstance(segment, Rows):
            self._rows(segment)
        else:
            self._noise(NoiseKind.DASHES, drawn(segment.line.text), Locator(line=segment.line.number))

    def _noise(self, kind: NoiseKind, text: str, locator: Locator) -> None:
        self.noise.append(Noise(kind, text, locator))
        self.chars += nonblank(text)

    def _prose(self, prose: Prose) -> None:
        locator = Locator(line=prose.lines[0].number, line_to=prose.lines[-1].number)
        printed = "\n".join(line.text for line in prose.lines)
        text, marks = without_markdown(printed)
        if marks:
            self._noise(NoiseKind.MARKUP, marks, locator)
        self.blocks.append(Paragraph(without_tags(text), locator, bold=is_bold(printed)))
        self.chars += nonblank(without_tags(text))

    def _rows(self, segment: Rows) -> None:
        self.cells += sum(len(row.cells) for row in segment.rows)
        if self.cells > limits.MAX_CELLS:
            raise ParseError(f"В таблицах больше {limits.MAX_CELLS} ячеек: это не приказ.", "read")
        for caption in segment.captions:
            self._noise(NoiseKind.CAPTION, caption.text, Locator(line=caption.number))
        cells = tuple(
            Cell(text, place, col, locator=_locator(row), bold=is_bold(printed))
            for place, row in enumerate(segment.rows)
            for col, printed in enumerate(row.cells)
            if (text := without_markdown(without_tags(printed.strip()))[0])
        )
        self.chars += sum(nonblank(cell.text) for cell in cells)
        width = max(len(row.cells) for row in segment.rows)
        place = Locator(line=segment.rows[0].line, line_to=segment.rows[-1].line_to)
        self.blocks.append(Grid(len(segment.rows), width, cells, place))


def _locator(row: TextRow) -> Locator:
    return Locator(line=row.line, line_to=row.line_to if row.line_to != row.line else None)
