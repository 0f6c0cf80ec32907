"""Scans: the ink of words, skew, stamps, refusals; pages are read where tesseract is installed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import needs_program

from parsers.errors import ParseError
from parsers.formats import image
from parsers.model import Grid
from parsers.ocr import tesseract
from parsers.ocr.deskew import on_its_side, skew, turned
from parsers.ocr.glyphs import mended
from parsers.ocr.lines import line_masks, rulings_of
from parsers.ocr.raster import drawn
from parsers.ocr.recognise import READ_DPI, recognise
from parsers.pdf.geometry import Word
from parsers.pdf.grid import lattices

SCAN = Path(__file__).parent / "orders" / "plan-head.scan.pdf"


def ruled() -> np.ndarray:
    """A page at READ_DPI with a table of two by two cells and lines of text-like strokes."""
    page = np.full((1600, 1200), 255, np.uint8)
    for y in (200, 500, 800):
        cv2.line(page, (100, y), (1100, y), 0, 2)
    for x in (100, 500, 1100):
        cv2.line(page, (x, 200), (x, 800), 0, 2)
    for y in range(240, 760, 40):
        for x in range(130, 1060, 24):
            cv2.rectangle(page, (x, y), (x + 12, y + 16), 0, 3)
    return page


@pytest.mark.parametrize("angle", [-3.0, -1.7, 0.0, 0.5, 3.0])
def test_skew_is_measured(angle: float) -> None:
    page = ruled()
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    tilted = cv2.warpAffine(page, matrix, (width, height), borderValue=255)
    assert skew(tilted) == pytest.approx(angle, abs=0.15)


def test_a_page_set_straight_knows_the_way_back() -> None:
    _, back = turned(ruled(), 2.0, 1.0)
    assert back[0] * back[3] - back[1] * back[2] == pytest.approx(1.0)


def test_pages_on_their_side_are_told() -> None:
    page = np.full((1600, 1200), 255, np.uint8)
    for y in range(100, 1500, 40):
        cv2.line(page, (100, y), (1100, y), 0, 12, cv2.LINE_4)
        page[y - 8 : y + 8, 100:1100:20] = 255
    assert not on_its_side(page)
    assert on_its_side(np.ascontiguousarray(np.rot90(page)))


def test_a_stamp_draws_no_cells() -> None:
    page = ruled()
    cv2.circle(page, (800, 420), 150, 60, 3)
    level, upright = line_masks(page, READ_DPI)
    ((table,), _) = lattices(*rulings_of(level, upright, READ_DPI), 2.5)
    assert len(table.boxes) == 4


def glyphs(*boxes: tuple[int, int, int, int]) -> tuple[np.ndarray, float]:
    """An image with these inked boxes (left, top, right, bottom), and where they end."""
    page = np.full((40, 200), 255, np.uint8)
    for left, top, right, bottom in boxes:
        page[top:bottom, left:right] = 0
    return page, float(max(box[2] for box in boxes))


DIGIT_1, DIGIT_2, DOT, COMMA = (5, 10, 15, 30), (25, 10, 35, 30), (18, 27, 21, 30), (18, 27, 21, 34)


@pytest.mark.parametrize(
    ("text", "boxes", "expected"),
    [
        ("21", (DIGIT_1, DOT, DIGIT_2), ["2.1"]),
        ("2:1", (DIGIT_1, DOT, DIGIT_2), ["2.1"]),
        ("9,1", (DIGIT_1, COMMA, DIGIT_2), ["9,1"]),
        ("21", (DIGIT_1, DIGIT_2), ["21"]),
        ("000", (DIGIT_1, DIGIT_2), ["ООО"]),
        ("З.7", (DIGIT_1, DOT, DIGIT_2), ["3.7"]),
    ],
)
def test_words_are_mended_by_their_ink(
    text: str, boxes: tuple[tuple[int, int, int, int], ...], expected: list[str]
) -> None:
    page, end = glyphs(*boxes)
    assert [word.text for word in mended([[Word(text, 5, 10, end, 34, -1, 0.9)]], page)] == expected


def test_a_dash_without_ink_is_dropped() -> None:
    assert mended([[Word("—", 5, 10, 30, 20, -1, 0.9)]], np.full((40, 200), 255, np.uint8)) == []


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer on which no tesseract is found; what was found before is looked for again afterwards."""
    found = (tesseract.tesseract, tesseract.program)
    monkeypatch.setattr(tesseract.shutil, "which", lambda name: None)
    for cached in found:
        cached.cache_clear()
    yield
    for cached in found:
        cached.cache_clear()


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_it_says_what_to_install() -> None:
    with pytest.raises(ParseError, match="tesseract-ocr-rus"):
        tesseract.program()


def test_an_image_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")))
    with pytest.raises(ParseError):
        image.read(path)


@needs_program("tesseract")
@pytest.mark.parametrize("quarters", [0, 1, 2])
def test_a_scan_is_read_upright_or_turned(quarters: int) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(SCAN) as document:
        scan, dpi = drawn(document[len(document) - 1], READ_DPI)
    content = recognise(np.ascontiguousarray(np.rot90(scan, quarters)), dpi, 1)
    grids = [grid for _, grid in content.grids]
    assert all(isinstance(grid, Grid) for grid in grids)
    words = " ".join(cell.text for grid in grids for cell in grid.cells)
    assert sum(word.isalpha() for word in words.split()) > 20
    assert min(cell.confidence for grid in grids for cell in grid.cells if cell.confidence is not None) >= 0.0
