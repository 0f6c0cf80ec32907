"""The place of a row in its file: pages drawn with its cells outlined, or the lines of a text, or the cells alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.questions.query import query
from parsers.errors import ParseError
from parsers.registry import claimant, head_of
from warehouse.errors import UnknownItemError

if TYPE_CHECKING:
    import duckdb
    from PIL.Image import Image

Box = tuple[float, float, float, float]
PDF, TEXT = "application/pdf", "text/plain"
MAX_PAGES = 4
"""Pages drawn of one row: none seen runs over more than two page breaks."""
WIDTH = 1400
"""Pixels across a drawn page: its small print is readable, its PNG has some 200 KB."""
AROUND = 3
"""Lines shown before and after those of a row."""
TALLEST = 4
"""Height of a drawn page, in its widths."""
OUTLINE, FILL = (200, 30, 20, 255), (255, 220, 60, 60)
LINE_WIDTH, MARGIN = 3, 2.0
_drawing = threading.Lock()
"""pdfium works in one thread at a time; the pages of several windows are drawn one after another."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page (from 1) as PNG, the cells of the row outlined."""

    page: int
    png: bytes


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a text file (from 1); `own` where the row stands on it."""

    number: int
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where a row stands: `images` for PDF, scans and photos, `lines` for text; `cells` (role, text) always."""

    source_name: str
    locator: str
    cells: tuple[tuple[str, str], ...]
    images: tuple[PageImage, ...] = ()
    lines: tuple[SourceLine, ...] = ()
    problem: str = ""


def source_place(connection: duckdb.DuckDBPyConnection, curated: Path, order_id: str, item_id: str) -> SourcePlace:
    """The place of a row; `problem` says in Russian why the kept file can't be shown.

    Raises UnknownItemError where the order has no such row.
    """
    found = query(connection, "item_place", [order_id, item_id])
    if not found:
        raise UnknownItemError(f"В приказе {order_id} нет строки {item_id}")
    item = found[0]
    cells = tuple((cell["role"], cell["text"]) for cell in item["raw_cells"] or ())
    images: tuple[PageImage, ...] = ()
    lines: tuple[SourceLine, ...] = ()
    problem = ""
    if item["stored_path"]:
        try:
            images, lines = _shown(curated / item["stored_path"], item)
        except (ParseError, OSError) as error:
            problem = str(error)
    return SourcePlace(item["source_name"] or "", item["locator"] or "", cells, images, lines, problem)


def _shown(path: Path, item: Mapping[str, Any]) -> tuple[tuple[PageImage, ...], tuple[SourceLine, ...]]:
    boxes = boxes_by_page(item)
    if boxes:
        media_type = claimant(path, head_of(path)).MEDIA_TYPE
        drawn = _pdf_pages if media_type == PDF else _scanned_pages
        with _drawing:
            pages = list(drawn(path, boxes))
        return tuple(
            PageImage(number, _png(_outlined(page, scale, boxes[number]))) for number, page, scale in pages
        ), ()
    numbers = [cell["line"] for cell in item["raw_cells"] or () if cell["line"]]
    if not numbers:
        return (), ()
    last = max(cell["line"] + cell["text"].count("\n") for cell in item["raw_cells"] if cell["line"])
    return (), tuple(lines_around(_text(path), min(numbers), last))


def page_images(path: Path, boxes: Mapping[int, Sequence[Box]]) -> Iterator[PageImage]:
    """Pages of a PDF or an image file, boxes by page (from 1) outlined. Raises ParseError for an unreadable file."""
    pages = _pdf_pages if claimant(path, head_of(path)).MEDIA_TYPE == PDF else _scanned_pages
    with _drawing:
        drawn = list(pages(path, boxes))
    for number, page, scale in drawn:
        yield PageImage(number, _png(_outlined(page, scale, boxes[number])))


def boxes_by_page(item: Mapping[str, Any]) -> dict[int, list[Box]]:
    """Boxes of a row's cells in points by page; of the row as a whole where its cells have none."""
    found: dict[int, list[Box]] = {}
    for cell in item["raw_cells"] or ():
        if cell["page"] and cell["bbox"]:
            found.setdefault(cell["page"], []).append(_box(cell["bbox"]))
    if not found and item["page_from"] and item["bbox"]:
        found[item["page_from"]] = [_box(item["bbox"])]
    return {page: found[page] for page in sorted(found)[:MAX_PAGES]}


def _box(values: Sequence[float]) -> Box:
    return values[0], values[1], values[2], values[3]


def _pdf_pages(path: Path, numbers: Mapping[int, object]) -> Iterator[tuple[int, Image, float]]:
    """(number, page, pixels a point) of the pages of a PDF."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ParseError("Файл PDF не открывается") from error
    with document:
        for number in numbers:
            if number <= len(document):
                page = document[number - 1]
                scale = min(WIDTH / max(page.get_width(), 1.0), TALLEST * WIDTH / max(page.get_height(), 1.0))
                yield number, page.render(scale=scale).to_pil(), scale


def _scanned_pages(path: Path, numbers: Mapping[int, object]) -> Iterator[tuple[int, Image, float]]:
    """The same of an image file; its points are those in which the scan was read."""
    from PIL import Image as Pillow

    from parsers.formats.ocr.raster import frame_of, opened

    with opened(path) as picture:
        for number in numbers:
            grey, dpi = frame_of(picture, number - 1)
            page = Pillow.fromarray(grey)
            shrink = min(1.0, WIDTH / page.width)
            size = (round(page.width * shrink), max(1, round(page.height * shrink)))
            yield number, page.resize(size), shrink * dpi / 72.0


def _outlined(page: Image, scale: float, boxes: Sequence[Box]) -> Image:
    from PIL import Image as Pillow
    from PIL import ImageDraw

    base = page.convert("RGBA")
    layer = Pillow.new("RGBA", base.size)
    brush = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        corners = ((left - MARGIN) * scale, (top - MARGIN) * scale, (right + MARGIN) * scale, (bottom + MARGIN) * scale)
        brush.rectangle(corners, fill=FILL, outline=OUTLINE, width=LINE_WIDTH)
    return Pillow.alpha_composite(base, layer).convert("RGB")


def _png(page: Image) -> bytes:
    """A small PNG: 64 colours are enough for print and an outline."""
    content = BytesIO()
    page.quantize(64).save(content, "PNG")
    return content.getvalue()


def _text(path: Path) -> str:
    from parsers.formats.text import decode

    return decode(path.read_bytes())


def lines_around(text: str, first: int, last: int) -> Iterator[SourceLine]:
    """Lines `first` to `last` of a text (from 1) with some before and after."""
    lines = text.split("\n")
    for number in range(max(1, first - AROUND), min(len(lines), last + AROUND) + 1):
        yield SourceLine(number, lines[number - 1], first <= number <= last)
