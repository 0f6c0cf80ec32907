"""Word documents as one XML file: flat OPC (Word 2007 and later) and Word 2003 XML, read as DOCX."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from parsers import limits
from parsers.errors import ParseError
from parsers.formats import docx
from parsers.formats.office import wordml
from parsers.formats.office.package import Package, flat_package, parse_xml
from parsers.model import Document

MEDIA_TYPE = "application/msword+xml"
_SEEN = 4096


def claims(head: bytes, name: str) -> int:
    """3 for XML whose root is Word's package or Word's document of 2003."""
    start = head[:_SEEN]
    return 3 if b"<pkg:package" in start or (b"wordDocument" in start and wordml.NAMESPACE.encode() in start) else 0


def read(path: Path) -> Document:
    """The document. Raises ParseError for broken XML, for what is beyond the bounds, and for a package without Word."""
    if path.stat().st_size > limits.MAX_XML_BYTES:
        raise ParseError(f"Файл больше {limits.MAX_XML_BYTES // 2**20} МБ: это не приказ.", "open")
    root = parse_xml(path.read_bytes(), path.name)
    packed = wordml.packed(root) if root.tag.endswith("}wordDocument") else flat_package(root)
    with Package(packed) as package:
        if package.main_part("word/document.xml") not in package:
            raise ParseError("Файл не читается: в пакете XML нет документа Word.", "open")
        return replace(docx.read_package(package), media_type=MEDIA_TYPE)
