"""Commands that write files for others: export, report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.options import DEFAULT_CURATED, Curated


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("export")(export)
    app.command("report")(report)


def export(
    path: Annotated[Path, typer.Argument(help="Книга Excel, например приказы.xlsx.", metavar="OUT.xlsx")],
    curated: Curated = DEFAULT_CURATED,
) -> None:
    """Записывает всё хранилище в книгу Excel: приказы, мероприятия, сроки, ответственные, замечания.

    Пример:

      dorkarta export приказы.xlsx
    """
    from ingest.outputs.workbook import warehouse_workbook

    with opened(curated) as warehouse:
        content = warehouse_workbook(warehouse)
    printing.write_bytes(content, path)


def report(
    path: Annotated[Path, typer.Argument(help="Страница, например отчёт.html.", metavar="OUT.html")],
    order_ids: Annotated[
        list[str] | None, typer.Argument(help="Приказы; без них — все.", metavar="ORDER_ID...")
    ] = None,
    curated: Curated = DEFAULT_CURATED,
) -> None:
    """Записывает отчёт одной страницей, которая открывается без сети: что найдено, план по месяцам, замечания.

    Примеры:

      dorkarta report отчёт.html

      dorkarta report отчёт.html 42-novokuznetskii-2024-337
    """
    from ingest.outputs.report import report as page

    with opened(curated) as warehouse:
        content = page(warehouse, order_ids or ())
    printing.write_bytes(content, path)
