"""The five orders of data/raw against gold: the floors that the reader of tables has to hold."""

from __future__ import annotations

from functools import cache

import pytest

from parsers.model import NoiseKind, Roadmap, RowKind
from parsers.text.wording import nonblank
from tests.support.mutations import ORDERS
from tests.support.roadmap_score import gold_rows, items_of, order_text, roadmap_of, score

FLOORS = {
    "recall": 0.99,
    "precision": 0.99,
    "section": 0.99,
    "number": 0.99,
    "period": 0.99,
    "responsible": 0.97,
    "responsible inherited": 0.97,
    "result": 0.97,
    "actions": 0.97,
    "category": 0.99,
    "table": 0.99,
    "group": 0.99,
    "activity inherited": 0.99,
}


@cache
def read(order: str) -> Roadmap:
    return roadmap_of(order_text(order))


@pytest.mark.parametrize("order", ORDERS)
def test_every_floor_holds(order: str) -> None:
    found = score(read(order), gold_rows(order))
    assert {name: share for name, share in found.items() if share < FLOORS[name]} == {}


@pytest.mark.parametrize("order", ORDERS)
def test_nothing_printed_is_lost(order: str) -> None:
    roadmap = read(order)
    noise = sum(nonblank(item.text) for item in roadmap.noise)
    assert roadmap.covered_chars >= 0.999 * roadmap.source_chars
    assert noise <= 0.01 * roadmap.source_chars
    assert roadmap.leftovers == ()


@pytest.mark.parametrize("order", ORDERS)
def test_rows_stand_in_reading_order(order: str) -> None:
    rows = read(order).rows
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    lines = [row.locator.line or 0 for row in rows]
    assert lines == sorted(lines)


def row_of(order: str, number: str, start: str = "") -> object:
    return next(row for row in items_of(read(order)) if row.number == number and row.activity.startswith(start))


def test_bullets_with_periods_of_their_own_are_parts() -> None:
    row = row_of("altai-2023-1030", "6.9.1")
    assert row.parts == (  # type: ignore[attr-defined]
        "о сроках и местах регистрации для участия в итоговом собеседовании по русскому языку",
        "о сроках и местах подачи заявлений на прохождение ГИА–9 по учебным предметам",
        "о сроках проведения ГИА-9",
        "о сроках, местах и порядке подачи и рассмотрения апелляций",
        "о сроках, местах и порядке информирования о результатах ГИА–9",
    )


def test_bullets_set_apart_by_blanks_are_counted_by_their_periods() -> None:
    row = row_of("altai-2023-1030", "5.1.4")
    assert [part[:24] for part in row.parts] == [  # type: ignore[attr-defined]
        "обучение на муниципально",
        "печать и выдача бланков ",
        "сканирование бланков ито",
        "организация и проведение",
    ]


def test_bullets_in_rows_of_their_own_have_a_parent() -> None:
    rows = {row.seq: row for row in read("altai-2023-1030").rows}
    bullet = next(row for row in rows.values() if row.activity.startswith("шкалы перевода баллов ГИА-9"))
    assert bullet.parent is not None
    assert (rows[bullet.parent].number, rows[bullet.parent].kind) == ("2.1.1", RowKind.GROUP)


def test_columns_exchanged_by_the_author_are_read_right_and_kept_as_printed() -> None:
    rows = [row for row in items_of(read("kuzbass-novokuznetsk-2024-337")) if row.swapped == "author"]
    assert [(row.activity, row.period, row.responsible) for row in rows] == [
        ("Проведение ГИА-9", "", "УГУиОКО МОК, ГКУ КЦМКО")
    ]
    assert ("period", "УГУиОКО МОК, ГКУ КЦМКО") in [(raw.role, raw.text) for raw in rows[0].raw_cells]


def test_rows_shifted_by_extraction_are_told() -> None:
    shifted = {row.locator.line for row in items_of(read("altai-2023-1030")) if row.swapped == "extraction"}
    assert {67, 84, 85, 93} <= shifted
    assert len(shifted) <= 15


def test_a_text_within_the_table_is_kept_beside_it() -> None:
    texts = [paragraph.text for _, paragraph in read("komi-usinsk-2020-798").between]
    assert "Обеспечение соблюдения Порядка проведения ГИА и прав участников ГИА." in texts


def test_appendices_have_their_titles() -> None:
    titles = {row.table_no: (row.appendix, row.table_title) for row in read("altai-2023-1030").rows}
    assert titles[1][0] == ""
    assert titles[2][0] == "1"
    assert titles[2][1].startswith("Повышение квалификации учителей по программам")
    assert titles[3] == (
        "2",
        "Методическая поддержка изучения учебных предметов в 2023-2024 учебном году на региональном уровне",
    )


def test_kinds_of_noise_are_named() -> None:
    kinds = {noise.kind for order in ORDERS for noise in read(order).noise}
    assert kinds == {NoiseKind.DASHES, NoiseKind.MARKUP}
