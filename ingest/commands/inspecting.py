"""Commands that read the warehouse: orders, findings, sql."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from textwrap import shorten
from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.options import DEFAULT_CURATED, Curated

SEVERITIES = ("info", "warning", "error")
ORDER_COLUMNS = {
    "order_id": "приказ",
    "region": "регион",
    "municipality": "муниципалитет",
    "number": "номер",
    "signed_on": "дата",
    "activities": "мероприятий",
    "periods_resolved": "сроков прочитано, %",
    "coverage": "разобрано текста, %",
    "findings": "замечаний",
}
FINDING_COLUMNS = {
    "severity": "важность",
    "place": "место",
    "message": "что не так",
    "suggestion": "предложение",
    "finding_id": "id",
}
PLACE_WIDTH = 60
SEVERITY_NAMES = {"error": "ошибка", "warning": "внимание", "info": "к сведению"}


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("orders")(orders)
    app.command("findings")(findings)
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


def findings(
    order_id: Annotated[str | None, typer.Argument(help="Приказ; без него — все.")] = None,
    curated: Curated = DEFAULT_CURATED,
    check: Annotated[str, typer.Option(help="Только одна проверка, например period_out_of_plan.")] = "",
    min_severity: Annotated[str, typer.Option(help="info, warning или error.")] = "",
    output: Annotated[printing.Format, typer.Option("--format", help="Вид вывода.")] = printing.Format.TABLE,
) -> None:
    """Показывает, что не так в приказах: худшее первым.

    Примеры:

      dorkarta findings

      dorkarta findings 42-novokuznetskii-2024-337 --check period_out_of_plan

      dorkarta findings --min-severity info --format csv > findings.csv
    """
    from ingest import api

    severity = min_severity or ("warning" if output == printing.Format.TABLE else "info")
    if severity not in SEVERITIES:
        raise typer.BadParameter("важность: info, warning или error", param_hint="--min-severity")
    with opened(curated) as warehouse:
        rows = api.find_findings(
            warehouse, order_id=order_id, check=check, severities=SEVERITIES[SEVERITIES.index(severity) :]
        )
    if output != printing.Format.TABLE:
        printing.print_rows(rows, {name: name for name in api.FINDING_FIELDS}, output)
        return
    for name, of_order in groupby(sorted(rows, key=itemgetter("order_id")), itemgetter("order_id")):
        printing.print_table([_readable(row) for row in of_order], FINDING_COLUMNS, title=str(name))
    printing.message(printing.plural(len(rows), "замечание", "замечания", "замечаний"))


def _readable(row: printing.Row) -> printing.Row:
    """A finding for the terminal: severity in Russian, long headings of sections cut."""
    section, _, rest = str(row["place"]).partition(", п. ")
    place = ", п. ".join(filter(None, (shorten(section, PLACE_WIDTH, placeholder="…"), rest)))
    return {**row, "severity": SEVERITY_NAMES[str(row["severity"])], "place": place}


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
    from warehouse.reader import run_query

    with opened(curated) as warehouse:
        result = run_query(warehouse, statement)
    names = printing.distinct(result.columns)
    printing.print_rows(
        [dict(zip(names, row, strict=True)) for row in result.rows], {name: name for name in names}, output
    )
    if result.truncated:
        printing.message(f"Показаны первые {len(result.rows)} строк.")
