"""A plan as a calendar file (.ics, RFC 5545): an event a period, of whole days, as Outlook and others open it.

An event keeps its UID over every load and export, so that a calendar that imports the file again moves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from icalendar import Calendar, Event

from ingest.outputs.cleaned import one_line
from ingest.outputs.values import shown

if TYPE_CHECKING:
    import duckdb

Record = Mapping[str, Any]
PRODUCT = "-//dorkarta//plan//RU"
LONGEST_TITLE = 160
_DAY = timedelta(days=1)


def calendar(events: Iterable[Record], name: str = "Дорожная карта") -> bytes:
    """The file of some records of calendar_events.sql."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for record in events:
        made.add_component(_event(record))
    return bytes(made.to_ical())


def undated(connection: duckdb.DuckDBPyConnection, order_ids: Iterable[str]) -> int:
    """How many periods of these orders, or of all, have no dates and so are no events."""
    ids = list(order_ids)
    found = connection.execute(
        """SELECT count(*) FROM periods
        WHERE effective_start IS NULL AND effective_end IS NULL AND (len($1::VARCHAR[]) = 0 OR order_id IN $1)""",
        [ids],
    ).fetchone()
    return int(found[0]) if found else 0


def _event(record: Record) -> Event:
    first, last = _days(record)
    event = Event()
    event.add("uid", f"{record['item_id']}.{record['ordinal']}@dorkarta")
    event.add("dtstamp", _loaded(record["loaded_at"]))
    event.add("dtstart", first)
    event.add("dtend", last + _DAY)  # the day after the last, as RFC 5545 has it
    event.add("summary", _title(record))
    event.add("description", _description(record))
    event.add("transp", "TRANSPARENT")  # a task of a month occupies nobody's month
    if record["topic"]:
        event.add("categories", [record["topic"]])
    return event


def _days(record: Record) -> tuple[date, date]:
    """The days of an event: a last day stands on that day, an open end on the first."""
    first, last = record["first"], record["last"]
    if record["kind"] == "deadline" or first is None:
        return last or first, last or first
    return first, max(last or first, first)


def _title(record: Record) -> str:
    activity = shorten(one_line(str(record["activity"] or "")), LONGEST_TITLE, placeholder="…")
    if record["kind"] == "deadline" or record["first"] is None:
        return f"Срок до {shown(record['last'])}: {activity}"
    return f"С {shown(record['first'])}: {activity}" if record["last"] is None else activity


def _description(record: Record) -> str:
    where = ", ".join(filter(None, (record["municipality"], record["region"])))
    number = f"№ {record['order_number']}" if record["order_number"] else record["order_id"]
    signed = f" от {shown(record['signed_on'])}" if record["signed_on"] else ""
    lines = [
        str(record["activity"] or ""),
        f"Срок: {record['raw']}" + (" (предложено вместо напечатанного)" if record["suggested"] else ""),
        f"Ответственные: {', '.join(record['responsibles'])}" if record["responsibles"] else "",
        f"Результат: {record['result']}" if record["result"] else "",
        f"Приказ {number}{signed}: {where}",
        ", ".join(filter(None, (record["section"], f"п. {record['number']}" if record["number"] else ""))),
    ]
    return "\n".join(filter(None, lines))


def _loaded(at: datetime | None) -> datetime:
    """When what the event says was read: the same file gives the same bytes."""
    return (at or datetime(1970, 1, 1)).replace(tzinfo=UTC, microsecond=0)
