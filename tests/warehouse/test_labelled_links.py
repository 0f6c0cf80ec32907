"""Links drawn at random and read blind: the sheets are whole, and what the product says of them stays as good."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from benchmarks.fit_matching import calibration
from benchmarks.links import Population, draw, judged, weighted
from benchmarks.links_data import FITTING, LABELS, MEASURED, read_keys, read_sheets

HALVES = (FITTING, MEASURED)


@pytest.mark.parametrize("half", HALVES)
def test_every_pair_has_a_key_and_enough_were_read(half: str) -> None:
    drawn, keys = read_sheets(half), read_keys(half)
    assert {one.pair for one in drawn} == set(keys)
    counted = Counter(one.label for one in drawn)
    assert set(counted) <= {"", *LABELS}
    assert sum(counted.values()) - counted[""] >= 300
    assert counted["same"] >= 80


def test_no_pair_is_in_both_halves() -> None:
    read = ([one for one in read_sheets(half) if one.label] for half in HALVES)
    fitting, measured = ({frozenset((one.text_a, one.text_b)) for one in some} for some in read)
    assert not fitting & measured


def test_links_that_comparisons_rest_on_are_right() -> None:
    known = judged(read_sheets(MEASURED), read_keys(MEASURED))
    precision, recall, _ = weighted(known.truth, known.compared, known.weight)
    assert precision >= 0.85
    assert recall >= 0.45
    assert weighted(known.truth, known.found, known.weight)[1] >= 0.7  # told where neither has a likelier one


def test_a_score_is_the_share_that_is_right() -> None:
    known = judged(read_sheets(MEASURED), read_keys(MEASURED))
    for low, high in ((0.02, 0.3), (0.3, 0.6), (0.6, 0.9)):
        band = (known.score >= low) & (known.score < high)
        mean = np.average(known.score[band], weights=known.weight[band])
        right = np.average(known.truth[band], weights=known.weight[band])
        assert abs(mean - right) < 0.2


def test_calibration_ascends_and_is_never_certain() -> None:
    score = np.linspace(0, 1, 200)
    steps = calibration(score, score + 0.2 * np.sin(40 * score) > 0.5, np.ones(200))
    assert steps == sorted(steps)
    assert [share for _, share in steps] == sorted(share for _, share in steps)
    assert steps[0] == (0.0, 0.0)
    assert steps[-1][1] < 1


def test_drawing_takes_so_many_of_each_band() -> None:
    among = Population(["a", "b"], ["1", "2"], np.zeros(100, int), np.ones(100, int), np.linspace(0, 0.99, 100))
    drawn = list(draw(among, np.ones(100, dtype=bool), (1, 2, 3, 4, 5, 6, 7), 3))
    assert len({place for place, _ in drawn}) == 28
    assert sum(weight for _, weight in drawn) == pytest.approx(100)
