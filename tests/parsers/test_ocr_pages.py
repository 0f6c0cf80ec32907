"""Pages of scans and photos: how they lie, their ruled lines, stamps over them, specks."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from parsers.formats.ocr.cell_stack import stacked
from parsers.formats.ocr.colour import grey_of, stamps_of
from parsers.formats.ocr.deskew import lines_of, on_its_side, skew
from parsers.formats.ocr.paper import evened, without_specks, without_stamps
from parsers.formats.ocr.recognise import READ_DPI
from parsers.formats.ocr.ruled_lines import line_masks, rulings_of
from parsers.formats.ocr.straighten import SeenPage, carried, set_straight, way_of
from parsers.formats.page.grid import lattices
from parsers.model import Locator


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


@pytest.mark.parametrize(("in_pieces", "taken"), [(False, True), (True, False)])
def test_bars_of_bold_letters_are_no_lines_where_lines_printed_in_pieces(in_pieces: bool, taken: bool) -> None:
    page = ruled()
    cv2.line(page, (560, 350), (640, 350), 0, 2)
    if in_pieces:
        for x in range(112, 1100, 40):
            page[195:206, x : x + 14] = page[495:506, x : x + 14] = page[795:806, x : x + 14] = 255
    level, _ = line_masks(page, READ_DPI)
    assert level[195:206, 120:480].any()
    assert bool(level[345:356, 570:630].any()) is taken


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


def stamped_page() -> np.ndarray:
    """Bars of the size of letters in black, a full stop and a dash, and a grey ring over them, on white paper."""
    page = np.full((400, 600), 255, np.uint8)
    for x in range(60, 540, 24):
        cv2.rectangle(page, (x, 190), (x + 9, 208), 20, -1)
    page[204:208, 552:556] = 60
    page[199:202, 20:40] = 140
    ring = np.full_like(page, 255)
    cv2.circle(ring, (300, 200), 120, 150, 2)
    return np.minimum(page, ring)


def test_a_pale_stamp_is_taken_off_and_text_stays() -> None:
    clean = without_stamps(stamped_page())
    assert (clean[:180] < 200).sum() == 0
    assert all((clean[190:209, x : x + 10] < 128).all() for x in range(60, 540, 24))
    assert (clean[204:208, 552:556] < 128).all()
    assert (clean[199:202, 20:40] < 200).all()


def test_a_page_without_a_stamp_is_left_as_it_is() -> None:
    page = stamped_page()
    page[:180], page[215:] = 255, 255
    assert np.array_equal(without_stamps(page), page)


def test_specks_go_and_grey_full_stops_stay() -> None:
    page = np.full((60, 200), 255, np.uint8)
    page[20:40, 20:30] = 0
    page[37:40, 34:37] = 60
    page[30:32, 100:102] = 0
    clean, strokes = without_specks(page)
    assert (clean[37:40, 34:37] < 128).all()
    assert (clean[30:32, 100:102] == 255).all()
    assert strokes.astype(bool).sum() == 200 + 9


def coloured_page() -> np.ndarray:
    """Black bars on yellowish paper, blue bars of the same size, and a blue ring over the black ones."""
    page = np.full((400, 600, 3), (250, 245, 220), np.uint8)
    for x in range(60, 540, 24):
        cv2.rectangle(page, (x, 190), (x + 9, 208), (20, 20, 20), -1)
        cv2.rectangle(page, (x, 360), (x + 9, 378), (30, 40, 170), -1)
    ring = np.full_like(page, 255)
    cv2.circle(ring, (300, 200), 120, (70, 90, 190), 3)
    return np.minimum(page, ring)


def test_a_stamp_in_colour_is_told_from_black_text_and_from_coloured_text() -> None:
    page = coloured_page()
    stamp = stamps_of(page, 200)
    assert stamp[80, 300]
    assert not stamp[190:209, 60:70].any()
    assert not stamp[340:].any()
    assert not stamps_of(grey_of(page), 200).any()


def test_lines_that_printed_in_pieces_are_found() -> None:
    page = np.full((1600, 1200), 255, np.uint8)
    for y in (200, 500, 800):
        for x in range(100, 1100, 50):
            cv2.line(page, (x, y), (min(x + 40, 1100), y), 0, 1)
    for x in (100, 500, 1100):
        for y in range(200, 800, 40):
            cv2.line(page, (x, y), (x, min(y + 32, 800)), 0, 1)
    assert len(boxes_of(page)) == 4


def test_a_page_printed_pale_is_as_dark_as_any() -> None:
    pale = np.full((200, 400), 250, np.uint8)
    pale[80:90, 40:360] = 180
    assert evened(pale)[85, 200] < 60
    assert evened(pale)[20, 20] > 240


def test_an_empty_page_is_not_darkened() -> None:
    grain = np.random.default_rng(0).integers(243, 252, (200, 400)).astype(np.uint8)
    assert evened(grain).min() > 230


def test_a_dense_page_is_recognised_in_batches_that_tesseract_takes() -> None:
    page, ink = np.full((1200, 1200), 255, np.uint8), np.zeros((1200, 1200), np.uint8)
    cells = [(left, top, left + 20, top + 48) for left in range(0, 1200, 24) for top in range(0, 1200, 50)]
    for left, top, right, bottom in cells:
        ink[top:bottom, left:right] = 255
    stacks = stacked(page, ink, cells, [(0, 0, 1200, 1200)])
    assert len(stacks) > 1
    assert sum(len(stack.places) for stack in stacks) == len(cells)
    assert max(stack.image.shape[0] for stack in stacks) < 32_767
