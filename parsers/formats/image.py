"""Scans and photos as image files: PNG, JPEG, TIFF (of many pages too), BMP and WebP, read by OCR."""

from __future__ import annotations

from pathlib import Path

from parsers.model import Document

MEDIA_TYPE = "image/*"
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")


def claims(head: bytes, name: str) -> bool:
    """Whether the file begins as one of these formats does."""
    riff = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    bitmap = head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00" and len(head) > 54
    return head.startswith(_MAGIC) or riff or bitmap


def read(path: Path) -> Document:
    """All pages of the image. Raises ParseError without tesseract, for a damaged file and for one beyond the bounds."""
    from PIL import Image

    from parsers.formats.ocr.raster import opened, pages_of
    from parsers.formats.ocr.recognise import recognised
    from parsers.formats.page.blocks import document_of

    with opened(path) as picture:
        media_type = Image.MIME.get(picture.format or "", MEDIA_TYPE)
    pages = [recognised(image, dpi, number) for number, (image, dpi) in enumerate(pages_of(path), 1)]
    return document_of(pages, media_type)
