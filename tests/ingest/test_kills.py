"""Every command that writes, killed at a few moments: nothing that was committed is lost (benchmarks.kills has 200)."""

from __future__ import annotations

import multiprocessing

import pytest

from benchmarks.growth import kills


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="children share the prepared records")
def test_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills.loading, "_results", kills.loading._results)  # put back what the kills exchange
    monkeypatch.setattr(kills.findings, "checks", kills.findings.checks)
    tally = kills.run(kills=8, most=3, seed=20251130)
    assert tally.faults == []
    assert tally.killed.total() == 8
