"""What analysts decide of two activities: kept like corrections, over what matching says, and over every load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from benchmarks.links import decided
from ingest import api
from ingest.commands.application import app
from tests.support.warehouse_samples import few_checks, put, select
from tests.warehouse.test_matching_corpus import FIRST, PAIRS, SECOND, order
from warehouse.corpus.matching.clusters import centres
from warehouse.errors import CorrectionError, UnknownItemError
from warehouse.store.store import Store

SAME_WORDS = {frozenset((FIRST[0], SECOND[0]))}


@pytest.fixture
def curated(tmp_path: Path) -> Iterator[Path]:
    with few_checks():
        put(tmp_path / "curated", order("1", FIRST), order("2", SECOND))
        yield tmp_path / "curated"


def item(curated: Path, text: str) -> str:
    return str(select(curated, f"SELECT item_id FROM items WHERE activity = '{text}'")[0][0])


def told(curated: Path) -> set[frozenset[object]]:
    return {frozenset(pair[:2]) for pair in select(curated, PAIRS)}


def together(curated: Path, one: str, other: str) -> bool:
    found = select(curated, f"SELECT count(DISTINCT cluster_id) FROM clusters WHERE item_id IN ('{one}', '{other}')")
    return found == [(1,)]


def test_a_link_that_is_cut_stays_cut(curated: Path) -> None:
    one, other = item(curated, FIRST[0]), item(curated, SECOND[0])
    assert told(curated) == SAME_WORDS
    assert together(curated, one, other)
    api.link(one, other, same=False, why="другой год", curated=curated)
    assert told(curated) == set()
    assert not together(curated, one, other)
    Store(curated).rebuild()
    put(curated, order("3", ["Закупка бумаги"]))
    assert told(curated) == set()
    assert not together(curated, one, other)


def test_a_link_that_is_made_counts_as_certain(curated: Path) -> None:
    one, other = item(curated, FIRST[1]), item(curated, SECOND[1])
    api.link(other, one, same=True, why="так решили", curated=curated)
    assert told(curated) == {*SAME_WORDS, frozenset((FIRST[1], SECOND[1]))}
    assert together(curated, one, other)
    ids = f"('{one}', '{other}')"
    assert select(curated, f"SELECT score, sure FROM matches WHERE item_id IN {ids}") == [(1.0, True)]


def test_the_later_decision_counts_and_can_be_taken_back(curated: Path) -> None:
    one, other = item(curated, FIRST[0]), item(curated, SECOND[0])
    api.link(one, other, same=False, why="а", curated=curated)
    api.link(other, one, same=True, why="б", curated=curated)
    assert told(curated) == SAME_WORDS
    assert api.unlink(one, other, same=True, curated=curated)
    assert not api.unlink(one, other, same=True, curated=curated)
    assert select(curated, "FROM corrections") == []


def test_decisions_on_one_activity_stand_beside_one_another(curated: Path) -> None:
    one, *others = item(curated, FIRST[0]), item(curated, SECOND[0]), item(curated, SECOND[1])
    for other in others:
        api.link(one, other, same=False, why="разное", curated=curated)
    assert select(curated, f"SELECT not_same_as FROM items WHERE item_id = '{one}'") == [(" ".join(others),)]
    api.unlink(others[0], one, same=False, curated=curated)
    assert told(curated) == SAME_WORDS


def test_what_is_not_there_can_not_be_linked(curated: Path) -> None:
    with pytest.raises(UnknownItemError):
        api.link(item(curated, FIRST[0]), "1.2", same=True, why="", curated=curated)
    with pytest.raises(CorrectionError):
        api.link(item(curated, FIRST[0]), item(curated, FIRST[0]), same=True, why="", curated=curated)


def test_decisions_are_pairs_to_calibrate_by(curated: Path) -> None:
    api.link(item(curated, FIRST[0]), item(curated, SECOND[0]), same=False, why="разное", curated=curated)
    api.link(item(curated, FIRST[1]), item(curated, SECOND[1]), same=True, why="одно", curated=curated)
    rows, keys = decided(curated)
    assert {(one.text_a, one.label) for one in rows} == {(FIRST[0], "other"), (FIRST[1], "same")}
    assert {key.weight for key in keys.values()} == {1.0}


def run(curated: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["links", *arguments, "--curated", str(curated)])
    return result.exit_code, result.output


def test_commands(curated: Path) -> None:
    pair = item(curated, FIRST[0]), item(curated, SECOND[0])
    assert run(curated, "apart", *pair, "--why", "разные годы", "--by", "Иванова")[0] == 0
    code, listed = run(curated, "--format", "csv")
    assert (code, "не то же" in listed, "Иванова" in listed) == (0, True, True)
    assert run(curated, "forget", *pair) == (0, "Решение снято\n")
    assert run(curated, "forget", *pair)[0] == 2


def test_profiles_told_apart_get_no_common_centre() -> None:
    left, right, score = np.array([0, 0, 0]), np.array([1, 2, 3]), np.array([0.9, 0.9, 0.9])
    assert centres(4, left, right, score).tolist() == [0, 0, 0, 0]
    assert centres(4, left, right, score, [(1, 2)]).tolist() == [0, 0, 2, 0]
    assert centres(4, left, right, score, [(3, 0)]).tolist() == [0, 0, 0, 3]
