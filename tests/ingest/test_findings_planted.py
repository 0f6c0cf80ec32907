"""Findings on orders with known errors of other regions and years (tests/cases/orders_planted), against floors."""

from __future__ import annotations

import pytest

from benchmarks.planted import PlantedScore, load_planted, score_planted
from benchmarks.planting import Plant, parse, planted_orders
from ingest import api

ORDERS = ("kazan-2023", "murmansk-2025")
RECALL_FLOOR = 0.9
PRECISION_FLOOR = 0.95
SUGGESTION_FLOOR = 0.9


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> list[PlantedScore]:
    orders = [order for order in planted_orders("seen") if order.name in ORDERS]
    planted, clean = load_planted(orders, tmp_path_factory.mktemp("planted"))
    with api.open(planted) as connection, api.open(clean) as without:
        return [score_planted(connection, order, without) for order in orders]


def test_planted_errors_are_found(scores: list[PlantedScore]) -> None:
    missed = [f"{score.order}, line {plant.line}: {plant.kind}" for score in scores for plant in score.missed]
    assert len(scores) == len(ORDERS)
    assert len(missed) <= (1 - RECALL_FLOOR) * sum(len(score.plants) for score in scores), "\n".join(missed)


def test_findings_meet_what_was_planted(scores: list[PlantedScore]) -> None:
    wrong = [f"{score.order}: {row['message']}" for score in scores for row in score.wrong]
    assert len(wrong) <= (1 - PRECISION_FLOOR) * sum(score.findings for score in scores), "\n".join(wrong)


def test_nothing_is_found_in_orders_without_errors(scores: list[PlantedScore]) -> None:
    assert [row["message"] for score in scores for row in score.alarms] == []


def test_suggested_periods_are_those_of_the_clean_order(scores: list[PlantedScore]) -> None:
    suggestions = [(plant.right, words, right) for score in scores for plant, words, right in score.suggestions]
    wrong = [f"«{words}» for «{meant}»" for meant, words, right in suggestions if not right]
    assert suggestions
    assert len(wrong) <= (1 - SUGGESTION_FLOOR) * len(suggestions), "\n".join(wrong)


def test_marks_give_both_texts() -> None:
    order = parse("a", "1\tАнализ\t{{period_out_of_plan: май 2024 => май 2023|retroactive}}\n{{: 2 => 3}}\tОтчёт")
    assert (order.clean, order.planted) == ("1\tАнализ\tмай 2024\n2\tОтчёт", "1\tАнализ\tмай 2023\n3\tОтчёт")
    assert order.plants == (Plant(("period_out_of_plan", "retroactive"), "май 2024", "май 2023", 1),)
