"""Commands that write the warehouse: load, remove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import existing, opened, reported
from ingest.commands.options import Curated
from ingest.outputs.labels import OUTCOMES
from ingest.outputs.values import plural
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from ingest.orders.load import LoadReport, Outcome, Progress

DEFAULT_RAW = Path("data/raw")


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("load")(load)
    app.command("remove")(remove)


def load(
    paths: Annotated[list[Path] | None, typer.Argument(help="Файлы и папки; без них — data/raw.")] = None,
    curated: Curated = DEFAULT_CURATED,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Сколько файлов читать сразу.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Прочитать заново и то, что уже загружено.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Заменить приказ с тем же номером и датой.")] = False,
    as_order_id: Annotated[str | None, typer.Option("--as", help="Загрузить под этим order_id.")] = None,
) -> None:
    """Загружает приказы и проверяет их. Код завершения: 0 — всё загружено, 1 — часть файлов отвергнута.

    Примеры:

      dorkarta load

      dorkarta load Downloads/приказ.docx data/raw --jobs 4
    """
    from ingest.orders.load import LoadOptions
    from ingest.orders.load import load as load_files

    if replace and as_order_id:
        raise typer.BadParameter("--replace и --as вместе не имеют смысла")
    options = LoadOptions(jobs, refresh, replace, as_order_id)
    with reported(), _progress() as progress:
        report = load_files(paths or [DEFAULT_RAW], curated, options, progress)
    _print_report(report)
    if report.rejected:
        raise typer.Exit(1)


def remove(
    place: Annotated[str, typer.Argument(help="Какой приказ убрать; их список — dorkarta orders.", metavar="ПРИКАЗ")],
    curated: Curated = DEFAULT_CURATED,
) -> None:
    """Убирает приказ из хранилища.

    Пример:

      dorkarta remove 42-2023-3654
    """
    from ingest import api
    from ingest.questions.naming import one_order

    with opened(curated) as warehouse:
        order_id = one_order(warehouse, place).order_id
    with existing(curated):
        api.remove(order_id, curated)
    printing.message(f"Приказ {order_id} убран из хранилища.")


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on a terminal; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("Загрузка"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int, outcome: Outcome) -> None:
            bar.update(task, completed=done, total=total, description=outcome.source_name)

        yield advance


def _print_report(report: LoadReport) -> None:
    for outcome in report.outcomes:
        line = f"{outcome.source_name}: {OUTCOMES[outcome.status]}"
        if outcome.error:
            printing.failure(f"{line}: {outcome.error}")
        else:
            printing.message(f"{line}: {outcome.order_id}")
    loaded = len(report.outcomes) - len(report.rejected)
    summary = plural(loaded, "приказ", "приказа", "приказов") + " в хранилище"
    if report.rejected:
        summary += ", " + plural(len(report.rejected), "файл отвергнут", "файла отвергнуто", "файлов отвергнуто")
    printing.message(summary)
