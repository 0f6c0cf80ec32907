"""Other readings of PDF files whose tables no lines tell: offered with every character, judged by their rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.orders.hints import language_hints
from parsers.formats import pdf_file as pdf
from parsers.formats.pdf.other_readings import BY_NUMBERS, BY_SECOND, BY_WHITE_SPACE
from parsers.model import Alternative, Grid
from parsers.roadmap import read_roadmap
from tests.support.pdf_builder import TABLE, one_page

UNRULED = Path("tests/orders/unruled-no-numbers.pdf")


def test_a_ruled_table_has_one_reading(tmp_path: Path) -> None:
    assert pdf.read(one_page(tmp_path, TABLE)).alternatives == ()


def test_a_table_without_lines_offers_others_with_every_character() -> None:
    document = pdf.read(UNRULED)
    assert [other.name for other in document.alternatives] == [BY_WHITE_SPACE, BY_SECOND, BY_NUMBERS]
    read = [other.read(language_hints()) for other in document.alternatives]
    assert any(read)
    assert {other.source_chars for other in read if other} == {document.source_chars}


def glued(block: Grid) -> Grid:
    """The first two columns as one."""
    first = {cell.row: cell.text for cell in block.cells if cell.col == 0}
    rest = (cell for cell in block.cells if cell.col > 0)
    cells = (replace(c, col=c.col - 1, text=f"{first[c.row]} {c.text}" if c.col == 1 else c.text) for c in rest)
    return replace(block, cols=block.cols - 1, cells=tuple(cells))


def test_rows_that_hold_two_cells_in_one_give_way_to_another_reading() -> None:
    document, hints = pdf.read(UNRULED), language_hints()
    blocks = tuple(glued(block) if isinstance(block, Grid) else block for block in document.blocks)
    better = Alternative("as it was", lambda _: document)
    read = read_roadmap(replace(document, blocks=blocks, alternatives=(better,)), hints)
    assert read.rows == read_roadmap(document, hints).rows
