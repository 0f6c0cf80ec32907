"""Columns that follow from others, worked out in one place: effective dates, plan months, entity ids."""

from __future__ import annotations

from datetime import date
from typing import cast

from warehouse.ids import entity_id
from warehouse.records import OrderRecords, Row


def derived(records: OrderRecords) -> OrderRecords:
    """The records with effective and plan-month columns of periods, entity ids and the count of activities."""
    head = dict(records.head)
    items = records.rows("items")
    head["activities"] = sum(not row.get("is_group") and not row.get("activity_inherited") for row in items)
    plan_start = cast("date | None", head.get("plan_start"))
    return records.with_rows(
        orders=[head],
        periods=[_period(row, plan_start) for row in records.rows("periods")],
        responsibles=[_responsible(row, records.region_code) for row in records.rows("responsibles")],
    )


def _period(row: Row, plan_start: date | None) -> Row:
    suggested = row.get("suggested_start") is not None or row.get("suggested_end") is not None
    prefix = ("suggested_start", "suggested_end") if suggested else ("start_date", "end_date")
    start, end = (cast("date | None", row.get(name)) for name in prefix)
    return {
        **row,
        "effective_start": start,
        "effective_end": end,
        "plan_month_from": plan_month(start, plan_start),
        "plan_month_to": plan_month(end, plan_start),
    }


def plan_month(day: date | None, plan_start: date | None) -> int | None:
    """Whole months from the first month of the plan: October in a plan from September is 1; None for an open date."""
    if day is None or plan_start is None:
        return None
    return (day.year - plan_start.year) * 12 + day.month - plan_start.month


def _responsible(row: Row, region_code: str | None) -> Row:
    key = str(row.get("key") or row.get("canonical") or row["mention"])
    level = cast("str | None", row.get("level"))
    return {**row, "key": key, "entity_id": entity_id(str(row["kind"]), key, region_code, level)}
