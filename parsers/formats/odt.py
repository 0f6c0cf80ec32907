"""OpenDocument from its XML: ODT, ODS and their templates, also as one flat file (FODT)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.odf_body import OdfReader
from parsers.formats.office.odf_source import document_texts, header_texts
from parsers.formats.office.odf_styles import OFFICE, STYLE, TEXT, OdfStyles
from parsers.formats.office.package import Package, package_kind, parse_xml
from parsers.formats.office.sheets import sheet_content
from parsers.formats.office.tables import Content, Table, blocks_of, printed_chars, string_of
from parsers.model import Document, Leftover, Noise, NoiseKind
from parsers.text.lost_text import STRUCK, SourceText, lost, read_texts

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
SHEET_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def claims(head: bytes, name: str) -> int:
    """3 for OpenDocument texts and spreadsheets, packed or flat."""
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        return 3 if b"<office:document" in head[:4096] else 0
    return 3 if package_kind(head).startswith((MEDIA_TYPE, SHEET_MEDIA_TYPE)) else 0


def read(path: Path) -> Document:
    """The document with its changes accepted. Raises ParseError for what is broken, encrypted or beyond the bounds."""
    with path.open("rb") as file:
        packed = file.read(4) == b"PK\x03\x04"
    if not packed:
        if path.stat().st_size > limits.MAX_XML_BYTES:
            raise ParseError(f"Файл больше {limits.MAX_XML_BYTES // 2**20} МБ: это не приказ.", "open")
        root = parse_xml(path.read_bytes(), path.name)
        return _document(root, [root])
    with Package(path) as package:
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise ParseError("Файл защищён паролем: снимите защиту и загрузите снова.", "open")
        root = package.xml("content.xml")
        styles = package.optional_xml("styles.xml")
        return _document(root, [root] if styles is None else [styles, root])


def _document(root: Any, parts: list[Any]) -> Document:
    body = root.find(f"{OFFICE}body")
    if body is None or not len(body):
        raise ParseError("В файле нет текста документа: часть office:body отсутствует.")
    paged = next(body.iter(f"{TEXT}soft-page-break"), None) is not None
    reader = OdfReader(OdfStyles(parts), paged)
    content: Content = []
    for story in body:
        told = reader.content(story)
        content += _sheets(told) if story.tag == f"{OFFICE}spreadsheet" else told
    pages, reader.page = reader.page, None
    noise = [Noise(NoiseKind.FOOTNOTE, text) for text in reader.notes if text]
    noise += [Noise(NoiseKind.PAGE_HEADER, text) for text in _headers(parts, reader)]
    blocks = blocks_of(content)
    leftovers = tuple(Leftover(text, "текст скрыт объединением ячеек") for text in reader.hidden)
    leftovers += tuple(Leftover(text, STRUCK) for text in reader.struck)
    source: list[SourceText] = [*document_texts(root), *header_texts(parts)]
    leftovers += tuple(lost(source, read_texts(blocks, noise, leftovers)))
    media_type = MEDIA_TYPE if body.find(f"{OFFICE}spreadsheet") is None else SHEET_MEDIA_TYPE
    return Document(media_type, blocks, tuple(noise), leftovers, pages, printed_chars(blocks, noise, leftovers))


def _sheets(content: Content) -> Content:
    """The tables of a spreadsheet, each with the text above and below it set apart."""
    return [part for table in content if isinstance(table, Table) for part in sheet_content(table)]


def _headers(parts: list[Any], reader: OdfReader) -> list[str]:
    """The distinct texts of page headers and footers."""
    texts: dict[str, None] = {}
    for root in parts:
        for page in root.iter(f"{STYLE}master-page"):
            for part in page:
                if part.tag in (f"{STYLE}header", f"{STYLE}footer", f"{STYLE}header-first", f"{STYLE}footer-first"):
                    texts[string_of(reader.content(part))] = None
    return [text for text in texts if text]
