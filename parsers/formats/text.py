"""Plain text: paragraphs, and tables whose cells are set apart by tabs, as saved or copied from an order.

A run of lines with tabs is one Grid; a blank line within a table is a page break, so the next run is the next Grid.
Tabs know no merged cells: `spans_known` is False. Locators are line numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from parsers import limits
from parsers.errors import ParseError
from parsers.markup import drawn, is_bold, is_rule, without_markdown, without_tags
from parsers.model import Block, Cell, Document, Grid, Locator, Noise, NoiseKind, Paragraph
from parsers.wording import nonblank

MEDIA_TYPE = "text/plain"
MAX_BYTES = 50 * 2**20
"""An order of a hundred pages is half a megabyte of text."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HTML_HEAD = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|\?xml)[\s>]", re.IGNORECASE)


def claims(head: bytes, name: str) -> int:
    """1 (least of all formats) for what decodes to text, 0 for anything binary, marked up or empty."""
    if not head.strip() or head.startswith((b"%PDF", b"{\\rtf", b"PK\x03\x04")) or _HTML_HEAD.search(head[:1024]):
        return 0
    if any(head.startswith(bom) for bom, _ in _BOMS):
        return 1
    if _utf16_of(head):
        return 1
    return 0 if _CONTROL.search(head) else 1


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
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def encoding_of(data: bytes) -> str:
    """The encoding of a text: by its mark, by strict UTF-8, else the likeliest of the Russian ones."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if wide := _utf16_of(data[:4096]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 and error.reason == "unexpected end of data":
            return "utf-8"
        return _russian_encoding(data[: 1 << 16])
    return "utf-8"


def _utf16_of(head: bytes) -> str:
    """UTF-16 without a mark: every second byte of Russian text is 0x04 or 0x00."""
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(high) >= 8 and sum(byte in (0, 4) for byte in high) > 0.9 * len(high):
            return name
    return ""


def _russian_encoding(sample: bytes) -> str:
    """Windows-1251, KOI8-R or CP866, whichever charset-normalizer finds the most coherent Russian in."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=["cp1251", "koi8_r", "cp866", "mac_cyrillic"]).best()
    return best.encoding if best else "cp1251"


@dataclass(slots=True)
class _Reading:
    """What has been read so far; lines are taken in one by one."""

    blocks: list[Block] = field(default_factory=list)
    noise: list[Noise] = field(default_factory=list)
    prose: list[tuple[int, str]] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    cells: int = 0
    chars: int = 0

    def close_prose(self) -> None:
        if self.prose:
            self.blocks.append(self._paragraph())
            self.prose.clear()

    def close_table(self) -> None:
        if self.rows:
            self.blocks.append(_grid(self.rows))
            self.rows.clear()

    def _paragraph(self) -> Paragraph:
        first, last = self.prose[0][0], self.prose[-1][0]
        printed = "\n".join(line for _, line in self.prose)
        text, marks = without_markdown(printed)
        if marks:
            self.noise.append(Noise(NoiseKind.MARKUP, marks, Locator(line=first, line_to=last)))
        return Paragraph(without_tags(text), Locator(line=first, line_to=last), bold=is_bold(printed))

    def rule(self, number: int, line: str) -> None:
        self.noise.append(Noise(NoiseKind.DASHES, drawn(line), Locator(line=number)))
        self.chars += nonblank(drawn(line))

    def text(self, number: int, line: str) -> None:
        self.close_table()
        self.prose.append((number, line))
        self.chars += nonblank(without_tags(line))

    def row(self, number: int, line: str) -> None:
        self.close_prose()
        self.chars += nonblank(without_tags(line))
        cells = line.split("\t", limits.MAX_COLUMNS - 1)
        cells[-1] = cells[-1].replace("\t", " ")
        self.cells += len(cells)
        if self.cells > limits.MAX_CELLS:
            raise ParseError(f"В таблицах больше {limits.MAX_CELLS} ячеек: это не приказ.", "read")
        self.rows.append((number, cells))


def read_text(text: str) -> Document:
    """Blocks of a decoded text. Drawn lines and marks of Markdown are noise; tags are syntax and not counted."""
    reading = _Reading()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            reading.close_prose()
            if "\t" not in line:
                reading.close_table()
        elif is_rule(line):
            reading.rule(number, line)
        elif "\t" in line.strip(" "):
            reading.row(number, line)
        else:
            reading.text(number, line)
    reading.close_prose()
    reading.close_table()
    return Document(MEDIA_TYPE, tuple(reading.blocks), tuple(reading.noise), source_chars=reading.chars)


def _grid(rows: list[tuple[int, list[str]]]) -> Grid:
    cells = tuple(
        Cell(without_tags(text.strip()), place, col, locator=Locator(line=number), bold=is_bold(text))
        for place, (number, texts) in enumerate(rows)
        for col, text in enumerate(texts)
        if text.strip()
    )
    width = max(len(texts) for _, texts in rows)
    return Grid(len(rows), width, cells, Locator(line=rows[0][0], line_to=rows[-1][0]))
