"""Small warehouses in memory for the tests of comparisons: orders as a few words each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from warehouse.corpus import corpus
from warehouse.corpus.derive import placed
from warehouse.schema import TABLES

Days = tuple[date | None, date | None]
UNDATED: Days = (None, None)
NOVEMBER: Days = (date(2024, 11, 1), date(2024, 11, 30))


@dataclass(frozen=True)
class Activity:
    """An activity of a canonical one (`cluster`); `days` are its periods as printed, `meant` as probably meant.

    `who`: (kind, level, name) of its responsibles.
    """

    cluster: str = ""
    days: Sequence[Days] = (NOVEMBER,)
    meant: Days = UNDATED
    topic: str = "training"
    who: Sequence[tuple[str, str | None, str]] = ()
    stale: bool = False
    text: str = ""


@dataclass(frozen=True)
class Order:
    """An order and its activities; `plan` are the years of its academic year, or one year of a calendar plan."""

    order_id: str
    activities: Sequence[Activity] = ()
    region_code: str | None = "42"
    region: str | None = "Кемеровская область – Кузбасс"
    municipality: str | None = None
    plan: Sequence[int] = (2024, 2025)
    signed_on: date | None = None
    number: str = "1"
    acts: Sequence[dict[str, Any]] = field(default_factory=tuple)


def item_id(order_id: str, place: int) -> str:
    """The id of the activity at a place, from 1."""
    return f"{order_id}.{place}"


@contextmanager
def tables(
    orders: Sequence[Order], matches: Sequence[tuple[str, str, str]] = ()
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of these orders; `matches` are (item_id, other_item_id, relation)."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for order in orders:
        _add(rows, order)
    rows["matches"] = [
        {"item_id": one, "other_item_id": other, "score": 0.9, "relation": relation} for one, other, relation in matches
    ]
    rows["entities"] = list({row["entity_id"]: _entity(row) for row in rows["responsibles"]}.values())
    connection = _empty()
    filled = [name for name, some in rows.items() if some]
    with tempfile.TemporaryDirectory() as folder:
        for name in filled:
            corpus.insert(connection, TABLES[name], rows[name], Path(folder))
    try:
        yield connection
    finally:
        for name in filled:
            connection.execute(f"DELETE FROM {name}")


@cache
def _empty() -> duckdb.DuckDBPyConnection:
    """One database for all tests of a file: making its tables takes longer than a test."""
    connection = duckdb.connect(config={"threads": 1})
    corpus.create_tables(connection)
    return connection


def window(plan: Sequence[int]) -> tuple[date, date]:
    """First and last day of a plan."""
    if len(plan) == 1:
        return date(plan[0], 1, 1), date(plan[0], 12, 31)
    return date(plan[0], 9, 1), date(plan[1], 8, 31)


def _add(rows: dict[str, list[dict[str, Any]]], order: Order) -> None:
    start, end = window(order.plan)
    rows["orders"].append(
        {
            "order_id": order.order_id,
            "source_sha256": "0",
            "program_version": "0",
            "region_code": order.region_code,
            "region": order.region,
            "municipality": order.municipality,
            "level": "municipal" if order.municipality else "regional",
            "number": order.number,
            "signed_on": order.signed_on,
            "academic_year": "-".join(map(str, order.plan)),
            "plan_start": start,
            "plan_end": end,
        }
    )
    rows["acts"] += [{"order_id": order.order_id, "ordinal": place, **act} for place, act in enumerate(order.acts, 1)]
    for place, activity in enumerate(order.activities, 1):
        _add_activity(rows, order, activity, place, start)


def _add_activity(
    rows: dict[str, list[dict[str, Any]]], order: Order, activity: Activity, place: int, plan_start: date
) -> None:
    name = {"order_id": order.order_id, "item_id": item_id(order.order_id, place)}
    text = activity.text or f"Мероприятие {activity.cluster or place}"
    key = text.casefold()
    rows["items"].append(
        {**name, "seq": place, "number": str(place), "activity": text, "match_key": key, "topic": activity.topic}
    )
    for ordinal, (first, last) in enumerate(activity.days, 1):
        period = {"start_date": first, "end_date": last, "kind": "range", "flags": []}
        meant = {"suggested_start": activity.meant[0], "suggested_end": activity.meant[1]}
        rows["periods"].append({**name, "ordinal": ordinal, **placed({**period, **meant}, plan_start)})
    for ordinal, (kind, level, who) in enumerate(activity.who, 1):
        entity = {"entity_id": f"{kind}-{who}", "kind": kind, "level": level, "mention": who, "canonical": who}
        rows["responsibles"].append({**name, "ordinal": ordinal, **entity})
    if activity.cluster:
        rows["clusters"].append({"cluster_id": activity.cluster, "label": text, "item_id": name["item_id"]})
    if activity.stale:
        rows["text_years"].append({**name, "ordinal": place, "stale": True, "quote": "2023 год"})


def _entity(row: dict[str, Any]) -> dict[str, Any]:
    return {"entity_id": row["entity_id"], "kind": row["kind"], "canonical": row["canonical"], "resolved": True}
