"""Tables in plain text that are set in other ways than with tabs; the same plan in each of them."""

from __future__ import annotations

import textwrap
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import contents, plain
from benchmarks.plain_shapes import SHAPES, Row
from parsers.formats.text import read, read_text
from parsers.model import Grid
from tests.support.roadmap_score import items_of, roadmap_of

HEADER: Row = ("№ п/п", "Мероприятия", "Сроки", "Ответственный", "Результат")
ROWS: tuple[Row, ...] = (
    ("1. Анализ результатов",),
    ("1.1.", "Подготовка статистического отчёта о результатах экзаменов", "август 2021 года", "РЦОИ", "отчёт"),
    ("1.2.", "Обсуждение итогов на совещании руководителей школ", "сентябрь 2021 года", "Минобр", ""),
    ("2. Обучение",),
    ("2.1.", "Обучение экспертов предметных комиссий по программам повышения квалификации", "", "ИРО", "сертификат"),
    ("2.2.", "Обучение организаторов в пунктах проведения экзаменов", "апрель 2022 года", "РЦОИ, ИРО", ""),
)
BEFORE, AFTER = "ПРИКАЗ\n\nПлан подготовки к ГИА\n\n", "\n\nНачальник отдела И.И. Иванов\n"


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_rows(shape: str) -> None:
    items = items_of(roadmap_of(BEFORE + SHAPES[shape]((HEADER, *ROWS)) + AFTER))
    found = [(row.section, row.number, row.activity, row.period, row.responsible, row.result) for row in items]
    wanted, section = [], ""
    for row in ROWS:
        if len(row) == 1:
            section = row[0]
        else:
            wanted.append((section, *row))
    if shape == "a blank line under each cell":
        found[-1] = (*found[-1][:-1], "")
    assert found == wanted


@pytest.mark.parametrize("shape", SHAPES)
def test_text_around_the_table_is_kept(shape: str) -> None:
    roadmap = roadmap_of(BEFORE + SHAPES[shape]((HEADER, *ROWS)) + AFTER)
    assert [paragraph.text for paragraph in roadmap.before] == ["ПРИКАЗ", "План подготовки к ГИА"]
    assert roadmap.covered_chars == roadmap.source_chars


@pytest.mark.parametrize("text", ["а | б", "Срок: май |\nОтветственный: РЦОИ |\n", "|", "||||", "да/нет | нет/да"])
def test_lone_bars_make_no_plan(text: str) -> None:
    document = read_text(text)
    assert sum(isinstance(block, Grid) for block in document.blocks) <= 1


def test_an_escaped_bar_is_text() -> None:
    grid = next(block for block in read_text("| а \\| б | в |\n| г | д |\n").blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == ["а | б", "в", "г", "д"]


ORDERS = {order.name: order for order in contents.gold_orders()}
LOST_BLANKS = {"a blank line under each cell": 0.98, "aligned with blanks": 0.75}
"""Shares of activities where a shape loses what the order needs: blank cells, where an unnumbered row begins."""
TORN = ("altai-2023-1030", "a line for each cell")
"""So many rows without a number that their lines may as well be parts of cells: refused."""


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        (name, shape)
        for name in ("altai-2023-1030", "komi-usinsk-2020-798")
        for shape in SHAPES
        if (name, shape) != TORN
    ],
)
def test_orders_of_every_shape(name: str, shape: str) -> None:
    order = ORDERS[name]
    found = Counter(row.activity for row in items_of(roadmap_of(plain.as_text(order, SHAPES[shape]))))
    wanted = Counter(" ".join(item["activity"].split()) for item in order.items)
    least = LOST_BLANKS.get(shape, 0.99) * wanted.total()
    assert (found & wanted).total() >= least
    assert found.total() <= 1.2 * wanted.total()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp866"])
def test_every_encoding_gives_the_same_rows(tmp_path: Path, encoding: str) -> None:
    text = BEFORE + SHAPES["tabs"]((HEADER, *ROWS)) + AFTER
    path = tmp_path / "plan.txt"
    path.write_bytes(text.replace("№", "N").encode(encoding))
    assert items_of(roadmap_of(read(path))) == items_of(roadmap_of(text.replace("№", "N")))


def test_soft_hyphens_and_unbreakable_blanks_change_nothing() -> None:
    text = BEFORE + SHAPES["tabs"]((HEADER, *ROWS)) + AFTER
    changed = text.replace("статистического", "ста\u00adтисти\u00adческого").replace("2021 года", "2021\u00a0года")
    rows = [[(row.number, row.activity, row.period.replace("\u00a0", " ")) for row in items_of(roadmap_of(source))]
            for source in (text, changed)]  # fmt: skip
    assert rows[0] == rows[1]


def test_lines_that_are_parts_of_cells_are_told_apart_by_what_they_hold() -> None:
    """Pasted from a viewer, a cell on several lines and nothing between."""
    torn = "\n".join(line for row in (HEADER, *ROWS) for cell in row for line in textwrap.wrap(cell, 25))
    found = [
        (row.number, row.activity, row.period, row.responsible) for row in items_of(roadmap_of(BEFORE + torn + AFTER))
    ]
    assert found == [row[:4] for row in ROWS if len(row) > 1]


def test_cells_set_apart_by_commas() -> None:
    text = (
        "Приказ от 29.08.2025 № 210,,\nПлан, что делать, на год,,\n№,Мероприятие,Срок\n"
        '1,Анализ,"15 мая, 16 мая"\n2,"Сбор ""А"", отчёт",июнь\n'
    )
    (grid,) = (block for block in read_text(text).blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells][-6:] == ["1", "Анализ", "15 мая, 16 мая", "2", 'Сбор "А", отчёт', "июнь"]
