"""A check that is too often wrong on orders which no rule was written for counts one severity less."""

from __future__ import annotations

import csv
from collections import Counter

from benchmarks.wild import LABELS
from warehouse.corpus import findings

ENOUGH, LEAST = 5, 0.8
"""Judged findings from which on a share tells; how many of them must be right."""


def precision() -> dict[str, tuple[int, int]]:
    """Check -> (right, judged), by the labels of the hands' orders."""
    judged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            judged[row["check"]] += 1
            right[row["check"]] += int(row["right"])
    return {check: (right[check], count) for check, count in judged.items()}


def is_too_often_wrong(right: int, judged: int) -> bool:
    return judged >= ENOUGH and right / judged < LEAST


def test_checks_that_are_too_often_wrong_are_demoted_and_no_other() -> None:
    weak = {check for check, (right, judged) in precision().items() if is_too_often_wrong(right, judged)}
    assert weak == {check.name for check in findings.checks() if check.demoted}


def test_a_demoted_check_counts_one_severity_less() -> None:
    text = "-- severity: warning\n-- title: Т\n-- message: Слова\n{more}SELECT 1"
    plain, demoted = (findings.parse("one", text.replace("{more}", more)) for more in ("", "-- demoted: 0 из 2\n"))
    row = {"order_id": "a", "item_id": None, "quote": "б"}
    assert findings._finding(plain, row)["severity"] == "warning"
    assert findings._finding(demoted, row)["severity"] == "info"
    assert findings._finding(demoted, {**row, "severity": "error"})["severity"] == "warning"
