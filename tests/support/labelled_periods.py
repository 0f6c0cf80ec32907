"""Labelled period cells: gold of the five orders and the development set, as rows and as figures."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from normalize.model import Period, PeriodCell, PlanWindow

TESTS = Path(__file__).parents[1]
GOLD = TESTS / "gold"
Labels = tuple[dict[str, str], ...]
Reader = Callable[[str, PlanWindow, str], tuple[Period, ...]]


@dataclass(frozen=True, slots=True)
class LabelledCell:
    """A cell, where it stands, and its periods in the columns of gold/periods.tsv."""

    raw: str
    window: PlanWindow
    section: str
    labels: Labels


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares 0..1 of what a reader got right; `dated_undated` counts undated cells that were given a date."""

    cells: int
    dated: int
    dated_exact: float
    cells_right: float
    kind_right: float
    basis_right: float
    flagged: float
    suggested: float
    dated_undated: int


def _window(start: str, end: str) -> PlanWindow:
    return PlanWindow(date.fromisoformat(start), date.fromisoformat(end))


def _tsv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def heads() -> dict[str, dict[str, str]]:
    """The heads of the five orders by name."""
    with (GOLD / "heads.csv").open(encoding="utf-8", newline="") as file:
        return {row["order"]: row for row in csv.DictReader(file)}


def gold_items(order: str) -> list[dict[str, str]]:
    """The items of an order in reading order."""
    lines = (GOLD / "items" / f"{order}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def gold_labels(order: str) -> dict[str, list[tuple[list[str], Labels]]]:
    """Printed cell -> its readings, each with the section hints it holds for."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in _tsv(GOLD / "periods.tsv"):
        if row["order"] == order:
            rows.setdefault((row["raw"], row["section_hint"]), []).append(row)
    found: dict[str, list[tuple[list[str], Labels]]] = {}
    for (raw, hint), labels in rows.items():
        found.setdefault(raw, []).append((hint.split(","), tuple(labels)))
    return found


def _stands_under(section: str, hints: list[str]) -> bool:
    """Whether a section is one of those hinted at: '1' is '1. Анализ ...', not '12. Подведение итогов'."""
    return any(section.startswith(f"{hint}." if hint.isdigit() else hint) for hint in hints)


def gold_cells() -> list[LabelledCell]:
    """Every distinct cell of the five orders, with the section of one of its rows."""
    cells = []
    for order, head in heads().items():
        window = _window(head["plan_start"], head["plan_end"])
        sections: dict[str, list[str]] = {}
        for item in gold_items(order):
            sections.setdefault(" ".join(item.get("period_raw", "").split()), []).append(item.get("section") or "")
        for raw, readings in gold_labels(order).items():
            for hints, labels in readings:
                own = [name for name in sections.get(raw, []) if _stands_under(name, hints)]
                cells.append(LabelledCell(raw, window, (own or sections.get(raw) or [""])[0], labels))
    return cells


def development_cells(half: str) -> list[LabelledCell]:
    """The cells of a part of the development set.

    'A' was looked at when rules were written, 'B' is only measured. 'C' and then 'D' were written and measured blind,
    their misses mended afterwards: what C first read right is 97.5 % of cells, D 99.1 %.
    """
    cells: dict[tuple[str, str, str, str], list[dict[str, str]]] = {}
    for row in _tsv(TESTS / "cases" / "periods" / "development.tsv"):
        if row["half"] == half:
            key = row["raw"], row["plan_start"], row["plan_end"], row["section_hint"]
            cells.setdefault(key, []).append(row)
    return [LabelledCell(raw, _window(a, b), section, tuple(rows)) for (raw, a, b, section), rows in cells.items()]


def gold_order(order: str) -> tuple[list[PeriodCell], PlanWindow, list[Labels | None]]:
    """An order's cells in reading order, its window, and the labels of each (None where nothing is printed)."""
    head = heads()[order]
    known = gold_labels(order)
    cells, labels = [], []
    for item in gold_items(order):
        raw, section = item.get("period_raw") or "", item.get("section") or ""
        group = f"{item['table']}/{section}/{item.get('subsection')}"
        cells.append(PeriodCell(raw, section, group, item["activity"]))
        readings = known.get(" ".join(raw.split()), [])
        own = [labelled for hints, labelled in readings if _stands_under(section, hints)]
        labels.append((own or [labelled for _, labelled in readings] or [None])[0])
    return cells, _window(head["plan_start"], head["plan_end"]), labels


def dates(period: Period) -> tuple[str, str]:
    """Literal start and end as gold writes them."""
    return (str(period.start or ""), str(period.end or ""))


def figures(pairs: Iterable[tuple[tuple[Period, ...], Labels]]) -> Figures:
    """How well readings agree with labels; both in printed order, a missing period counts as wrong."""
    cells = right = dated_undated = 0
    dated: list[tuple[bool, bool]] = []
    kinds: list[bool] = []
    flagged: list[tuple[bool, bool]] = []
    for periods, labels in pairs:
        cells += 1
        padded: list[Period | None] = [*periods, *[None] * len(labels)]
        right += len(periods) == len(labels) and all(map(_right, periods, labels))
        if not any(label["start"] or label["end"] for label in labels):
            dated_undated += any(period.start or period.end for period in periods)
        for period, label in zip(padded, labels, strict=False):
            kinds.append(period is not None and period.kind == label["kind"])
            if label["start"] or label["end"]:
                exact = period is not None and dates(period) == (label["start"], label["end"])
                dated.append((exact, exact and period is not None and period.year_basis == label["year_basis"]))
            if "out_of_plan" in label["flags"]:
                found = period is not None and "out_of_plan" in period.flags
                flagged.append((found, found and period is not None and _suggestion_right(period, label)))
    return Figures(
        cells,
        len(dated),
        _share([exact for exact, _ in dated]),
        right / cells,
        _share(kinds),
        _share([basis for exact, basis in dated if exact]),
        _share([found for found, _ in flagged]),
        _share([suggested for _, suggested in flagged]),
        dated_undated,
    )


def _right(period: Period, label: dict[str, str]) -> bool:
    return (period.kind, *dates(period), period.year_basis) == (
        label["kind"],
        label["start"],
        label["end"],
        label["year_basis"],
    )


def _suggestion_right(period: Period, label: dict[str, str]) -> bool:
    return (str(period.suggested_start or ""), str(period.suggested_end or "")) == (
        label["suggested_start"],
        label["suggested_end"],
    )


def _share(found: list[bool]) -> float:
    return sum(found) / len(found) if found else 1.0
