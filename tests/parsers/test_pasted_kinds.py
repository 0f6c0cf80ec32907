"""Small orders of the kinds that hands 9 and 10 brought, in other words: rows, dates, responsibles and heads are right.

Each line of tests/cases/pasted_kinds.jsonl tells its kind; the format is that of the hands (tests/cases/wild).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.wild import CASES, Score, load_cases, score

KINDS = [json.loads(line) for line in (CASES / "pasted_kinds.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    folder: Path = tmp_path_factory.mktemp("kinds")
    loaded = load_cases(KINDS, folder)
    return {case["id"]: score([case], loaded) for case in KINDS}


@pytest.mark.parametrize("case", KINDS, ids=lambda case: case["kind"])
def test_each_kind_is_read_as_labelled(case: dict[str, str], scores: dict[str, Score]) -> None:
    found = scores[case["id"]]
    assert [miss for miss in found.misses if ": finding " not in miss] == []
    assert (found.right, found.read, found.rejected) == (found.expected, found.expected, 0)
