"""PDF: tables ruled only in part are read as those ruled whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats import pdf_file as pdf
from parsers.model import Grid
from tests.support.pdf_builder import one_page

ROWS = [("No", "What is done", "When", "Who"), ("1.", "Plan", "May", "Office"), ("2.", "Work", "June", "School"),
        ("3.", "Report", "July", "Office"), ("4.", "Prize", "August", "School")]  # fmt: skip
LEFTS = (50, 90, 220, 300)
WORDS = b"BT /F 10 Tf 0 g " + b"".join(
    b"1 0 0 1 %d %d Tm (%s) Tj " % (left, 550 - 24 * place, text.encode())
    for place, row in enumerate(ROWS)
    for left, text in zip(LEFTS, row, strict=True)
) + b"ET "  # fmt: skip
FRAME = b"45 442 m 360 442 l S 45 562 m 360 562 l S 45 442 m 45 562 l S 360 442 m 360 562 l S "
UPRIGHT = b"".join(b"%d 442 m %d 562 l S " % (x, x) for x in (45, 85, 215, 295, 360))
LEVELS = b"".join(b"45 %d m 360 %d l S " % (y, y) for y in range(442, 563, 24))
ZEBRA = b"0.9 g " + b"".join(b"45 %d 315 24 re f " % y for y in (442, 490, 538))
DRAWN = {
    "a frame": FRAME,
    "verticals": UPRIGHT,
    "verticals in a frame": FRAME + UPRIGHT,
    "a frame and rows": FRAME + LEVELS,
    "rows": LEVELS,
    "the head underlined": b"45 538 m 360 538 l S ",
    "zebra": ZEBRA,
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_table_ruled_in_part_has_all_its_cells(tmp_path: Path, name: str) -> None:
    (grid,) = [block for block in pdf.read(one_page(tmp_path, DRAWN[name] + WORDS)).blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells] == [text for row in ROWS for text in row]
