"""What the labelled orders say (tests/gold), as plain records; see tests/gold/README.md for how they were made."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold"

Item = dict[str, Any]
PeriodRow = dict[str, str]


@dataclass(frozen=True, slots=True)
class GoldOrder:
    """One labelled order: `head` in the columns of the contract, items and cited facts in reading order.

    `periods` are the rows of periods.tsv: one row for each reading of each distinct printed cell.
    """

    name: str
    head: dict[str, str]
    items: tuple[Item, ...]
    periods: tuple[PeriodRow, ...]
    persons: tuple[dict[str, str], ...]
    acts: tuple[dict[str, str], ...]


def load_gold(folder: Path = GOLD) -> list[GoldOrder]:
    """All labelled orders, by name."""
    persons = _by_order(folder / "order_persons.csv", ",")
    acts = _by_order(folder / "acts.csv", ",")
    periods = _by_order(folder / "periods.tsv", "\t")
    orders = []
    for name, (head,) in sorted(_by_order(folder / "heads.csv", ",").items()):
        lines = (folder / "items" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        items = tuple(json.loads(line) for line in lines if line.strip())
        orders.append(GoldOrder(name, head, items, tuple(periods[name]), tuple(persons[name]), tuple(acts[name])))
    return orders


def _by_order(path: Path, delimiter: str) -> dict[str, list[dict[str, str]]]:
    grouped: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=delimiter):
            grouped[row["order"]].append(row)
    return grouped
