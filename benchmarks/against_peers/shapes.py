"""Shapes that plans of other orders have: each is one change of a generated table with known content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from benchmarks.contents import Column, Order, PlanRow, PlanTable, generated_order

Change = Callable[[PlanTable], list[PlanTable]]


def _counted(table: PlanTable) -> list[PlanTable]:
    return [replace(table, counted=True)]


def _open_sections(table: PlanTable) -> list[PlanTable]:
    return [replace(table, open_sections=True)]


def _without_sections(table: PlanTable) -> list[PlanTable]:
    return [replace(table, rows=tuple(replace(row, section="") for row in table.items))]


def _a_table_a_section(table: PlanTable) -> list[PlanTable]:
    """Every section is a table of its own under its heading."""
    parts = list(_sections(table))
    return [replace(table, rows=tuple(rows[1:]), title=rows[0].section) for rows in parts]


def _one_header(table: PlanTable) -> list[PlanTable]:
    """As above, but only the first table has a header."""
    return [replace(part, headed=place == 0) for place, part in enumerate(_a_table_a_section(table))]


def _sections(table: PlanTable) -> Iterator[list[PlanRow]]:
    rows: list[PlanRow] = []
    for row in table.rows:
        if row.kind == "section" and rows:
            yield rows
            rows = []
        rows.append(row)
    yield rows


def _without_numbers(table: PlanTable) -> list[PlanTable]:
    columns = tuple(column for column in table.columns if column.role != "number")
    return [replace(table, columns=columns, rows=tuple(_with(row, number="") for row in table.rows))]


def _period_first(table: PlanTable) -> list[PlanTable]:
    order = {"number": 0, "period": 1}
    columns = sorted(
        (replace(column, over="") for column in table.columns), key=lambda column: order.get(column.role, 2)
    )
    return [replace(table, columns=tuple(columns))]


def _groups(table: PlanTable) -> list[PlanTable]:
    """Under every section one numbered row heads the others: '1.1.' with a text, then '1.1.1.', '1.1.2.'."""
    rows: list[PlanRow] = []
    for section in _sections(table):
        head, first, *rest = section
        number = first["number"]
        rows += [
            head,
            PlanRow("group", {"number": number, "activity": f"{first['activity'].split(':')[0]}:"}, head.section),
        ]
        rows += [
            replace(_with(row, number=f"{number}{place}."), merged=frozenset() if place == 1 else row.merged)
            for place, row in enumerate(rest, start=1)
        ]
    return [replace(table, rows=tuple(rows))]


def _bullet_rows(table: PlanTable) -> list[PlanTable]:
    """Bullets stand in rows of their own, each with its period."""
    rows: list[PlanRow] = []
    for row in table.rows:
        lead, *bullets = row["activity"].split("\n")
        if not bullets:
            rows.append(replace(row, merged=frozenset()))
            continue
        rows.append(replace(_with(row, activity=lead, period=""), kind="group", merged=frozenset()))
        for bullet in bullets:
            own = _with(row, number="", activity=bullet.removeprefix("- "), result="")
            rows.append(replace(own, merged=frozenset({"responsible"} & row.text.keys()), bullet="- "))
    return [replace(table, rows=tuple(rows))]


def _simple_numbers(table: PlanTable) -> list[PlanTable]:
    """'1', '2', '3' through the whole table, without dots."""
    place = 0
    rows = []
    for row in table.rows:
        place += row.kind == "item"
        rows.append(_with(row, number=str(place)) if row.kind == "item" else row)
    return [replace(table, rows=tuple(rows))]


def _narrow(table: PlanTable) -> list[PlanTable]:
    """A note column, always empty, and one caption over several columns."""
    return [replace(table, columns=(*table.columns, Column("note", "Отметка о выполнении", 10)))]


def _with(row: PlanRow, **texts: str) -> PlanRow:
    return replace(row, text={**row.text, **texts})


SHAPES: dict[str, Change] = {
    "counted columns": _counted,
    "sections not merged": _open_sections,
    "no sections": _without_sections,
    "a table a section": _a_table_a_section,
    "one header for many tables": _one_header,
    "no numbers": _without_numbers,
    "period first": _period_first,
    "groups": _groups,
    "bullets in rows": _bullet_rows,
    "simple numbers": _simple_numbers,
    "empty note column": _narrow,
}


def shaped_orders(count: int, first_seed: int = 1000) -> tuple[Order, ...]:
    """`count` orders, the shapes in turns, typed numbers."""
    made = []
    for place in range(count):
        name, change = list(SHAPES.items())[place % len(SHAPES)]
        order = generated_order(first_seed + place, auto=False)
        tables = tuple(part for table in order.tables for part in change(table))
        made.append(replace(order, name=f"{name.replace(' ', '-')}-{first_seed + place}", tables=tables))
    return tuple(made)
