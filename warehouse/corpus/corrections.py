"""What analysts can put right: which columns, which values, and what a corrected row looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

from warehouse.corpus.derive import placed
from warehouse.corpus.reviews import Correction
from warehouse.errors import CorrectionError
from warehouse.records import Row

HEAD_DATES = ("signed_on", "plan_start", "plan_end")
HEAD_COLUMNS = (
    *("region_code", "region", "region_iso", "municipality", "level", "issuer", "number", "title", "academic_year"),
    *("signatory", "controller", *HEAD_DATES),
)
PERIOD_COLUMNS = ("start_date", "end_date")
NAME_COLUMN = "canonical"
ITEM_COLUMNS = ("activity", "number", "section", "topic", "exam", "period", "responsibles")
"""Cells of a row. The words of `period` and `responsibles` are read anew."""
LINK_COLUMNS = ("same_as", "not_same_as")
"""Which other activities a row is, or is not, the same as: ids parted by blanks."""
PRINTED_IN = {"period": "period_raw", "responsibles": "responsible_raw"}
"""The column of `items` that holds a cell's words, where it has another name."""
BASIS = "correction"
"""Basis of a name and rule of a period that an analyst gave."""
_LONGEST = 1000
_LONGEST_CELL = 10_000
_YEARS = range(1990, 2101)
_PATTERNS = {
    "region_code": (re.compile(r"\d\d"), "код субъекта — две цифры: 42"),
    "exam": (re.compile("ГИА-9|ГИА-11|both"), "экзамен: ГИА-9, ГИА-11 или both"),
    "level": (re.compile("regional|municipal"), "уровень: regional или municipal"),
    "academic_year": (re.compile(r"20\d\d(-20\d\d)?"), "учебный год пишется так: 2024-2025"),
}


def parsed(column: str, text: str) -> str | date | None:
    """The value of a column; None for '' (nothing is printed there). Dates are ISO or 12.11.2024.

    CorrectionError where the text is no value of this column.
    """
    if not text.strip():
        return None
    if column in (*HEAD_DATES, *PERIOD_COLUMNS):
        return _day(text.strip())
    value = " ".join(text.split())
    pattern, rule = _PATTERNS.get(column, (None, ""))
    if pattern and not pattern.fullmatch(value):
        raise CorrectionError(f"«{value}»: {rule}")
    longest = _LONGEST_CELL if column in ITEM_COLUMNS else _LONGEST
    if len(value) > longest or not value.isprintable():
        raise CorrectionError(f"Значение столбца {column} длиннее {longest} знаков или содержит служебные знаки")
    return value


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if day.year in _YEARS:
            return day
    raise CorrectionError(f"«{text}» — не дата: нужна дата вида 2024-11-12 или 12.11.2024")


def place_of(target: str) -> tuple[str, int]:
    """The item and the ordinal of its period: 'a.1#2' -> ('a.1', 2), 'a.1' -> ('a.1', 1)."""
    found = re.fullmatch(r"(.+)#([1-9]\d?)", target)
    return (found[1], int(found[2])) if found else (target, 1)


def corrected_head(row: Row, values: Mapping[str, object]) -> Row:
    """A row of `orders` with columns exchanged."""
    return {**row, **values, "corrected": sorted(values)}


def corrected_name(row: Row, name: str, entity_id: str) -> Row:
    """A row of `responsibles` under another full name."""
    told = {"canonical": name, "entity_id": entity_id, "resolved": True, "basis": BASIS}
    return {**row, **told, "corrected": [NAME_COLUMN]}


def corrected_period(row: Row, changes: Mapping[str, object], plan_start: date | None) -> Row:
    """A period with its dates exchanged; a date that is not corrected stays as counted with so far (effective).

    What was doubtful in the dates read is so no longer: flags and suggestions go. CorrectionError where the start
    comes after the end.
    """
    start = cast("date | None", changes.get("start_date", row.get("effective_start")))
    end = cast("date | None", changes.get("end_date", row.get("effective_end")))
    if start and end and start > end:
        raise CorrectionError(f"Начало срока {start:%d.%m.%Y} позже конца {end:%d.%m.%Y}: исправьте и второй столбец")
    told = {
        "start_date": start,
        "end_date": end,
        "kind": _kind(row, start, end),
        "year_basis": "explicit" if start or end else "none",
        "year_confidence": 1.0 if start or end else None,
        "rule": BASIS,
        "corrected": sorted({*cast("list[str]", row.get("corrected") or []), *changes}),
    }
    return placed({**row, **told, "flags": [], "suggested_start": None, "suggested_end": None}, plan_start)


def _kind(row: Row, start: date | None, end: date | None) -> object:
    """What the dates tell; the kind that was read, where they can still be of it."""
    if not start or not end:
        return "deadline" if end else "from" if start else row.get("kind") or "unresolved"
    if start == end:
        return "date"
    was_a_span = row.get("start_date") is not None and row.get("end_date") is not None
    return row["kind"] if was_a_span and row.get("kind") not in ("date", None) else "range"


def of_cell(one: Correction) -> bool:
    """Whether a correction is about a cell of a row: an item_id has a point, an order_id none (both have a number)."""
    return one.column in (*ITEM_COLUMNS, *LINK_COLUMNS) and "." in one.target


class Applied:
    """What came of the corrections: rows of the table `corrections`."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, one: Correction, *, problem: str = "", row: Row | None = None, printed: object = None) -> None:
        """Notes that a correction was laid over a row, or why it was not."""
        found = row or {}
        self.rows.append(
            {
                "target": one.target,
                "column_name": one.column,
                "value": one.value,
                "why": one.why,
                "order_id": found.get("order_id"),
                "item_id": found.get("item_id") if one.column in PERIOD_COLUMNS or of_cell(one) else None,
                "printed": None if printed is None else str(printed),
                "problem": problem or None,
                "made_by": one.by or None,
                "made_at": one.at or None,
            }
        )
