"""Makes scans of PDF pages: resolution, skew, noise, light, stamps, photos taken askew; one seed, one scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any


@dataclass(frozen=True)
class Quality:
    """How a page was scanned or photographed. Shares are of the page's sides or of its brightness, 0..1."""

    dpi: int = 300
    skew: float = 0.0
    """Degrees at most."""
    noise: float = 0.0
    """Standard deviation of grey levels."""
    blur: float = 0.0
    stamp: bool = False
    """A round stamp over the table."""
    jpeg: int = 85
    bilevel: bool = False
    """Black and white only, as office scanners save to keep files small."""
    colour: bool = False
    """Scanned in colour: the stamp is blue, the paper yellowish."""
    paper: int = 255
    """Grey of the paper."""
    uneven: float = 0.0
    """How much darker the darkest corner is."""
    specks: float = 0.0
    """The share of pixels that are black or white by chance."""
    broken: float = 0.0
    """The share of ruled lines that did not print."""
    askew: float = 0.0
    """How far the corners of a photographed page are from a rectangle."""
    quarters: int = 0
    """Quarter turns of the page."""


CLEAN = Quality()
NOISY = Quality(dpi=200, skew=0.6, noise=14, blur=0.5, jpeg=70)
HARD = Quality(dpi=150, skew=1.7, noise=18, blur=0.6, stamp=True, jpeg=60)

DAMAGES = {
    "jpeg": Quality(dpi=150, skew=1, jpeg=40),
    "uneven": Quality(dpi=200, skew=1, noise=6, uneven=0.5),
    "specks": Quality(dpi=200, skew=0.5, specks=0.01),
    "fax": Quality(dpi=200, skew=1, noise=10, bilevel=True, specks=0.002),
    "broken": Quality(dpi=200, skew=0.5, noise=8, broken=0.15),
    "grey": Quality(dpi=150, skew=1, noise=8, paper=185),
    "colour": Quality(dpi=200, skew=1, noise=6, colour=True, stamp=True, jpeg=60),
    "askew": Quality(dpi=200, askew=0.02, noise=4, blur=0.5, jpeg=70),
    "photo": Quality(dpi=200, askew=0.04, noise=6, blur=0.7, uneven=0.35, colour=True, jpeg=60),
    "steep": Quality(dpi=200, skew=4.5, noise=6),
    "worn": Quality(dpi=150, skew=1.5, noise=12, blur=0.7, broken=0.2, uneven=0.25, specks=0.001, jpeg=50),
    "turned": Quality(dpi=200, skew=1, noise=6, quarters=1),
    "inverted": Quality(dpi=200, skew=1, noise=6, quarters=2),
}
"""One kind of damage at a time."""


def page_images(pdf: Path, quality: Quality = CLEAN, seed: int = 0) -> Iterator[Any]:
    """The pages of a PDF as PIL images (grey, RGB or black and white), spoiled as `quality` says."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    random = Random(f"{seed}-{pdf.stem}")
    for number in range(len(document)):
        mode = "RGB" if quality.colour else "L"
        yield spoil(document[number].render(scale=quality.dpi / 72).to_pil().convert(mode), quality, random)
    document.close()


def spoil(image: Any, quality: Quality, random: Random) -> Any:
    """Printer, stamp, paper, angle, light, grain: in the order in which they happen to a page."""
    import numpy
    from PIL import Image, ImageFilter

    if quality.broken:
        image = _with_broken_lines(image, quality, random)
    if quality.stamp:
        image = _stamped(image, random, quality)
    if quality.blur:
        image = image.filter(ImageFilter.GaussianBlur(quality.blur))
    if quality.skew:
        angle = quality.skew * random.choice((-1, 1)) * random.uniform(0.6, 1)
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, expand=False, fillcolor="white")
    if quality.askew:
        image = _askew(image, quality.askew, random)
    if quality.quarters:
        image = image.rotate(90 * quality.quarters, expand=True)
    levels = _lit(numpy.asarray(image, dtype=float), quality, random)
    image = Image.fromarray(_grained(levels, quality, random))
    return image.convert("L").point(lambda grey: 255 * (grey > 160), "1") if quality.bilevel else image


def _lit(levels: Any, quality: Quality, random: Random) -> Any:
    """Paper that is not white, and light from one side."""
    import numpy

    levels = levels * (quality.paper / 255)
    if quality.colour:
        levels = levels * numpy.array([0.97, 0.95, 0.86])
    if quality.uneven:
        height, width = levels.shape[:2]
        down, across = numpy.linspace(0, 1, height)[:, None], numpy.linspace(0, 1, width)[None, :]
        down, across = (side if random.random() < 0.5 else 1 - side for side in (down, across))
        shade = 1 - quality.uneven * (0.5 * down + 0.5 * across) ** 1.5
        levels = levels * (shade if levels.ndim == 2 else shade[..., None])
    return levels


def _grained(levels: Any, quality: Quality, random: Random) -> Any:
    import numpy

    draw = numpy.random.default_rng(random.randrange(2**32))
    if quality.noise:
        levels = levels + draw.normal(0, quality.noise, levels.shape) - 4
    if quality.specks:
        chance = draw.random(levels.shape[:2])
        levels[chance < quality.specks / 2] = 0
        levels[chance > 1 - quality.specks / 2] = 255
    return numpy.clip(levels, 0, 255).astype("uint8")


def _askew(image: Any, share: float, random: Random) -> Any:
    """The page as a camera sees it that is not held straight, on a dark table."""
    import cv2
    import numpy
    from PIL import Image

    width, height = image.size
    border = share * max(width, height)
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    inward = [(1, 1), (-1, 1), (-1, -1), (1, -1)]
    seen = [
        (x + sign_x * border * random.uniform(0.1, 1), y + sign_y * border * random.uniform(0.1, 1))
        for (x, y), (sign_x, sign_y) in zip(corners, inward, strict=True)
    ]
    matrix = cv2.getPerspectiveTransform(numpy.array(corners, "float32"), numpy.array(seen, "float32"))
    table = (70, 60, 55) if image.mode == "RGB" else 60
    return Image.fromarray(
        cv2.warpPerspective(numpy.asarray(image), matrix, (width, height), flags=cv2.INTER_AREA, borderValue=table)
    )


def _with_broken_lines(image: Any, quality: Quality, random: Random) -> Any:
    """Pieces of the long lines of the page left out."""
    import cv2
    import numpy
    from PIL import Image

    levels = numpy.array(image)
    ink = ((levels if levels.ndim == 2 else levels.min(axis=2)) < 160).astype("uint8")
    step = quality.dpi // 25
    tiles = numpy.random.default_rng(random.randrange(2**32)).random((ink.shape[0] // step, ink.shape[1] // step))
    lost = cv2.resize((tiles < quality.broken).astype("uint8"), ink.shape[::-1], interpolation=cv2.INTER_NEAREST)
    for shape in ((1, 6 * step), (6 * step, 1)):
        line = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones(shape, "uint8"))
        levels[(cv2.dilate(line, numpy.ones((3, 3), "uint8")) > 0) & (lost > 0)] = 255
    return Image.fromarray(levels)


def _stamped(image: Any, random: Random, quality: Quality) -> Any:
    """A round stamp with a signature stroke over the table, blue or in the grey that blue ink gives."""
    from PIL import ImageChops, ImageDraw

    dpi = quality.dpi
    ring, pen = ((70, 90, 190), (40, 50, 150)) if quality.colour else (130, 110)
    layer = image.copy()
    layer.paste("white", (0, 0, *image.size))
    draw, radius = ImageDraw.Draw(layer), round(0.75 * dpi)
    x = random.randint(radius, max(radius, image.width - radius))
    y = random.randint(image.height // 3, image.height - radius)
    for inset in (0, radius // 8, radius // 2):
        box = (x - radius + inset, y - radius + inset, x + radius - inset, y + radius - inset)
        draw.ellipse(box, outline=ring, width=max(1, dpi // 75))
    points = [(x - radius + step * radius // 8, y + random.randint(-radius // 2, radius // 2)) for step in range(18)]
    draw.line(points, fill=pen, width=max(1, dpi // 75), joint="curve")
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
