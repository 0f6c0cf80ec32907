"""Commands that write files for others: export."""

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
