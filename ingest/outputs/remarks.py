"""Findings as remarks to be written at their place in the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.outputs.labels import SEVERITIES

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
    lines.append(finding["finding_id"])
    printed = [PrintedCell(cell["text"], cell["page"], _box(cell["bbox"])) for cell in finding["raw_cells"] or ()]
    read = [PrintedCell(str(finding[name]), finding["page"]) for name in FIELDS if finding[name]]
    return Remark(
        finding["finding_id"],
        finding["severity"],
        "\n".join(lines),
        " ".join(str(finding["quote"] or "").split()),
        tuple(printed + read) if finding["item_id"] else (),
        finding["section"] or "",
        finding["page"],
        _box(finding["bbox"]),
    )


def _box(values: Sequence[float] | None) -> BBox | None:
    return (values[0], values[1], values[2], values[3]) if values else None
