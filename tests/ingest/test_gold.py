"""The five labelled orders end to end, from copies with meaningless names, against floors."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import Score, score_order
from benchmarks.gold_data import load_gold
from ingest import api
from tests.support.gold_warehouse import gold_warehouse

GOLD = {gold.name: gold for gold in load_gold()}
MANIFEST = Path(__file__).resolve().parents[2] / "data" / "raw" / "manifest.csv"
FLOORS = {
    "recall": 0.99,
    "precision": 0.99,
    "section": 0.99,
    "number": 0.99,
    "sequence": 0.99,
    "period_cell": 0.99,
    "responsible": 0.97,
    "result": 0.97,
    "actions": 0.97,
    "dated": 0.98,
    "persons": 0.90,
    "acts": 0.90,
    "coverage": 0.999,
}


@pytest.fixture(scope="module")
def warehouse() -> Iterator[tuple[Any, dict[str, str]]]:
    """(connection to a warehouse of the five orders, gold's order name -> order_id)."""
    curated, ids = gold_warehouse()
    with api.open(curated) as connection:
        yield connection, ids


@pytest.fixture(scope="module")
def scores(warehouse: tuple[Any, dict[str, str]]) -> dict[str, Score]:
    """The measured figures of each order."""
    connection, ids = warehouse
    return {name: score_order(connection, ids[name], gold) for name, gold in GOLD.items()}


@pytest.mark.parametrize("order", GOLD)
@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_figure_reaches_its_floor(scores: dict[str, Score], order: str, figure: str, floor: float) -> None:
    score = scores[order]
    assert getattr(score, figure) >= floor, "\n".join(score.misses)


@pytest.mark.parametrize("order", GOLD)
def test_head_is_right_in_every_column(scores: dict[str, Score], order: str) -> None:
    assert scores[order].head == ()


@pytest.mark.parametrize("order", GOLD)
def test_no_date_is_given_where_gold_has_none(scores: dict[str, Score], order: str) -> None:
    assert scores[order].undated == 0, "\n".join(scores[order].misses)


@pytest.mark.parametrize("order", GOLD)
def test_noise_is_at_most_one_percent_and_each_kind_is_counted(
    scores: dict[str, Score], warehouse: tuple[Any, dict[str, str]], order: str
) -> None:
    connection, ids = warehouse
    assert scores[order].noise <= 0.01
    (chars,) = connection.execute(
        "select coalesce(sum(chars), 0) from noise where order_id = ?", [ids[order]]
    ).fetchone()
    assert (chars > 0) == (scores[order].noise > 0)


def test_what_was_read_agrees_with_the_manifest(warehouse: tuple[Any, dict[str, str]]) -> None:
    connection, ids = warehouse
    with MANIFEST.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            read = connection.execute(
                "select region, coalesce(municipality, ''), number, signed_on::varchar from orders where order_id = ?",
                [ids[Path(row["file"]).stem]],
            ).fetchone()
            assert read == (row["region"], row["municipality"], row["number"], row["date"])
