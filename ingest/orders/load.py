"""Many files into the warehouse: reads them in worker processes, bounded in time and memory, and publishes them."""

from __future__ import annotations

import importlib.metadata
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingest.orders import memory
from ingest.orders.discover import SourceFile, discover
from ingest.orders.plans import Plans, corrected_plans
from parsers.errors import ParseError
from parsers.limits import file_seconds
from warehouse.reading.reader import connect
from warehouse.records import OrderRecords
from warehouse.store.batch import Batch, Change, Policy
from warehouse.store.store import Store

logger = logging.getLogger(__name__)
COMMIT_EVERY = 500
"""Orders between two commits: what a killed process can lose of a long load, against a corpus stage each time."""


class Status(StrEnum):
    """What became of a file."""

    LOADED = "loaded"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """`jobs` worker processes (None: one per core); `refresh` reads known bytes again.

    `replace` lets a file take the place of an order with the same id whatever it says; `as_order_id` gives the id: a
    file with other activities joins the order as its annex.
    """

    jobs: int | None = None
    refresh: bool = False
    replace: bool = False
    as_order_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `stage` and `error` (one Russian sentence) where it was rejected."""

    source_name: str
    status: Status
    order_id: str = ""
    stage: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The outcomes in the order of the files."""

    outcomes: tuple[Outcome, ...]

    @property
    def rejected(self) -> tuple[Outcome, ...]:
        """The files that could not be loaded."""
        return tuple(outcome for outcome in self.outcomes if outcome.status is Status.REJECTED)


Result = OrderRecords | ParseError
Progress = Callable[[int, int, Outcome], None]
"""Called after each file with (files done, files in all, what became of it)."""


def program_version() -> str:
    """The version under which files are read; another version reads them again."""
    return importlib.metadata.version("dorkarta")


def load(
    paths: Iterable[Path],
    curated: Path,
    options: LoadOptions | None = None,
    progress: Progress = lambda done, total, outcome: None,
) -> LoadReport:
    """Loads files and folders. A file that cannot be read becomes a row of `rejected`, the others are loaded.

    Raises warehouse.errors.WarehouseError where the warehouse itself cannot be written.
    """
    return load_sources(list(discover(paths)), curated, options or LoadOptions(), progress)


def load_sources(sources: Sequence[SourceFile], curated: Path, options: LoadOptions, progress: Progress) -> LoadReport:
    """The same for files that are known already, under the names that analysts see."""
    return LoadReport(tuple(_load(sources, Store(curated), options, progress)))


def read_again(order_id: str, curated: Path) -> LoadReport:
    """Reads the kept files of an order again, as after a correction of its plan; unknown orders have none."""
    store = Store(curated)
    with connect(curated) as connection:
        rows = connection.execute(
            """SELECT stored_path, source_name, sha256 FROM sources
            WHERE order_id = ? AND superseded_by IS NULL ORDER BY part DESC, source_id""",
            [order_id],
        ).fetchall()
    sources = [SourceFile(curated / path, name, sha256) for path, name, sha256 in rows]
    return LoadReport(tuple(_load(sources, store, LoadOptions(refresh=True), lambda done, total, outcome: None)))


def _load(sources: Sequence[SourceFile], store: Store, options: LoadOptions, progress: Progress) -> Iterator[Outcome]:
    known = {} if options.refresh or options.as_order_id else _known(store, sources)
    fresh = [source for source in sources if source.path not in known]
    results = _results(fresh, options.jobs, corrected_plans(store))
    with store.writer() as batch:
        uncommitted = 0
        for done, source in enumerate(sources, 1):
            if source.path in known:
                outcome = Outcome(source.name, Status.UNCHANGED, known[source.path])
            else:
                outcome = _put(batch, source, next(results), options)
                uncommitted += 1
            if uncommitted >= COMMIT_EVERY:
                batch.commit()
                uncommitted = 0
            progress(done, len(sources), outcome)
            yield outcome
        batch.commit()


STATUS_OF_CHANGE = {
    Change.NEW: Status.LOADED,
    Change.SUFFIXED: Status.LOADED,
    Change.REPLACED: Status.REPLACED,
    Change.SAME: Status.UNCHANGED,
}


def _put(batch: Batch, source: SourceFile, result: Result, options: LoadOptions) -> Outcome:
    if isinstance(result, ParseError):
        error = str(result).replace(f"«{source.path.name}»", f"«{source.name}»")
        batch.reject(
            {"source_name": source.name, "source_sha256": source.sha256, "stage": result.stage, "error": error}
        )
        return Outcome(source.name, Status.REJECTED, stage=result.stage, error=error)
    policy = Policy.REPLACE if options.replace else Policy.SUFFIX
    put = batch.put(result, source.path, policy, options.as_order_id)
    return Outcome(source.name, STATUS_OF_CHANGE[put.change], put.order_id)


def _known(store: Store, sources: Sequence[SourceFile]) -> dict[Path, str]:
    version = program_version()
    loaded = {source.path: store.loaded(source.sha256, version) for source in sources if source.sha256}
    return {path: order_id for path, order_id in loaded.items() if order_id}


def _results(sources: Sequence[SourceFile], jobs: int | None, plans: Plans) -> Iterator[Result]:
    """What each file gave, in the order of `sources`; a worker that dies or takes too long is a ParseError."""
    from pebble import ProcessExpired, ProcessPool

    readable = [source for source in sources if source.error is None]
    if not readable:
        yield from (source.error for source in sources if source.error)
        return
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT"):
        os.environ.setdefault(name, "1")
    available = memory.machine_memory()
    workers = memory.workers_that_fit(min(jobs or os.cpu_count() or 1, len(readable)), available)
    limit = memory.share(workers, available)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPool(workers, context=spawn, initializer=memory.keep_within, initargs=[limit]) as pool:
        seconds = {source.path: file_seconds(source.path.stat().st_size) for source in readable}
        futures = {
            path: pool.schedule(read_source, args=[source, plans], timeout=seconds[path])
            for source in readable
            for path in [source.path]
        }
        for source in sources:
            if source.error:
                yield source.error
                continue
            try:
                yield futures[source.path].result()
            except ParseError as error:
                yield error
            except TimeoutError:
                yield ParseError(
                    f"файл не прочитан за {seconds[source.path]} с: больше на его размер не отводится", "read"
                )
            except MemoryError:
                yield ParseError(memory.told(limit), "read")
            except ProcessExpired as error:
                yield ParseError(_expired(error.exitcode, limit), "read")
            except Exception as error:  # a fault of ours in one file must not lose the others; it is told in full
                logger.exception("%s", source.path)
                yield ParseError(f"ошибка программы ({type(error).__name__}): сообщите разработчикам", "program")


def read_source(source: SourceFile, plans: Plans) -> OrderRecords:
    """One file's records, in the plan that an analyst corrected. Raises ParseError where it is no readable order."""
    from ingest.orders.assemble import normalised, read_order
    from ingest.orders.records import to_records

    draft = read_order(source.path)
    records = to_records(draft, source, program_version())
    plan = plans.get(source.sha256) or plans.get(records.order_id)
    window = plan.over(draft.head.window) if plan else None
    if window is None or window == draft.head.window:
        return records
    return to_records(normalised(draft.roadmap, draft.head, window), source, program_version())


def _expired(code: int, limit: int) -> str:
    """Why a worker ended before it had read its file."""
    if code == memory.ENDED:
        return memory.told(limit)
    return f"чтение файла прервано: программа, которая его читала, завершилась (код {code}); возможно, он повреждён"
