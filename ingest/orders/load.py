"""Many files into the warehouse: reads them in worker processes, bounded in time and memory, and publishes them."""

from __future__ import annotations

import importlib.metadata
import logging
import multiprocessing
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from ingest.orders.bundles import bound, is_archive, members
from ingest.orders.discover import SourceFile, discover
from ingest.orders.order_text import NoPlanError, OrderText, Whose, order_text, whose
from ingest.orders.plans import Plans, corrected_plans
from ingest.orders.together import Joining, joinings, offer, put_joined, read_joined
from parsers.errors import ParseError
from parsers.limits import FILE_SECONDS, WORKER_BYTES
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
    JOINED = "joined"


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """`jobs` worker processes (None: one per core); `refresh` reads known bytes again.

    `replace` lets a file take the place of an order with the same id whatever it says; `as_order_id` gives the id: a
    file with other activities joins the order as its annex. `as_one`: all files are one order, pages of it or its text
    and its plan.
    """

    jobs: int | None = None
    refresh: bool = False
    replace: bool = False
    as_order_id: str | None = None
    as_one: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `stage` and `error` (one Russian sentence) where it was rejected.

    `text`: it is an order's text without a plan, which may be in another file.
    """

    source_name: str
    status: Status
    order_id: str = ""
    stage: str = ""
    error: str = ""
    text: OrderText | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The outcomes in the order of the files."""

    outcomes: tuple[Outcome, ...]

    @property
    def order_ids(self) -> tuple[str, ...]:
        """The orders that the files are of, each once."""
        return tuple(dict.fromkeys(outcome.order_id for outcome in self.outcomes if outcome.order_id))

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
    """The same for files that are known already, under the names that analysts see; archives are taken apart."""
    with tempfile.TemporaryDirectory(prefix="dorkarta-") as folder:
        given = _taken_apart(sources, Path(folder), options)
        store = Store(curated)
        outcomes = (
            _as_one(given, store, options, progress) if options.as_one else [*_load(given, store, options, progress)]
        )
        return LoadReport(tuple(_joined(given, outcomes, store, options)))


def _taken_apart(sources: Sequence[SourceFile], folder: Path, options: LoadOptions) -> list[SourceFile]:
    """The files of archives in their place; the pages of one order bound where that is asked."""
    found: list[SourceFile] = []
    for place, source in enumerate(sources):
        if source.error is None and is_archive(source.path):
            (folder / str(place)).mkdir()
            found += members(source.path, folder / str(place))
        else:
            found.append(source)
    return bound(found, folder) if options.as_one else found


def _as_one(sources: Sequence[SourceFile], store: Store, options: LoadOptions, progress: Progress) -> list[Outcome]:
    """The files one after the other under the id of the first that holds a plan."""
    outcomes: list[Outcome] = []
    order_id = options.as_order_id
    for source in sources:
        outcomes += _load([source], store, replace(options, as_order_id=order_id), progress)
        order_id = order_id or outcomes[-1].order_id or None
    return outcomes


def _joined(
    sources: Sequence[SourceFile], outcomes: Sequence[Outcome], store: Store, options: LoadOptions
) -> list[Outcome]:
    """The same outcomes with each order's text joined to its plan where that is known for sure, else an offer to."""
    fresh = {
        outcome.order_id: outcome.status is Status.LOADED and not (options.as_order_id or options.as_one)
        for outcome in outcomes
        if outcome.status in (Status.LOADED, Status.REPLACED)
    }
    texts = {place: outcome.text for place, outcome in enumerate(outcomes) if outcome.text is not None}
    if not texts and not fresh:
        return [*outcomes]
    told = [*outcomes]
    targets: dict[str, list[SourceFile]] = defaultdict(list)
    with connect(store.curated) as connection:
        named = (
            options.as_order_id or (LoadReport(tuple(outcomes)).order_ids or (None,))[0]
            if options.as_one
            else options.as_order_id
        )
        for place, text in texts.items():
            found = Whose((named,), True) if named else whose(connection, text)
            if found.sure and len(found.order_ids) == 1:
                targets[found.order_ids[0]].append(sources[place])
            else:
                offered = offer([sources[place].name], text, found.order_ids)
                told[place] = replace(
                    outcomes[place], error=f"{outcomes[place].error} {offered[:1].upper()}{offered[1:]}"
                )
        pending = joinings(connection, store.curated, targets, fresh, bool(options.as_order_id))
    places = {source.sha256: place for place, source in enumerate(sources)}
    for joining, order_id in _put_joinings(pending, store, options):
        for text_source in joining.texts:
            if text_source.sha256 in places:
                place = places[text_source.sha256]
                told[place] = Outcome(sources[place].name, Status.JOINED, order_id)
        told = [replace(one, order_id=order_id) if one.order_id == joining.order_id else one for one in told]
    return told


def _put_joinings(pending: Sequence[Joining], store: Store, options: LoadOptions) -> Iterator[tuple[Joining, str]]:
    """Reads and writes orders of several files; one that can't be read so stays as it is."""
    if not pending:
        return
    plans, version = corrected_plans(store), program_version()
    work = [(joining, plans.get(joining.plan.sha256) or plans.get(joining.order_id), version) for joining in pending]
    with store.writer() as batch:
        for joining, result in zip(pending, _in_workers(read_joined, work, options.jobs), strict=True):
            if not isinstance(result, ParseError):
                yield joining, put_joined(batch, joining, result)
        batch.commit()


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
    options = LoadOptions(refresh=True)
    outcomes = [*_load(sources, store, options, lambda done, total, outcome: None)]
    return LoadReport(tuple(_joined(sources, outcomes, store, replace(options, as_order_id=order_id))))


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
        text = result.text if isinstance(result, NoPlanError) else None
        return Outcome(source.name, Status.REJECTED, stage=result.stage, error=error, text=text)
    policy = Policy.REPLACE if options.replace else Policy.SUFFIX
    put = batch.put(result, source.path, policy, options.as_order_id)
    return Outcome(source.name, STATUS_OF_CHANGE[put.change], put.order_id)


def _known(store: Store, sources: Sequence[SourceFile]) -> dict[Path, str]:
    version = program_version()
    loaded = {source.path: store.loaded(source.sha256, version) for source in sources if source.sha256}
    return {path: order_id for path, order_id in loaded.items() if order_id}


def _results(sources: Sequence[SourceFile], jobs: int | None, plans: Plans) -> Iterator[Result]:
    """What each file gave, in the order of `sources`."""
    readable = [source for source in sources if source.error is None]
    read = _in_workers(read_source, [(source, plans) for source in readable], jobs)
    for source in sources:
        yield source.error or next(read)


def _in_workers(
    read: Callable[..., OrderRecords], work: Sequence[tuple[object, ...]], jobs: int | None
) -> Iterator[Result]:
    """What each piece of work gave, in their order; a worker that dies or takes too long is a ParseError."""
    from pebble import ProcessExpired, ProcessPool

    if not work:
        return
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT"):
        os.environ.setdefault(name, "1")
    workers = min(jobs or os.cpu_count() or 1, len(work))
    with ProcessPool(workers, context=multiprocessing.get_context("spawn"), initializer=_limit_memory) as pool:
        futures = [pool.schedule(read, args=[*one], timeout=FILE_SECONDS) for one in work]
        for future, (source, *_) in zip(futures, work, strict=True):
            try:
                yield future.result()
            except ParseError as error:
                yield error
            except TimeoutError:
                yield ParseError(f"файл не прочитан за {FILE_SECONDS} секунд", "read")
            except (ProcessExpired, MemoryError):
                yield ParseError("чтение файла прервано: не хватило памяти или файл повреждён", "read")
            except Exception as error:  # a fault of ours in one file must not lose the others; it is told in full
                logger.exception("%s", source)
                yield ParseError(f"ошибка программы ({type(error).__name__}): сообщите разработчикам", "program")


def read_source(source: SourceFile, plans: Plans) -> OrderRecords:
    """One file's records, in the plan that an analyst corrected. Raises ParseError where it is no readable order."""
    from ingest.orders.assemble import normalised, of_roadmap
    from ingest.orders.hints import language_hints
    from ingest.orders.records import to_records
    from parsers.registry import read_document
    from parsers.roadmap import read_roadmap

    document = read_document(source.path)
    try:
        draft = of_roadmap(read_roadmap(document, language_hints()))
    except ParseError as error:
        if error.stage == "table" and (text := order_text(document)):
            raise NoPlanError(str(error), text=text) from error
        raise
    records = to_records(draft, source, program_version())
    plan = plans.get(source.sha256) or plans.get(records.order_id)
    window = plan.over(draft.head.window) if plan else None
    if window is None or window == draft.head.window:
        return records
    return to_records(normalised(draft.roadmap, draft.head, window), source, program_version())


def _limit_memory() -> None:
    """Bounds what one file can take of the machine's memory; Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (WORKER_BYTES, WORKER_BYTES))
