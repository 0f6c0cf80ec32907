"""What happens when: the dated periods of plans as events, by order, responsible, topic and month."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ingest.questions.query import Record, query
from ingest.questions.scope import topic_id
from warehouse.errors import UnknownNameError

if TYPE_CHECKING:
    import duckdb

_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})\.(\d{4})")


@dataclass(frozen=True, slots=True)
class EventFilters:
    """Which events: of a responsible (part of the name), a topic (id or Russian title), a month; None, '' for all."""

    responsible: str = ""
    topic: str = ""
    month: date | None = None


def month_of(text: str) -> date | None:
    """The first day of '2025-03' or '03.2025', None for ''. Raises UnknownNameError for anything else."""
    if not text:
        return None
    found = _MONTH.fullmatch(text.strip())
    year, month = (found[1] or found[4], found[2] or found[3]) if found else ("0", "0")
    if not 1 <= int(month) <= 12:
        raise UnknownNameError(f"«{text}» – не месяц: пишется так: 2025-03")
    return date(int(year), int(month), 1)


def events(
    connection: duckdb.DuckDBPyConnection, order_ids: tuple[str, ...], filters: EventFilters = EventFilters()
) -> list[Record]:
    """The events of the orders named, or of all, by day. Raises UnknownPlaceError for an unknown topic."""
    topic = topic_id(filters.topic) if filters.topic else ""
    return query(connection, "calendar_events", event_values(order_ids, filters.responsible, topic, filters.month))


def event_values(
    order_ids: Sequence[str], responsible: str, topic: str, month: date | None, *, dated: bool = True
) -> list[object]:
    """The parameters of calendar_events.sql; `topic` is an id, `month` its first day; `dated`: or what has no dates."""
    words = " ".join(responsible.lower().replace("ё", "е").split())
    last = month.replace(day=monthrange(month.year, month.month)[1]) if month else None
    return [list(order_ids), words, topic, month, last, dated]
