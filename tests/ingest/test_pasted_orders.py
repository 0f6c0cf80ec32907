"""Pasted orders by two hands, end to end but for the warehouse: their rows, and no date wrong in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from benchmarks.wild import bare, cases_of
from ingest.orders.assemble import Draft, ItemValues, of_document, read_order
from normalize.model import Period
from parsers.errors import ParseError
from parsers.formats.text import read_text
from parsers.model import RowKind

Case = dict[str, Any]
CASES = [case for name in ("hand7", "hand8") for case in cases_of(name)]
DOUBT = 0.7
GLUED = ("h805",)
"""Nothing stands between the cells of a row: refused, and the reason told."""


def _items(draft: Draft) -> list[ItemValues]:
    return [item for item in draft.items if item.row.kind is RowKind.ITEM and not item.row.activity_inherited]


def _day(day: object) -> str:
    return "" if day is None else str(day)


def _dates(item: ItemValues) -> list[tuple[str, str]]:
    return sorted((_day(one.start), _day(one.end)) for one in item.periods if one.start or one.end)


def _is_told(period: Period) -> bool:
    """Whether a flag or a doubtful year warns of a period, or nothing is dated at all."""
    return bool(period.flags) or period.kind == "unresolved" or (period.year_confidence or 1.0) < DOUBT


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_rows_are_read_and_no_date_is_wrong_in_silence(case: Case) -> None:
    if case["id"] in GLUED:
        with pytest.raises(ParseError, match=r"не удалось разобрать|нет таблицы плана"):
            of_document(read_text(case["text"]))
        return
    items = _items(of_document(read_text(case["text"])))
    wanted = case["expect"]["rows"]
    assert [bare(item.row.activity) for item in items] == [bare(row["a"]) for row in wanted]
    silent = [
        (row["a"], _dates(item), row["d"])
        for item, row in zip(items, wanted, strict=True)
        if row.get("d") is not None
        and _dates(item) != sorted(map(tuple, row["d"]))
        and not any(map(_is_told, item.periods))
    ]
    assert silent == []


BREAKS = {"Сентябрь 2024 г.|Март": ["2024-09-30", "2025-03-31"], "апрель|июнь 2025 года": ["2025-04-30", "2025-06-30"]}


@pytest.mark.parametrize("paragraphs", [True, False], ids=["paragraphs", "line breaks"])
def test_breaks_that_the_author_of_a_word_table_set_part_periods(tmp_path: Path, paragraphs: bool) -> None:
    document = docx.Document()
    document.add_paragraph("Приказ министерства образования Тульской области от 02.09.2024 № 5")
    document.add_paragraph("План работы на 2024-2025 учебный год")
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("№", "Мероприятие", "Срок", "Ответственный"), strict=True):
        cell.text = text
    for number, printed in enumerate(BREAKS, 1):
        first, second = printed.split("|")
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[3].text = str(number), f"Семинар № {number}", "ИМЦ"
        cells[2].text = first if paragraphs else f"{first}\n{second}"
        if paragraphs:
            cells[2].add_paragraph(second)
    document.save(str(tmp_path / "plan.docx"))
    read = _items(read_order(tmp_path / "plan.docx"))
    assert [[_day(period.end) for period in item.periods] for item in read] == list(BREAKS.values())
