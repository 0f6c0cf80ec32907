"""Measures findings on orders of many regions and years with errors planted in them (tests/cases/orders_planted).

    .venv/bin/python -m benchmarks.planted                # recall by check, precision, suggestions
    .venv/bin/python -m benchmarks.planted --list seen    # and every error not found, every finding without one

Rules may be written for the orders of `seen`; those of `unseen` are only counted. Found means: a finding with severity
error or warning, by a check that the mark names, about the row with the wrong words (or the row before or after it, for
numbers) or, where it is about no row, quoting them. Each finding on a clean order is a false alarm.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.planting import Plant, PlantedOrder, planted_orders
from benchmarks.suggestions import PERIOD_CHECKS, suggests

Row = dict[str, Any]
FOLDERS = ("seen", "unseen")
ANY_LINE = ("duplicate_number", "skipped_number", "number_format", "duplicate_heading")
FINDINGS = """
    SELECT findings.*, academic_year, plan_start, plan_end, items.locator, ARRAY(
        SELECT other.locator FROM items AS other WHERE list_contains(findings.related, other.item_id)) AS others
    FROM findings JOIN orders USING (order_id) LEFT JOIN items USING (item_id)
    WHERE severity IN ('error', 'warning') AND orders.source_name = ?
"""


@dataclass(frozen=True, slots=True)
class PlantedScore:
    """One order: its plants and those found, the findings and those that meet a plant, the findings on the clean
    order, and the period findings that meet one with whether their suggestion gives the right dates."""

    order: str
    plants: tuple[Plant, ...]
    missed: tuple[Plant, ...]
    findings: int
    wrong: tuple[Row, ...]
    alarms: tuple[Row, ...]
    suggestions: tuple[tuple[Plant, str, bool], ...]


def score_planted(connection: Any, order: PlantedOrder, clean: Any) -> PlantedScore:
    """Meets the plants of one order with its findings; `clean`: the warehouse of the orders without errors."""
    findings = _findings(connection, order.name)
    met = [(plant, row) for plant in order.plants for row in findings if _meets(plant, row, order.planted)]
    return PlantedScore(
        order.name,
        order.plants,
        tuple(plant for plant in order.plants if not any(plant is one for one, _ in met)),
        len(findings),
        tuple(row for row in findings if not any(row is one for _, one in met)),
        tuple(_findings(clean, order.name)),
        tuple(
            (
                plant,
                str(row["suggestion"]),
                suggests(plant.right, row["suggestion"], row["plan_start"], row["plan_end"]),
            )
            for plant, row in met
            if plant.kind in PERIOD_CHECKS and row["check"] in PERIOD_CHECKS
        ),
    )


def load_planted(orders: Iterable[PlantedOrder], folder: Path) -> tuple[Path, Path]:
    """Loads the orders with and without their errors; returns the two warehouses."""
    from ingest import api

    for order in orders:
        for version, text in (("planted", order.planted), ("clean", order.clean)):
            path = folder / version / "in" / f"{order.name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for version in ("planted", "clean"):
        api.load([folder / version / "in"], folder / version / "curated")
    return folder / "planted" / "curated", folder / "clean" / "curated"


def _findings(connection: Any, name: str) -> list[Row]:
    cursor = connection.execute(FINDINGS, [f"{name}.txt"])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _meets(plant: Plant, finding: Row, text: str) -> bool:
    if finding["check"] not in plant.checks:
        return False
    if finding["item_id"] is None:
        line = text.split("\n")[plant.line - 1]
        quote = str(finding["quote"])
        return finding["check"] not in ("garble", "stale_year_in_text") or quote in line
    lines = [int(found[0]) for place in (finding["locator"], *finding["others"])
             if (found := re.findall(r"\d+", str(place)))]  # fmt: skip
    reach = 1 if plant.kind in ANY_LINE else 0
    return any(abs(line - plant.line) <= reach for line in lines)


def print_scores(scores: Sequence[PlantedScore], *, listed: bool) -> None:
    """Recall by check, precision, false alarms on clean orders, suggestions; then the lines."""
    planted = Counter(plant.kind for score in scores for plant in score.plants)
    missed = Counter(plant.kind for score in scores for plant in score.missed)
    for kind, count in sorted(planted.items()):
        print(f"    {kind:<28} {count - missed[kind]:>3}/{count}")
    findings, wrong = sum(score.findings for score in scores), sum(len(score.wrong) for score in scores)
    suggestions = [right for score in scores for *_, right in score.suggestions]
    print(f"    found       {_ratio(planted.total() - missed.total(), planted.total())}")
    print(f"    precision   {_ratio(findings - wrong, findings)}")
    print(f"    false alarms on clean orders: {sum(len(score.alarms) for score in scores)}")
    print(f"    suggestions of periods right {_ratio(sum(suggestions), len(suggestions))}")
    for score in scores if listed else ():
        _print_lines(score)


def _ratio(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / max(1, whole):.1%}"


def _print_lines(score: PlantedScore) -> None:
    print(f"  {score.order}: {len(score.plants) - len(score.missed)} of {len(score.plants)} found")
    for plant in score.missed:
        print(f"    not found, line {plant.line}: {plant.kind} «{plant.wrong}» for «{plant.right}»")
    for name, rows in (("no plant", score.wrong), ("clean", score.alarms)):
        for row in rows:
            print(f"    {name}: {_told(row)}")
    for plant, suggestion, right in score.suggestions:
        if not right:
            print(f"    suggestion «{suggestion}» for «{plant.wrong}», right is «{plant.right}»")


def _told(finding: Mapping[str, Any]) -> str:
    return f"{finding['check']} {finding['locator'] or ''} {finding['message']}"


def score_folder(folder: str, target: Path) -> list[PlantedScore]:
    """Loads and measures one half of the orders; `target`: an empty folder."""
    from ingest import api

    orders = list(planted_orders(folder))
    planted, clean = load_planted(orders, target)
    with api.open(planted) as connection, api.open(clean) as without:
        return [score_planted(connection, order, without) for order in orders]


def main() -> None:
    """Loads, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", default="", help="the half whose differences are printed: seen (or unseen)")
    arguments = parser.parse_args()
    for folder in FOLDERS:
        with tempfile.TemporaryDirectory() as target:
            print(f"{folder}:")
            print_scores(score_folder(folder, Path(target)), listed=arguments.list == folder)


if __name__ == "__main__":
    main()
