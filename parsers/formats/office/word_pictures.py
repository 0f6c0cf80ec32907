"""Scanned pages pasted into a DOCX as pictures: read by OCR where the text itself holds no table."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from parsers import limits
from parsers.errors import ParseError
from parsers.formats.office.package import Package, Relation
from parsers.formats.office.word_text import MC
from parsers.model import Document

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU = 12_700
"""English metric units in a point."""
PAGE_POINTS = 200.0
"""A picture at least so wide and high (7 cm) is a page, not an emblem or a signature."""
_ENDINGS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif")
_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]{1,12})\s*(pt|in|cm|mm)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}


def page_pictures(root: Any, relations: Mapping[str, Relation]) -> list[str]:
    """Parts of the page-sized pictures in reading order, each place of a picture once."""
    parts = []
    for relation_id, width, height in _pictures(root):
        relation = relations.get(relation_id)
        if relation and min(width, height) >= PAGE_POINTS and relation.target.lower().endswith(_ENDINGS):
            parts.append(relation.target)
    return parts


def _pictures(element: Any) -> Iterator[tuple[str, float, float]]:
    """(relationship, width, height in points) of every picture; of two alternatives the first."""
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            yield from _pictures(child[:1])
        elif child.tag in (f"{_DRAWING}inline", f"{_DRAWING}anchor"):
            yield from _drawn(child)
        elif child.tag == f"{_VML}shape":
            yield from _old(child)
        else:
            yield from _pictures(child)


def _drawn(frame: Any) -> Iterator[tuple[str, float, float]]:
    extent = frame.find(f"{_DRAWING}extent")
    if extent is not None:
        width, height = (_number(extent.get(side)) / _EMU for side in ("cx", "cy"))
        for blip in frame.iter(f"{_MAIN}blip"):
            yield blip.get(f"{_REL}embed", ""), width, height


def _old(shape: Any) -> Iterator[tuple[str, float, float]]:
    sizes = {
        side.lower(): _number(size) * _POINTS[unit.lower()]
        for side, size, unit in _SIZE.findall(shape.get("style", ""))
    }
    for picture in shape.iter(f"{_VML}imagedata"):
        yield picture.get(f"{_REL}id", ""), sizes.get("width", 0.0), sizes.get("height", 0.0)


def _number(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return 0.0


def recognised(package: Package, parts: list[str], media_type: str) -> Document:
    """The pictures as the pages of a scan. Raises ParseError without tesseract and for damaged pictures."""
    from parsers.formats.ocr.raster import pages_of
    from parsers.formats.ocr.recognise import recognise
    from parsers.formats.page.blocks import document_of

    if len(parts) > limits.MAX_SCAN_PAGES:
        raise ParseError(f"В файле {len(parts)} страниц-изображений; распознаётся не больше {limits.MAX_SCAN_PAGES}.")
    pages = []
    with tempfile.TemporaryDirectory(prefix="dorkarta-", ignore_cleanup_errors=True) as folder:
        for number, part in enumerate(parts, start=1):
            path = Path(folder) / f"{number}{Path(part).suffix}"
            path.write_bytes(package.read(part, limits.MAX_UNPACKED_BYTES))
            pages += [recognise(image, dpi, number) for image, dpi in pages_of(path)]
    return document_of(pages, media_type)
