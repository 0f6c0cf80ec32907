"""HTML as saved from legal portals and by Word ("web page", also the single-file MHTML)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats import text
from parsers.formats.office.html_body import PageReader
from parsers.formats.office.html_closing import closed
from parsers.formats.office.html_head import is_page, islands
from parsers.formats.office.html_source import source_texts
from parsers.formats.office.tables import Content, Line, Table, blocks_of, printed_chars
from parsers.model import Block, Document, Grid, Leftover, Locator, Noise, NoiseKind
from parsers.text.lost_text import STRUCK, lost, read_texts

MEDIA_TYPE = "text/html"
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""")
_MHTML = re.compile(
    rb"^(?:MIME-Version|From|Content-Type|Date|Subject):.{0,4000}?multipart/related", re.DOTALL | re.I | re.M
)


def claims(head: bytes, name: str) -> int:
    """2 for what browsers show as a page, whatever it begins with, for text with an HTML table, and for MHTML."""
    if head.startswith(text.SIGNATURES):
        return 0
    if _is_mhtml(head):
        return 2
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return 2 if is_page(head.decode("utf-16", "ignore")) else 0
    wide = text.wide_encoding(head)
    return 2 if is_page(head.decode(wide or "latin-1", "ignore").removeprefix("\u00ef\u00bb\u00bf")) else 0


def read(path: Path) -> Document:
    """The page's text and tables, in whatever encoding it is. Raises ParseError for what is too large or too deep."""
    if path.stat().st_size > limits.MAX_XML_BYTES:
        raise ParseError(f"Веб-страница больше {limits.MAX_XML_BYTES // 2**20} МБ: это не приказ.", "open")
    return _document(path.read_bytes())


def content_of(data: bytes) -> Content:
    """The lines and tables of a page given as bytes."""
    return PageReader().content(_tree(_page(data)))


def _document(data: bytes) -> Document:
    page = _page(data)
    pieces = islands(page)
    return _mixed(pieces) if pieces else _of_page(page)


def _of_page(page: str) -> Document:
    reader = PageReader()
    root = _tree(page)
    content = reader.content(root)
    noise = tuple(Noise(NoiseKind.PAGE_HEADER, item) for item in reader.navigation if item)
    struck = tuple(Leftover(item, STRUCK) for item in reader.struck)
    if not any(isinstance(part, Table) for part in content):
        read = _as_text(content, noise)
    else:
        blocks = blocks_of(content)
        read = Document(MEDIA_TYPE, blocks, noise, source_chars=printed_chars(blocks, noise))
    left = struck + tuple(lost(source_texts(root), read_texts(read.blocks, read.noise, (*read.leftovers, *struck))))
    chars = read.source_chars + printed_chars((), left)
    return replace(read, leftovers=read.leftovers + left, source_chars=chars)


def _mixed(pieces: list[str]) -> Document:
    """Markdown or plain text with HTML tables in it: the text line by line, the tables as browsers show them."""
    read, line, tables = Document(MEDIA_TYPE, ()), 0, 0
    for number, piece in enumerate(pieces):
        part = _of_page(piece) if number % 2 else text.read_text("\n" * line + piece)
        filled = (block for block in part.blocks if isinstance(block, Grid) or block.text.strip())
        blocks = tuple(_counted(block, tables) if number % 2 else block for block in filled)
        tables += number % 2
        read = replace(
            read,
            blocks=read.blocks + blocks,
            noise=read.noise + part.noise,
            leftovers=read.leftovers + part.leftovers,
            source_chars=read.source_chars + part.source_chars,
        )
        line += piece.count("\n")
    return read


def _counted(block: Block, tables: int) -> Block:
    """A block of a table read by itself, named by the number that the table has in the whole text."""
    name = f"таблица {tables + 1}"

    def moved(locator: Locator) -> Locator:
        return replace(locator, path=re.sub(r"^таблица \d+", name, locator.path or ""))

    if isinstance(block, Grid):
        cells = tuple(replace(cell, locator=moved(cell.locator)) for cell in block.cells)
        return replace(block, cells=cells, locator=moved(block.locator))
    return block


def _as_text(content: Content, noise: tuple[Noise, ...]) -> Document:
    """A page without tables: its lines are read as plain text is, since portals print a cell on a line of its own."""
    lines = [part.text for part in content if isinstance(part, Line)]
    read = text.read_text("\n\n".join(line for line in lines if line))
    chars = read.source_chars + printed_chars((), noise)
    return Document(MEDIA_TYPE, read.blocks, noise + read.noise, read.leftovers, source_chars=chars)


def _page(data: bytes) -> str:
    return decode(_html_of_mhtml(data) if _is_mhtml(data[:65536]) else data)


def _tree(page: str) -> Any:
    """The page as an lxml element. Raises ParseError for what is nested deeper than libxml2's 255."""
    import lxml.html

    page = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(closed(page).encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError) as error:
        raise ParseError("Веб-страница пуста или не читается.") from error
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        raise ParseError("Веб-страница не читается: таблицы или разделы вложены слишком глубоко.")
    return root


def decode(data: bytes) -> str:
    """The text of a page: by its byte order mark, as strict UTF-8, as it declares itself, else as Russian text."""
    declared = _CHARSET.search(data[:4096])
    if data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff") or text.wide_encoding(data[:4096]):
        return text.decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return text.decode(data)


def _is_mhtml(head: bytes) -> bool:
    return bool(_MHTML.search(head[:8192]))


def _html_of_mhtml(data: bytes) -> bytes:
    """The first HTML part of a single-file web page."""
    import email

    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(payload, bytes):
                declared = b'<meta charset="%s">' % charset.encode("ascii", "ignore") if charset else b""
                return declared + payload if declared and not _CHARSET.search(payload[:4096]) else payload
    raise ParseError("В веб-архиве (MHTML) нет страницы.")
