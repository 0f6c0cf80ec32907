"""Many files into the warehouse: reads them in worker processes, bounded in time and memory, and publishes them."""

from __future__ import annotations

import logging
import multiprocessing
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from ingest.orders import memory, several
from ingest.orders.discover import SourceFile, discover
from ingest.orders.outcomes import LoadOptions, LoadReport, Outcome, Progress, Status
from ingest.orders.plans import Plans, corrected_plans
from ingest.orders.publish import Read, Result, publish, taken
from ingest.orders.reading import program_version, read_source
from ingest.orders.spool import Spooled, begin, read_into
from ingest.orders.together import Joining, read_joined
from parsers.errors import ParseError
from parsers.limits import file_seconds
from warehouse.processes import isolate_children
from warehouse.reading.reader import connect
from warehouse.records import OrderRecords
from warehouse.store.batch import check_order_id
from warehouse.store.store import Store

Taken = TypeVar("Taken")
logger = logging.getLogger(__name__)
__all__ = ["LoadOptions", "LoadReport", "Outcome", "Progress", "Status", "load", "load_sources", "read_again"]
WORTH_A_WORKER = 60_000
"""Bytes of files that take as long to read as a worker process takes to start."""
FIRST_STEP, LONGEST_STEP = 10, 500
"""Orders before the first commit, and at most between two while the warehouse is small; in a large one half of what it
holds. What a killed process can lose of a long load grows with what it has done, and so does the price of a commit: all
commits together cost a few times the last one, however many orders there are."""


def load(
    paths: Iterable[Path],
    curated: Path,
    options: LoadOptions | None = None,
    progress: Progress = lambda done, total, name: None,
) -> LoadReport:
    """Loads files and folders. A file that cannot be read becomes a row of `rejected`, the others are loaded.

    Raises warehouse.errors.WarehouseError where the warehouse itself cannot be written.
    """
    return load_sources(list(discover(paths)), curated, options or LoadOptions(), progress)


def load_sources(
    sources: Sequence[SourceFile],
    curated: Path,
    options: LoadOptions,
    progress: Progress = lambda done, total, name: None,
) -> LoadReport:
    """The same for files that are known already, under the names that analysts see; archives are taken apart."""
    store = Store(curated)

    def loaded(some: Sequence[SourceFile], chosen: LoadOptions) -> list[Outcome]:
        return [*_load(some, store, chosen, progress)]

    def read(pending: Sequence[Joining]) -> Iterator[Result]:
        return _joined_results(pending, options.jobs, corrected_plans(store))

    with tempfile.TemporaryDirectory(prefix="dorkarta-") as folder:
        given = several.taken_apart(sources, Path(folder), options.as_one)
        outcomes = several.one_order(given, options, loaded) if options.as_one else loaded(given, options)
        return LoadReport(tuple(several.joined(given, outcomes, store, options, read)))


def read_again(order_id: str, curated: Path) -> LoadReport:
    """Reads the kept files of an order again, as after a correction of its plan; unknown orders have none."""
    with connect(curated) as connection:
        rows = connection.execute(
            """SELECT stored_path, source_name, sha256 FROM sources
            WHERE order_id = ? AND superseded_by IS NULL ORDER BY part DESC, source_id""",
            [order_id],
        ).fetchall()
    sources = [SourceFile(curated / path, name, sha256) for path, name, sha256 in rows]
    return load_sources(sources, curated, LoadOptions(refresh=True))


def read_files(sources: Sequence[SourceFile], store: Store) -> Iterator[tuple[str, Result]]:
    """(SHA-256, what the file gave) of each file; nothing is written."""
    results = _results(sources, None, corrected_plans(store))
    yield from ((source.sha256, taken(result)) for source, result in zip(sources, results, strict=True))


def _load(sources: Sequence[SourceFile], store: Store, options: LoadOptions, progress: Progress) -> Iterator[Outcome]:
    """Reads without the right to write, which is taken for each step only."""
    if options.as_order_id is not None:
        check_order_id(options.as_order_id)
    known = _known(store, sources, options)
    unread = [source for source in sources if source.path not in known]
    waiting: list[Read] = []
    step = FIRST_STEP
    with tempfile.TemporaryDirectory(prefix="dorkarta-read-") as folder:
        results = _results(unread, options.jobs, corrected_plans(store), Path(folder))
        for done, source in enumerate(sources, 1):
            order_id = known.get(source.path, "")
            waiting.append(Read(source, known=order_id) if order_id else Read(source, next(results)))
            progress(done, len(sources), source.name)
            if sum(file.result is not None for file in waiting) >= step:
                yield from publish(waiting, store, options)
                waiting, step = [], min(2 * step, max(LONGEST_STEP, len(store.order_ids()) // 2))
        if waiting:
            yield from publish(waiting, store, options)


def _known(store: Store, sources: Sequence[SourceFile], options: LoadOptions) -> dict[Path, str]:
    """Files that need not be read, with the orders they are loaded as.

    An earlier version is never read again by itself, since it would take the place of the later one.
    """
    if options.restore or options.as_order_id:
        return {}
    version = program_version()
    loaded = store.superseded if options.refresh else lambda sha256: store.loaded(sha256, version)
    found = {source.path: loaded(source.sha256) for source in sources if source.sha256}
    return {path: order_id for path, order_id in found.items() if order_id}


def _results(
    sources: Sequence[SourceFile], jobs: int | None, plans: Plans, folder: Path | None = None
) -> Iterator[Result | Spooled]:
    """What each file gave, in the order of `sources`; with a folder the records wait there, not in memory."""
    readable = [source for source in sources if source.error is None]
    sizes = [source.path.stat().st_size for source in readable]
    work = [(source, plans) if folder is None else (source, plans, folder) for source in readable]
    worker: Callable[..., OrderRecords | Spooled] = read_source if folder is None else read_into
    read = _in_workers(worker, work, sizes, jobs)
    for source in sources:
        yield source.error or next(read)


def _joined_results(pending: Sequence[Joining], jobs: int | None, plans: Plans) -> Iterator[Result]:
    """What each order of several files gave, read as one."""
    version = program_version()
    work = [(one, plans.get(one.plan.sha256) or plans.get(one.order_id), version) for one in pending]
    sizes = [sum(file.path.stat().st_size for file in (*one.texts, one.plan)) for one in pending]
    return _in_workers(read_joined, work, sizes, jobs)


def _in_workers(
    read: Callable[..., Taken], work: Sequence[tuple[object, ...]], sizes: Sequence[int], jobs: int | None
) -> Iterator[Taken | ParseError]:
    """What each piece of work gave, in their order; a worker that dies or takes too long is a ParseError.

    `sizes`: the bytes of each; few and small ones are read by one process, without the start of another.
    """
    from pebble import ProcessExpired, ProcessPool

    if not work:
        return
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT"):
        os.environ.setdefault(name, "1")
    isolate_children()
    available = memory.machine_memory()
    seconds = [file_seconds(size) for size in sizes]
    wanted = jobs or min(os.cpu_count() or 1, worth_starting(sizes))
    workers = memory.workers_that_fit(min(wanted, len(work)), available)
    limit = memory.share(workers, available)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPool(workers, context=spawn, initializer=begin, initargs=[limit]) as pool:
        futures = deque(pool.schedule(read, args=[*one], timeout=most) for one, most in zip(work, seconds, strict=True))
        for (what, *_), most in zip(work, seconds, strict=True):
            try:
                yield futures.popleft().result()
            except ParseError as error:
                yield error
            except TimeoutError:
                yield ParseError(f"файл не прочитан за {most} с: больше на его размер не отводится", "read")
            except MemoryError:
                yield ParseError(memory.told(limit), "read")
            except ProcessExpired as error:
                yield ParseError(_expired(error.exitcode, limit), "read")
            except Exception as error:  # a fault of ours in one file must not lose the others; it is told in full
                logger.exception("%s", what)
                yield ParseError(f"ошибка программы ({type(error).__name__}): сообщите разработчикам", "program")


def worth_starting(sizes: Iterable[int]) -> int:
    """How many processes files of so many bytes are worth: a cold one starts as long as it would read some.

    >>> worth_starting([9_000] * 5), worth_starting([90_000, 80_000, 40_000])
    (1, 3)
    """
    return max(1, sum(sizes) // WORTH_A_WORKER)


def _expired(code: int, limit: int) -> str:
    """Why a worker ended before it had read its file."""
    if code == memory.ENDED:
        return memory.told(limit)
    return f"чтение файла прервано: программа, которая его читала, завершилась (код {code}); возможно, он повреждён"
