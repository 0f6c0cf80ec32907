"""Commands that read the warehouse: orders, sql."""

from __future__ import annotations

from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened, reported
from ingest.commands.options import Curated
from ingest.outputs import tabular
from ingest.questions.place import DEFAULT_CURATED

ORDER_COLUMNS = {
    "order_id": "приказ",
    "region": "регион",
    "municipality": "муниципалитет",
    "number": "номер",
    "signed_on": "дата",
    "activities": "мероприятий",
    "periods_resolved": "сроков прочитано, %",
    "coverage": "разобрано текста, %",
    "layout": "таблицы разобраны",
    "findings": "замечаний",
}


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("orders")(orders)
    app.command("sql")(sql)


def orders(
    curated: Curated = DEFAULT_CURATED,
    output: Annotated[printing.Format, typer.Option("--format", help="Вид вывода.")] = printing.Format.TABLE,
    missing: Annotated[bool, typer.Option("--missing", help="Регионы, от которых нет приказа за год.")] = False,
    year: Annotated[str, typer.Option(help="Учебный год для --missing; без него — последний загруженный.")] = "",
) -> None:
    """Показывает загруженные приказы: регион, номер, дата, мероприятия, прочитанные сроки, замечания.

    Примеры:

      dorkarta orders

      dorkarta orders --missing --year 2024-2025
    """
    from ingest import api

    with opened(curated) as warehouse:
        if missing:
            wanted, rows = api.missing_regions(warehouse, year)
            if not rows:
                printing.message(f"За {wanted} учебный год есть приказы всех регионов.")
            columns = {"region_code": "код", "region": "регион", "academic_year": "учебный год"}
            printing.print_rows(rows, columns, output, title=f"Нет приказов за {wanted} учебный год")
            return
        rows = api.order_summaries(warehouse)
        printing.print_rows(rows, ORDER_COLUMNS, output, title="Приказы")
        if not rows:
            printing.message("В хранилище пока нет приказов: dorkarta load ФАЙЛ…")


def sql(
    statement: Annotated[str, typer.Argument(help="Один запрос SELECT.")],
    curated: Curated = DEFAULT_CURATED,
    output: Annotated[printing.Format, typer.Option("--format", help="Вид вывода.")] = printing.Format.TABLE,
) -> None:
    """Выполняет один SQL-запрос только для чтения: ни изменить, ни прочесть файл им нельзя.

    Примеры:

      dorkarta sql "SELECT region, count(*) AS n FROM activities GROUP BY region"

      dorkarta sql "SELECT number, activity, effective_start FROM activities LIMIT 20" --format csv
    """
    from ingest import api

    with reported():
        result = api.run_sql(statement, curated)
    names = tabular.distinct(result.columns)
    printing.print_rows(
        [dict(zip(names, row, strict=True)) for row in result.rows], {name: name for name in names}, output
    )
    if result.truncated:
        printing.message(f"Показаны первые {len(result.rows)} строк.")
