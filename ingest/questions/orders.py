"""What is loaded, and what is not: orders with their figures, regions without an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.questions.naming import order_ids
from ingest.questions.query import Record, query
from ingest.questions.scope import academic_year
from warehouse.errors import UnknownNameError

if TYPE_CHECKING:
    import duckdb


def order_summaries(connection: duckdb.DuckDBPyConnection, places: Sequence[str] = (), year: str = "") -> list[Record]:
    """One record an order: head, activities, share of periods resolved (percent), coverage (percent), findings.

    Raises UnknownOrderError for an unknown place, UnknownNameError for a year of which nothing is loaded.
    """
    wanted, only = order_ids(connection, places), loaded_year(connection, year) if year else ""
    return [
        row
        for row in query(connection, "order_summaries")
        if (not wanted or row["order_id"] in wanted) and (not only or row["academic_year"] == only)
    ]


def loaded_year(connection: duckdb.DuckDBPyConnection, year: str) -> str:
    """An academic year as the orders have it ('2024/25' -> '2024-2025'); UnknownNameError where none is loaded."""
    rows = connection.execute("SELECT DISTINCT academic_year FROM orders WHERE academic_year IS NOT NULL").fetchall()
    known = sorted(str(one) for (one,) in rows)
    wanted = academic_year(year)
    if wanted not in known:
        raise UnknownNameError(f"За {wanted} учебный год приказов нет; загружены за {', '.join(known) or '— ничего'}")
    return wanted


def missing_regions(connection: duckdb.DuckDBPyConnection, year: str = "") -> tuple[str, list[Record]]:
    """(the year asked for or the latest loaded, regions without an order for it)."""
    from normalize.territories.regions import regions

    years = [year for (year,) in connection.execute("select max(academic_year) from orders").fetchall() if year]
    wanted = loaded_year(connection, year) if year else (years[0] if years else "")
    present = {
        code
        for (code,) in connection.execute(
            "select distinct region_code from orders where academic_year = ?", [wanted]
        ).fetchall()
    }
    missing = [region for region in regions().values() if region.code not in present]
    return wanted, [{"region_code": region.code, "region": region.name, "academic_year": wanted} for region in missing]
