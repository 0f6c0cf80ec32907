"""An order that comes in several files: the rows of all of them as one order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import count

from warehouse.columns import Stage
from warehouse.records import OrderRecords, Row
from warehouse.schema import TABLES, tables

_NUMBERED = ("acts", "order_persons", "definitions", "text_years", "order_notes", "leftovers")
"""Tables whose rows are counted over the whole order."""


def source_id(sha256: str) -> str:
    """Sixteen hexadecimal digits that name a file within the warehouse."""
    return sha256[:16]


def stamped(records: OrderRecords) -> OrderRecords:
    """The records with source_id in every row that says where it is from."""
    source = source_id(records.source_sha256)
    marked = {
        name: [{**row, "source_id": source} for row in rows]
        for name, rows in records.tables.items()
        if any(column.name == "source_id" for column in TABLES[name].columns)
    }
    return records.with_rows(**marked)


def of_sources(rows: Sequence[Row], sources: Collection[object]) -> list[Row]:
    """The rows that came from some of the files."""
    return [row for row in rows if row.get("source_id") in sources]


def joined(
    records: OrderRecords, known: Mapping[str, Sequence[Row]], others: Sequence[str], leading: bool
) -> OrderRecords:
    """The records of one file with the rows that `others` (source ids, in their order) have in the order.

    `leading`: the records are the order itself and give its head; else the head stays as known, filled up from them.
    Items and tables are counted through, the order first, the annexes after it.
    """
    merged: dict[str, list[Row]] = {}
    own = source_id(records.source_sha256)
    ranks = {source: rank for rank, source in enumerate([own, *others] if leading else [*others, own])}
    for table in tables(Stage.ORDER):
        if table.name not in ("orders", "sources"):
            rows = [*records.rows(table.name), *of_sources(known.get(table.name, ()), others)]
            merged[table.name] = sorted(rows, key=lambda row: ranks[str(row["source_id"])])
    merged["items"] = _counted_items(merged["items"])
    for name in _NUMBERED:
        merged[name] = [{**row, "ordinal": ordinal} for ordinal, row in zip(count(1), merged[name], strict=False)]
    head = _head(records.head, next(iter(known.get("orders", ())), {}), leading)
    region_code = str(head["region_code"]) if head.get("region_code") else None
    return replace(records.with_rows(orders=[head], **merged), region_code=region_code)


def _counted_items(items: Sequence[Row]) -> list[Row]:
    """Items with seq counted through and tables of different files told apart by their numbers."""
    numbers: dict[tuple[object, object], int] = {}
    counted: list[Row] = []
    for seq, row in enumerate(items, 1):
        table = numbers.setdefault((row["source_id"], row.get("table_no")), len(numbers) + 1)
        counted.append({**row, "seq": seq, "table_no": table})
    return counted


def _head(new: Row, known: Row, leading: bool) -> Row:
    first, second = (new, known) if leading else (known, new)
    return {
        name: first.get(name) if first.get(name) is not None else second.get(name) for name in first.keys() | second
    }
