"""The warehouse as the pages read it: one connection a generation, kept open between questions."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import api
from ingest.questions import place
from ingest.questions.query import over as query_over
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    import duckdb

GENERATION = "generation.json"


@dataclass(frozen=True, slots=True)
class _Opened:
    curated: Path
    stamp: tuple[int, int]
    connection: duckdb.DuckDBPyConnection


_opening = threading.Lock()
_last: list[_Opened] = []


def connection() -> duckdb.DuckDBPyConnection:
    """A read-only connection to the newest generation, opened anew where something was loaded since.

    Each caller takes a cursor of it, as `api.query` does. Raises WarehouseError.
    """
    curated = place.curated()
    with _opening:
        stamp = _stamp(curated)
        if not _last or (_last[0].curated, _last[0].stamp) != (curated, stamp):
            opened = api.open(curated)
            _last[:] = [_Opened(curated, _stamp(curated), opened)]
        return _last[0].connection


def problem() -> str:
    """Why the warehouse can't be read, one Russian line; '' where it can."""
    try:
        connection()
    except WarehouseError as error:
        return str(error)
    return ""


def _stamp(curated: Path) -> tuple[int, int]:
    try:
        state = (curated / GENERATION).stat()
    except FileNotFoundError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def rows(name: str, values: Sequence[object] = ()) -> list[api.Record]:
    """The rows of ingest/questions/queries/<name>.sql."""
    return api.query(connection(), name, values)


def over(name: str, select: str, values: Sequence[object] = ()) -> list[api.Record]:
    """The rows of a SELECT over `found`, the rows of ingest/questions/queries/<name>.sql."""
    return query_over(connection(), name, select, values)
