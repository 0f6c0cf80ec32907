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
from ingest.outputs.cleaned import one_line
from ingest.outputs.labels import ORDERS, OUTCOMES
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
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Файлы, папки и архивы zip; без них — data/raw.", metavar="ФАЙЛ")
    ] = None,
    curated: Curated = DEFAULT_CURATED,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Сколько файлов читать сразу.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Прочитать заново и то, что уже загружено.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Заменить приказ с тем же номером и датой.")] = False,
    as_order_id: Annotated[
        str | None,
        typer.Option("--as", help="Загрузить под этим order_id или присоединить к нему.", metavar="ORDER_ID"),
    ] = None,
    as_one: Annotated[
        bool, typer.Option("--as-one", help="Все файлы — один приказ: его страницы или текст и план.")
    ] = False,
) -> None:
    """Загружает приказы и проверяет их. Код завершения: 0 — всё загружено, 1 — часть файлов отвергнута.

    Текст приказа и его план могут быть в разных файлах, приказы — в архиве zip.

    Примеры:

      dorkarta load

      dorkarta load Downloads/приказ.docx data/raw --jobs 4

      dorkarta load стр1.jpg стр2.jpg --as-one
    """
    from ingest.orders.load import LoadOptions
    from ingest.orders.load import load as load_files

    if replace and as_order_id:
        raise typer.BadParameter("--replace и --as вместе не имеют смысла")
    options = LoadOptions(jobs, refresh, replace, as_order_id, as_one)
    with reported(), _progress() as progress:
        report = load_files(paths or [DEFAULT_RAW], curated, options, progress)
    _print_report(report, curated)
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

        def advance(done: int, total: int, outcome: Outcome) -> None:
            bar.update(task, completed=done, total=total, description=escape(one_line(outcome.source_name)))

        yield advance


def _print_report(report: LoadReport, curated: Path) -> None:
    for outcome in report.outcomes:
        line = f"{one_line(outcome.source_name)}: {OUTCOMES[outcome.status]}"
        if outcome.error:
            printing.failure(f"{line}: {outcome.error}")
        else:
            printing.message(f"{line}: {outcome.order_id}")
    _print_pages(report)
    printing.message(_summary(report, curated))


def _summary(report: LoadReport, curated: Path) -> str:
    """'Из 2 файлов: 1 приказ. В хранилище 6 приказов.': files are not orders, and other orders were there before."""
    files = plural(len(report.outcomes), "файла", "файлов", "файлов")
    told = f"Из {files}: {plural(len(report.order_ids), *ORDERS)}"
    if report.rejected:
        told += ", " + plural(len(report.rejected), "файл отвергнут", "файла отвергнуто", "файлов отвергнуто")
    return f"{told}. Всего {plural(_stored(curated), *ORDERS)} в хранилище."


def _stored(curated: Path) -> int:
    from warehouse.generation import current

    return len(current(curated).orders)


def _print_pages(report: LoadReport) -> None:
    """A hint where pictures look like the pages of one order."""
    from ingest.orders.bundles import sequences

    for names in sequences(outcome.source_name for outcome in report.outcomes):
        some = " ".join(map(one_line, names[:3])) + (" …" if len(names) > 3 else "")
        printing.message(f"Похоже на страницы одного приказа: dorkarta load {some} --as-one")
