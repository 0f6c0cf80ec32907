"""The command next: what can be done with what is loaded; `make run` ends with it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.options import Curated
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from ingest.questions.query import Record


def register(app: typer.Typer) -> None:
    """Adds the command of this file."""
    app.command("next")(advise)


def advise(curated: Curated = DEFAULT_CURATED) -> None:
    """Подсказывает, что делать дальше с загруженным.

    Пример:

      dorkarta next
    """
    from ingest import api

    with opened(curated) as warehouse:
        orders = api.order_summaries(warehouse)
    printing.message("Что дальше:")
    program = "dorkarta" if shutil.which("dorkarta") else sys.argv[0]
    for command, what in _advice(orders):
        printing.message(f"  {program} {command}  — {what}")


def _advice(orders: list[Record]) -> Iterator[tuple[str, str]]:
    """(command, what it does), for the orders that are there."""
    yield "app", "рабочее место в браузере: приказы, замечания, сравнение"
    yield "load ФАЙЛ", "загрузить свой приказ: Word, PDF, скан, текст, папку или архив zip"
    if orders:
        worst = max(orders, key=lambda order: order["findings"])["order_id"]
        yield f"findings {worst}", "замечания к одному приказу"
        yield f"annotate {worst} замечания.docx", "сам приказ с замечаниями на полях"
        yield "export приказы.xlsx", "всё в книгу Excel"
    if len(orders) > 1:
        yield "compare", "сравнить приказы по месяцам и темам"
    yield "--help", "все команды"
