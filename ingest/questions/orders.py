"""What is loaded, and what is not: orders with their figures, regions without an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.questions.query import Record, query

if TYPE_CHECKING:
    import duckdb


def order_summaries(connection: duckdb.DuckDBPyConnection) -> list[Record]:
    """One record an order: head, activities, share of periods resolved (percent), coverage (percent), findings."""
    return query(connection, "order_summaries")


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
