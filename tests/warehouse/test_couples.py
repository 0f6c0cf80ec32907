"""Couples of whole orders that nobody read while rules were written: they are whole, and links between them hold."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from benchmarks.couples import FINAL, TRAIN, couples, figures
from warehouse.corpus.matching.items import Items, likeliest


@pytest.mark.parametrize("half", [TRAIN, FINAL])
def test_every_label_is_of_two_rows(half: str) -> None:
    found = couples(half)
    assert len(found) == 4
    for couple in found:
        ours, theirs = ({row.number for row in side} for side in (couple.ours, couple.theirs))
        assert all(one in ours and other in theirs for one, other in couple.labels)
    counted = Counter(label for couple in found for label in couple.labels.values())
    assert counted["same"] >= 35
    assert set(counted) == {"same", "part_of", "arguable"}


def test_links_of_orders_that_nobody_read() -> None:
    found = figures(FINAL)
    assert found["told"].precision >= 0.6
    assert found["told"].recall >= 0.3
    assert found["hard"].f1 >= 0.4


@pytest.mark.parametrize(
    ("pairs", "scores", "best"),
    [
        pytest.param([(0, 2), (1, 3)], [0.3, 0.4], [True, True], id="each has its own"),
        pytest.param([(0, 2), (0, 3)], [0.3, 0.4], [False, True], id="one has a likelier one in the other order"),
        pytest.param([(0, 2), (1, 2)], [0.4, 0.3], [True, False], id="so has the other"),
        pytest.param([(0, 2), (0, 4)], [0.3, 0.9], [True, True], id="a third order says nothing of two"),
        pytest.param([(2, 0), (0, 3)], [0.3, 0.4], [False, True], id="whichever side is told first"),
        pytest.param([(0, 2), (0, 3)], [0.4, 0.4], [True, True], id="equal ones are both told"),
    ],
)
def test_a_link_is_the_likeliest_of_two_orders(
    pairs: list[tuple[int, int]], scores: list[float], best: list[bool]
) -> None:
    items = Items(np.arange(5), np.array([0, 0, 1, 1, 2]), np.ones(5, dtype=bool))
    left, right = np.array(pairs).T
    assert likeliest(items, left, right, np.array(scores)).tolist() == best
