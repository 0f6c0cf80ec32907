"""What commands and notebooks call: load, remove, open, and the questions that every surface asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.orders.outcomes import LoadOptions, LoadReport, Outcome, Progress, Status
from ingest.questions.findings import FINDING_FIELDS, count_findings, find_findings
from ingest.questions.orders import missing_regions, order_summaries
from ingest.questions.query import Record, query, stream

if TYPE_CHECKING:
    import duckdb
    from pandas import DataFrame

    from ingest.decisions.decisions import Reviewed
    from ingest.outputs.source_place import SourcePlace
    from warehouse.corpus.reviews import Correction
    from warehouse.reading.queries import Limits, QueryResult


def open(curated: Path) -> duckdb.DuckDBPyConnection:  # noqa: A001 - `api.open` is the name that analysts know
    """A read-only connection to the warehouse; raises WarehouseError where there is none."""
    from warehouse.reading.reader import connect

    return connect(curated)


def load(
    paths: Iterable[Path],
    curated: Path,
    options: LoadOptions | None = None,
    progress: Progress = lambda done, total, name: None,
) -> LoadReport:
    """Loads files and folders. A file that cannot be read becomes a row of `rejected`, the others are loaded.

    Raises WarehouseError where the warehouse itself cannot be written.
    """
    from ingest.orders.load import load as read

    return read(paths, curated, options, progress)


def run_sql(statement: str, curated: Path, limits: Limits | None = None) -> QueryResult:
    """One SELECT of an analyst, bounded in rows, time and memory; raises QueryError, one Russian line, for all else."""
    from warehouse.reading.confined import query
    from warehouse.reading.queries import LIMITS

    return query(curated, statement, limits or LIMITS)


def remove(order_id: str, curated: Path) -> None:
    """Takes an order out; raises UnknownOrderError where it is not loaded."""
    from warehouse.store.store import Store

    with Store(curated).writer() as batch:
        batch.remove(order_id)
        batch.commit()


def review(
    finding_ids: Sequence[str], status: str, why: str, curated: Path, *, apply: bool = False, by: str = ""
) -> Reviewed:
    """Keeps findings as accepted or dismissed, over every reload; 'open' takes it back. `by`: who, else the login.

    `apply` puts periods and names right as the findings suggest. Raises UnknownFindingError, and then nothing is kept.
    """
    from ingest.decisions import decisions
    from warehouse.corpus.reviews import Status

    return decisions.review(finding_ids, Status(status), why, curated, apply=apply, by=by)


def correct(target: str, column: str, value: str, why: str, curated: Path, by: str = "") -> list[Correction]:
    """Puts a value right, now and at every load; the corrections made, with what follows from the one asked for.

    `target` is an order for a column of its head; an item_id for activity, number, section, topic, exam, period and
    responsibles (words, read anew) and, with '#2' for its second period, start_date and end_date; an entity_id or a
    name for canonical. `by`: whose correction it is, else the login's. Raises CorrectionError and UnknownNameError.
    """
    from ingest.decisions import decisions

    return decisions.correct(target, column, value, why, curated, by)


def link(item_id: str, other: str, *, same: bool, why: str, curated: Path, by: str = "") -> None:
    """Says that two activities are the same, or are not, over what matching says, now and at every load.

    UnknownItemError, CorrectionError.
    """
    from ingest.decisions import decisions

    decisions.link(item_id, other, same=same, why=why, curated=curated, by=by)


def unlink(item_id: str, other: str, *, same: bool, curated: Path, by: str = "") -> bool:
    """Takes a decision on two activities back; whether there was one."""
    from ingest.decisions import decisions

    return decisions.unlink(item_id, other, same=same, curated=curated, by=by)


def withdraw(target: str, column: str, curated: Path, by: str = "") -> None:
    """Takes a correction back; raises CorrectionError where there is none."""
    from ingest.decisions import decisions

    decisions.withdraw(target, column, curated, by)


def source_place(order_id: str, item_id: str, curated: Path) -> SourcePlace:
    """Where a row stands in its file: pages with its cells outlined (PDF, scans), or lines of a text.

    Raises UnknownItemError.
    """
    from ingest.outputs.source_place import source_place as place

    with open(curated) as connection:
        return place(connection, curated, order_id, item_id)


def page_image(order_id: str, item_id: str, curated: Path) -> bytes | None:
    """The page where a row begins as PNG, its cells outlined; None for files without pages. Raises UnknownItemError."""
    images = source_place(order_id, item_id, curated).images
    return images[0].png if images else None


def table(connection: duckdb.DuckDBPyConnection, name: str) -> DataFrame:
    """A table or view of the warehouse as pandas, columns as warehouse/schema.py describes them.

    Raises UnknownTableError with the nearest names.
    """
    from warehouse.reading.reader import relation

    return relation(connection, name).df()


def compare(
    connection: duckdb.DuckDBPyConnection,
    what: str,
    *places: str,
    year: str = "",
    level: str = "",
    topic: str = "",
    by: str = "",
    literal: bool = False,
    least: int = 0,
    most: int = 50,
) -> DataFrame:
    """A comparison (warehouse/reading/compare/<what>.sql) as pandas, a row a figure; the arguments are the command's.

    Raises ComparisonError where the orders do not allow it, with what could be done.
    """
    from ingest.questions import compare as comparing
    from ingest.questions.scope import Filters

    filters = Filters(year, level, topic)
    found = comparing.compare(connection, what, places, filters, by=by, literal=literal, least=least, most=most)
    return _frame(found.rows)


def diff(connection: duckdb.DuckDBPyConnection, a: str, b: str, *, literal: bool = False) -> DataFrame:
    """Two orders activity by activity as pandas; `status` is same, changed, moved, only_a or only_b.

    Raises UnknownOrderError, and ComparisonError for one order twice.
    """
    from ingest.outputs.changes import difference_records
    from ingest.questions.difference import difference

    return _frame(difference_records(difference(connection, a, b, literal=literal)))


def lineage(connection: duckdb.DuckDBPyConnection, order_id: str) -> DataFrame:
    """The acts that an order cites and the orders it copied from as pandas; raises UnknownOrderError."""
    from ingest.questions import lineage as sources

    return _frame(sources.lineage(connection, order_id))


def _frame(records: list[Record]) -> DataFrame:
    import pandas

    return pandas.DataFrame(records)


__all__ = [
    "FINDING_FIELDS",
    "LoadOptions",
    "LoadReport",
    "Outcome",
    "Progress",
    "Record",
    "Status",
    "compare",
    "correct",
    "count_findings",
    "diff",
    "find_findings",
    "lineage",
    "link",
    "load",
    "missing_regions",
    "open",
    "order_summaries",
    "page_image",
    "query",
    "remove",
    "review",
    "run_sql",
    "source_place",
    "stream",
    "table",
    "unlink",
    "withdraw",
]
