"""Commands that write the warehouse: load, remove, restore; the versions of an order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened, reported
from ingest.commands.listings import LookOption, OutOption, listing_of, look_of, write
from ingest.commands.options import Curated
from ingest.outputs.cleaned import one_line
from ingest.outputs.labels import ORDERS
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
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Файлы, папки и архивы zip; без них — data/raw.", metavar="ФАЙЛ")
    ] = None,
    curated: Curated = DEFAULT_CURATED,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Сколько файлов читать сразу.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Прочитать заново и то, что уже загружено.")] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Заменить приказ, даже если мероприятий станет меньше."),
    ] = False,
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
    options = LoadOptions(jobs, refresh, replace, as_order_id, as_one=as_one)
    with reported(), _progress() as progress:
        report = load_files(paths or [DEFAULT_RAW], curated, options, progress)
    _print_report(report, curated)
    if report.rejected or report.held:
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

    order_id = _order_id(place, curated)
    with reported():
        api.remove(order_id, curated)
    printing.message(f"Приказ {order_id} убран из хранилища.")


def versions(
    place: Annotated[str, typer.Argument(help="Приказ, регион или муниципалитет.", metavar="ПРИКАЗ")],
    curated: Curated = DEFAULT_CURATED,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Показывает файлы приказа: действующий и те, которые он заменил.

    Пример:

      dorkarta versions 42-2023-3654
    """
    from ingest.decisions.versions import versions as versions_of

    shown = look_of(look, out)
    order_id = _order_id(place, curated)
    with opened(curated) as warehouse:
        rows = versions_of(warehouse, order_id)
    listing = listing_of(f"Версии приказа {order_id}", VERSION_COLUMNS, rows)
    write(listing, shown, out, rows, list(VERSION_COLUMNS))


def restore(
    place: Annotated[str, typer.Argument(help="Приказ, регион или муниципалитет.", metavar="ПРИКАЗ")],
    version: Annotated[int | None, typer.Argument(help="Номер из `dorkarta versions`; без него — предыдущая.")] = None,
    curated: Curated = DEFAULT_CURATED,
) -> None:
    """Возвращает прежнюю версию приказа; та, что действовала, остаётся среди версий.

    Примеры:

      dorkarta restore 42-2023-3654

      dorkarta restore 42-2023-3654 1
    """
    from ingest.decisions.versions import restore as bring_back
    from ingest.outputs.outcomes import outcome_line

    order_id = _order_id(place, curated)
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
            bar.update(task, completed=done, total=total, description=escape(one_line(name)))

        yield advance


def _order_id(place: str, curated: Path) -> str:
    """The one order that is called so."""
    from ingest.questions.naming import one_order

    with opened(curated) as warehouse:
        return one_order(warehouse, place).order_id


def _print_report(report: LoadReport, curated: Path) -> None:
    from ingest.outputs.outcomes import outcome_line

    for outcome in report.outcomes:
        line = one_line(outcome_line(outcome))
        (printing.failure if outcome.error else printing.message)(line)
    _print_pages(report)
    printing.message(_summary(report, curated))


def _summary(report: LoadReport, curated: Path) -> str:
    """'Из 2 файлов: 1 приказ. Всего 6 приказов в хранилище.': files are no orders, and others were there before."""
    files = plural(len(report.outcomes), "файла", "файлов", "файлов")
    told = f"Из {files}: {plural(len(report.order_ids), *ORDERS)}"
    if report.rejected:
        told += ", " + plural(len(report.rejected), "файл отвергнут", "файла отвергнуто", "файлов отвергнуто")
    if report.held:
        told += ", " + plural(len(report.held), "файл ждёт решения", "файла ждут решения", "файлов ждут решения")
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
