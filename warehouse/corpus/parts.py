"""Corpus tables as Parquet: a file for each region of a table (of two, for pairs): a change writes those it touches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.columns import Stage, Table
from warehouse.corpus.changes import PLACES, Changes
from warehouse.corpus.database import MATCHED
from warehouse.corpus.rows import MAIN, texts
from warehouse.generation import CORPUS
from warehouse.manifest import Manifest, Stamp, stamp_of
from warehouse.schema import TABLES, tables
from warehouse.sql import among, literal

PAIRS = "matches"
"""The table that is cut by the regions of both ends of a pair."""
WHOLE, NONE = "all", "none"
"""The part of a table that is never cut, and the only one of a table without rows."""
_DICTIONARY = 64 * 2**20
"""Bytes of the names that a file tells once: a region has them again and again in `matches`."""
Staged = Mapping[str, Path]
"""Where files are to stand, from the root of the warehouse, and where they are now."""


def _path(table: str, part: str, number: int) -> str:
    return f"{CORPUS}/{table}/part={part}/{number:06d}.parquet"


def _of(path: str) -> tuple[str, str]:
    """The table and the part of a file."""
    _, table, part, _ = path.split("/")
    return table, part.partition("=")[2]


def table_of(path: str) -> str:
    """The table that a file has a part of."""
    return _of(path)[0]


def by(table: str) -> str:
    """The part of a row as SQL."""
    if table == PAIRS:
        return f"{_beginning('item_id')} || '.' || {_beginning('other_item_id')}"
    place = _place(table)
    return _beginning(place) if place else literal(WHOLE)


def _beginning(column: str) -> str:
    return f"replace(lower(left(coalesce({column}, '00'), 2)), '.', '_')"


def _place(table: str) -> str:
    """The column that tells the part of a row; '' where the table is never cut."""
    return "item_id" if table in MATCHED else PLACES.get(table, "")


def rematched(connection: duckdb.DuckDBPyConnection, changes: Changes) -> dict[str, set[str]]:
    """The parts of the tables of MATCHED that matching orders anew came to, while its temporary tables are there."""
    found = {"clusters": f"SELECT DISTINCT {by('clusters')} FROM reclustered"}
    if sides := list(filter(None, (changes.rows("internal.pairs", which) for which in ("out", "in")))):
        numbers = " UNION ".join(f"SELECT item, other FROM {side}" for side in sides)
        found[PAIRS] = f"""
        WITH numbers AS ({numbers}),
        ends AS (SELECT item FROM numbers UNION SELECT other FROM numbers),
        named AS (
            SELECT item, item_id FROM {MAIN}.internal.said SEMI JOIN ends USING (item)
            UNION SELECT item, item_id FROM was_said
        )

        SELECT DISTINCT {by(PAIRS)}
        FROM numbers
        INNER JOIN named USING (item)
        INNER JOIN (SELECT item AS other, item_id AS other_item_id FROM named) USING (other)"""
    return {table: texts(connection, sql) for table, sql in found.items()}


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
        for part, rows in _rows(connection, table, sorted(parts[table.name])):
            file = folder / names[table.name, part]
            _write(table, rows, file)
            if pq.read_metadata(file).num_rows or part == WHOLE:
                staged[_path(table.name, part, number)] = file
            else:
                file.unlink()
        here = [path for path in (*kept, *staged) if _of(path)[0] == table.name]
        if not here:
            file = folder / names[table.name, NONE]
            _write(table, table.arrow.empty_table(), file)
            staged[_path(table.name, NONE, number)] = file
        for path in here if len(here) > 1 else ():
            if _of(path)[1] == NONE:
                kept.pop(path, None)
    stamps = {path: stamp_of(file) for path, file in staged.items()}
    return dict(sorted({**kept, **stamps}.items())), staged


def _rows(connection: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[str]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each part of a table."""
    if table.name == PAIRS:
        yield from _rows_of_pairs(connection, set(parts))
        return
    for part in parts:
        where = f"{by(table.name)} = {literal(part)}"
        if part.isdecimal() and table.name != "entities":
            where = f"starts_with({_place(table.name)}, {literal(part)})"  # lets DuckDB skip what cannot have it
        yield part, connection.execute(f"FROM {table.name} WHERE {where} ORDER BY ALL").to_arrow_table()


def _rows_of_pairs(connection: duckdb.DuckDBPyConnection, parts: set[str]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of parts of `matches`, those of one region with all others at once: a change is one of a region."""
    while parts:
        ends = Counter(end for part in sorted(parts) for end in set(part.split(".")))
        region = ends.most_common(1)[0][0]
        some = {part for part in parts if region in part.split(".")}
        parts = parts - some
        rows = connection.execute(
            f"""WITH own AS (SELECT item FROM internal.said WHERE {_beginning("item_id")} = {literal(region)}),
            near AS (
                FROM internal.pairs WHERE item IN (FROM own)
                UNION ALL
                FROM internal.pairs WHERE other IN (FROM own) AND item NOT IN (FROM own)
            ),
            shown AS ({MATCHED[PAIRS].replace("internal.pairs", "near")})

            SELECT *, {by(PAIRS)} AS part FROM shown WHERE {among("part", some)}
            ORDER BY part, item_id, other_item_id, relation"""
        ).to_arrow_table()
        named = rows.column("part").to_pylist()
        for part in sorted(some):
            first, last = bisect_left(named, part), bisect_right(named, part)
            yield part, rows.slice(first, last - first).drop_columns(["part"])


def _write(table: Table, rows: pa.Table, path: Path) -> None:
    told = rows.select(table.arrow.names).cast(table.arrow)
    pq.write_table(told, path, compression="zstd", dictionary_pagesize_limit=_DICTIONARY)
