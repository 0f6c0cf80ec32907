"""Old Word files (DOC) by LibreOffice, which keeps merges and numbers, checked by antiword, which keeps every row.

LibreOffice is known to lose a table that ends the document; where antiword finds more rows and more text, its reading
counts, and merged cells are then left to the repair of tables.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from parsers.errors import ParseError
from parsers.formats import docx
from parsers.formats.office.convert import antiword, converted, office, run
from parsers.formats.office.docbook import docbook, docbook_content, docbook_texts
from parsers.formats.office.ole import ole_kind, ole_kind_of
from parsers.formats.office.tables import blocks_of, printed_chars
from parsers.model import Document, Grid
from parsers.text.lost_text import lost, read_texts

MEDIA_TYPE = "application/msword"
LOST_TEXT = 1.005
"""antiword's text longer than LibreOffice's by this factor: something was lost, not only set otherwise."""


def claims(head: bytes, name: str) -> int:
    """3 for a compound file of Word; also for encrypted OOXML and PowerPoint, to be refused in plain words."""
    return 3 if ole_kind(head, name) in ("doc", "encrypted", "ppt") else 0


def read(path: Path) -> Document:
    """The document. Raises ParseError where it is encrypted or broken, or where both programs are missing."""
    kind = ole_kind_of(path)
    if kind == "encrypted":
        raise ParseError("Файл защищён паролем: снимите защиту и загрузите снова.", "open")
    if kind != "doc":
        raise ParseError("Файл не читается: это не документ Word.", "open")
    if office() is None and antiword() is None:
        raise ParseError("Чтобы читать DOC, установите LibreOffice (libreoffice-writer) или antiword.", "open")
    readings = [reading for reading in (_by_office(path), _by_antiword(path)) if reading is not None]
    if not readings:
        raise ParseError("Файл не читается: он повреждён или защищён паролем.")
    return readings[-1] if _has_lost(readings[0], readings[-1]) else readings[0]


def _by_office(path: Path) -> Document | None:
    if office() is None:
        return None
    try:
        with converted(path, "docx", ".doc") as made:
            return replace(docx.read(made), media_type=MEDIA_TYPE)
    except ParseError:
        return None


def _by_antiword(path: Path) -> Document | None:
    program = antiword()
    if program is None:
        return None
    try:
        book = docbook(run([program, "-m", "UTF-8.txt", "-x", "db", str(path.absolute())], "antiword"))
    except ParseError:
        return None
    blocks = blocks_of(docbook_content(book))
    leftovers = tuple(lost(docbook_texts(book), read_texts(blocks)))
    return Document(MEDIA_TYPE, blocks, (), leftovers, source_chars=printed_chars(blocks, leftovers))


def _has_lost(read: Document, other: Document) -> bool:
    return _rows(other) > _rows(read) and other.source_chars > LOST_TEXT * read.source_chars


def _rows(document: Document) -> int:
    return sum(block.rows for block in document.blocks if isinstance(block, Grid))
