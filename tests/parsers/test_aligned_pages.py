"""Columns set with blanks over pages: blank lines between rows, page numbers and captions again after a page break."""

from __future__ import annotations

import textwrap

import pytest

from tests.support.roadmap_score import roadmap_of

WIDTHS = (4, 40, 24, 28)
CAPTIONS = ("№", "Мероприятие", "Срок исполнения", "Исполнитель")
ROWS = [
    ("1.", "Промывка и опрессовка системы отопления в зданиях школ", "до 15 июня 2016 г.", "завхозы"),
    ("2.", "Закупка угля для котельных сельских школ", "июнь – июль 2016 г.", "отдел закупок, завхозы"),
    ("3.", "Утепление оконных и дверных проёмов в учебных корпусах", "до 1 сентября 2016 г.", "директора школ"),
    ("4.", "Получение паспортов готовности", "не позднее 15 сентября 2016 г.", "Артеева Л.Л."),
    ("5.", "Контроль температурного режима в помещениях", "октябрь 2016 г. – май 2017 г.", "директора школ"),
    ("6.", "Отчёт о подготовке к зиме", "III квартал 2016 г.", "отдел эксплуатации зданий"),
]


def printed(row: tuple[str, ...]) -> list[str]:
    cells = [textwrap.wrap(text, width) for text, width in zip(row, WIDTHS, strict=True)]
    deep = max(map(len, cells))
    padded = [[*cell, *[""] * (deep - len(cell))] for cell in cells]
    return [
        "   ".join(line.ljust(width) for line, width in zip(lines, WIDTHS, strict=True)).rstrip()
        for lines in zip(*padded, strict=True)
    ]


def page(rows: list[tuple[str, ...]], between: list[str]) -> list[str]:
    return [line for row in rows for line in (*printed(row), *between)]


LAYOUTS = {
    "rows close together": page([CAPTIONS, *ROWS], []),
    "a blank line under each row": page([CAPTIONS, *ROWS], [""]),
    "a page number and captions again": [
        *page([CAPTIONS, *ROWS[:3]], [""]),
        *["", " " * 40 + "2", ""],
        *page([CAPTIONS, *ROWS[3:]], [""]),
    ],
    "captions again without a page number": [*page([CAPTIONS, *ROWS[:4]], [""]), *page([CAPTIONS, *ROWS[4:]], [""])],
    "a dashed page number": [*page([CAPTIONS, *ROWS[:2]], [""]), "", " " * 38 + "- 2 -", "", *page(ROWS[2:], [""])],
}


@pytest.mark.parametrize("lines", LAYOUTS.values(), ids=LAYOUTS)
def test_every_row_keeps_its_columns(lines: list[str]) -> None:
    text = "\n".join([" " * 30 + "ПЛАН", " " * 20 + "подготовки к зиме 2016-2017 годов", "", *lines, ""])
    read = [
        (row.number, row.activity, " ".join(row.period.split()), " ".join(row.responsible.split()))
        for row in roadmap_of(text).rows
    ]
    assert read == ROWS
