"""A load that is killed at any moment leaves a warehouse that opens, holds whole orders only and goes on working."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from contextlib import suppress
from multiprocessing.context import BaseContext
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.support.warehouse_samples import ACTIVITIES, few_checks, records, source
from warehouse.generation import from_json
from warehouse.reading.reader import connect, run_query
from warehouse.store.batch import Change
from warehouse.store.store import Store

FILE_EVENTS = frozenset(("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.copyfile", "os.truncate"))
ENDED_BY_TEST = 77


def context() -> BaseContext:
    """Children that have pyarrow and duckdb loaded, where the system can fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    prepared = multiprocessing.get_context("forkserver")
    prepared.set_forkserver_preload(["warehouse.store.store", "tests.support.warehouse_samples", "test_store_killed"])
    return prepared


def load_for_ever(curated: Path, first: int) -> None:
    """Loads: a new order, a new version of another, one taken out, a file rejected; then again."""
    for number in range(first, first + 1_000):
        load_once(curated, number)


def load_once(curated: Path, number: int) -> None:
    with few_checks(), Store(curated).writer() as batch:
        batch.put(records(str(number)), source(curated.parent))
        batch.put(records("0", [f"{text} {number}" for text in ACTIVITIES]), source(curated.parent))
        batch.reject({"source_name": f"{number}.txt", "source_sha256": str(number), "stage": "read", "error": "пусто"})
        if number % 3 == 0:
            batch.remove(batch.put(records("removed"), source(curated.parent)).order_id)
        batch.commit()


def end_at(curated: Path, number: int, event: int) -> None:
    """Loads once and ends without any farewell at the n-th thing done to a file."""
    seen = 0

    def count(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if name in FILE_EVENTS and any(str(argument).startswith(str(curated)) for argument in arguments):
            seen += 1
            if seen == event:
                os._exit(ENDED_BY_TEST)

    sys.addaudithook(count)
    load_once(curated, number)


def check_whole(curated: Path) -> int:
    """The number of orders, after checking that all of them are whole, on the disk and in the database."""
    store = Store(curated)
    with connect(curated) as connection:
        (told,) = run_query(
            connection,
            """SELECT
                (SELECT count(*) FROM orders),
                (SELECT list(order_id ORDER BY order_id) FROM orders),
                (SELECT count(*) FROM items),
                (SELECT count(*) FROM periods),
                (SELECT count(*) FROM responsibles SEMI JOIN entities USING (entity_id))""",
        ).rows
    orders, names, *rows = told
    assert (names or []) == list(store.order_ids())
    assert rows == [4 * orders] * 3  # type: ignore[operator]
    for entry in store.generation.orders.values():
        for table in ("order", "items", "periods", "responsibles", "sources"):
            assert pq.ParquetFile(curated / entry.path / f"{table}.parquet").read().num_rows
        assert all((curated / file.stored_path).exists() for file in entry.sources)
    return len(store.generation.orders)


def check_clean(curated: Path) -> None:
    """After the next load nothing is left of the killed one."""
    generations = [from_json(path.read_bytes(), curated) for path in curated.glob("corpus/*/generation.json")]
    needed = {curated / path for generation in generations for path in generation.paths()}
    current = Store(curated).generation
    assert set(curated.glob("orders/*/*/v=*")) == {curated / entry.path for entry in current.orders.values()}
    assert set(curated.glob("corpus/*/part=*/*")) == {curated / path for path in current.corpus}
    assert set(curated.glob("_sources/*")) <= needed
    folders = {f"corpus/{path.name}" for path in curated.glob("corpus/generation=*")}
    assert folders == {one.folder for one in generations}
    assert not list(curated.glob("_staging")) + list(curated.rglob("*.tmp"))
    assert len(generations) <= 2


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    curated = tmp_path / "curated"
    started = time.monotonic()
    load_once(curated, 1)
    one_load = time.monotonic() - started
    moments = random.Random(20241112)
    for attempt in range(20):
        child = context().Process(target=load_for_ever, args=(curated, 1_000 * (attempt + 1)))
        child.start()
        time.sleep(moments.uniform(0, 2 * one_load))
        child.kill()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        assert check_whole(curated) >= 2
    load_once(curated, 2)
    check_whole(curated)
    check_clean(curated)


def ended_at(curated: Path, number: int, event: int) -> int | None:
    child = context().Process(target=end_at, args=(curated, number, event))
    child.start()
    child.join()
    return child.exitcode


@pytest.mark.parametrize("step", [9, 27, 37, 60, 80, 82, 83, 90])
def test_ended_at_any_file_operation(tmp_path: Path, step: int) -> None:
    curated = tmp_path / "curated"
    load_once(curated, 1)
    ended = ended_at(curated, 3, step)
    assert ended in (0, ENDED_BY_TEST)
    assert check_whole(curated) in (2, 3)
    load_once(curated, 3)
    assert check_whole(curated) == 3
    check_clean(curated)


def test_the_steps_cover_a_whole_load(tmp_path: Path) -> None:
    load_once(tmp_path / "curated", 1)
    assert ended_at(tmp_path / "curated", 3, 40) == ENDED_BY_TEST


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, OSError])
def test_an_error_while_loading_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    curated = tmp_path / "curated"
    load_once(curated, 1)
    before = Store(curated).generation
    with suppress(error), Store(curated).writer() as batch:
        assert batch.put(records("5"), source(tmp_path)).change is Change.NEW
        raise error()
    assert Store(curated).generation == before
    check_whole(curated)
    check_clean(curated)
