"""Rows of a check's example, completed with what the schema requires and the example leaves out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warehouse.schema import TABLES


def completed(example: Mapping[str, Sequence[Mapping[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """Rows by table; there is an order and an item in any case."""
    given = {"orders": [{}], "items": [{"activity": "Мероприятие"}], **example}
    return {name: [_complete(name, row, place) for place, row in enumerate(rows, 1)] for name, rows in given.items()}


def _complete(table: str, row: Mapping[str, object], place: int) -> dict[str, object]:
    ids = {"order_id": "order", "item_id": f"item{place if table == 'items' else 1}"}
    defaults = {"ordinal": place, "seq": place, "table_no": 1, "source_sha256": "0", "program_version": "0"}
    columns = {column.name for column in TABLES[table].columns}
    return {key: value for key, value in {**ids, **defaults, **row}.items() if key in columns}
