"""The place of a row in its file: outlined on pages, marked among lines, or its cells where there is neither."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest import api
from ingest.outputs.source_place import MAX_PAGES, boxes_by_page, lines_around, page_images, source_place
from ingest.pages.source import shown_place
from tests.support.desk import PDF, PDF_ORDER, TEXT_ORDER, desk
from warehouse.errors import UnknownItemError


def first_item(order_id: str) -> str:
    """The id of the first row of an order."""
    with api.open(desk()) as connection:
        rows = connection.execute("SELECT item_id FROM items WHERE order_id = ? ORDER BY seq", [order_id]).fetchall()
    return str(rows[0][0])


def outlined(png: bytes) -> tuple[float, float, float, float]:
    """Where red is drawn on a page, as shares of its width and height: left, top, right, bottom."""
    colors = np.asarray(Image.open(BytesIO(png)).convert("RGB"))
    rows, columns = np.nonzero((colors[..., 0] > 150) & (colors[..., 1:].max(axis=-1) < 90))
    height, width = colors.shape[:2]
    return columns.min() / width, rows.min() / height, columns.max() / width, rows.max() / height


def test_a_row_of_a_pdf_is_outlined() -> None:
    place = api.source_place(PDF_ORDER, first_item(PDF_ORDER), desk())
    assert (place.source_name, place.locator, place.problem) == ("plan.pdf", "стр. 1", "")
    assert [image.page for image in place.images] == [1]
    assert outlined(place.images[0].png) == pytest.approx((0.052, 0.40, 0.937, 0.79), abs=0.02)
    assert api.page_image(PDF_ORDER, first_item(PDF_ORDER), desk()) == place.images[0].png


@pytest.mark.parametrize("name", ["page.png", "page.tif"])
def test_a_row_of_an_image_is_outlined(tmp_path: Path, name: str) -> None:
    Image.new("L", (1654, 2339), 255).save(tmp_path / name, dpi=(200, 200))
    images = list(page_images(tmp_path / name, {1: [(100.0, 200.0, 300.0, 400.0)]}))
    assert outlined(images[0].png) == pytest.approx((100 / 595, 200 / 842, 300 / 595, 400 / 842), abs=0.01)


def test_a_huge_page_is_drawn_small() -> None:
    with Image.open(BytesIO(next(iter(page_images(PDF, {1: [(0.0, 0.0, 9.0, 9.0)]}))).png)) as drawn:
        assert drawn.width == 1400


def test_a_page_that_the_file_does_not_have_is_left_out() -> None:
    assert list(page_images(PDF, {99: [(0.0, 0.0, 9.0, 9.0)]})) == []


def test_a_row_of_a_text_is_marked_among_its_lines() -> None:
    place = api.source_place(TEXT_ORDER, first_item(TEXT_ORDER), desk())
    own = [line for line in place.lines if line.own]
    assert own
    assert f"{own[0].number}" in place.locator
    assert len(place.lines) > len(own)
    assert api.page_image(TEXT_ORDER, first_item(TEXT_ORDER), desk()) is None


def test_an_unknown_row_is_an_error() -> None:
    with pytest.raises(UnknownItemError, match="нет строки"):
        api.source_place(PDF_ORDER, "none", desk())


def test_a_lost_file_is_said_and_the_cells_are_shown(tmp_path: Path) -> None:
    with api.open(desk()) as connection:
        place = source_place(connection, tmp_path, PDF_ORDER, first_item(PDF_ORDER))
    assert place.problem
    assert not place.images
    assert "итогового сочинения" in shown_place(place)


@pytest.mark.parametrize(
    ("first", "last", "numbers", "own"),
    [(5, 6, [2, 3, 4, 5, 6, 7, 8, 9], [5, 6]), (1, 1, [1, 2, 3, 4], [1]), (10, 12, [7, 8, 9, 10], [10])],
)
def test_lines_around(first: int, last: int, numbers: list[int], own: list[int]) -> None:
    lines = list(lines_around("\n".join("абвгдежзик"), first, last))
    assert [line.number for line in lines] == numbers
    assert [line.number for line in lines if line.own] == own


def test_boxes_are_those_of_cells_else_of_the_row() -> None:
    row = {"page_from": 2, "bbox": [1.0, 2.0, 3.0, 4.0], "raw_cells": None}
    assert boxes_by_page(row) == {2: [(1.0, 2.0, 3.0, 4.0)]}
    cells = [{"page": page, "bbox": [5.0, 6.0, 7.0, 8.0]} for page in (3, 2, 4, 5, 6)]
    assert list(boxes_by_page({**row, "raw_cells": cells})) == [2, 3, 4, 5][:MAX_PAGES]
    assert boxes_by_page({"page_from": None, "bbox": None, "raw_cells": [{"page": None, "bbox": None}]}) == {}
