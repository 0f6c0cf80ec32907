"""What the checks find in the two orders whose every error is labelled, against floors."""

from __future__ import annotations

import pytest

from benchmarks.findings import FindingScore, load_lines, score_findings
from benchmarks.gold_data import load_gold
from ingest import api
from tests.support.gold_warehouse import gold_warehouse

RECALL_FLOORS = {("high", "rule"): 0.95, ("medium", "rule"): 0.70}
PRECISION_FLOOR = 0.95
PRECISION_FLOOR_OF_ONE = 0.90


@pytest.fixture(scope="module")
def scores() -> list[FindingScore]:
    curated, ids = gold_warehouse()
    with api.open(curated) as connection:
        return [score_findings(connection, ids[gold.name], gold) for gold in load_gold() if load_lines(gold.name)]


@pytest.mark.parametrize(("kind", "floor"), RECALL_FLOORS.items())
def test_labelled_errors_are_found(scores: list[FindingScore], kind: tuple[str, str], floor: float) -> None:
    found, labelled = map(sum, zip(*(score.recall(*kind) for score in scores), strict=True))
    missed = [
        f"{line['check']} {line['number']} {line['quote']}"
        for score in scores
        for line in score.lines
        if (line["certainty"], line["reach"]) == kind and line not in score.found
    ]
    assert found >= floor * labelled, "\n".join(missed)


def test_findings_are_right(scores: list[FindingScore]) -> None:
    wrong = [finding["message"] for score in scores for finding in score.findings if finding not in score.right]
    assert len(wrong) <= (1 - PRECISION_FLOOR) * sum(len(score.findings) for score in scores), "\n".join(wrong)
    for score in scores:
        assert len(score.right) >= PRECISION_FLOOR_OF_ONE * len(score.findings), score.order


def test_both_orders_are_measured(scores: list[FindingScore]) -> None:
    assert len(scores) == 2
    assert all(score.findings for score in scores)
