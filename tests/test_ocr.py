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
from parsers.model import Grid, Locator
from parsers.ocr import tesseract
from parsers.ocr.deskew import lines_of, on_its_side, skew
from parsers.ocr.glyphs import mended
from parsers.ocr.lines import line_masks, rulings_of
from parsers.ocr.paper import evened
from parsers.ocr.raster import drawn
from parsers.ocr.recognise import READ_DPI, recognise
from parsers.ocr.straighten import SeenPage, carried, set_straight, way_of
from parsers.pdf.geometry import Word
from parsers.pdf.grid import lattices
from parsers.pdf.text_layer import is_garbage

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


def tilted(page: np.ndarray, angle: float) -> np.ndarray:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), borderValue=255)


@pytest.mark.parametrize("angle", [-6.0, -3.0, -1.7, 0.0, 0.5, 3.0, 6.0])
def test_skew_is_measured(angle: float) -> None:
    page = tilted(ruled(), angle)
    assert skew(page, lines_of(page)) == pytest.approx(angle, abs=0.15)


def boxes_of(page: np.ndarray) -> list[tuple[float, ...]]:
    """The cells of the only table in pixels."""
    ((table,), _) = lattices(*rulings_of(*line_masks(page, READ_DPI), READ_DPI), 2.5)
    return [tuple(edge * READ_DPI / 72 for edge in table.bbox_of(box)) for box in table.boxes]


def photographed(page: np.ndarray, corners: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """The page (on a dark table) with its corners there, clockwise from the upper left, and the way to it."""
    height, width = page.shape
    before = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    way = cv2.getPerspectiveTransform(before, np.array(corners, np.float32))
    return cv2.warpPerspective(page, way, (width, height), borderValue=60), way


@pytest.mark.parametrize(
    "corners",
    [
        pytest.param([(60, 20), (1140, 60), (1190, 1590), (10, 1560)], id="from above"),
        pytest.param([(10, 80), (1180, 10), (1150, 1500), (40, 1590)], id="from the left"),
        pytest.param([(30, 10), (1190, 40), (1170, 1590), (10, 1560)], id="turned"),
    ],
)
def test_a_table_photographed_askew_gives_its_cells_and_their_places(corners: list[tuple[int, int]]) -> None:
    photo, way = photographed(ruled(), corners)
    straight, back = set_straight(evened(photo), way_of(photo))
    cells = boxes_of(straight)
    assert len(cells) == 4
    expected = carried(way, np.array([(100, 200), (500, 500)]))
    left, top, right, bottom = cells[0]
    assert carried(back, np.array([(left, top), (right, bottom)])) == pytest.approx(expected, abs=4)


def test_a_straight_page_is_left_as_it_is() -> None:
    assert np.array_equal(way_of(ruled()), np.eye(3))


def test_the_place_of_a_cell_is_that_on_the_page_as_scanned() -> None:
    page = SeenPage(3, way=(0.0, 1.0, 0.0, -1.0, 0.0, 500.0, 0.0, 0.0, 1.0))
    assert page.locator((10, 20, 110, 40)) == Locator(page=3, bbox=(20.0, 390.0, 40.0, 490.0))


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
    assert len(boxes_of(page)) == 4


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


RUSSIAN = "Подготовка и проведение государственной итоговой аттестации по образовательным программам в муниципалитете"
ENGLISH = "Review of the list of participants and of the schedule of examinations; schools provide the information"


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        pytest.param(RUSSIAN, False, id="Russian"),
        pytest.param(ENGLISH, False, id="English"),
        pytest.param(f"{RUSSIAN} {ENGLISH}", False, id="both"),
        pytest.param("1.1. 12.05.2024 87,5 % 341 2023/2024 15 № 337 " * 9, False, id="numbers"),
        pytest.param("ГИА-9, ГИА-11, ЕГЭ, ОГЭ, ВПР", False, id="too little to tell"),
        pytest.param(
            "TIPUKA3 O06 yrsepxKgeHHH MlaHa MeponpuaTHii mMpuKa3biBaw YrBepgutb miaH IlaHupyemble MeponpHaATHA "
            "Tipopezenue craTucruueckoro aBryCT HcnoHeHHA",
            True,
            id="Russian by an English OCR program",
        ),
        pytest.param(
            RUSSIAN.translate(dict(zip(map(ord, "аеорсхку"), "aeopcxky", strict=True))), True, id="lookalikes"
        ),
        pytest.param("".join(chr(0xF000 + ord(char) % 256) for char in RUSSIAN), True, id="private use"),
        pytest.param("\ufffd" * 40, True, id="replaced"),
    ],
)
def test_text_layers_that_make_no_words_are_told(text: str, garbage: bool) -> None:
    assert is_garbage([Word(word, 0, 0, 1, 1) for word in text.split()]) is garbage
