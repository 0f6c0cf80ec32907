"""What a table and a column of the warehouse are, and the types that columns have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa

TEXTS = pa.list_(pa.string())
NUMBERS = pa.list_(pa.int64())
BBOX = pa.list_(pa.float64())
RAW_CELLS = pa.list_(
    pa.struct(
        [
            ("role", pa.string()),
            ("text", pa.string()),
            ("page", pa.int32()),
            ("line", pa.int32()),
            ("bbox", BBOX),
        ]
    )
)
_SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
}


class Stage(StrEnum):
    """Who fills a table: one order on its own, or the corpus stage from all of them."""

    ORDER = "order"
    CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `required` ones are never NULL, `item` ones hold an item_id (or a list of them)."""

    name: str
    type: pa.DataType
    description: str
    required: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the warehouse; `file` is the stem of its Parquet file, `key` tells its rows apart."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    stage: Stage = Stage.ORDER
    file: str = ""

    @property
    def parquet_name(self) -> str:
        """File name inside the folder of an order or of a generation."""
        return f"{self.file or self.name}.parquet"

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema, columns in the stated order."""
        return pa.schema([pa.field(column.name, column.type, not column.required) for column in self.columns])

    @property
    def item_columns(self) -> tuple[str, ...]:
        """Columns that refer to items.item_id."""
        return tuple(column.name for column in self.columns if column.item)


def text(name: str, description: str, required: bool = False) -> Column:
    """A column of text."""
    return Column(name, pa.string(), description, required)


def integer(name: str, description: str, required: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, pa.int32(), description, required)


def date(name: str, description: str) -> Column:
    """A column of dates."""
    return Column(name, pa.date32(), description)


def flag(name: str, description: str) -> Column:
    """A column of yes or no."""
    return Column(name, pa.bool_(), description)


def share(name: str, description: str) -> Column:
    """A column of fractions."""
    return Column(name, pa.float64(), description)


def sql_type(arrow: pa.DataType) -> str:
    """The DuckDB type of an Arrow type: list<string> -> 'VARCHAR[]'."""
    if pa.types.is_list(arrow):
        return f"{sql_type(arrow.value_type)}[]"
    if pa.types.is_struct(arrow):
        return f"STRUCT({', '.join(f'{field.name} {sql_type(field.type)}' for field in arrow)})"
    return _SQL_TYPES[arrow]
