"""Queries of analysts in a process of their own, which is ended when it takes too long or too much memory.

DuckDB bounds what its operators buffer and stops between rows; one row can be larger than both:
«SELECT range(300000000)» was neither interrupted nor held by its memory limit.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from warehouse.errors import QueryError, WarehouseError
from warehouse.machine import READER_MEMORY, database_memory, resident
from warehouse.processes import child_environment, python_command
from warehouse.reading.queries import LIMITS, Limits, QueryResult

_BYTES = database_memory(READER_MEMORY) + (1 << 30)
"""Memory of the process: what DuckDB may buffer, and the rows as they are handed over."""
_GRACE_SECONDS = 5.0
"""What the process may need to hand over its rows after DuckDB's own interruption."""
_POLL_SECONDS = 0.05
_OPENED, _CLOSED = b"opened\n", b"closed\n"
"""The line that comes before the pickled answer."""


@dataclass
class _Answer:
    """What the process has said so far: that the warehouse is open, then a pickled result or error."""

    opened: threading.Event = field(default_factory=threading.Event)
    said: bytes = b""


def query(curated: Path, sql: str, limits: Limits = LIMITS, max_bytes: int = _BYTES) -> QueryResult:
    """Run one SELECT on the warehouse in `curated`; QueryError, one Russian line, for anything else or a limit passed.

    `max_bytes` is the resident memory of the process. WarehouseError where the warehouse can't be opened.
    """
    with _started(pickle.dumps((curated.absolute(), sql, limits))) as process:
        answer = _Answer()
        listener = threading.Thread(target=_listen, args=(process.stdout, answer), daemon=True)
        listener.start()
        try:
            _watch(process, listener, answer, limits.seconds, max_bytes)
            finished = process.wait() == 0
        finally:
            process.kill()
            listener.join()
    if not finished:
        from warehouse.reading.reader import blamed_on_damage

        raise blamed_on_damage(curated, None) or QueryError("Запрос оборвал работу базы данных: измените его")
    said: QueryResult | WarehouseError = pickle.loads(answer.said)
    if isinstance(said, WarehouseError):
        raise said
    return said


@contextmanager
def _started(request: bytes) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        python_command("warehouse.reading.confined"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=child_environment(),
        cwd=Path(sys.executable).parent,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(request)
        process.stdin.close()
        yield process


def _listen(spoken: IO[bytes], answer: _Answer) -> None:
    if spoken.readline() == _OPENED:
        answer.opened.set()
    answer.said = spoken.read()


def _watch(
    process: subprocess.Popen[bytes], listener: threading.Thread, answer: _Answer, seconds: float, max_bytes: int
) -> None:
    """Wait for the answer; QueryError when a limit is passed first. The clock starts when the warehouse is open."""
    started = None
    while listener.is_alive():
        if answer.opened.is_set():
            started = started or time.monotonic()
            if time.monotonic() - started > seconds + _GRACE_SECONDS:
                raise QueryError(f"Запрос прерван: он шёл дольше {seconds:g} с")
            if resident(process.pid) > max_bytes:
                raise QueryError("Запросу не хватило памяти: сузьте его условиями или сгруппируйте строки")
        listener.join(_POLL_SECONDS)


def _answered(curated: Path, sql: str, limits: Limits, spoken: IO[bytes]) -> QueryResult | WarehouseError:
    from warehouse.reading.reader import BROKEN, blamed_on_damage, connect, run_query

    opened = False
    try:
        with connect(curated) as connection:
            opened = True
            spoken.write(_OPENED)
            spoken.flush()
            return run_query(connection, sql, limits)
    except WarehouseError as error:
        if not opened:
            spoken.write(_CLOSED)
        elif isinstance(error.__cause__, BROKEN):
            return blamed_on_damage(curated, error.__cause__) or error
        return error


def main() -> None:
    """Answer the one request on stdin; what is printed by libraries must not mix with it."""
    spoken = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    request: tuple[Path, str, Limits] = pickle.load(sys.stdin.buffer)
    pickle.dump(_answered(*request, spoken), spoken)
    spoken.flush()


if __name__ == "__main__":
    main()
