"""One content, several layouts: the rows are the same. `python -m benchmarks.layouts` measures all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import plain, rendering
from benchmarks.layouts import TEXTS, html_of, plain_orders, printed, read_rows

LAYOUTS = [*TEXTS, "HTML", "DOCX", "XLSX"]
ORDERS = dict(zip(LAYOUTS, plain_orders(len(LAYOUTS), rows=8), strict=True))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_rows_that_were_printed(tmp_path: Path, layout: str) -> None:
    order = ORDERS[layout]
    if layout == "DOCX":
        path = rendering.write_docx(order, tmp_path / "plan.docx")
    elif layout == "XLSX":
        path = plain.write_xlsx(order, tmp_path / "plan.xlsx")
    else:
        path = tmp_path / ("plan.html" if layout == "HTML" else "plan.txt")
        path.write_text(html_of(order) if layout == "HTML" else plain.as_text(order, TEXTS[layout]), encoding="utf-8")
    rows, doubtful = read_rows(path)
    assert rows == printed(order)
    assert not doubtful


def test_a_heading_under_captions_is_none_of_them(tmp_path: Path) -> None:
    """'Обучение лиц, участвующих ...' holds a caption's word; the numbers stand four cells apart."""
    path = tmp_path / "plan.txt"
    cells = ["№", "Мероприятия", "Сроки", "Ответственные", "Контроль и ожидаемые результаты экзаменов"]
    for number in range(1, 6):
        cells += [f"{number}.", f"Подготовка приказа о проведении экзамена № {number}", "март 2024 года", "РЦОИ"]
    path.write_text("План на 2024 год\n\n" + "\n".join(f"{cell} |" for cell in cells) + "\n", encoding="utf-8")
    rows, _ = read_rows(path)
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5"]
    assert {row[2:] for row in rows} == {("март 2024 года", "РЦОИ")}
