"""How right the links between two whole orders are: couples of invented orders, all pairs of rows labelled.

    python -m benchmarks.couples

Two orders of a couple are matched as a warehouse matches them, so that a link that is not sure is told only where
neither row has a likelier one. Besides, two hundred pairs chosen against likeness of words: the same in other words,
others in the same words. The halves `train` may be read and taught by, the halves `final` are figures only.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from benchmarks.links_data import LINKS, OTHER, SAME, Drawn, Key
from benchmarks.matcher import BETWEEN_HEADINGS
from benchmarks.pairs import Figure, judge
from ingest.questions.matching import matchable
from warehouse.corpus.matching.items import Items, likeliest
from warehouse.corpus.matching.judge import judge_pairs
from warehouse.corpus.matching.profiles import Booleans, Matchable, of_matchables

COUPLES = LINKS / "couples"
TRAIN, FINAL = "train", "final"
ARGUABLE = "arguable"
"""Readers would differ: such pairs are not counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """An activity: its number in its order, its text, the headings over it, the nearest first, and its plan's title."""

    number: int
    text: str
    headings: tuple[str, ...]
    title: str

    @property
    def matchable(self) -> Matchable:
        """What matching compares of it."""
        return matchable(self.text, self.headings, self.title)


@dataclass(frozen=True, slots=True)
class Couple:
    """All rows of two orders; `labels`: what a reader says of two by their numbers, OTHER of those not named."""

    names: tuple[str, str]
    ours: Sequence[Row]
    theirs: Sequence[Row]
    labels: dict[tuple[int, int], str]

    def pairs(self) -> Iterator[tuple[Row, Row, str]]:
        """Every row of the first order with every row of the second, and its label."""
        for one in self.ours:
            for other in self.theirs:
                yield one, other, self.labels.get((one.number, other.number), OTHER)


def couples(half: str) -> list[Couple]:
    """The couples of a half."""
    labels = _rows("labels.csv")
    return [
        Couple(
            (one, other),
            _orders()[one],
            _orders()[other],
            {
                (int(row["n_a"]), int(row["n_b"])): row["label"]
                for row in labels
                if (row["order_a"], row["order_b"]) == (one, other)
            },
        )
        for one, other in ((row["order_a"], row["order_b"]) for row in _rows("couples.csv") if row["half"] == half)
    ]


@cache
def _orders() -> dict[str, list[Row]]:
    orders = json.loads((COUPLES / "orders.json").read_text(encoding="utf-8"))
    return {order["id"]: list(_rows_of(order)) for order in orders}


def _rows_of(order: dict[str, Any]) -> Iterator[Row]:
    heads = {row["n"]: row["a"] for row in order["rows"] if row.get("group_head")}
    for row in order["rows"]:
        if row["n"] not in heads:
            above = (heads.get(row.get("in_group")), row.get("section"))
            yield Row(row["n"], row["a"], tuple(filter(None, above)), order["plan"])


def _rows(name: str) -> list[dict[str, str]]:
    with (COUPLES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True, slots=True)
class Told:
    """Of pairs that are counted: whether they are the same, whether a warehouse tells them, and as sure."""

    truth: Booleans
    told: Booleans
    sure: Booleans


def told(couple: Couple) -> Told:
    """What matching tells of two orders."""
    rows = [*couple.ours, *couple.theirs]
    order = np.array([0] * len(couple.ours) + [1] * len(couple.theirs))
    left = np.repeat(np.arange(len(couple.ours)), len(couple.theirs))
    right = np.tile(np.arange(len(couple.theirs)), len(couple.ours)) + len(couple.ours)
    found = judge_pairs(of_matchables([row.matchable for row in rows]), left, right)
    items = Items(np.arange(len(rows)), order, np.ones(len(rows), dtype=bool))
    score = np.where(found.is_found, found.right, 0.0)
    labels = np.array([label for _, _, label in couple.pairs()])
    counted = labels != ARGUABLE
    sure = found.is_compared
    best = found.is_found & (sure | likeliest(items, left, right, score))
    return Told((labels == SAME)[counted], best[counted], sure[counted])


def figures(half: str) -> dict[str, Figure]:
    """Precision, recall and F1 of the links told, of the sure ones, and of the hard pairs that are asked about."""
    found = [told(couple) for couple in couples(half)]
    truth, all_told, sure = (np.concatenate([getattr(one, name) for one in found]) for name in Told.__annotations__)
    return {
        "told": judge(truth.tolist(), all_told.tolist()),
        "sure": judge(truth.tolist(), sure.tolist()),
        "hard": hard(half),
    }


def hard(half: str) -> Figure:
    """The figure of the pairs against likeness of words."""
    rows = [row for row in _rows("hard.csv") if row["half"] == half]
    known = of_matchables([matchable(row[side]) for side in ("a", "b") for row in rows])
    left = np.arange(len(rows))
    said = judge_pairs(known, left, left + len(rows)).is_same
    return judge([row["label"] == SAME for row in rows], said.tolist())


def drawn(half: str, stands_for: float) -> tuple[list[Drawn], dict[str, Key]]:
    """The pairs of the couples as sheets have them, each standing for so many pairs of a warehouse."""
    rows = [
        Drawn(f"{half}-{place}-{number}", *_side(couple.names[0], one), *_side(couple.names[1], other), label)
        for place, couple in enumerate(couples(half))
        for number, (one, other, label) in enumerate(couple.pairs())
        if label != ARGUABLE
    ]
    return rows, {row.pair: Key(row.pair, 0.0, stands_for) for row in rows}


def _side(name: str, row: Row) -> tuple[str, str, str, str]:
    return name, row.title, BETWEEN_HEADINGS.join(reversed(row.headings)), row.text


def main() -> None:
    """Prints a line for each figure of each half."""
    for half in (TRAIN, FINAL):
        for name, one in figures(half).items():
            print(f"{half:6} {name:5} P {one.precision:.3f}  R {one.recall:.3f}  F1 {one.f1:.3f}")


if __name__ == "__main__":
    main()
