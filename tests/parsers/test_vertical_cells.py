"""Vertical cells of scans: read again as they are set, and put where they are printed."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.formats.ocr import vertical_cells
from parsers.formats.page.geometry import Word

CELL = (100, 100, 160, 400)
INK = (120, 140, 136, 360)
"""Where the vertical word is printed: left, top, right, bottom in pixels."""
LETTERS = [
    Word(text, 120, top, 136, top + 20, -1, 0.4) for text, top in (("Е", 140), ("=", 200), ("о", 260), ("я", 330))
]


def page() -> np.ndarray:
    pixels = np.full((600, 400), 255, np.uint8)
    pixels[INK[1] : INK[3], INK[0] : INK[2]] = 0
    pixels[INK[1] : INK[1] + 20, INK[0] : INK[2]] = 100
    return pixels


def reads(confident: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """tesseract is sure of the text where its grey end is at the right (turned once) or at the left (thrice)."""

    def lines_of(image: np.ndarray, dpi: float) -> list[list[Word]]:
        rows, cols = np.nonzero(image < 255)
        _, grey = np.nonzero(image == 100)
        sure = (grey.mean() > cols.mean()) == (confident == 1)
        word = Word("Сроки", cols.min(), rows.min(), cols.max() + 1, rows.max() + 1, -1, 0.95 if sure else 0.2)
        return [[word]]

    monkeypatch.setattr(vertical_cells, "lines_of", lines_of)


@pytest.mark.parametrize("turn", [1, 3])
def test_letters_one_under_another_are_a_word_set_vertically(turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    reads(turn, monkeypatch)
    beside = Word("Мероприятие", 200, 150, 300, 170, -1, 0.9)
    found = vertical_cells.with_vertical([*LETTERS, beside], page(), [CELL, (160, 100, 390, 400)], 1.0, 200)
    assert found == [beside, Word("Сроки", *INK, -1, 0.95, turn)]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([Word("1.", 110, 120, 125, 140, -1, 0.9), Word("2.", 110, 220, 125, 240, -1, 0.9)], id="numbers"),
        pytest.param(
            [LETTERS[0]._replace(text=t, top=120 + 60 * n) for n, t in enumerate(("Сбор", "сил", "дня"))], id="words"
        ),
        pytest.param([LETTERS[0]._replace(x0=105 + 18 * n, x1=115 + 18 * n) for n in range(3)], id="side by side"),
    ],
)
def test_what_reads_upright_stays(words: list[Word], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vertical_cells, "lines_of", pytest.fail)
    assert vertical_cells.with_vertical(words, page(), [CELL], 1.0, 200) == words


def test_letters_that_are_surer_upright_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    reads(1, monkeypatch)
    sure = [word._replace(confidence=0.99) for word in LETTERS]
    assert vertical_cells.with_vertical(sure, page(), [CELL], 1.0, 200) == sure
