"""PDF readers: words, rotation, garbage layers, refusals; pdfplumber as reference on the order in tests/orders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parsers.errors import ParseError
from parsers.formats import pdf_file as pdf
from parsers.formats.page.geometry import Word, inverse, transform, turned_back, upright
from parsers.formats.page.layout import Column, flow, lines_of
from parsers.formats.pdf.text_layer import is_garbage
from parsers.model import Grid, NoiseKind, Paragraph
from tests.support.pdf_builder import TABLE, one_page, pages, written

ORDERS = Path(__file__).parents[1] / "orders"
PLAN = ORDERS / "plan.pdf"
RUSSIAN = (
    "подготовка и проведение государственной итоговой аттестации по образовательным программам среднего образования"
)


CELLS = [(50, 450, 100, 50), (150, 450, 200, 50), (50, 400, 100, 50), (150, 400, 200, 50)]
WORDS = TABLE[TABLE.index(b"BT") :]


def thin(x: int, y: int, width: int, height: int) -> bytes:
    """The four sides of a cell as filled rectangles."""
    sides = ((x, y, width, 0.6), (x, y + height, width, 0.6), (x, y, 0.6, height), (x + width, y, 0.6, height))
    return b"".join(b"%g %g %g %g re " % side for side in sides)


def pieces(x: int, y: int, width: int, height: int) -> bytes:
    """The sides of a cell in strokes of ten points."""
    level = b"".join(
        b"%d %d m %d %d l " % (at, h, at + 10, h) for h in (y, y + height) for at in range(x, x + width, 10)
    )
    return level + b"".join(
        b"%d %d m %d %d l " % (w, at, w, at + 10) for w in (x, x + width) for at in range(y, y + height, 10)
    )


DRAWN = {
    "rectangles around cells": b"".join(b"%d %d %d %d re " % cell for cell in CELLS) + b"S ",
    "thin filled rectangles": b"".join(thin(*cell) for cell in CELLS) + b"f ",
    "lines in pieces": b"".join(pieces(*cell) for cell in CELLS) + b"S ",
    "lines of a scaled drawing": b"q 0.5 0 0 0.5 0 0 cm 2 w "
    + b"".join(b"%d %d %d %d re " % tuple(2 * side for side in cell) for cell in CELLS)
    + b"S Q ",
    "shaded cells with lines": b"0.8 g "
    + b"".join(b"%d %d %d %d re " % cell for cell in CELLS)
    + b"f 0 g "
    + b"".join(b"%d %d %d %d re " % cell for cell in CELLS)
    + b"S ",
    "shading only": b"".join(
        b"%g g %d %d %d %d re f " % (0.8 + 0.1 * (n % 2), x + 1, y + 1, width - 2, height - 2)
        for n, (x, y, width, height) in enumerate(CELLS)
    )
    + b"0 g ",
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_table_is_read_however_it_is_drawn(tmp_path: Path, name: str) -> None:
    (grid,) = grids(one_page(tmp_path, DRAWN[name] + WORDS))
    assert [cell.text for cell in grid.cells] == ["one", "two", "three", "four"]
    assert grid.spans_known


def unruled(rows: list[tuple[str, ...]], lefts: tuple[int, ...]) -> bytes:
    """Rows of texts at these places, without a line around them."""
    shown = (
        b"1 0 0 1 %d %d Tm (%s) Tj " % (left, 550 - 24 * place, text.encode())
        for place, row in enumerate(rows)
        for left, text in zip(lefts, row, strict=False)
    )
    return b"BT /F 10 Tf " + b"".join(shown) + b"ET"


UNRULED = {
    "short cells": [("No", "What", "When"), ("1.", "Plan", "May"), ("2.", "Work", "June"), ("3.", "Report", "July")],
    "no captions": [("1.", "Plan", "May"), ("2.", "Work", "June"), ("3.", "Report", "July")],
    "ragged": [("1", "Plan of the year", "May"), ("2", "Work", "from June to July"), ("3", "A report on it", "July")],
    "a blank cell": [("1", "Plan", "May"), ("2", "Work", ""), ("3", "Report", "July"), ("4", "End", "June")],
}


@pytest.mark.parametrize("name", UNRULED)
def test_columns_of_a_table_without_lines(tmp_path: Path, name: str) -> None:
    rows = UNRULED[name]
    (grid,) = grids(one_page(tmp_path, unruled(rows, (40, 80, 250))))
    assert [cell.text for cell in grid.cells] == [text for row in rows for text in row]
    assert not grid.spans_known


def test_cells_of_several_lines_without_ruling_lines(tmp_path: Path) -> None:
    lines = [("1.", "Plan of the", "May"), ("", "whole year", ""), ("2.", "Work", "June"), ("", "", "and July"),
             ("3.", "Report on", "July"), ("", "this work", "")]  # fmt: skip
    (grid,) = grids(one_page(tmp_path, unruled(lines, (40, 80, 250))))
    assert [plain(cell.text) for cell in grid.cells] == [
        "1.", "Planofthewholeyear", "May", "2.", "Work", "JuneandJuly", "3.", "Reportonthiswork", "July",
    ]  # fmt: skip


def test_a_heading_between_captions_and_rows_without_lines(tmp_path: Path) -> None:
    rows = [("No", "What", "When"), ("I. Preparation of all examinations of the region",),
            ("1.", "Plan", "May"), ("2.", "Work", "June"), ("3.", "Report", "July")]  # fmt: skip
    (grid,) = grids(one_page(tmp_path, unruled(rows, (40, 80, 180))))
    assert [cell.text for cell in grid.cells if cell.row == 0] == ["No", "What", "When"]
    assert [(cell.text, cell.col_span) for cell in grid.cells if cell.row == 1] == [(rows[1][0], 3)]


def test_columns_without_lines_hold_on_over_a_page_of_one_row(tmp_path: Path) -> None:
    first, lefts = (
        [("No", "What", "When"), ("1.", "Plan", "May"), ("2.", "Work", "June"), ("3.", "Report", "July")],
        (40, 80, 250),
    )
    path = pages(tmp_path, unruled(first, lefts), unruled([("", "on it", ""), ("4.", "End", "August")], lefts))
    _, second = grids(path)
    assert [cell.text for cell in second.cells if cell.text] == ["on it", "4.", "End", "August"]


PROSE = {
    "numbered paragraphs": [(f"{number}.", "approve plan") for number in range(1, 6)],
    "lines of text": [("The order says that every school of the region prepares",)] * 9,
    "signatures": [("Head of department", "", "A. Smith"), ("Lawyer", "", "B. Brown")],
    "a letterhead beside a stamp": [("MINISTRY", "APPROVED"), ("of education", "by order"), ("of the region", "No 5")],
}


@pytest.mark.parametrize("name", PROSE)
def test_text_is_no_table(tmp_path: Path, name: str) -> None:
    assert grids(one_page(tmp_path, unruled(PROSE[name], (40, 80, 250)))) == []


def grids(path: Path) -> list[Grid]:
    return [block for block in pdf.read(path).blocks if isinstance(block, Grid)]


@pytest.mark.parametrize(
    "more", [b"", b"/CropBox[20 100 380 560]", b"/Rotate 0", b"/Rotate 90", b"/Rotate 180", b"/Rotate 270"]
)
def test_a_table_is_read_however_its_page_is_cropped_or_turned(tmp_path: Path, more: bytes) -> None:
    (grid,) = grids(one_page(tmp_path, TABLE, more))
    assert [cell.text for cell in grid.cells] == ["one", "two", "three", "four"]


TURNED_TEXT = (b"", b"0 1 -1 0 550 0 cm ", b"-1 0 0 -1 400 600 cm ", b"0 -1 1 0 -350 400 cm ")
"""What turns the content of a page counterclockwise by quarters and keeps it on the page."""


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turned", TURNED_TEXT)
def test_text_is_read_upright_by_its_matrix_and_not_by_the_turn_of_the_page(
    tmp_path: Path, turned: bytes, rotation: int
) -> None:
    (grid,) = grids(one_page(tmp_path, turned + TABLE, b"/Rotate %d" % rotation))
    assert [cell.text for cell in grid.cells] == ["one", "two", "three", "four"]


def test_pages_turned_differently_in_one_file_are_each_read_upright(tmp_path: Path) -> None:
    found = grids(pages(tmp_path, *(turned + TABLE for turned in TURNED_TEXT)))
    assert [cell.text for grid in found for cell in grid.cells] == 4 * ["one", "two", "three", "four"]


def test_places_are_those_of_the_page_as_it_is_shown(tmp_path: Path) -> None:
    (grid,) = grids(one_page(tmp_path, TABLE, b"/CropBox[20 100 380 560]"))
    assert grid.locator.bbox == pytest.approx((30, 60, 330, 160), abs=1)
    (turned,) = grids(one_page(tmp_path, TABLE, b"/Rotate 90"))
    assert turned.locator.bbox == pytest.approx((400, 50, 500, 350), abs=1)


def by_pdfplumber(path: Path, **settings: str) -> list[list[str]]:
    """The filled cells of every table, as the reference reads them."""
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(path) as reference:
        tables = [table for page in reference.pages for table in page.extract_tables(settings)]
    return [[plain(text) for row in table for text in row if text and text.strip()] for table in tables]


def by_us(path: Path) -> list[list[str]]:
    return [[plain(cell.text) for cell in grid.cells if cell.text] for grid in grids(path)]


def test_the_same_words_as_pdfplumber() -> None:
    assert by_us(PLAN) == by_pdfplumber(PLAN)


@pytest.mark.parametrize("more", [b"", b"/CropBox[20 100 380 560]", b"/Rotate 90", b"/Rotate 180"])
def test_the_same_cells_as_pdfplumber_on_small_pages(tmp_path: Path, more: bytes) -> None:
    path = one_page(tmp_path, TABLE, more)
    if b"Rotate" in more:
        assert sorted(by_us(path)[0]) == sorted(by_pdfplumber(one_page(tmp_path, TABLE))[0])
    else:
        assert by_us(path) == by_pdfplumber(path)


def test_the_same_cells_as_pdfplumber_without_lines(tmp_path: Path) -> None:
    path = one_page(tmp_path, unruled(UNRULED["short cells"], (40, 80, 250)))
    assert by_us(path) == by_pdfplumber(path, vertical_strategy="text", horizontal_strategy="text")


def plain(text: str) -> str:
    return re.sub(r"[\s\u200b\u00ad\ufffe-]", "", text)


def test_every_character_is_kept_once() -> None:
    document = pdf.read(PLAN)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    texts += [cell.text for block in document.blocks if isinstance(block, Grid) for cell in block.cells]
    texts += [noise.text for noise in document.noise]
    assert sum(len(re.sub(r"[\s\u200b]", "", text)) for text in texts) == document.source_chars


def test_page_numbers_are_noise() -> None:
    document = pdf.read(PLAN)
    assert {noise.kind for noise in document.noise} <= {NoiseKind.PAGE_NUMBER, NoiseKind.PAGE_HEADER}


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        (RUSSIAN, False),
        ("Ïîäãîòîâêà è ïðîâåäåíèå ãîñóäàðñòâåííîé èòîãîâîé àòòåñòàöèè ïî îáðàçîâàòåëüíûì ïðîãðàììàì", True),
        (RUSSIAN.translate({code: code + 7 for code in range(ord("а"), ord("ш"))}), True),
        ("12 345 № 7", False),
    ],
)
def test_layers_with_wrong_letters_are_told(text: str, garbage: bool) -> None:
    assert is_garbage([Word(word, 0, 0, 1, 1) for word in text.split()]) is garbage


def printed(rows: list[str], width: float = 6.0, letters: int = 20) -> str:
    """The text of a column so many letters wide with these printed lines."""
    words: list[Word] = []
    for number, row in enumerate(rows):
        for match in re.finditer(r"\S+", row):
            top = number * 12.0
            words.append(Word(match.group(), match.start() * width, top, match.end() * width, top + 10))
    return flow(lines_of(words), Column(0, letters * width))


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["Проведение анализа", "результатов"], "Проведение анализа результатов"),
        (["ноябрь 2024", "апрель 2025"], "ноябрь 2024\nапрель 2025"),
        (["Разработка плана про-", "ведения"], "Разработка плана про-\nведения"),
        (["в периоды с июля 2024–", "2025 годов"], "в периоды с июля 2024–2025 годов"),
        (["Мониторинг работы ОО:", "- по участникам ГИА;", "- по доле участников"],
         "Мониторинг работы ОО:\n- по участникам ГИА;\n- по доле участников"),
    ],
)  # fmt: skip
def test_lines_are_parted_where_paragraphs_are(rows: list[str], text: str) -> None:
    assert printed(rows) == text


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["отдельном", "у графику"], "отдельном\u200b\nу графику"),
        (["01.02.202", "4"], "01.02.202\u200b\n4"),
        (["ежегодно", "Совещание"], "ежегодно Совещание"),
        (["в марте и", "мае"], "в марте и мае"),
    ],
)
def test_a_line_of_one_word_that_fills_its_column_is_marked(rows: list[str], text: str) -> None:
    assert printed(rows, letters=9) == text


@pytest.mark.parametrize(
    "objects",
    [
        pytest.param([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 100000>>"], id="declared"),
        pytest.param(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
            ],
            id="loop",
        ),
    ],
)
def test_hostile_page_trees_are_refused(tmp_path: Path, objects: list[bytes]) -> None:
    with pytest.raises(ParseError):
        pdf.read(written(tmp_path, objects))


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(PLAN.read_bytes()[:5000])
    with pytest.raises(ParseError, match="повреждён"):
        pdf.read(path)


def test_a_file_locked_against_changes_only_is_read() -> None:
    """AES-256, empty user password: every viewer opens it."""
    (grid,) = grids(ORDERS / "encrypted-open.pdf")
    assert [cell.text for cell in grid.cells] == ["one", "two", "three", "four"]


def test_a_file_with_a_password_is_refused_with_what_to_do() -> None:
    with pytest.raises(ParseError, match="защищён паролем: снимите защиту"):
        pdf.read(ORDERS / "encrypted-locked.pdf")


@pytest.mark.parametrize("quarters", range(4))
def test_turns_are_undone(quarters: int) -> None:
    box, visible = (10.0, 20.0, 30.0, 60.0), (0.0, 0.0, 400.0, 600.0)
    matrix = upright(visible, quarters)
    assert transform(inverse(matrix), transform(matrix, box)) == pytest.approx(box)
    assert transform(turned_back(400, 600, quarters), (0, 0, 1, 1))[0] in (0.0, 399.0)
