"""Scans: the ink of words, text layers, refusals; pages are read where tesseract is installed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import needs_program

from parsers.errors import ParseError
from parsers.formats import image
from parsers.formats.ocr import tesseract
from parsers.formats.ocr.glyphs import mended
from parsers.formats.ocr.raster import drawn
from parsers.formats.ocr.recognise import READ_DPI, recognise
from parsers.formats.ocr.stamp_scraps import without_scraps
from parsers.formats.page.geometry import Word
from parsers.formats.pdf.text_layer import is_garbage

SCAN = Path(__file__).parents[1] / "orders" / "plan-head.scan.pdf"


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


@pytest.mark.parametrize(
    ("text", "boxes", "expected"),
    [
        pytest.param("2:1", (DIGIT_1, (18, 27, 21, 30), DIGIT_2), "2.1", id="a colon for a full stop"),
        pytest.param("21", (DIGIT_1, DOT, DIGIT_2), "2.1", id="a full stop that was not seen"),
        pytest.param("+.2", (DIGIT_1, DOT, DIGIT_2), "1.2", id="a cross for a one"),
        pytest.param("2.1,", (DIGIT_1, DOT, DIGIT_2, (38, 27, 41, 30)), "2.1.", id="a comma for the last stop"),
        pytest.param("3", ((2, 28, 4, 30), (6, 10, 15, 30)), "3", id="the foot of a three is no full stop"),
    ],
)
def test_numbers_have_the_full_stops_that_are_printed(
    text: str, boxes: tuple[tuple[int, int, int, int], ...], expected: str
) -> None:
    page, end = glyphs(*boxes)
    assert [word.text for word in mended([[Word(text, 2, 10, end, 34, -1, 0.9)]], page)] == [expected]


def test_the_preposition_keeps_its_case_beside_digits_of_its_height() -> None:
    page, end = glyphs((5, 10, 15, 30), (18, 15, 28, 30))
    numbers = [Word("12", 5, 10, 28, 30, -1, 0.9)] * 3
    assert mended([[*numbers, Word("до", 5, 10, end, 30, -1, 0.9)]], page)[-1].text == "до"


def test_a_dash_without_ink_is_dropped() -> None:
    assert mended([[Word("—", 5, 10, 30, 20, -1, 0.9)]], np.full((40, 200), 255, np.uint8)) == []


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer on which no tesseract is found; what was found before is looked for again afterwards."""
    found = (tesseract.tesseract, tesseract.program)
    monkeypatch.setattr(tesseract, "find_program", lambda name: None)
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


@pytest.mark.parametrize(
    ("text", "confidence", "kept"),
    [
        ("хх", 0.3, False),
        ("1", 0.7, False),
        ("7", 0.6, True),
        ("и", 0.6, True),
        ("года", 0.3, True),
        ("РИС", 0.5, True),
    ],
)
def test_scraps_of_stamps_are_no_words(text: str, confidence: float, kept: bool) -> None:
    stamped = np.zeros((100, 100), bool)
    stamped[40:60, 40:60] = True
    near = Word(text, 45, 45, 55, 55, -1, confidence)
    far = near._replace(x0=0, x1=10, top=0, bottom=10)
    assert without_scraps([near, far], stamped, 1.0) == ([near, far] if kept else [far])


def test_a_lone_letter_under_a_stamp_outside_of_the_table_is_no_word() -> None:
    stamped = np.ones((100, 100), bool)
    lone, number = Word("у", 45, 80, 50, 88, -1, 0.95), Word("7", 5, 5, 9, 13, -1, 0.95)
    assert without_scraps([number, lone], stamped, 1.0, [(0.0, 0.0, 100.0, 50.0)]) == [number]


def page_of_scan() -> tuple[np.ndarray, float]:
    import pypdfium2

    with pypdfium2.PdfDocument(SCAN) as document:
        return drawn(document[len(document) - 1], READ_DPI)


@needs_program("tesseract")
@pytest.mark.parametrize("quarters", [0, 1, 2])
def test_a_scan_is_read_upright_or_turned(quarters: int) -> None:
    scan, dpi = page_of_scan()
    content = recognise(np.ascontiguousarray(np.rot90(scan, quarters)), dpi, 1)
    ((_, grid),) = content.grids
    texts = {" ".join(cell.text.split()) for cell in grid.cells}
    assert texts >= {"1.6.", "в течение учебного года", "Петрова А.С., Ким В.О.", "Приказ"}
    assert all(0.5 < cell.confidence <= 1.0 for cell in grid.cells if cell.confidence is not None)


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
