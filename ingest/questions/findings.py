"""What is wrong, as records: the findings of one order or of all."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ingest.questions.naming import order_ids
from ingest.questions.query import Record, query
from warehouse.errors import UnknownNameError
from warehouse.sql import among

if TYPE_CHECKING:
    import duckdb

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


def find_findings(
    connection: duckdb.DuckDBPyConnection,
    *,
    order_id: str | None = None,
    places: Sequence[str] = (),
    check: str = "",
    severities: Sequence[str] = ("warning", "error"),
    statuses: Sequence[str] = ("open", "accepted"),
    each: bool = False,
    most: int | None = None,
) -> list[Record]:
    """Findings, worst first (`most`: so many), the dismissed ones left out; `place` says where in the order in words.

    `places` (and `order_id`, one of them) are orders, regions or municipalities as `compare` takes them. What repeats
    in an order is one finding, `places` tells in how many; with `each` every place has its own row, and its finding_id
    is that of the place. Raises UnknownOrderError and UnknownNameError (a check) with the nearest names.
    """
    wanted = order_ids(connection, (*places, *((order_id,) if order_id else ())))
    values = [list(severities), list(statuses), list(wanted), check_name(check), each]
    return query(connection, "findings", values, most)


def count_findings(
    connection: duckdb.DuckDBPyConnection,
    places: Sequence[str],
    check: str,
    severities: Sequence[str],
    statuses: Sequence[str],
    each: bool,
) -> int:
    """How many findings there are of those that find_findings tells."""
    asked = {"severity": severities, "status": statuses, "check": [check] if check else ()}
    if wanted := order_ids(connection, places):
        asked["order_id"] = wanted
    told = " AND ".join(among(f'"{column}"', values) for column, values in asked.items() if values) or "true"
    rows = connection.execute(f"SELECT count(*) FROM {'finding_rows' if each else 'findings'} WHERE {told}").fetchall()
    return int(rows[0][0])


def check_name(check: str) -> str:
    """The name of a check, '' for none; UnknownNameError with the nearest where there is no such check."""
    from warehouse.corpus.findings import checks

    known = [one.name for one in checks()]
    if check and check not in known:
        near = get_close_matches(check, known, 3, 0.4) or known
        raise UnknownNameError(f"Проверки {check} нет; возможно, {', '.join(near)}")
    return check
