"""PDF pages without rulings that are no plans: their columns and rows are told by white space alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from parsers.formats import pdf_file as pdf
from parsers.formats.pdf.read_again import READ_BY_WHITE_SPACE
from parsers.model import Document, Grid
from tests.support.pdf_builder import TABLE, one_page

DIGIT = 5.56
"""Width of a figure in points: all are equally wide."""
RIGHTS = (50, 200, 260, 340)
"""Where columns end whose figures are set to the right; the first one is set to the left."""
PROSE = ("Figures are provisional and may be revised in later issues of this", "bulletin.")
Rows = Sequence[Sequence[str]]

FIGURES = [("Region", "Total", "Men", "Share"), ("Ardenham", "58", "1234", "0.5"), ("New Holme", "12034", "7", "98.1"),
           ("Oakridge Heath", "95", "66328", "8.6"), ("Fenwick", "3", "54", "22.3")]  # fmt: skip
GROUPED = [FIGURES[0], ("Northern area",), *FIGURES[1:3], ("Southern area",), *FIGURES[3:]]
BLANKS = [FIGURES[0], ("Ardenham", "58", "", "0.5"), ("New Holme", "12034", "7"), *FIGURES[3:]]
WRAPPED = [("Region", "Total", "Men", "Share"), ("Kelby, Marsh", "", "", ""), ("and the Vale", "54", "33", "0.1"),
           *FIGURES[1:]]  # fmt: skip
TABLES = {"figures": FIGURES, "headings of groups": GROUPED, "blank cells": BLANKS}


def printed(rows: Rows, top: int, step: int = 15) -> bytes:
    """Operators that print the rows: captions at the left of their columns, figures at the right."""
    out = b""
    for place, row in enumerate(rows):
        for right, text in zip(RIGHTS, row, strict=False):
            figure = text.replace(".", "").isdigit()
            x = right - DIGIT * len(text) if figure else right if right == RIGHTS[0] else right - 35
            out += b"1 0 0 1 %.1f %d Tm (%s) Tj " % (x, top - step * place, text.encode())
    return out


def prose(top: int) -> bytes:
    return b"".join(b"1 0 0 1 50 %d Tm (%s) Tj " % (top - 12 * n, text.encode()) for n, text in enumerate(PROSE))


def read(folder: Path, *printed_text: bytes) -> Document:
    return pdf.read(one_page(folder, b"BT /F 10 Tf " + b"".join(printed_text) + b"ET "))


def texts(grid: Grid) -> list[tuple[str, ...]]:
    """The rows of a grid without the blank cells at their ends."""
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text)
    return [tuple(row[: max((n for n, text in enumerate(row, 1) if text), default=0)]) for row in rows]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("name", TABLES)
def test_figures_in_columns_are_a_table(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, prose(560), printed(TABLES[name], 500), prose(300))
    (grid,) = grids(document)
    assert texts(grid) == [tuple(row) for row in TABLES[name]]
    assert {left.why for left in document.leftovers} == {READ_BY_WHITE_SPACE}


def test_text_between_two_tables_parts_them(tmp_path: Path) -> None:
    first, second = grids(read(tmp_path, printed(FIGURES, 560), prose(460), printed(GROUPED, 400)))
    assert (texts(first), texts(second)) == ([tuple(row) for row in FIGURES], [tuple(row) for row in GROUPED])


def test_figures_beside_the_second_line_of_a_name_stay_in_its_row(tmp_path: Path) -> None:
    (grid,) = grids(read(tmp_path, printed([*WRAPPED[:2]], 500), printed(WRAPPED[2:], 476)))
    assert texts(grid)[1] == ("Kelby, Marsh and the Vale", "54", "33", "0.1")


@pytest.mark.parametrize("more", [b"", b"/Rotate 180"])
def test_a_word_in_two_pieces_stays_one_on_a_page_shown_upside_down(tmp_path: Path, more: bytes) -> None:
    cut = TABLE.replace(b"(two) Tj", b"(Wo) Tj 1 0 0 1 175 480 Tm (rk done) Tj")
    (grid,) = grids(pdf.read(one_page(tmp_path, cut, more)))
    assert [cell.text for cell in grid.cells] == ["one", "Work done", "three", "four"]


NUMBERED = [
    ("1", "Meeting of heads of schools", "May 2024", "Office"),
    ("2", "Seminar for teachers", "June 2024", "Centre"),
    ("3", "Report on the year", "July 2024", "Office"),
]


@pytest.mark.parametrize("caption", ["No", "No of", "No. of row"])
def test_a_caption_wider_than_the_numbers_under_it_stays_in_the_table(tmp_path: Path, caption: str) -> None:
    rows = [(caption, "Activity", "When", "Who"), ("", "of the year"), *NUMBERED]
    columns = (50, 110, 255, 320)
    out = b""
    for place, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            out += b"1 0 0 1 %d %d Tm (%s) Tj " % (x, 500 - 15 * place, text.encode())
    (grid,) = grids(read(tmp_path, out))
    assert texts(grid) == [(caption, "Activity\nof the year", "When", "Who"), *NUMBERED]


def test_cells_centred_beside_their_lines_stay_in_their_rows(tmp_path: Path) -> None:
    rows = [
        ("1", ("Meeting of heads", "of schools"), ("May 2024",), ("Office of", "the district")),
        ("2", ("Seminar",), ("in June", "and July 2024"), ("Centre",)),
        ("3", ("Report on the year", "and its results"), ("August 2024",), ("Office",)),
    ]
    out = b""
    for place, (number, *cells) in enumerate(rows):
        for x, printed_lines in zip((60, 90, 210, 300), ((number,), *cells), strict=True):
            for n, text in enumerate(printed_lines):
                y = 480 - 36 * place + 6.5 * (len(printed_lines) - 1) - 13 * n
                out += b"1 0 0 1 %d %.1f Tm (%s) Tj " % (x, y, text.encode())
    uprights = b" ".join(b"%d 385 m %d 500 l S" % (x, x) for x in (50, 80, 200, 290, 380))
    document = pdf.read(one_page(tmp_path, uprights + b" BT /F 10 Tf " + out + b"ET "))
    (grid,) = grids(document)
    read = [tuple(text.replace("\n", " ") for text in row) for row in texts(grid)]
    assert read == [(number, *(" ".join(lines) for lines in cells)) for number, *cells in rows]
