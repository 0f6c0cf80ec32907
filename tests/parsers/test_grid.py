"""Cells and spans from rulings: whole, in pieces, doubled, open at a page break, crossed by a stamp."""

from __future__ import annotations

import pytest

from parsers.formats.page.geometry import Ruling
from parsers.formats.page.grid import WHOLE, Lattice, lattices

Segment = tuple[float, float, float]
LEVEL: list[Segment] = [(0, 0, 300), (50, 0, 300), (100, 0, 300)]
UPRIGHT: list[Segment] = [(0, 0, 100), (100, 0, 100), (300, 0, 100)]
FOUR = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def found(level: list[Segment], upright: list[Segment]) -> list[Lattice]:
    return lattices([Ruling(*line) for line in level], [Ruling(*line) for line in upright])[0]


def cells(table: Lattice) -> list[tuple[int, int, int, int]]:
    return [(box.row, box.col, box.row_span, box.col_span) for box in table.boxes]


@pytest.mark.parametrize(
    ("level", "upright", "expected"),
    [
        pytest.param(LEVEL, UPRIGHT, FOUR, id="whole lines"),
        pytest.param([*LEVEL, (52, 0, 300)], UPRIGHT, FOUR, id="a double line"),
        pytest.param([*LEVEL[:1], (50, 0, 100), (50, 102, 300), LEVEL[2]], UPRIGHT, FOUR, id="a line in pieces"),
        pytest.param([*LEVEL[:1], *((50, x, x + 4) for x in range(0, 300, 7)), LEVEL[2]], UPRIGHT, FOUR, id="dashes"),
        pytest.param([*LEVEL, (25, 110, 290)], UPRIGHT, FOUR, id="underlined text"),
        pytest.param(LEVEL, [*UPRIGHT, (200, 20, 45)], FOUR, id="the arc of a stamp"),
        pytest.param(
            [LEVEL[0], (50, 0, 100), LEVEL[2]], UPRIGHT, [(0, 0, 1, 1), (0, 1, 2, 1), (1, 0, 1, 1)], id="row span"
        ),
        pytest.param(
            LEVEL, [UPRIGHT[0], (100, 50, 100), UPRIGHT[2]], [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)], id="col span"
        ),
        pytest.param(LEVEL, UPRIGHT[1:2], FOUR, id="no outer border at the sides"),
    ],
)
def test_cells(level: list[Segment], upright: list[Segment], expected: list[tuple[int, int, int, int]]) -> None:
    (table,) = found(level, upright)
    assert cells(table) == expected


def test_cells_without_a_closing_line_are_open() -> None:
    (table,) = found(LEVEL[:2], UPRIGHT)
    assert [box.open_bottom for box in table.boxes] == [False, False, True, True]
    assert not any(box.open_top for box in table.boxes)


def test_tables_that_do_not_touch_are_two() -> None:
    below = [(at + 200, start, end) for at, start, end in LEVEL]
    lower = [(at, start + 200, end + 200) for at, start, end in UPRIGHT]
    assert [cells(table) for table in found(LEVEL + below, UPRIGHT + lower)] == [FOUR, FOUR]


def test_a_frame_around_a_table_is_dropped() -> None:
    frame = [(-20, -20, 320), (120, -20, 320)], [(-20, -20, 120), (320, -20, 120)]
    assert [cells(table) for table in found(LEVEL + frame[0], UPRIGHT + frame[1])] == [FOUR]


def test_lines_that_make_no_table_are_loose() -> None:
    tables, loose = lattices([Ruling(700, 50, 200)], [])
    assert tables == []
    assert loose == [Ruling(700, 50, 200)]


def test_a_line_that_printed_in_pieces_parts_cells_where_so_much_is_asked_for() -> None:
    """A worn scan: of the line between two rows a fifth is left in the first column; the second is merged."""
    level = [Ruling(0, 0, 300), Ruling(50, 0, 20), Ruling(50, 200, 300), Ruling(100, 0, 300)]
    upright = [Ruling(x, 0, 100) for x in (0, 100, 200, 300)]
    whole, worn = (lattices(level, upright, 2.5, drawn)[0][0] for drawn in (WHOLE, (0.15, 0.5)))
    assert sorted((box.col, box.row_span) for box in whole.boxes) == [(0, 2), (1, 2), (2, 1), (2, 1)]
    assert sorted((box.col, box.row_span) for box in worn.boxes) == [(0, 1), (0, 1), (1, 2), (2, 1), (2, 1)]


TALL: list[Segment] = [(0, 0, 300), (60, 0, 300), (120, 0, 300)]
RIGHT_OPEN = [(0, 0, 1, 1), (0, 1, 2, 1), (1, 0, 1, 1)]
PRINTED_IN_PIECES = {
    "a piece that ends before the verticals": ([TALL[0], (60, 0, 99), (60, 115, 270), TALL[2]], UPRIGHT, FOUR),
    "a piece at the height of no line": ([TALL[0], (60, 0, 99), (66, 115, 270), TALL[2]], UPRIGHT, RIGHT_OPEN),
    "an upright that goes on a third into a tall row": (
        TALL, [(0, 0, 120), (100, 0, 80), (300, 0, 120)], FOUR
    ),
    "an upright that reaches into a heading": (
        [(0, 0, 300), (100, 0, 300), (114, 0, 300)],
        [(0, 0, 114), (100, 0, 105), (300, 0, 114)],
        [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)],
    ),
    "strokes of letters in a tall row": (
        [(0, 0, 300), (100, 0, 300), (160, 0, 300)],
        [(0, 0, 160), (100, 0, 100), (100, 118, 140), (300, 0, 160)],
        [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", PRINTED_IN_PIECES)
def test_lines_of_scans_that_printed_in_pieces(way: str) -> None:
    level, upright, expected = PRINTED_IN_PIECES[way]
    lower = [(at, start, end + 20 if way.startswith("a piece") else end) for at, start, end in upright]
    rulings = [Ruling(*line) for line in level], [Ruling(*line) for line in lower]
    ((table,), _) = lattices(*rulings, 2.5, (0.15, 0.45))
    assert cells(table) == expected
