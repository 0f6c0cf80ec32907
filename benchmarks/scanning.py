"""Makes scans of PDF pages: resolution, skew, noise, blur, a stamp over the table; one seed, one scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any


@dataclass(frozen=True)
class Quality:
    """How a page was scanned. noise: standard deviation of grey levels; stamp: a round stamp over the table."""

    dpi: int = 300
    skew: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    stamp: bool = False
    jpeg: int = 85
    bilevel: bool = False
    """Black and white only, as office scanners save to keep files small."""


CLEAN = Quality()
NOISY = Quality(dpi=200, skew=0.6, noise=14, blur=0.5, jpeg=70)
HARD = Quality(dpi=150, skew=1.7, noise=18, blur=0.6, stamp=True, jpeg=60)


def page_images(pdf: Path, quality: Quality = CLEAN, seed: int = 0) -> Iterator[Any]:
    """The pages of a PDF as grey PIL images, spoiled as `quality` says."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    random = Random(f"{seed}-{pdf.stem}")
    for number in range(len(document)):
        image = document[number].render(scale=quality.dpi / 72, grayscale=True).to_pil().convert("L")
        yield spoil(image, quality, random)
    document.close()


def spoil(image: Any, quality: Quality, random: Random) -> Any:
    """Stamp, blur, skew, noise: in the order in which paper and scanner add them."""
    import numpy
    from PIL import Image, ImageFilter

    if quality.stamp:
        image = _stamped(image, random, quality.dpi)
    if quality.blur:
        image = image.filter(ImageFilter.GaussianBlur(quality.blur))
    if quality.skew:
        angle = quality.skew * random.choice((-1, 1)) * random.uniform(0.6, 1)
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=255)
    if quality.noise:
        noise = numpy.random.default_rng(random.randrange(2**32)).normal(0, quality.noise, (image.height, image.width))
        image = Image.fromarray(numpy.clip(numpy.asarray(image, dtype=float) + noise - 4, 0, 255).astype("uint8"))
    return image.point(lambda grey: 255 * (grey > 160), "1") if quality.bilevel else image


def _stamped(image: Any, random: Random, dpi: int) -> Any:
    """A round stamp with a signature stroke over the table, in the grey that blue ink gives."""
    from PIL import ImageChops, ImageDraw

    layer = image.copy()
    layer.paste(255, (0, 0, *image.size))
    draw, radius = ImageDraw.Draw(layer), round(0.75 * dpi)
    x = random.randint(radius, max(radius, image.width - radius))
    y = random.randint(image.height // 3, image.height - radius)
    for inset in (0, radius // 8, radius // 2):
        box = (x - radius + inset, y - radius + inset, x + radius - inset, y + radius - inset)
        draw.ellipse(box, outline=130, width=max(1, dpi // 75))
    points = [(x - radius + step * radius // 8, y + random.randint(-radius // 2, radius // 2)) for step in range(18)]
    draw.line(points, fill=110, width=max(1, dpi // 75), joint="curve")
    return ImageChops.darker(image, layer)


def write_scan(pdf: Path, target: Path, quality: Quality = CLEAN, seed: int = 0) -> Path:
    """The pages as images only, in one file for .pdf and .tif; else as `target` with -1, -2..., the first is given."""
    images = list(page_images(pdf, quality, seed))
    if target.suffix == ".pdf":
        rest = {"save_all": True, "append_images": images[1:], "resolution": quality.dpi}
        rest |= {} if quality.bilevel else {"quality": quality.jpeg}
        images[0].save(target, "PDF", **rest)
        return target
    if target.suffix in (".tif", ".tiff"):
        images[0].save(target, save_all=True, append_images=images[1:], dpi=(quality.dpi,) * 2, compression="tiff_lzw")
        return target
    paths = [target.with_stem(f"{target.stem}-{number}") for number in range(1, len(images) + 1)]
    for image, path in zip(images, paths, strict=True):
        image.save(path, dpi=(quality.dpi,) * 2)
    return paths[0]
