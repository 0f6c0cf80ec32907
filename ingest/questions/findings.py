"""What is wrong, as records: the findings of one order or of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.questions.query import Record, query

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
    check: str = "",
    severities: Sequence[str] = ("warning", "error"),
    statuses: Sequence[str] = ("open", "accepted"),
    each: bool = False,
) -> list[Record]:
    """Findings, worst first, the dismissed ones left out; `place` says where in the order in words.

    What repeats in an order is one finding, `places` tells in how many; with `each` every place has its own row, and
    its finding_id is that of the place.
    """
    return query(connection, "findings", [list(severities), list(statuses), order_id, check, each])
