"""Image files: every mode gives black text on white paper, turned and many-paged ones are read as they are shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from parsers.errors import ParseError
from parsers.formats import image
from parsers.formats.ocr.colour import grey_of
from parsers.formats.ocr.raster import pages_of


def picture() -> Image.Image:
    """A sheet at 60 dpi, black in its upper left quarter."""
    levels = np.full((700, 500), 255, np.uint8)
    levels[:350, :250] = 0
    return Image.fromarray(levels)


def with_alpha() -> Image.Image:
    """Black where it is opaque, transparent elsewhere."""
    alpha = Image.fromarray(255 - np.asarray(picture()))
    return Image.merge("RGBA", [*Image.new("RGB", picture().size).split(), alpha])


def of_16_bits() -> Image.Image:
    return Image.fromarray(np.asarray(picture()).astype(np.uint16) * 257)


MODES = [
    pytest.param(picture(), "grey.png", id="grey"),
    pytest.param(picture().convert("1"), "bilevel.tif", id="black and white"),
    pytest.param(picture().convert("P"), "palette.png", id="palette"),
    pytest.param(picture().convert("RGB"), "colour.jpg", id="colour"),
    pytest.param(picture().convert("CMYK"), "print.jpg", id="CMYK"),
    pytest.param(picture().convert("CMYK"), "print.tif", id="CMYK in TIFF"),
    pytest.param(with_alpha(), "alpha.png", id="transparent paper"),
    pytest.param(of_16_bits(), "deep.png", id="16 bits"),
    pytest.param(of_16_bits(), "deep.tif", id="16 bits in TIFF"),
    pytest.param(picture(), "bitmap.bmp", id="BMP"),
    pytest.param(picture(), "web.webp", id="WebP"),
]


@pytest.mark.parametrize(("file", "name"), MODES)
def test_every_mode_gives_black_text_on_white_paper(tmp_path: Path, file: Image.Image, name: str) -> None:
    path = tmp_path / name
    file.save(path)
    assert image.claims(path.read_bytes()[:4096], name)
    ((pixels, _),) = pages_of(path)
    grey = grey_of(pixels)
    assert grey.shape == (700, 500)
    assert grey[:340, :240].max() < 20
    assert grey[360:, 260:].min() > 235


def test_a_photo_is_read_as_its_camera_shows_it(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture().save(tmp_path / "photo.jpg", exif=exif)
    ((pixels, _),) = pages_of(tmp_path / "photo.jpg")
    assert pixels.shape[:2] == (500, 700)
    assert pixels[:240, 360:].max() < 20


def test_all_pages_of_a_tiff_are_read(tmp_path: Path) -> None:
    inverted = Image.fromarray(255 - np.asarray(picture()))
    picture().save(tmp_path / "pages.tif", save_all=True, append_images=[inverted, picture().convert("RGB")])
    assert [bool(grey_of(pixels)[0, 0] < 128) for pixels, _ in pages_of(tmp_path / "pages.tif")] == [True, False, True]


@pytest.mark.parametrize(
    ("stated", "dpi"),
    [
        pytest.param(60, 60.0, id="as stated"),
        pytest.param(300, 700 / 11.69, id="a photo that claims to be smaller than a sheet"),
        pytest.param(10, 700 / 11.69, id="larger than any sheet"),
    ],
)
def test_the_resolution_makes_a_sheet_of_paper(tmp_path: Path, stated: int, dpi: float) -> None:
    picture().save(tmp_path / "scan.png", dpi=(stated, stated))
    ((_, found),) = pages_of(tmp_path / "scan.png")
    assert found == pytest.approx(dpi, rel=0.01)


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("name", ["cut.png", "cut.jpg", "cut.tif", "cut.webp"])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, name: str, kept: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 300), dtype=np.uint8)
    path = tmp_path / name
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(ParseError, match="повреждено"):
        list(pages_of(path))
