"""RTF by way of LibreOffice: converted to DOCX and read as such."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from parsers.formats import docx
from parsers.formats.office.convert import converted
from parsers.model import Document

MEDIA_TYPE = "application/rtf"


def claims(head: bytes, name: str) -> int:
    """3 for what begins as RTF does."""
    return 3 if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rt") else 0


def read(path: Path) -> Document:
    """The document. Raises ParseError where LibreOffice is missing, cannot open it or takes too long."""
    with converted(path, "docx", ".rtf") as made:
        return replace(docx.read(made), media_type=MEDIA_TYPE)
