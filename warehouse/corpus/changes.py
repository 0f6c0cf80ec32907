"""What a generation changed in the database of the one before it: keys of rows that went, and rows that came.

Kept as Parquet files beside the generation's database, so that an older copy of the database can be brought to the same
state by laying them over it: no generation writes a whole database anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from warehouse.columns import Stage
from warehouse.schema import TABLES, tables
from warehouse.sql import literal

_ORDER = ("order_id",)
MATCHING: Mapping[str, tuple[str, ...]] = {
    "internal.said": _ORDER,
    "internal.names": _ORDER,
    "internal.wordings": ("wording",),
    "internal.alike": ("one", "other"),
    "internal.pairs": ("item", "other"),
    "internal.decided": ("one", "other", "same"),
    "internal.stars": ("wording",),
    "internal.centres": ("centre",),
}
"""What matching knows of wordings, and by which columns its rows go."""
INTERNAL = ("internal.linked", "internal.told", *MATCHING, "internal.made", "internal.state")
"""Tables that only the program reads."""
BETWEEN = ("alike.parquet", "pairs.parquet", "sky.parquet")
"""Files by which matching hands rows to DuckDB."""
KEYS: Mapping[str, tuple[str, ...]] = {
    **{table.name: _ORDER for table in tables(Stage.ORDER)},
    "internal.linked": _ORDER,
    "internal.told": _ORDER,
    "aliases": _ORDER,
    **{name: TABLES[name].key for name in ("entities", "findings", "finding_places")},
    **MATCHING,
    **dict.fromkeys(("corrections", "reviews", "topics", "rejected", "internal.made", "internal.state"), ()),
}
"""By which columns rows of a table go; () stands for all of them."""
PLACES: Mapping[str, str] = {
    **dict.fromkeys(("aliases", "findings", "finding_places"), "order_id"),
    "entities": "region_code",
}
"""The column that tells in which Parquet file of a table a row stands: kept beside the keys of rows that went."""
_SOME = 1_000
"""Keys that are written out: DuckDB then reads only the parts of a table that can have them."""


def _name(table: str, which: str) -> str:
    return f"changed.{table}.{which}.parquet"


FILES = tuple(_name(table, which) for table in KEYS for which in ("out", "in"))
_ALWAYS = _name("internal.state", "in")


class Changes:
    """The changes in the folder of a generation; they are noted table by table and laid over a database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def are_whole(self) -> bool:
        """Whether the generation was made by changing the one before it."""
        return self.path(_ALWAYS).is_file()

    def path(self, name: str) -> Path:
        """A file of the folder."""
        return self._folder / name

    def gone(self, connection: duckdb.DuckDBPyConnection, table: str, select: str) -> int:
        """Keep the keys of the rows that went; how many there are."""
        keys = ", ".join(dict.fromkeys((*KEYS[table], *filter(None, [PLACES.get(table)])))) or "true AS everything"
        return self._copied(connection, f"SELECT DISTINCT {keys} FROM ({select})", _name(table, "out"))

    def come(self, connection: duckdb.DuckDBPyConnection, table: str, select: str) -> int:
        """Keep the rows that came; how many there are."""
        return self._copied(connection, select, _name(table, "in"))

    def _copied(self, connection: duckdb.DuckDBPyConnection, select: str, name: str) -> int:
        path = self.path(name)
        copied = connection.execute(f"COPY ({select}) TO {literal(str(path))} (FORMAT parquet)").fetchone()
        rows = int(copied[0]) if copied else 0
        if not rows:
            path.unlink()
        return rows

    def rows(self, table: str, which: str) -> str:
        """The keys ('out') or rows ('in') of a table as SQL; '' where there are none."""
        path = self.path(_name(table, which))
        return f"read_parquet({literal(str(path))}, hive_partitioning = false)" if path.is_file() else ""

    def take_out(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        """Delete the rows that went from a database."""
        if out := self.rows(table, "out"):
            connection.execute(f"DELETE FROM {table} {_among(connection, table, out)}")

    def put_in(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        """Insert the rows that came into a database."""
        if into := self.rows(table, "in"):
            connection.execute(f"INSERT INTO {table} BY NAME FROM {into}")

    def lay_over_all(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Change a database that is as the one before was, in one step."""
        connection.execute("SET wal_autocheckpoint = '1KB'")  # or everything is written to the log first
        connection.begin()
        for table in KEYS:
            self.take_out(connection, table)
            self.put_in(connection, table)
        connection.commit()
        connection.execute("CHECKPOINT")


def exchange(connection: duckdb.DuckDBPyConnection, table: str, out: str, into: str) -> None:
    """Take rows of a table out of a database and put others in, both told by a SELECT; nobody asks what changed."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE went AS SELECT DISTINCT {', '.join(KEYS[table])} FROM ({out})")
    if connection.execute("SELECT count(*) FROM went").fetchone() == (0,):
        connection.execute(f"INSERT INTO {table} BY NAME {into}")
        return
    connection.execute(f"CREATE OR REPLACE TEMP TABLE came AS {into}")
    own = table.rpartition(".")[2]
    keys = " AND ".join(f"{own}.{key} = went.{key}" for key in KEYS[table])
    connection.execute(f"DELETE FROM {table} USING went WHERE {keys}")
    connection.execute(f"INSERT INTO {table} BY NAME FROM came")
    for name in ("went", "came"):
        connection.execute(f"DROP TABLE {name}")


def _among(connection: duckdb.DuckDBPyConnection, table: str, gone: str) -> str:
    """Which rows of a table go, as the rest of a DELETE."""
    keys = KEYS[table]
    if not keys:
        return ""
    if len(keys) == 1:
        some = connection.execute(f"SELECT {keys[0]} FROM {gone} LIMIT {_SOME + 1}").fetchall()
        if len(some) <= _SOME:
            return f"WHERE {keys[0]} IN ({', '.join(literal(str(key)) for (key,) in some)})"
    own = table.rpartition(".")[2]
    return f"USING {gone} AS gone WHERE {' AND '.join(f'{own}.{key} = gone.{key}' for key in keys)}"
