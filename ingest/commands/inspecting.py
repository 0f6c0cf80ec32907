"""Commands that read the warehouse: orders, sql."""

from __future__ import annotations

from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import existing, opened
from ingest.commands.listings import Look, LookOption, OutOption, listing_of, look_of, write
from ingest.commands.options import Curated, Places
from ingest.outputs import sheets, tabular
from ingest.outputs.listing import Listing
from ingest.outputs.sheets import Column
from ingest.outputs.values import plural
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
MISSING_COLUMNS = {"region_code": "код", "region": "регион", "academic_year": "учебный год"}


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("orders")(orders)
    app.command("sql")(sql)


def orders(
    places: Places = None,
    curated: Curated = DEFAULT_CURATED,
    missing: Annotated[bool, typer.Option("--missing", help="Регионы, от которых нет приказа за год.")] = False,
    year: Annotated[
        str, typer.Option(help="Только этот учебный год: 2024-2025; для --missing без него — последний загруженный.")
    ] = "",
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Показывает загруженные приказы: регион, номер, дата, мероприятия, прочитанные сроки, замечания.

    Примеры:

      dorkarta orders

      dorkarta orders --missing --year 2024-2025

      dorkarta orders --out приказы.xlsx
    """
    from ingest import api

    shown = look_of(look, out)
    with opened(curated) as warehouse:
        if missing:
            wanted, rows = api.missing_regions(warehouse, year)
            columns, title = MISSING_COLUMNS, f"Нет приказов за {wanted} учебный год"
        else:
            rows = api.order_summaries(warehouse, places or (), year)
            columns, title = ORDER_COLUMNS, "Приказы"
    listing = listing_of(title, columns, rows)
    if shown != Look.TABLE and not missing:
        of_summary = tuple(column for column in sheets.ORDERS if not rows or column.name in rows[0])
        listing = Listing(title, of_summary, rows)
    write(listing, shown, out, rows, list(columns))
    if not rows:
        nothing = f"За {wanted} учебный год есть приказы всех регионов." if missing else _EMPTY
        printing.message(nothing)


_EMPTY = "В хранилище пока нет приказов: dorkarta load ФАЙЛ…"


def sql(
    statement: Annotated[str, typer.Argument(help="Один запрос SELECT.", metavar="ЗАПРОС")],
    curated: Curated = DEFAULT_CURATED,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Выполняет один SQL-запрос только для чтения: ни изменить, ни прочесть файл им нельзя.

    Примеры:

      dorkarta sql "SELECT region, count(*) AS n FROM activities GROUP BY region"

      dorkarta sql "SELECT number, activity, period_raw FROM activities LIMIT 20" --out пункты.xlsx
    """
    from ingest import api

    shown = look_of(look, out)
    with existing(curated):
        result = api.run_sql(statement, curated)
    names = tabular.distinct(result.columns)
    rows = [dict(zip(names, row, strict=True)) for row in result.rows]
    plain = shown in (Look.TABLE, Look.CSV, Look.RAW_CSV, Look.JSON)
    columns = tuple(Column(name, name) if plain else sheets.column_of(name) for name in names)
    write(Listing("" if plain else "Запрос", columns, rows), shown, out, rows, names)
    if result.truncated:
        printing.message(f"Показаны первые {plural(len(result.rows), 'строка', 'строки', 'строк')}.")
