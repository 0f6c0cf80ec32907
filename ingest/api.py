"""What commands and notebooks call: load, remove, open, and the questions that every surface asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.load import LoadOptions, LoadReport, Outcome, Progress, Status, load

if TYPE_CHECKING:
    import duckdb
    from pandas import DataFrame

    from ingest.decisions import Reviewed
    from ingest.outputs.source_place import SourcePlace
    from warehouse.queries import Limits, QueryResult
    from warehouse.reviews import Correction

Record = dict[str, Any]
ROWS_AT_ONCE = 10_000
FINDING_FIELDS = (
    "finding_id",
    "order_id",
    "item_id",
    "check",
    "severity",
    "status",
    "quote",
    "page",
    "message",
    "suggestion",
    "related",
)


def open(curated: Path) -> duckdb.DuckDBPyConnection:  # noqa: A001 - `api.open` is the name that analysts know
    """A read-only connection to the warehouse; raises WarehouseError where there is none."""
    from warehouse.reader import connect

    return connect(curated)


def run_sql(statement: str, curated: Path, limits: Limits | None = None) -> QueryResult:
    """One SELECT of an analyst, bounded in rows, time and memory; raises QueryError, one Russian line, for all else."""
    from warehouse.confined import query
    from warehouse.queries import LIMITS

    return query(curated, statement, limits or LIMITS)


def remove(order_id: str, curated: Path) -> None:
    """Takes an order out; raises UnknownOrderError where it is not loaded."""
    from warehouse.store import Store

    with Store(curated).writer() as batch:
        batch.remove(order_id)
        batch.commit()


def order_summaries(connection: duckdb.DuckDBPyConnection) -> list[Record]:
    """One record an order: head, activities, share of periods resolved (percent), coverage (percent), findings."""
    return query(connection, "order_summaries")


def find_findings(
    connection: duckdb.DuckDBPyConnection,
    *,
    order_id: str | None = None,
    check: str = "",
    severities: Sequence[str] = ("warning", "error"),
    statuses: Sequence[str] = ("open", "accepted"),
) -> list[Record]:
    """Findings, worst first, the dismissed ones left out; `place` says where in the order in words."""
    return query(connection, "findings", [list(severities), list(statuses), order_id, order_id, check, check])


def review(finding_ids: Sequence[str], status: str, why: str, curated: Path, *, apply: bool = False) -> Reviewed:
    """Keeps findings as accepted or dismissed, over every reload; 'open' takes it back.

    `apply` puts periods and names right as the findings suggest. Raises UnknownFindingError, and then nothing is kept.
    """
    from ingest import decisions
    from warehouse.reviews import Status

    return decisions.review(finding_ids, Status(status), why, curated, apply=apply)


def correct(target: str, column: str, value: str, why: str, curated: Path) -> list[Correction]:
    """Puts a value right, now and at every load; the corrections made, with what follows from the one asked for.

    `target` is an order_id for a column of its head, an item_id ('...#2': its second period) for start_date and
    end_date, an entity_id or a name for canonical. Raises CorrectionError.
    """
    from ingest import decisions

    return decisions.correct(target, column, value, why, curated)


def withdraw(target: str, column: str, curated: Path) -> None:
    """Takes a correction back; raises CorrectionError where there is none."""
    from ingest import decisions

    decisions.withdraw(target, column, curated)


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


def missing_regions(connection: duckdb.DuckDBPyConnection, academic_year: str = "") -> tuple[str, list[Record]]:
    """(the year asked for or the latest loaded, regions without an order for it)."""
    from normalize.territories.regions import regions

    years = [year for (year,) in connection.execute("select max(academic_year) from orders").fetchall() if year]
    wanted = academic_year or (years[0] if years else "")
    present = {
        code
        for (code,) in connection.execute(
            "select distinct region_code from orders where academic_year = ?", [wanted]
        ).fetchall()
    }
    missing = [region for region in regions().values() if region.code not in present]
    return wanted, [{"region_code": region.code, "region": region.name, "academic_year": wanted} for region in missing]


def table(connection: duckdb.DuckDBPyConnection, name: str) -> DataFrame:
    """A table or view of the warehouse as pandas, columns as warehouse/schema.py describes them.

    Raises UnknownTableError with the nearest names.
    """
    from warehouse.reader import relation

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
    """A comparison (warehouse/compare/<what>.sql) as pandas, a row a figure; the arguments are the command's.

    Raises ComparisonError where the orders do not allow it, with what could be done.
    """
    from ingest import compare as comparing
    from ingest.scope import Filters

    filters = Filters(year, level, topic)
    found = comparing.compare(connection, what, places, filters, by=by, literal=literal, least=least, most=most)
    return _frame(found.rows)


def diff(connection: duckdb.DuckDBPyConnection, a: str, b: str, *, literal: bool = False) -> DataFrame:
    """Two orders activity by activity as pandas; `status` is same, changed, moved, only_a or only_b.

    Raises UnknownOrderError, and ComparisonError for one order twice.
    """
    from ingest.difference import difference
    from ingest.outputs.changes import difference_records

    return _frame(difference_records(difference(connection, a, b, literal=literal)))


def lineage(connection: duckdb.DuckDBPyConnection, order_id: str) -> DataFrame:
    """The acts that an order cites and the orders it copied from as pandas; raises UnknownOrderError."""
    from ingest import lineage as sources

    return _frame(sources.lineage(connection, order_id))


def _frame(records: list[Record]) -> DataFrame:
    import pandas

    return pandas.DataFrame(records)


def query(connection: duckdb.DuckDBPyConnection, name: str, values: Sequence[object] = ()) -> list[Record]:
    """Runs ingest/queries/<name>.sql."""
    return list(stream(connection, name, values))


def stream(connection: duckdb.DuckDBPyConnection, name: str, values: Sequence[object] = ()) -> Iterator[Record]:
    """The rows of ingest/queries/<name>.sql one by one, for results that memory should not hold whole."""
    statement = files("ingest").joinpath("queries", f"{name}.sql").read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from (dict(zip(names, row, strict=True)) for row in rows)


__all__ = [
    "LoadOptions",
    "LoadReport",
    "Outcome",
    "Progress",
    "Status",
    "compare",
    "correct",
    "diff",
    "find_findings",
    "lineage",
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
    "withdraw",
]
