"""Tables of other regions, in other orders of columns and under other captions, read by what their cells hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats import html
from parsers.model import Row
from tests.plan_tables import Item, PlanTable, plan_tables
from tests.roadmap_score import items_of, roadmap_of

BEFORE = "Министерство образования\nПРИКАЗ\nОб утверждении плана\n\nПлан мероприятий\n"
AFTER = "\nМинистр\tА.А. Смирнова\n"
CASES = [pytest.param(table, id=table.name) for table in plan_tables("regions.yml")]


def found(rows: list[Row]) -> list[Item]:
    roles = ("number", "activity", "period", "responsible", "result", "category", "section")
    return [{role: " ".join(getattr(row, role).split()) for role in roles} for row in rows]


@pytest.mark.parametrize("table", CASES)
def test_as_text(table: PlanTable) -> None:
    rows = items_of(roadmap_of(BEFORE + table.as_text() + AFTER))
    assert found(rows) == table.items(merges_told=False)


@pytest.mark.parametrize("table", CASES)
def test_as_cells(table: PlanTable, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in BEFORE.split("\n") if line)
    page = tmp_path / "plan.html"
    page.write_text(f"<html><body>{paragraphs}{table.as_html()}</body></html>", encoding="utf-8")
    rows = items_of(roadmap_of(html.read(page)))
    assert found(rows) == table.items(merges_told=True)
