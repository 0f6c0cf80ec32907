"""Tables in plain text that are set in other ways than with tabs; the same plan in each of them."""

from __future__ import annotations

import textwrap

import pytest

from parsers.formats.text import read_text
from parsers.model import Grid
from tests.roadmap_score import items_of, roadmap_of

Row = tuple[str, ...]
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


def _full(row: Row) -> Row:
    return row + ("",) * (len(HEADER) - len(row))


def markdown() -> str:
    lines = ["| " + " | ".join(_full(row)) + " |" for row in (HEADER, *ROWS)]
    return "\n".join([lines[0], "|---|:-:|---|---|---|", *lines[1:]])


def bars_between() -> str:
    return "\n".join(" | ".join(_full(row)) for row in (HEADER, *ROWS))


def drawn(dash: str, bar: str, cross: str) -> str:
    width = 20
    rule = cross + cross.join(dash * (width + 2) for _ in HEADER) + cross
    lines = [rule]
    for row in (HEADER, *ROWS):
        if len(row) == 1:
            lines.append(f"{bar} {row[0].ljust((width + 3) * len(HEADER) - 3)} {bar}")
        else:
            cells = [textwrap.wrap(cell, width) or [""] for cell in row]
            for line in range(max(map(len, cells))):
                printed = (cell[line] if line < len(cell) else "" for cell in cells)
                lines.append(bar + bar.join(f" {cell.ljust(width)} " for cell in printed) + bar)
        lines.append(rule)
    return "\n".join(lines)


def a_bar_under_each_cell() -> str:
    return "\n".join(f"{cell}\n|" if cell else "|" for row in (HEADER, *ROWS) for cell in row)


def a_bar_after_each_cell() -> str:
    return "\n".join(f"{cell} |" for row in (HEADER, *ROWS) for cell in row)


def a_blank_line_under_each_cell() -> str:
    return "\n\n".join(cell for row in (HEADER, *ROWS) for cell in row if cell)


SHAPES = {
    "markdown": markdown(),
    "bars between": bars_between(),
    "drawn with + - |": drawn("-", "|", "+"),
    "box characters": drawn("─", "│", "┼"),
    "a bar under each cell": a_bar_under_each_cell(),
    "a bar after each cell": a_bar_after_each_cell(),
    "a blank line under each cell": a_blank_line_under_each_cell(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_rows(shape: str) -> None:
    items = items_of(roadmap_of(BEFORE + SHAPES[shape] + AFTER))
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
    roadmap = roadmap_of(BEFORE + SHAPES[shape] + AFTER)
    assert [paragraph.text for paragraph in roadmap.before] == ["ПРИКАЗ", "План подготовки к ГИА"]
    assert roadmap.covered_chars == roadmap.source_chars


@pytest.mark.parametrize("text", ["а | б", "Срок: май |\nОтветственный: РЦОИ |\n", "|", "||||", "да/нет | нет/да"])
def test_lone_bars_make_no_plan(text: str) -> None:
    document = read_text(text)
    assert sum(isinstance(block, Grid) for block in document.blocks) <= 1


def test_an_escaped_bar_is_text() -> None:
    grid = next(block for block in read_text("| а \\| б | в |\n| г | д |\n").blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == ["а | б", "в", "г", "д"]
