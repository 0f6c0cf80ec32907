"""Days that are printed under the month over them."""

from __future__ import annotations

import pytest

from tests.support.roadmap_score import roadmap_of

DAYS = {
    "1 (пятница)": "1 Сентябрь",
    "4 – 8": "4 – 8 Сентябрь",
    "21": "21 Сентябрь",
    "3, 17": "3, 17 Сентябрь",
    "в теч-е месяца": "Сентябрь",
    "до 10 сентября": "до 10 сентября",
    "ежедневно": "ежедневно",
}


@pytest.mark.parametrize(("printed", "read"), DAYS.items())
def test_a_day_under_its_month(printed: str, read: str) -> None:
    rows = [
        "№\tДело\tЧисло\tОтветственный",
        "Сентябрь",
        f"1\tДень знаний\t{printed}\tзавуч",
        "2\tЯрмарка учебных мест\tдо 20 сентября\tзавуч",
        "Октябрь",
        "3\tДень учителя\t5 октября\tсовет школы",
    ]
    items = [
        row for row in roadmap_of("Календарный план на 2017-2018\n\n" + "\n".join(rows) + "\n").rows if row.activity
    ]
    assert items[0].period == read
