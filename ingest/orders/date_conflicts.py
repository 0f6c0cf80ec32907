"""A row's periods against the federal calendar -> rows of date_conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from ingest.orders.assemble import ItemValues
from ingest.orders.ordinals import Record
from normalize.federal.judge import date_conflicts
from normalize.model import Period
from parsers.model import RowKind


def conflict_rows(item: ItemValues) -> Iterator[Record]:
    """The conflicts of a row, each of its bullets with its own periods; group rows and merged cells have none.

    A period that is inherited from a merged cell is no conflict of days off again: it is told where it stands.
    """
    row = item.row
    if row.kind is RowKind.GROUP or row.activity_inherited:
        return
    for activity, periods in _pairs(item):
        for conflict in date_conflicts(activity, periods):
            if not (row.period_inherited and conflict.kind == "day_off"):
                yield asdict(conflict)


def _pairs(item: ItemValues) -> Iterator[tuple[str, list[Period]]]:
    """What is done, with its periods: the row as a whole, then each bullet that has periods of its own."""
    parts = item.row.parts
    yield item.row.activity, [period for period in item.periods if period.part_ordinal is None]
    for ordinal, text in enumerate(parts, 1):
        yield text, [period for period in item.periods if period.part_ordinal == ordinal]
