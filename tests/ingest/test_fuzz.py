"""300 broken files: each is read or refused in one sentence, and no letter of one that is read is lost in silence."""

from __future__ import annotations

import pytest

from benchmarks import fuzz
from benchmarks.mutants import CHANGES

OFTEN = tuple(kind for kind in fuzz.CHEAP if kind != "pdf")
"""Pages of a PDF take three times as long as other files."""


@pytest.fixture(scope="module")
def tallies() -> dict[str, fuzz.Tally]:
    return fuzz.run(fuzz.Task(seed=2026, count=300, formats=(*OFTEN, *OFTEN, "pdf")))


@pytest.mark.parametrize("kind", fuzz.CHEAP)
def test_no_fault_no_crash_no_silent_loss(tallies: dict[str, fuzz.Tally], kind: str) -> None:
    assert [f"№ {item.number} {item.outcome}: {item.told}" for item in tallies[kind].failed] == []


@pytest.mark.parametrize("kind", fuzz.CHEAP)
def test_some_are_still_read(tallies: dict[str, fuzz.Tally], kind: str) -> None:
    """A fuzzer whose files are all refused at the door tells nothing."""
    assert tallies[kind].outcomes["read"] >= 5


def test_a_mutant_is_the_same_every_time() -> None:
    assert set(fuzz.CHEAP) <= set(CHANGES)
    assert all(fuzz.made(1, number, kind) == fuzz.made(1, number, kind) for number in range(3) for kind in fuzz.CHEAP)
    assert fuzz.made(1, 0, "docx") != fuzz.made(2, 0, "docx")
