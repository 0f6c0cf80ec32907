"""A comparison as a table for people: values in Russian words, one column spread over the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from ingest.outputs.labels import ENTITY_KINDS, MONTHS
from ingest.outputs.listing import Listing
from ingest.outputs.sheets import Column
from warehouse.reading.comparisons import Comparison
from warehouse.topics import topic_titles

Record = Mapping[str, Any]
UNDATED = "без дат"
SEPTEMBER = 8
"""The place of the school year's first month among the months."""
BODIES = {
    "federal": "федеральные",
    "ministry": "министерство",
    "centre": "центры, институты, комиссии",
    "municipality": "муниципалитет",
    "school": "школы",
    "person": "люди",
    "unknown": "не установлено",
    "none": "не назван",
}
"""Who answers for an activity (view responsible_bodies)."""
STATES = {
    "kept": "есть",
    "moved": "перенесено",
    "stale": "с прежним годом",
    "undated": "есть, без дат",
    "dropped": "нет",
    "new": "новое",
}
"""What became of an activity in another order (macro paired_states)."""
_WIDTHS = {
    "label": 60,
    "activity": 60,
    "responsible": 40,
    "topic": 30,
    "unit": 28,
    "order_id": 28,
    "other_order_id": 28,
}


def month_label(month: int | None) -> str:
    """A month of the school year: 0 -> 'сен', 11 -> 'авг', -2 -> 'июл до плана', 13 -> 'окт после'."""
    if month is None:
        return UNDATED
    name = MONTHS[(month + SEPTEMBER) % 12]
    return name if 0 <= month < 12 else f"{name} {'до плана' if month < 0 else 'после'}"


@cache
def _spread_months() -> dict[object, str]:
    """The months of a table's head: all that lies before the plan and after it is one column each (plan_months)."""
    inside: dict[object, str] = {month: month_label(month) for month in range(12)}
    return {-1: "до плана", **inside, 12: "после", None: UNDATED}


_WORDS: Mapping[str, Callable[[], Mapping[Any, str]]] = {
    "topic": topic_titles,
    "body": lambda: BODIES,
    "state": lambda: STATES,
    "kind": lambda: ENTITY_KINDS,
    "month": _spread_months,
}


def listing(comparison: Comparison, rows: Sequence[Record], notes: tuple[str, ...] = ()) -> Listing:
    """The table of a comparison: a matrix where its file says so, otherwise its rows."""
    headings = {name: heading for name, heading in comparison.columns if name not in comparison.hidden}
    said = (comparison.question, *([f"{comparison.note[0].upper()}{comparison.note[1:]}."] if comparison.note else []))
    if comparison.matrix:
        columns, records = _matrix(comparison, headings, rows)
    else:
        columns = tuple(_column(name, heading) for name, heading in headings.items())
        records = [{name: in_words(name, row[name]) for name in headings} for row in rows]
    return Listing(comparison.title, columns, records, (*said, *notes))


def _matrix(
    comparison: Comparison, headings: Mapping[str, str], rows: Sequence[Record]
) -> tuple[tuple[Column, ...], list[dict[str, object]]]:
    """Columns and records with the first column of `matrix` spread over the head and the second in the cells."""
    spread, figure, *zero = comparison.matrix
    shown = [name for name in comparison.rows if name in headings and not _only_one(name, rows)]
    table: dict[tuple[object, ...], dict[str, object]] = {}
    for row in rows:
        identity = tuple(row[name] for name in comparison.rows)
        record = table.setdefault(identity, {name: in_words(name, row[name]) for name in shown})
        record[f"{spread}:{row[spread]}"] = row[figure] or (zero[0] if zero else None)
    head = [_column(name, headings[name]) for name in shown]
    for value, words in _places(spread, rows):
        head.append(Column(f"{spread}:{value}", words, max(7, min(16, len(words) + 2))))
    return tuple(head), list(table.values())


def _only_one(name: str, rows: Sequence[Record]) -> bool:
    """Whether the column `unit` says the same everywhere: one order, one region."""
    return name == "unit" and len({row[name] for row in rows}) == 1


def _places(spread: str, rows: Sequence[Record]) -> list[tuple[object, str]]:
    """The values that stand in the head, in their order, with their words; months of the plan all of them."""
    present = {row[spread] for row in rows}
    known = _WORDS[spread]() if spread in _WORDS else {}
    inside = set(range(12)) if spread == "month" else set()
    places: list[tuple[object, str]] = [(key, words) for key, words in known.items() if key in present | inside]
    return places + [(value, str(value)) for value in sorted(map(str, present - known.keys()))]


def in_words(name: str, value: object) -> object:
    """The value of a column as an analyst reads it: topic 'finance' -> 'Финансовое обеспечение'."""
    if name in ("month", "usual_month"):
        return month_label(value if isinstance(value, int) else None)
    known = _WORDS[name]() if name in _WORDS else {}
    return known.get(value, value)


def _column(name: str, heading: str) -> Column:
    return Column(name, heading, _WIDTHS.get(name, 12))
