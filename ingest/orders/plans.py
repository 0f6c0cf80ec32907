"""Plans that analysts corrected: the years of an order's periods are read anew within them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from normalize.model import PlanWindow
from warehouse.corpus.corrections import parsed
from warehouse.corpus.reviews import read_corrections
from warehouse.errors import CorrectionError
from warehouse.store.store import Store

PLAN_DAYS = ("plan_start", "plan_end")


@dataclass(frozen=True, slots=True)
class CorrectedPlan:
    """The first and the last day of a plan, None for one that stays as read."""

    start: date | None = None
    end: date | None = None

    def over(self, read: PlanWindow | None) -> PlanWindow | None:
        """The window that holds; None where a day is neither corrected nor read."""
        start = self.start or (read.start if read else None)
        end = self.end or (read.end if read else None)
        return PlanWindow(start, end) if start and end and start < end else None


Plans = Mapping[str, CorrectedPlan]


def corrected_plans(store: Store) -> dict[str, CorrectedPlan]:
    """Corrected plans by order_id, and by the SHA-256 of each file that the order has."""
    days: dict[str, dict[str, date]] = defaultdict(dict)
    for one in read_corrections(store.curated):
        if one.column in PLAN_DAYS:
            try:
                day = cast("date | None", parsed(one.column, one.value))
            except CorrectionError:
                continue  # the table `corrections` tells why it does not hold
            if day:
                days[one.target][one.column] = day
    plans = {order_id: CorrectedPlan(told.get("plan_start"), told.get("plan_end")) for order_id, told in days.items()}
    entries = store.generation.orders
    files = {
        source.sha256: plan
        for order_id, plan in plans.items()
        if order_id in entries
        for source in entries[order_id].sources
    }
    return plans | files
