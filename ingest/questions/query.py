"""The SQL of questions: queries/*.sql, run over an open warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from warehouse.sql import value

if TYPE_CHECKING:
    import duckdb

Record = dict[str, Any]
ROWS_AT_ONCE = 10_000


def query(
    connection: duckdb.DuckDBPyConnection, name: str, values: Sequence[object] = (), most: int | None = None
) -> list[Record]:
    """Runs ingest/questions/queries/<name>.sql; `most`: so many of its rows, the first ones."""
    if most is None:
        return list(stream(connection, name, values))
    return list(_rows(connection, f"{_text(name)}\nLIMIT {most}", values))


def stream(connection: duckdb.DuckDBPyConnection, name: str, values: Sequence[object] = ()) -> Iterator[Record]:
    """The rows of ingest/questions/queries/<name>.sql one by one, for results that memory should not hold whole."""
    yield from _rows(connection, _text(name), values)


def over(connection: duckdb.DuckDBPyConnection, name: str, select: str, values: Sequence[object] = ()) -> list[Record]:
    """Runs a SELECT over `found`, the rows of ingest/questions/queries/<name>.sql; `select` is ours, never typed."""
    return list(_rows(connection, f"WITH found AS (\n{_text(name)}\n)\n{select}", values))


def _text(name: str) -> str:
    return files("ingest").joinpath("questions", "queries", f"{name}.sql").read_text(encoding="utf-8")


def _rows(connection: duckdb.DuckDBPyConnection, statement: str, values: Sequence[object]) -> Iterator[Record]:
    with connection.cursor() as cursor:
        if values:
            cursor.execute(f"PREPARE asked AS {statement}")
            statement = f"EXECUTE asked({', '.join(map(value, values))})"
        cursor.execute(statement)
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from (dict(zip(names, row, strict=True)) for row in rows)
