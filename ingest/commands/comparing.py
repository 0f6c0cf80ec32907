"""Commands that compare orders: compare, diff, lineage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.options import Curated
from ingest.outputs.values import plural
from ingest.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from ingest.outputs.listing import Listing

MOST_PRINTED = 200
"""Rows of a table on the terminal."""


class Look(StrEnum):
    """What a comparison is written as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"


LookOption = Annotated[
    Look | None, typer.Option("--format", help="Вид вывода; без него — по окончанию файла, иначе таблица.")
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("compare")(compare)


def compare(
    places: Annotated[
        list[str] | None,
        typer.Argument(
            help="Приказы, регионы (код или имя), муниципалитеты; без них — все. Последним — файл .csv, .xlsx, .html.",
            metavar="[PLACE]... [OUT]",
        ),
    ] = None,
    curated: Curated = DEFAULT_CURATED,
    what: Annotated[
        str,
        typer.Option(help="calendar, topics, coverage, lead_time, responsible_profile, workload, municipal, years."),
    ] = "calendar",
    year: Annotated[str, typer.Option(help="Только этот учебный год: 2024-2025.")] = "",
    level: Annotated[str, typer.Option(help="Только этот уровень: regional или municipal.")] = "",
    topic: Annotated[str, typer.Option(help="Только эта тема: id или часть названия, «финанс».")] = "",
    by: Annotated[str, typer.Option(help="Что сравнивать: region — регионы, order — приказы.")] = "",
    literal: Annotated[bool, typer.Option("--literal", help="Даты, как напечатаны, а не вероятные.")] = False,
    least: Annotated[
        int, typer.Option(min=0, help="Для coverage: у скольких других мероприятие есть; 0 — у двух.")
    ] = 0,
    most: Annotated[int, typer.Option(min=1, help="Для workload: сколько самых занятых показать.")] = 50,
    look: LookOption = None,
) -> None:
    """Сравнивает приказы и регионы: календарь, темы, чего недостаёт, кто раньше, кто за что отвечает, нагрузка.

    Примеры:

      dorkarta compare

      dorkarta compare 42 алтай --what topics

      dorkarta compare 42-novokuznetskii-2024-337 --what coverage

      dorkarta compare --what lead_time --year 2023-2024 раньше-позже.xlsx
    """
    from ingest import compare as comparing
    from ingest.outputs import comparison
    from ingest.scope import LEVELS, ORDER, REGION, Filters

    _one_of(level, LEVELS, "--level")
    _one_of(by, (ORDER, REGION), "--by")
    named, path = _with_path(places or ())
    with opened(curated) as warehouse:
        found = comparing.compare(
            warehouse, what, named, Filters(year, level, topic), by=by, literal=literal, least=least, most=most
        )
    if _look(look, path) == Look.JSON:
        _write(found.rows, None, Look.JSON, path)
    else:
        _write(found.rows, comparison.listing(found.comparison, found.rows, found.notes), _look(look, path), path)
    for note in found.notes:
        printing.message(note)


def _one_of(value: str, allowed: Sequence[str], option: str) -> None:
    if value not in ("", *allowed):
        raise typer.BadParameter(f"можно {' или '.join(allowed)}, а не «{value}»", param_hint=option)


def _with_path(words: Sequence[str]) -> tuple[tuple[str, ...], Path | None]:
    """(what is compared, the file to write): the file is the last word that ends as one."""
    last = Path(words[-1]) if words else None
    if last and last.suffix.lower().lstrip(".") in list(Look):
        return tuple(words[:-1]), last
    return tuple(words), None


def _look(asked: Look | None, path: Path | None) -> Look:
    return asked or (Look(path.suffix.lower().lstrip(".")) if path else Look.TABLE)


def _write(rows: Sequence[Mapping[str, Any]], listing: Listing | None, look: Look, path: Path | None) -> None:
    """The rows as JSON, or the table in the look asked for; binary ones never to a terminal."""
    from ingest.outputs import listing as looks

    if listing is None:
        content = f"{printing.as_json(rows)}\n".encode()
    elif look == Look.XLSX:
        content = looks.as_workbook(listing)
    elif look == Look.HTML:
        content = looks.as_page(listing)
    elif look == Look.CSV:
        content = _csv(listing, path)
    elif path is None:
        return _print(listing)
    else:
        raise typer.BadParameter("таблица печатается на экран; для файла: csv, json, xlsx, html", param_hint="--format")
    if path is None and look != Look.XLSX:
        typer.echo(content.decode(), nl=False)
    else:
        printing.write_bytes(content, path)
    return None


def _csv(listing: Listing, path: Path | None) -> bytes:
    from ingest.outputs.listing import spreadsheet_safe

    headings = printing.distinct([column.heading for column in listing.columns])
    rows = [
        {
            heading: spreadsheet_safe(record.get(column.name))
            for heading, column in zip(headings, listing.columns, strict=True)
        }
        for record in listing.records
    ]
    return printing.as_csv(rows, headings).encode("utf-8-sig" if path else "utf-8")


def _print(listing: Listing) -> None:
    for note in listing.notes[:2]:
        printing.message(note)
    columns = {column.name: column.heading for column in listing.columns}
    printing.print_table(listing.records[:MOST_PRINTED], columns, title=listing.title)
    if (rest := len(listing.records) - MOST_PRINTED) > 0:
        printing.message(f"Ещё {plural(rest, 'строка', 'строки', 'строк')}: --format csv, xlsx или html")
