"""The command that loads what arrives in a shared folder: watch."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands import printing
from ingest.commands.listings import ends_with
from ingest.commands.options import Curated
from ingest.outputs.cleaned import one_line
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from ingest.orders.settling import Folder
    from ingest.outputs.beside import Beside

QUIET = 3.0
"""Seconds without a change after which a file is taken for whole."""
LOOK = 60_000
"""Milliseconds after which the folder is looked at anyway: network folders do not tell all that happens in them."""


def register(app: typer.Typer) -> None:
    """Adds the command of this file."""
    app.command("watch")(watch)


def watch(
    folder: Annotated[Path, typer.Argument(help="Папка, куда кладут приказы.", metavar="ПАПКА")],
    curated: Curated = DEFAULT_CURATED,
    findings: Annotated[
        Path | None, typer.Option(help="Книга замечаний, переписывается после загрузки.", metavar="ФАЙЛ.xlsx")
    ] = None,
    annotated: Annotated[
        Path | None, typer.Option(help="Папка для копий приказов с замечаниями.", metavar="ПАПКА")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Сколько файлов читать сразу.")] = None,
    quiet: Annotated[float, typer.Option(min=0, help="Сколько секунд файл не должен меняться.")] = QUIET,
    poll: Annotated[bool, typer.Option("--poll", help="Не ждать вестей от системы: для сетевых папок.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Загрузить, что есть, и выйти: для планировщика.")] = False,
) -> None:
    """Следит за папкой и загружает то, что в неё кладут; сами файлы не трогает. Остановить: Ctrl+C.

    Недописанный файл ждёт, пока его докопируют. После перезапуска загруженное не читается заново.

    Примеры:

      dorkarta watch приказы --findings замечания.xlsx --annotated с-замечаниями

      dorkarta watch приказы --once
    """
    from ingest.orders.settling import Folder
    from ingest.outputs.beside import Beside

    if not folder.is_dir():
        printing.failure(f"Папки {folder} нет")
        raise typer.Exit(2)
    if findings:
        ends_with(findings, ".xlsx")
    folder, curated = folder.absolute(), curated.absolute()
    beside = Beside(findings and findings.absolute(), annotated and annotated.absolute())
    watcher = Watcher(Folder(folder, quiet, (*beside.paths, curated)), curated, beside, jobs)
    printing.message(f"Слежу за папкой {folder} (остановить: Ctrl+C)." if not once else f"Смотрю папку {folder}.")
    try:
        watcher.run(_until_settled(watcher, quiet) if once else _ticks(watcher, quiet, poll))
    except KeyboardInterrupt:
        printing.message("Остановлено.")
    if once and watcher.failed:
        raise typer.Exit(1)


@dataclass(slots=True)
class Watcher:
    """A folder, the warehouse that it is loaded into, and what is written beside. `failed`: something was rejected."""

    folder: Folder
    curated: Path
    beside: Beside
    jobs: int | None = None
    failed: bool = False
    _begun: bool = False
    _late: tuple[str, ...] = ()
    """Orders whose copies could not be written yet."""
    _unwritten: bool = False
    """Whether something could not be written at the last try."""

    def run(self, ticks: Iterable[float]) -> None:
        """Look at the folder at each tick, which tells the time in seconds."""
        for now in ticks:
            self.look(now)

    def look(self, now: float) -> None:
        """Load what has come to rest since the last look."""
        paths = self.folder.settled(now)
        loaded = self._load(paths) if paths else ()
        if loaded is None:
            return
        self.folder.taken(paths)
        if loaded or self._unwritten or not self._begun:
            self._write((*self._late, *loaded))

    def _load(self, paths: list[Path]) -> tuple[str, ...] | None:
        """The orders that changed; None where the warehouse can't be written now, so that the files are tried again."""
        from ingest import api
        from ingest.orders.outcomes import Status
        from ingest.outputs.outcomes import outcome_line
        from warehouse.errors import WarehouseError

        try:
            report = api.load(paths, self.curated, api.LoadOptions(jobs=self.jobs))
        except WarehouseError as error:
            printing.failure(f"{error} Попробую ещё раз.")
            return None
        for outcome in report.outcomes:
            if outcome.status is not Status.UNCHANGED:
                tell = printing.failure if outcome.error else printing.message
                tell(one_line(outcome_line(outcome)))
        self.failed = self.failed or bool(report.rejected or report.held)
        changed = (one.order_id for one in report.outcomes if one.status is not Status.UNCHANGED and one.order_id)
        return tuple(dict.fromkeys(changed))

    def _write(self, order_ids: Iterable[str]) -> None:
        """The workbook and the copies; at the first time also those that are not there."""
        if self.beside.paths:
            problems, there = self._written(tuple(order_ids))
            self._unwritten, self._late = bool(problems), there if problems else ()
            for problem in problems:
                printing.failure(problem)
        self._begun = True

    def _written(self, order_ids: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
        """What could not be written, and the orders whose copies were asked for."""
        from ingest import api
        from ingest.outputs.beside import missing, write
        from ingest.questions.naming import orders
        from warehouse.errors import WarehouseError

        try:
            with api.open(self.curated) as connection:
                loaded = [order.order_id for order in orders(connection)]
                wanted = [*order_ids, *(() if self._begun else missing(self.beside, loaded))]
                there = tuple(order_id for order_id in dict.fromkeys(wanted) if order_id in loaded)
                return write(connection, self.curated, there, self.beside), there
        except WarehouseError as error:
            return [str(error)], order_ids


def _ticks(watcher: Watcher, quiet: float, poll: bool) -> Iterator[float]:
    """The time now, whenever something happens in the folder, while a file is not whole, and once a minute anyway."""
    from watchfiles import watch as changes

    yield time.monotonic()
    rest = max(int(quiet * 1000), 50)
    events = changes(watcher.folder.path, rust_timeout=rest, yield_on_timeout=True, force_polling=poll or None)
    last = time.monotonic()
    for event in events:
        now = time.monotonic()
        if event or watcher.folder.waiting() or (now - last) * 1000 >= LOOK:
            last = now
            yield now


def _until_settled(watcher: Watcher, quiet: float) -> Iterator[float]:
    """The time now, until no file is left that is still written to."""
    while True:
        yield time.monotonic()
        if not watcher.folder.waiting():
            return
        time.sleep(max(quiet / 2, 0.05))
