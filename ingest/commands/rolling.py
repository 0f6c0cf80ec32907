"""The command that carries an order to the next plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.listings import ends_with
from ingest.commands.options import Curated
from ingest.questions.place import DEFAULT_CURATED


def register(app: typer.Typer) -> None:
    """Adds the command of this file."""
    app.command("roll")(roll)


def roll(
    place: Annotated[str, typer.Argument(help="Приказ, регион или муниципалитет.", metavar="ПРИКАЗ")],
    path: Annotated[Path, typer.Argument(help="Куда записать приказ на новый год.", metavar="ФАЙЛ.docx")],
    to: Annotated[str, typer.Option("--to", help="Учебный год нового плана: 2025-2026.", metavar="ГОД")],
    curated: Curated = DEFAULT_CURATED,
    report: Annotated[
        Path | None, typer.Option("--report", help="Куда записать перечень изменений; без него — рядом, .xlsx.")
    ] = None,
) -> None:
    """Переносит приказ на следующий учебный год исправлениями Word; в чём нет уверенности — примечания.

    Сроки и годы переносятся каждый по своей роли, реквизиты цитируемых актов остаются; перечень изменений с причинами —
    в книге Excel рядом.

    Пример:

      dorkarta roll 42-2023-3654 --to 2024-2025 приказ-2024-2025.docx
    """
    from ingest.decisions.corrections import plan_window
    from ingest.outputs.roll import roll as rolled
    from ingest.questions.naming import one_order
    from parsers.errors import ParseError

    ends_with(path, ".docx")
    sheet = report or path.with_suffix(".xlsx")
    ends_with(sheet, ".xlsx")
    try:
        with opened(curated) as warehouse:
            order_id = one_order(warehouse, place).order_id
            made, listing = rolled(warehouse, curated, order_id, plan_window(to), path)
    except ParseError as error:
        printing.failure(str(error))
        raise typer.Exit(1) from error
    for one in made:
        printing.write_bytes(one.content, one.path)
        left = len(one.lines) - one.changes
        printing.message(f"Исправлений: {one.changes}, примечаний без исправления: {left}.")
    printing.write_bytes(listing, sheet)
