"""Commands that write the warehouse: load, remove, restore; the versions of an order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened, reported
from ingest.commands.options import Curated
from ingest.outputs.outcomes import outcome_line
from ingest.outputs.values import plural
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from ingest.orders.load import LoadReport, Progress

DEFAULT_RAW = Path("data/raw")
VERSION_COLUMNS = {
    "version": "№",
    "source_name": "файл",
    "part": "что в нём",
    "activities": "мероприятий",
    "loaded_at": "загружен",
    "state": "состояние",
}


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("load")(load)
    app.command("remove")(remove)
    app.command("versions")(versions)
    app.command("restore")(restore)


def load(
    paths: Annotated[list[Path] | None, typer.Argument(help="Файлы и папки; без них — data/raw.")] = None,
    curated: Curated = DEFAULT_CURATED,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Сколько файлов читать сразу.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Прочитать заново и то, что уже загружено.")] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Заменить приказ, даже если мероприятий станет меньше."),
    ] = False,
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
    if report.rejected or report.held:
        raise typer.Exit(1)


def remove(
    order_id: Annotated[str, typer.Argument(help="Какой приказ убрать: order_id из `dorkarta orders`.")],
    curated: Curated = DEFAULT_CURATED,
) -> None:
    """Убирает приказ из хранилища.

    Пример:

      dorkarta remove 42-2023-3654
    """
    from ingest import api

    with reported():
        api.remove(order_id, curated)
    printing.message(f"Приказ {order_id} убран из хранилища.")


def versions(
    order_id: Annotated[str, typer.Argument(help="Приказ: order_id из `dorkarta orders`.")],
    curated: Curated = DEFAULT_CURATED,
    output: Annotated[printing.Format, typer.Option("--format", help="Вид вывода.")] = printing.Format.TABLE,
) -> None:
    """Показывает файлы приказа: действующий и те, которые он заменил.

    Пример:

      dorkarta versions 42-2023-3654
    """
    from ingest.decisions.versions import versions as versions_of

    with opened(curated) as warehouse:
        rows = versions_of(warehouse, order_id)
    printing.print_rows(rows, VERSION_COLUMNS, output, title=f"Версии приказа {order_id}")


def restore(
    order_id: Annotated[str, typer.Argument(help="Приказ: order_id из `dorkarta orders`.")],
    version: Annotated[int | None, typer.Argument(help="Номер из `dorkarta versions`; без него — предыдущая.")] = None,
    curated: Curated = DEFAULT_CURATED,
) -> None:
    """Возвращает прежнюю версию приказа; та, что действовала, остаётся среди версий.

    Примеры:

      dorkarta restore 42-2023-3654

      dorkarta restore 42-2023-3654 1
    """
    from ingest.decisions.versions import restore as bring_back

    with reported():
        report = bring_back(order_id, version, curated)
    for outcome in report.outcomes:
        (printing.failure if outcome.error else printing.message)(outcome_line(outcome))
    if report.rejected:
        raise typer.Exit(1)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on a terminal; nothing elsewhere."""
    from rich.console import Console
    from rich.markup import escape
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

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=escape(name))

        yield advance


def _print_report(report: LoadReport) -> None:
    for outcome in report.outcomes:
        (printing.failure if outcome.error else printing.message)(outcome_line(outcome))
    loaded = len(report.outcomes) - len(report.rejected) - len(report.held)
    summary = plural(loaded, "приказ", "приказа", "приказов") + " в хранилище"
    if report.rejected:
        summary += ", " + plural(len(report.rejected), "файл отвергнут", "файла отвергнуто", "файлов отвергнуто")
    if report.held:
        summary += ", " + plural(len(report.held), "файл ждёт решения", "файла ждут решения", "файлов ждут решения")
    printing.message(summary)
