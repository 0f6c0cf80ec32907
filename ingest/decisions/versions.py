"""The files that an order was made of, one after another, and bringing an earlier one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ingest.questions.naming import one_order
from ingest.questions.query import Record, query
from warehouse.errors import WarehouseError
from warehouse.files import sha256_of
from warehouse.reading.reader import connect

if TYPE_CHECKING:
    import duckdb

    from ingest.orders.outcomes import LoadReport

_STATES = {True: "действует", False: "заменён"}
_PARTS = {"order": "приказ", "annex": "приложение"}


def versions(connection: duckdb.DuckDBPyConnection, order_id: str) -> list[Record]:
    """The files of an order by the time they were first loaded; `version` counts from 1, `state` is Russian.

    Raises UnknownOrderError with the nearest ids.
    """
    one_order(connection, order_id)
    rows = query(connection, "order_versions", [order_id])
    return [
        {**row, "version": place, "state": _STATES[row["superseded_by"] is None], "part": _PARTS[row["part"]]}
        for place, row in enumerate(rows, 1)
    ]


def restore(order_id: str, version: int | None, curated: Path) -> LoadReport:
    """Reads the kept file of an earlier version again, so that it holds; without a number the one before.

    Raises UnknownOrderError, and WarehouseError for a version that there isn't, that holds already, or whose file is
    lost.
    """
    from ingest.orders.discover import SourceFile
    from ingest.orders.load import load_sources
    from ingest.orders.outcomes import LoadOptions

    with connect(curated) as connection:
        known = versions(connection, order_id)
    chosen = _before(known) if version is None else next((row for row in known if row["version"] == version), None)
    if chosen is None:
        raise WarehouseError(f"Такой прежней версии у приказа {order_id} нет: dorkarta versions {order_id}")
    if chosen["superseded_by"] is None:
        raise WarehouseError(f"Версия {chosen['version']} приказа {order_id} и так действует")
    path = curated / chosen["stored_path"]
    if sha256_of(path) != chosen["sha256"]:
        raise WarehouseError(f"Сохранённый файл «{chosen['source_name']}» утрачен или повреждён: загрузите его снова")
    source = SourceFile(path, chosen["source_name"], chosen["sha256"])
    return load_sources([source], curated, LoadOptions(restore=True))


def _before(known: list[Record]) -> Record | None:
    """The version that one which holds now took the place of, the youngest of several."""
    live = {row["source_id"] for row in known if row["superseded_by"] is None}
    return next((row for row in reversed(known) if row["superseded_by"] in live), None)
