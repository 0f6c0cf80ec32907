"""Corpus tables as Parquet: one file for each region of a table, so that a change writes only those that it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from warehouse.columns import Stage, Table
from warehouse.corpus.changes import PLACES, Changes
from warehouse.corpus.database import MATCHED
from warehouse.generation import CORPUS
from warehouse.manifest import Manifest, Stamp, stamp_of
from warehouse.schema import TABLES, tables
from warehouse.sql import literal

WHOLE, NONE = "all", "none"
"""The part of a table that is never cut, and the only one of a table without rows."""
Staged = Mapping[str, Path]
"""Where files are to stand, from the root of the warehouse, and where they are now."""


def _path(table: str, part: str, number: int) -> str:
    return f"{CORPUS}/{table}/part={part}/{number:06d}.parquet"


def _of(path: str) -> tuple[str, str]:
    """The table and the part of a file."""
    _, table, part, _ = path.split("/")
    return table, part.partition("=")[2]


def by(table: str) -> str:
    """The part of a row as SQL."""
    place = _place(table)
    return f"lower(left(coalesce({place}, '00'), 2))" if place else literal(WHOLE)


def _place(table: str) -> str:
    """The column that tells the part of a row; '' where the table is never cut."""
    return "item_id" if table in MATCHED else PLACES.get(table, "")


def touched(
    connection: duckdb.DuckDBPyConnection, changes: Changes, rematched: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """The parts of each corpus table that changes came to; `rematched`: those of tables that matching fills."""
    found = {table: parts for table, parts in rematched.items() if parts}
    for table in tables(Stage.CORPUS):
        if sides := list(filter(None, (changes.rows(table.name, which) for which in ("out", "in")))):
            selects = " UNION ".join(f"SELECT {by(table.name)} FROM {side}" for side in sides)
            found[table.name] = {str(part) for (part,) in connection.execute(selects).fetchall()}
    return found


def all_parts(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Every part of every corpus table."""
    return {
        table.name: {WHOLE}
        if not _place(table.name)
        else {
            str(part)
            for (part,) in connection.execute(f"SELECT DISTINCT {by(table.name)} FROM {table.name}").fetchall()
        }
        for table in tables(Stage.CORPUS)
    }


def written(
    connection: duckdb.DuckDBPyConnection,
    parts: Mapping[str, Iterable[str]],
    before: Manifest,
    number: int,
    folder: Path,
    note: Callable[[Iterable[str]], None],
) -> tuple[dict[str, Stamp], Staged]:
    """Write these parts anew into `folder`; (the stamps of all files of the corpus tables, the new ones).

    `before`: the files that the generation before had. `note` is told the names before they are written.
    """
    kept = {path: stamp for path, stamp in before.items() if _of(path)[1] not in parts.get(_of(path)[0], ())}
    names = {(table, part): f"{table}.{part}.parquet" for table, some in parts.items() for part in (*some, NONE)}
    note(names.values())
    folder.mkdir(parents=True, exist_ok=True)
    staged: dict[str, Path] = {}
    for table in map(TABLES.__getitem__, sorted(parts)):
        for part in sorted(parts[table.name]):
            file = folder / names[table.name, part]
            _write(connection, table, part, file)
            if pq.read_metadata(file).num_rows or part == WHOLE:
                staged[_path(table.name, part, number)] = file
            else:
                file.unlink()
        here = [path for path in (*kept, *staged) if _of(path)[0] == table.name]
        if not here:
            file = folder / names[table.name, NONE]
            _write(connection, table, NONE, file)
            staged[_path(table.name, NONE, number)] = file
        for path in here if len(here) > 1 else ():
            if _of(path)[1] == NONE:
                kept.pop(path, None)
    stamps = {path: stamp_of(file) for path, file in staged.items()}
    return dict(sorted({**kept, **stamps}.items())), staged


def _write(connection: duckdb.DuckDBPyConnection, table: Table, part: str, path: Path) -> None:
    where = f"{by(table.name)} = {literal(part)}"
    if part.isdecimal() and table.name != "entities":
        where = f"starts_with({_place(table.name)}, {literal(part)})"  # lets DuckDB skip what cannot have it
    rows = connection.execute(f"FROM {table.name} WHERE {where} ORDER BY ALL").to_arrow_table()
    pq.write_table(rows.cast(table.arrow), path, compression="zstd")
