"""Measures real orders carried to the next plan against their labelled periods (tests/gold), a year later.

    .venv/bin/python -m benchmarks.rolling_real            # Altai, Kuzbass, Novokuznetsk: periods, years, what is told
    .venv/bin/python -m benchmarks.rolling_real --misses   # and every period that is not a year later

The label of a cell says the dates that were meant, also where the printed ones are wrong. The carried document is read
again by itself, all changes accepted: a period is right where it begins and ends in the same months a year later.
Events that federal acts date stand in their own month and are listed for a reader.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.gold_data import GoldOrder, load_gold
from ingest import api
from ingest.decisions.corrections import plan_window
from ingest.orders.assemble import Draft, read_order
from ingest.outputs.roll import roll
from normalize.model import Period

RAW = Path(__file__).parents[2] / "data" / "raw"
ORDERS = {
    "altai-2023-1030": "2024-2025",
    "kuzbass-2023-3654": "2024-2025",
    "kuzbass-novokuznetsk-2024-337": "2025-2026",
}
Months = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RealScore:
    """One order: its rows with labelled dates, those that are right, and for each other one: activity, old, new,
    expected months and those read. `changes`, `comments`: lines of the report; `stale`, `out_of_plan`: read again."""

    name: str
    rows: int
    wrong: tuple[tuple[str, str, str, str, str], ...]
    changes: int
    comments: int
    stale: int
    out_of_plan: int


def measure(names: Sequence[str] = tuple(ORDERS)) -> list[RealScore]:
    """The scores of the orders named."""
    gold = {order.name: order for order in load_gold()}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        report = api.load([RAW / f"{name}.txt" for name in names], folder / "curated", api.LoadOptions(jobs=1))
        with api.open(folder / "curated") as connection:
            scores = []
            for name, outcome in zip(names, report.outcomes, strict=True):
                target = folder / f"{name}.docx"
                window = plan_window(ORDERS[name])
                (one,), _ = roll(connection, folder / "curated", str(outcome.order_id), window, target)
                target.write_bytes(one.content)
                drafts = read_order(RAW / f"{name}.txt"), read_order(target)
                lines = one.changes, len(one.lines) - one.changes
                scores.append(_score(gold[name], drafts, lines))
    return scores


def _score(gold: GoldOrder, drafts: tuple[Draft, Draft], lines: tuple[int, int]) -> RealScore:
    labelled = _labels(gold)
    before, after = drafts
    wrong, rows = [], 0
    for old, new in zip(before.items, after.items, strict=True):
        meant = labelled.get(_spaced(old.row.period))
        if not meant or old.row.period_inherited:
            continue
        rows += 1
        expected, seen = [_later(one) for one in meant], [_months(one) for one in new.periods]
        if sorted(expected) != sorted(one for one in seen if one != ("", "")):
            told = (old.row.activity[:90], old.row.period, new.row.period, str(expected), str(seen))
            wrong.append(told)
    periods = [period for item in after.items for period in item.periods]
    return RealScore(
        gold.name,
        rows,
        tuple(wrong),
        *lines,
        sum(judged.stale is True for fact in after.facts for _, judged in fact.years),
        sum(bool({"out_of_plan", "reversed"} & set(period.flags)) for period in periods),
    )


def _labels(gold: GoldOrder) -> dict[str, list[tuple[str, str]]]:
    """By printed cell: the dates that were meant; without cells that mean two things in two sections."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in gold.periods:
        if not row["section_hint"] or _is_only_reading(row, gold.periods):
            dates = row["suggested_start"] or row["start"], row["suggested_end"] or row["end"]
            found.setdefault(_spaced(row["raw"]), []).append(dates)
    return {raw: [one for one in dates if any(one)] for raw, dates in found.items()}


def _is_only_reading(row: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bool:
    return all(other["section_hint"] == row["section_hint"] for other in rows if other["raw"] == row["raw"])


def _later(dates: tuple[str, str]) -> Months:
    first, last = (f"{int(day[:4]) + 1}{day[4:7]}" if day else "" for day in dates)
    return first, last


def _months(period: Period) -> Months:
    def month(day: date | None) -> str:
        return f"{day:%Y-%m}" if day else ""

    return month(period.start), month(period.end)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Prints the shares by order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="every row whose period is not a year later")
    misses = parser.parse_args().misses
    print(f"{'order':32} rows right  changes  comments  stale years  out of plan")
    for one in measure():
        right = f"{one.rows - len(one.wrong)}/{one.rows}"
        print(f"{one.name:32} {right:>10} {one.changes:8} {one.comments:9} {one.stale:12} {one.out_of_plan:12}")
        for told in one.wrong if misses else ():
            print("    " + "\n        ".join(told))


if __name__ == "__main__":
    main()
