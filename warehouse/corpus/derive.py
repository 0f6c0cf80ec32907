"""Columns that follow from others, worked out in one place: effective dates, plan months, entity ids."""

from __future__ import annotations

from datetime import date
from typing import cast

from warehouse.ids import entity_id, normalised, own_name
from warehouse.records import OrderRecords, Row

_STEM = 6
"""Letters of a place's name that its cases and adjectives share: «Усинск», «Усинска», «Новокузнецкого»."""


def derived(records: OrderRecords) -> OrderRecords:
    """The records with effective and plan-month columns of periods, entity ids and the count of activities."""
    head = dict(records.head)
    items = records.rows("items")
    head["activities"] = sum(not row.get("is_group") and not row.get("activity_inherited") for row in items)
    plan_start = cast("date | None", head.get("plan_start"))
    return records.with_rows(
        orders=[head],
        periods=[placed(row, plan_start) for row in records.rows("periods")],
        responsibles=[
            responsible(row, records.region_code or "", str(head.get("municipality") or ""))
            for row in records.rows("responsibles")
        ],
    )


def placed(row: Row, plan_start: date | None) -> Row:
    """A period with its effective dates and its months within the plan."""
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


def responsible(row: Row, region: str, municipality: str) -> Row:
    """A responsible with its key and the entity that it is in an order of this place ('' for none)."""
    key = str(row.get("key") or row.get("canonical") or row["mention"])
    return {**row, "key": key, "entity_id": entity_id(str(row["kind"]), key, _scope(row, region, municipality))}


def _scope(row: Row, region: str, municipality: str) -> str:
    """Where a name means one and the same: the country, the region, or the municipality of the order.

    «УО» that nothing resolves, and «управление образования» without a place in its name, are others in each place.
    """
    if row.get("level") == "federal" or row["kind"] == "role":
        return ""
    if row["kind"] == "person" or not municipality:
        return region
    own = normalised(own_name(municipality))[:_STEM]
    local = row.get("resolved") is False or row.get("level") == "municipal"
    return f"{region}/{own}" if local and own not in normalised(row.get("canonical")) else region
