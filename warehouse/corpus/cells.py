"""Cells of rows that analysts put right, laid over what was read: words, and what the words of periods and people say.

What the normalisers made of the words comes with the correction (`read`), since the warehouse reads no Russian.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

import duckdb

from warehouse.columns import Table
from warehouse.corpus.corrections import PRINTED_IN, Applied, parsed
from warehouse.corpus.derive import placed, responsible
from warehouse.corpus.reviews import Correction
from warehouse.errors import CorrectionError
from warehouse.ids import normalised
from warehouse.records import Row
from warehouse.schema import ITEMS, PERIODS, RESPONSIBLES
from warehouse.sql import literal, literals

Replace = Callable[[Table, Sequence[Row]], None]
READ_ANEW = {"period": "periods", "responsibles": "responsibles"}
DERIVING = ("activity", "section")
"""What the topic, the exam and what matching knows of a row follow from; a topic put right stands over them."""
_TEXTS = ("text_damage", "text_terms", "text_conflicts", "text_years")
_FIELDS = {"period": "period", "responsibles": "responsible"}
_DATES = ("start_date", "end_date", "suggested_start", "suggested_end")


def correct_cells(
    connection: duckdb.DuckDBPyConnection,
    made: Mapping[str, Sequence[Correction]],
    replace: Replace,
    applied: Applied,
) -> None:
    """Lays corrections over rows (item_id -> corrections), with the periods and responsibles that they tell.

    What had been said about the words before (damage, terms, years) goes.
    """
    found = _fetch(
        connection,
        f"""SELECT items.*, orders.plan_start, orders.region_code, orders.municipality
        FROM items INNER JOIN orders USING (order_id) WHERE list_contains({literals(made)}, item_id)""",
    )
    rows = {str(row["item_id"]): row for row in found}
    items: list[Row] = []
    told: dict[str, list[Row]] = {"periods": [], "responsibles": []}
    for item_id, some in made.items():
        row = rows.get(item_id)
        values: dict[str, object] = {}
        for one in sorted(some, key=lambda one: one.column not in DERIVING):
            try:
                values |= _values(one, row)
                applied.add(one, row=row, printed=cast("Row", row)[_column(one)])
            except CorrectionError as error:
                applied.add(one, problem=str(error), row=row)
                continue
            if one.column in READ_ANEW:
                told[READ_ANEW[one.column]] += _rows(one, cast("Row", row))
            _forget(connection, item_id, one.column)
        if values and row:
            kept = {
                name: value for name, value in row.items() if name not in ("plan_start", "region_code", "municipality")
            }
            items.append({**kept, **values, "corrected": sorted(one.column for one in some if _column(one) in values)})
    replace(ITEMS, items)
    replace(PERIODS, told["periods"])
    replace(RESPONSIBLES, told["responsibles"])


def _column(one: Correction) -> str:
    return PRINTED_IN.get(one.column, one.column)


def _values(one: Correction, row: Row | None) -> dict[str, object]:
    """The columns of a row that a correction exchanges; CorrectionError where it holds no longer."""
    if row is None:
        raise CorrectionError(f"мероприятия {one.target} нет")
    printed = row.get(_column(one))
    if one.quote and normalised(one.quote) != normalised(printed):
        raise CorrectionError(f"в приказе теперь напечатано «{printed or ''}»")
    values: dict[str, object] = {_column(one): parsed(one.column, one.value)}
    if one.column in DERIVING:
        values |= {name: value for name, value in _read(one).items() if name in row}
    return values


def _rows(one: Correction, row: Row) -> list[Row]:
    """The periods or responsibles that the words of a corrected cell give."""
    told = _read(one).get(READ_ANEW[one.column], [])
    shared = {"order_id": row["order_id"], "item_id": row["item_id"], "source_id": row["source_id"]}
    rows = [
        {**entry, **shared, "ordinal": ordinal, "inherited": False, "corrected": [one.column]}
        for ordinal, entry in enumerate(told, 1)
    ]
    if one.column == "responsibles":
        return [responsible(entry, str(row["region_code"] or ""), str(row["municipality"] or "")) for entry in rows]
    dated = ({**entry, **{name: _day(entry.get(name)) for name in _DATES}} for entry in rows)
    return [placed(entry, cast("date | None", row["plan_start"])) for entry in dated]


def _read(one: Correction) -> dict[str, Any]:
    """What the normalisers made of the words; CorrectionError where the file was edited by hand."""
    try:
        told = json.loads(one.read or "{}")
    except ValueError as error:
        raise CorrectionError(f"столбец read исправления {one.target} повреждён: исправьте ещё раз") from error
    return told if isinstance(told, dict) else {}


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _forget(connection: duckdb.DuckDBPyConnection, item_id: str, column: str) -> None:
    """Removes what was read of, or said about, the words that stood there."""
    of_item = f"item_id = {literal(item_id)}"
    tables: Iterable[str] = {"period": ("periods", "period_readings"), "responsibles": ("responsibles",)}.get(
        column, ()
    )
    for table in tables:
        connection.execute(f"DELETE FROM {table} WHERE {of_item}")
    for table in _TEXTS:
        connection.execute(f"DELETE FROM {table} WHERE {of_item} AND field = {literal(_FIELDS.get(column, column))}")


def _fetch(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", connection.execute(sql).to_arrow_table().to_pylist())
