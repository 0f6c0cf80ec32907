"""What one order brings into the warehouse: plain rows, checked against schema.py before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from warehouse.columns import Stage, Table
from warehouse.errors import RecordError
from warehouse.schema import TABLES, tables

Row = Mapping[str, object]


@dataclass(frozen=True)
class OrderRecords:
    """The rows of one order by table name.

    `order_id` as ids.order_id gives it (the store may suffix it), `region_code` two digits or None, `source_sha256` of
    the file's bytes, `source_name` its name without folders. Rows may leave out columns (NULL) and order_id.
    The store fills sources, effective and plan-month columns of periods, entity_id, orders.activities and loaded_at.
    """

    order_id: str
    region_code: str | None
    source_sha256: str
    source_name: str
    tables: Mapping[str, Sequence[Row]]

    def __post_init__(self) -> None:
        """RecordError for a table that orders do not have."""
        unknown = self.tables.keys() - {table.name for table in tables(Stage.ORDER)}
        if unknown:
            raise RecordError(f"{self.order_id}: no such tables of an order: {', '.join(sorted(unknown))}")

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a table; none where the order brings none."""
        return self.tables.get(table, ())

    @property
    def head(self) -> Row:
        """The one row of `orders`."""
        heads = self.rows("orders")
        if len(heads) != 1:
            raise RecordError(f"{self.order_id}: expected one row of orders, got {len(heads)}")
        return heads[0]

    @property
    def program_version(self) -> str:
        """The version of the program that read the file, from the row of `orders`."""
        return str(self.head["program_version"])

    def with_rows(self, **changed: Sequence[Row]) -> OrderRecords:
        """The same records with whole tables exchanged."""
        return replace(self, tables={**self.tables, **changed})


def with_ids(records: OrderRecords, order_id: str, items: Mapping[str, str]) -> OrderRecords:
    """The records under another order_id and with item ids exchanged; ids that `items` doesn't name stay."""
    renamed: dict[str, Sequence[Row]] = {}
    for name, rows in records.tables.items():
        item_columns = TABLES[name].item_columns
        renamed[name] = [_renamed(row, item_columns, order_id, items) for row in rows]
    return replace(records, order_id=order_id, tables=renamed)


def _renamed(row: Row, item_columns: Sequence[str], order_id: str, items: Mapping[str, str]) -> Row:
    changed: dict[str, object] = {**row, "order_id": order_id}
    for column in item_columns:
        value = row.get(column)
        if isinstance(value, str):
            changed[column] = items.get(value, value)
        elif isinstance(value, (list, tuple)):
            changed[column] = [items.get(item, item) for item in value]
    return changed


def checked(records: OrderRecords) -> dict[str, pa.Table]:
    """Arrow tables of every order table that has rows.

    Raises RecordError for an unknown column, a value of another type, a NULL in a required column, a key that
    occurs twice, or a row about an item that is not there.
    """
    present = [table for table in tables(Stage.ORDER) if records.rows(table.name)]
    items = {row["item_id"] for row in records.rows("items")}
    for table in present:
        _check_rows(records.order_id, table, records.rows(table.name), items)
    return {table.name: arrow_table(table, records.rows(table.name)) for table in present}


def _check_rows(order_id: str, table: Table, rows: Sequence[Row], items: set[object]) -> None:
    names = {column.name for column in table.columns}
    required = [column.name for column in table.columns if column.required]
    item_columns = table.item_columns
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        if row.keys() - names:
            raise RecordError(f"{order_id}: {table.name} has no columns {sorted(row.keys() - names)}")
        for name in required:
            if row.get(name) is None:
                raise RecordError(f"{order_id}: {table.name}.{name} is NULL in {row}")
        key = tuple(row.get(name) for name in table.key)
        if key in seen:
            raise RecordError(f"{order_id}: {table.name} has the key {key} twice")
        seen.add(key)
        for name in item_columns:
            if row.get(name) is not None and row[name] not in items:
                raise RecordError(f"{order_id}: {table.name}.{name} names an unknown item {row[name]}")


def arrow_table(table: Table, rows: Iterable[Row]) -> pa.Table:
    """Rows as an Arrow table in the columns of the schema; RecordError where a value has another type."""
    rows = list(rows)
    columns = []
    for field in table.arrow:
        try:
            columns.append(pa.array([row.get(field.name) for row in rows], type=field.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError) as error:
            raise RecordError(f"{table.name}.{field.name}: {error}") from error
    return pa.Table.from_arrays(columns, schema=table.arrow)
