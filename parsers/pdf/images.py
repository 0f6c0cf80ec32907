"""A page as a picture, for showing where a cell stands: the boxes of locators fit it when multiplied by dpi / 72."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.errors import ParseError
from parsers.formats import pdf
from parsers.registry import head_of

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SHOWN_PIXELS = 20_000_000


def page_image(path: Path, page: int, dpi: int = 100) -> bytes:
    """PNG of a page (from 1) of a PDF or an image file at `dpi`. Raises ParseError where there is no such page."""
    head = head_of(path)
    picture = _of_pdf(path, page, dpi) if pdf.claims(head, path.name) else _of_image(path, page, dpi)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _of_pdf(path: Path, page: int, dpi: int) -> Image:
    from parsers.pdf.reader import opened

    with opened(path) as document:
        if not 1 <= page <= len(document):
            raise ParseError(f"В файле нет страницы {page}")
        sheet = document[page - 1]
        width, height = sheet.get_size()
        scale = min(dpi / 72, (MAX_SHOWN_PIXELS / max(width * height, 1.0)) ** 0.5)
        picture: Image = sheet.render(scale=scale).to_pil()
        return picture


def _of_image(path: Path, page: int, dpi: int) -> Image:
    from PIL import Image as Pillow

    from parsers.ocr.raster import frame_of, opened

    with opened(path) as picture:
        if not 1 <= page <= getattr(picture, "n_frames", 1):
            raise ParseError(f"В файле нет страницы {page}")
        pixels, own = frame_of(picture, page - 1)
    height, width = pixels.shape[:2]
    factor = min(dpi / own, (MAX_SHOWN_PIXELS / (width * height)) ** 0.5)
    shown = Pillow.fromarray(pixels)
    return shown.resize((max(round(width * factor), 1), max(round(height * factor), 1)))
