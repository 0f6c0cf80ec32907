"""PDF: born-digital pages by their text layer and rulings, scanned pages by OCR, page by page."""

from __future__ import annotations

from pathlib import Path

from parsers.model import Document

MEDIA_TYPE = "application/pdf"


def claims(head: bytes, name: str) -> bool:
    """Whether '%PDF-' stands within the first kilobyte, as readers allow."""
    return b"%PDF-" in head[:1024]


def read(path: Path) -> Document:
    """All pages. Raises ParseError for a damaged or password-protected file and for one beyond the bounds."""
    from parsers.formats.pdf.reader import read_pages

    return read_pages(path, MEDIA_TYPE)
