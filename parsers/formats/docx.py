"""DOCX (also DOCM, DOTX, strict OOXML) from its XML: merged cells, automatic numbers, accepted changes, text boxes.

Nothing is rendered: pages are known only where Word left its marks of page breaks (lastRenderedPageBreak).
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.package import Package, package_kind
from parsers.formats.office.tables import Content, blocks_of, printed_chars, string_of
from parsers.formats.office.word_body import BodyReader
from parsers.formats.office.word_numbering import Numbering
from parsers.formats.office.word_pictures import page_pictures, recognised
from parsers.formats.office.word_source import source_texts
from parsers.formats.office.word_styles import Styles, W
from parsers.model import Document, Grid, Leftover, Noise, NoiseKind
from parsers.text.lost_text import STRUCK, SourceText, lost, read_texts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PRINTED_PARTS = ("footnotes", "endnotes", "diagramData", "chart")
"""Related parts whose texts are printed, beside page headers and footers."""
LETTERHEAD_LETTERS = 15
"""A first-page header with at least so many letters is the order's letterhead, not a mark of the page."""


def claims(head: bytes, name: str) -> int:
    """3 for a zip package with Word's parts."""
    return 3 if package_kind(head) == "word" else 0


def read(path: Path) -> Document:
    """The document with its changes accepted. Raises ParseError for what is broken, encrypted or beyond the bounds."""
    with Package(path) as package:
        return read_package(package)


def read_package(package: Package) -> Document:
    """The same for a package that is open."""
    return _Reader(package).document()


class _Reader:
    """One DOCX being read."""

    def __init__(self, package: Package, depth: int = 0) -> None:
        self._package, self._depth = package, depth
        self._part = package.main_part("word/document.xml")
        self._relations = package.relations(self._part)
        self._root = package.xml(self._part)
        styles = Styles(package.optional_xml(self._related("styles")))
        self._numbering = Numbering(package.optional_xml(self._related("numbering")), styles)
        paged = next(self._root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self._unread: list[Leftover] = []
        self._inner_texts: list[SourceText] = []
        self._body = BodyReader(styles, self._numbering, paged, self._chunk, self._object)

    def _related(self, kind: str) -> str | None:
        return next((relation.target for relation in self._relations.values() if relation.kind == kind), None)

    def body(self) -> Any:
        """The element that holds the text. Raises ParseError where there is none."""
        body = self._root.find(f"{W}body")
        if body is None:
            raise ParseError("В файле нет текста документа: часть w:body отсутствует.")
        return body

    def document(self) -> Document:
        """Body, notes and page headers."""
        content = self._body.content(self.body())
        pages, self._body.page = self._body.page, None
        with self._numbering.story():
            letterhead, noise = self._headers()
        for part, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
            with self._numbering.story():
                noise += self._notes(part, name)
        blocks = blocks_of([*letterhead, *content])
        hidden = (Leftover(text, "текст скрыт объединением ячеек") for text in self._body.hidden)
        struck = (Leftover(text, STRUCK) for text in self._body.struck)
        leftovers = (*hidden, *struck, *self._unread)
        pictures = page_pictures(self._root, self._relations)
        if pictures and not any(isinstance(block, Grid) and min(block.rows, block.cols) > 2 for block in blocks):
            scan = recognised(self._package, pictures, MEDIA_TYPE)
            blocks, pages = blocks + scan.blocks, scan.pages
            noise += scan.noise
        leftovers += tuple(lost(self._source(), read_texts(blocks, noise, leftovers)))
        chars = printed_chars(blocks, noise, leftovers)
        return Document(MEDIA_TYPE, blocks, tuple(noise), leftovers, pages, chars)

    def _source(self) -> list[SourceText]:
        """The texts of all parts that Word prints: the body, notes, page headers, diagrams, charts."""
        related = [relation.target for relation in self._relations.values() if relation.kind in PRINTED_PARTS]
        roots = [self._package.optional_xml(part) for part in dict.fromkeys([*related, *self._header_parts()])]
        own = [text for root in (self._root, *roots) if root is not None for text in source_texts(root)]
        return own + self._inner_texts

    def _headers(self) -> tuple[Content, list[Noise]]:
        """(letterhead in the first page's header, noise) of all page headers and footers, each part once."""
        letterhead: Content = []
        noise: list[Noise] = []
        for target, opens in self._header_parts().items():
            root = self._package.optional_xml(target)
            content = self._body.content(root) if root is not None else []
            text = string_of(content)
            if opens and sum(map(str.isalpha, text)) >= LETTERHEAD_LETTERS:
                letterhead = content
            elif text:
                kind = NoiseKind.PAGE_HEADER if any(map(str.isalpha, text)) else NoiseKind.PAGE_NUMBER
                noise.append(Noise(kind, text))
        return letterhead, noise

    def _header_parts(self) -> dict[str, bool]:
        """Parts of page headers and footers: whether it is the header of the document's first page alone."""
        parts: dict[str, bool] = {}
        for number, section in enumerate(self._root.iter(f"{W}sectPr")):
            titled = number == 0 and section.find(f"{W}titlePg") is not None
            for reference in section.iterfind(f"{W}headerReference"):
                first = titled and reference.get(f"{W}type") == "first"
                self._add_part(reference, parts, first)
            for reference in section.iterfind(f"{W}footerReference"):
                self._add_part(reference, parts, False)
        return parts

    def _add_part(self, reference: Any, parts: dict[str, bool], opens: bool) -> None:
        relation = self._relations.get(reference.get(R_ID, ""))
        if relation is not None:
            parts.setdefault(relation.target, opens)

    def _notes(self, part: str, name: str) -> list[Noise]:
        root = self._package.optional_xml(self._related(part))
        notes = root.iterfind(f"{W}{name}") if root is not None else ()
        texts = [string_of(self._body.content(note)) for note in notes if note.get(f"{W}type", "normal") == "normal"]
        return [Noise(NoiseKind.FOOTNOTE, text) for text in texts if text]

    def _chunk(self, relation_id: str) -> Content:
        """An embedded HTML or Word document (w:altChunk), as generators of orders put the whole text into one.

        A document of another kind is named in the leftovers.
        """
        from parsers.formats import html

        relation = self._relations.get(relation_id)
        if relation is None or relation.target not in self._package:
            return []
        data = self._package.read(relation.target, limits.MAX_XML_BYTES)
        if html.claims(data[:65536], relation.target):
            return html.content_of(data)
        if package_kind(data[:65536]) == "word" and self._depth < limits.MAX_NESTING:
            return self._inner_document(data)
        self._unread.append(Leftover(relation.target, "вложенный документ (altChunk) не прочитан"))
        return []

    def _inner_document(self, data: bytes) -> Content:
        """The body of a DOCX within this one; what it struck out, hid or embedded is told here."""
        with Package(io.BytesIO(data)) as package:
            inner = _Reader(package, self._depth + 1)
            body = inner.body()
            self._inner_texts += source_texts(inner._root)
            content = inner._body.content(body)
            self._body.hidden += inner._body.hidden
            self._body.struck += inner._body.struck
            self._unread += inner._unread
            return content

    def _object(self, element: Any) -> Content:
        """A sheet of Excel that stands in the text as an object (w:object); other objects are told as not read."""
        from parsers.formats import xlsx

        content: Content = []
        for shown in element.iter(f"{_OFFICE}OLEObject"):
            relation = self._relations.get(shown.get(R_ID, ""))
            if relation is None or relation.target not in self._package:
                continue
            data = self._package.read(relation.target, limits.MAX_UNPACKED_BYTES)
            if package_kind(data[:65536]) == "xl":
                with Package(io.BytesIO(data)) as package:
                    content += xlsx.content_of(package)
            else:
                program = shown.get("ProgID", "") or "неизвестной программы"
                self._unread.append(Leftover(relation.target, f"вложенный объект ({program}) не прочитан"))
        return content
