"""Findings as remarks to be written at their place in the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ingest.outputs.labels import CORRECTED as CELLS
from ingest.outputs.labels import SEVERITIES, STATUSES

AUTHOR, INITIALS = "dorkarta", "дк"
FIELDS = ("activity", "period_raw", "responsible_raw", "result", "number")
BBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of the row as printed: `page` from 1, `bbox` in points from the upper left corner; None where unknown."""

    text: str
    page: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said, and where: at `quote` in one of `cells`; without cells it is about the order itself.

    `section` is the heading over the row, `cells` come with those first that the row prints itself.
    """

    finding_id: str
    severity: str
    text: str
    quote: str
    cells: tuple[PrintedCell, ...] = ()
    section: str = ""
    page: int | None = None
    bbox: BBox | None = None


def remark(finding: Mapping[str, Any]) -> Remark:
    """One record of findings_in_context.sql."""
    lines = [f"{SEVERITIES[finding['severity']].capitalize()}: {finding['message']}"]
    if finding["suggestion"]:
        lines.append(f"Предложение: {finding['suggestion']}")
    if finding["status"] != "open":
        told = _told(finding["decided_why"], finding["decided_by"], finding["decided_at"])
        lines.append(f"{STATUSES[finding['status']].capitalize()}{told}")
    lines.append(finding["finding_id"])
    return Remark(
        finding["finding_id"],
        finding["severity"],
        "\n".join(lines),
        " ".join(str(finding["quote"] or "").split()),
        _cells(finding) if finding["item_id"] else (),
        finding["section"] or "",
        finding["page"],
        _box(finding["bbox"]),
    )


def correction_remark(made: Mapping[str, Any]) -> Remark:
    """One record of corrections_in_context.sql."""
    lines = [
        f"Исправлено аналитиком: {CELLS.get(made['column_name'], made['column_name'])}",
        f"Было: {made['printed'] or 'пусто'}",
        f"Стало: {made['value'] or 'пусто'}{_told(made['why'], made['made_by'], made['made_at'])}",
    ]
    return Remark(
        f"{made['target']} {made['column_name']}",
        "info",
        "\n".join(lines),
        " ".join(str(made["printed"] or "").split()),
        _cells(made) if made["item_id"] else (),
        made["section"] or "",
        made["page"],
        _box(made["bbox"]),
    )


def _told(why: str | None, by: str | None, at: str | None) -> str:
    """' (Иванова, 30.11.2026 14:05): описка'."""
    day = datetime.fromisoformat(at).strftime("%d.%m.%Y %H:%M UTC") if at else ""
    signed = ", ".join(filter(None, (by, day)))
    return (f" ({signed})" if signed else "") + (f": {why}" if why else "")


def _cells(row: Mapping[str, Any]) -> tuple[PrintedCell, ...]:
    """The cells of a row as printed, then as read."""
    printed = [PrintedCell(cell["text"], cell["page"], _box(cell["bbox"])) for cell in row["raw_cells"] or ()]
    return (*printed, *(PrintedCell(str(row[name]), row["page"]) for name in FIELDS if row[name]))


def _box(values: Sequence[float] | None) -> BBox | None:
    return (values[0], values[1], values[2], values[3]) if values else None
