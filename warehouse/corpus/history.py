"""Everything that analysts decided, in its order, also what was taken back since: history.csv beside the warehouse."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from warehouse.files import write_whole

HISTORY = "history.csv"


@dataclass(frozen=True, slots=True)
class Event:
    """One decision: `action` is accepted, dismissed, open (taken back), corrected or withdrawn.

    `target` is the finding, or what was corrected in `column` from `before` to `after`; `at` is UTC.
    """

    at: str
    by: str
    action: str
    order_id: str
    target: str
    column: str = ""
    before: str = ""
    after: str = ""
    why: str = ""


def read_history(curated: Path) -> list[Event]:
    """The events in their order; lines of another shape are left out."""
    path = curated / HISTORY
    if not path.exists():
        return []
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig", errors="replace"), newline=""))
    names = [field.name for field in fields(Event)]
    return [Event(**{name: row.get(name) or "" for name in names}) for row in rows if row.get("action")]


def record_events(curated: Path, events: Iterable[Event]) -> None:
    """Adds events at the end; the caller holds the right to write. The file is the old one or the new one, whole."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [field.name for field in fields(Event)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(one) for one in (*read_history(curated), *events))
    write_whole(curated / HISTORY, text.getvalue().encode("utf-8-sig"))
