"""The memory that one file may take: a share of the machine for each worker; what is told where it is too little."""

from __future__ import annotations

import doctest
import subprocess
import sys

import pytest

from ingest.orders import load, memory
from parsers.limits import FILE_SECONDS, file_seconds

GREEDY = """
import sys
from ingest.orders.memory import keep_within
keep_within(200 * 2**20)
taken = []
while True:
    taken.append(bytearray(b"x" * 2**20))
    if len(taken) > 3000:
        sys.exit("not stopped")
"""


def test_shares() -> None:
    assert doctest.testmod(memory).failed == 0
    assert doctest.testmod(load).failed == 0


@pytest.mark.parametrize("workers", [1, 2, 8, 64])
@pytest.mark.parametrize("gigabytes", [1, 2, 8, 23, 512])
def test_all_workers_together_fit_into_the_machine(workers: int, gigabytes: int) -> None:
    machine = gigabytes * 2**30
    fitting = memory.workers_that_fit(workers, machine)
    assert 1 <= fitting <= workers
    assert fitting * memory.share(fitting, machine) <= machine


def test_a_worker_that_takes_more_than_its_share_ends() -> None:
    done = subprocess.run([sys.executable, "-c", GREEDY], capture_output=True, check=False)
    assert done.returncode == memory.ENDED, done.stderr.decode()


@pytest.mark.parametrize(("code", "said"), [(memory.ENDED, "200 МБ"), (-11, "код -11")])
def test_the_bound_is_told_as_such(code: int, said: str) -> None:
    assert said in load._expired(code, 200 * 2**20)


def test_a_small_file_has_no_right_to_half_an_hour() -> None:
    assert [file_seconds(size) for size in (900, 2 * 2**20, 2**30)] == [300, 1500, FILE_SECONDS]
