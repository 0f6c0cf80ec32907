"""Page images to recognise: a page of a PDF drawn, the pages of an image file decoded; sizes are checked before."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from parsers.errors import ParseError
from parsers.formats.ocr.tesseract import Image
from parsers.limits import MAX_PIXELS, MAX_READ_PIXELS, MAX_SCAN_PAGES

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image as Picture

_A4_INCHES = 11.69
_PAGE_INCHES = (5.0, 24.0)
"""What the longer side of a sheet may measure; the resolution of photos is made up."""


def drawn(page: pypdfium2.PdfPage, dpi: float) -> tuple[Image, float]:
    """The page in colour, and the resolution: `dpi`, or less where the page is very large."""
    width, height = page.get_size()
    dpi = min(dpi, (MAX_READ_PIXELS * 72.0 * 72.0 / max(width * height, 1.0)) ** 0.5)
    pixels = page.render(scale=dpi / 72.0, rev_byteorder=True).to_numpy()
    return np.array(pixels[..., :3], dtype=np.uint8), dpi


@contextmanager
def opened(path: Path) -> Iterator[Picture]:
    """The image file, not yet decoded. Raises ParseError for what is damaged or has too many pixels or pages."""
    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Pillow.open(path)
    except (OSError, ValueError, Pillow.DecompressionBombError) as error:
        raise ParseError("Изображение повреждено или слишком велико: его не удалось открыть", "open") from error
    with picture:
        frames = getattr(picture, "n_frames", 1)
        if frames > MAX_SCAN_PAGES:
            raise ParseError(f"В файле {frames} страниц-изображений; распознаётся не больше {MAX_SCAN_PAGES}", "open")
        yield picture


def pages_of(path: Path) -> Iterator[tuple[Image, float]]:
    """Each page of an image file with its resolution. Raises ParseError."""
    with opened(path) as picture:
        for frame in range(getattr(picture, "n_frames", 1)):
            yield frame_of(picture, frame)


def frame_of(picture: Picture, frame: int) -> tuple[Image, float]:
    """One page of an opened image, grey or in colour, with its resolution. Raises ParseError."""
    from PIL import ImageOps

    try:
        picture.seek(frame)
        if picture.width * picture.height > MAX_PIXELS:
            raise ParseError(f"Изображение больше {MAX_PIXELS // 10**6} млн точек", "open")
        dpi = _resolution(picture)
        pixels = _pixels(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError) as error:
        raise ParseError("Изображение повреждено или неполно: его не удалось прочитать") from error
    return pixels, dpi


def _pixels(picture: Picture) -> Image:
    """Grey levels, or red, green and blue, on white paper, whatever the mode."""
    from PIL import Image as Pillow

    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        levels = np.asarray(picture, dtype=np.float32)
        return np.asarray(levels * (255.0 / max(float(levels.max()), 1.0)), dtype=np.uint8)
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA"):
        layer = picture.convert("RGBA")
        picture = Pillow.alpha_composite(Pillow.new("RGBA", layer.size, "white"), layer)
    return np.array(picture.convert("L" if picture.mode in ("1", "L") else "RGB"), dtype=np.uint8)


def _resolution(picture: Picture) -> float:
    """Pixels per inch as the file says, where that makes a sheet of paper; else those of an A4 page."""
    longer = max(picture.size)
    stated = picture.info.get("dpi", (0, 0))
    dpi = float(stated[0] or 0) if isinstance(stated, tuple) else 0.0
    low, high = _PAGE_INCHES
    return dpi if dpi > 0 and low <= longer / dpi <= high else longer / _A4_INCHES
