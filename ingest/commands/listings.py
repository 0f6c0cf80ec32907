"""How commands write a table that has five looks: to the terminal, a pipe or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.commands import printing
from ingest.outputs import tabular
from ingest.outputs.listing import Listing, as_page, as_workbook, spreadsheet_safe
from ingest.outputs.values import plural

MOST_PRINTED = 200
"""Rows of a table on the terminal."""
MOST_COLUMNS = 24
"""Columns that a terminal still shows readably: a calendar has nineteen."""


class Look(StrEnum):
    """What a table is written as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"


LookOption = Annotated[
    Look | None, typer.Option("--format", help="Вид вывода; без него — по окончанию файла, иначе таблица.")
]


def with_path(words: Sequence[str]) -> tuple[tuple[str, ...], Path | None]:
    """(what is compared, the file to write): the file is the last word that ends as one."""
    last = Path(words[-1]) if words else None
    if last and last.suffix.lower().lstrip(".") in list(Look):
        return tuple(words[:-1]), last
    return tuple(words), None


def look_of(asked: Look | None, path: Path | None) -> Look:
    """The look asked for, else that of the file's ending, else a table; wrong usage where a file has no such look."""
    if asked == Look.TABLE and path:
        raise typer.BadParameter("таблица печатается на экран; для файла: csv, json, xlsx, html", param_hint="--format")
    if asked or path is None:
        return asked or Look.TABLE
    ending = path.suffix.lower().lstrip(".")
    if ending not in list(Look) or ending == Look.TABLE:
        raise typer.BadParameter(f"{path}: файл должен кончаться на .csv, .json, .xlsx или .html", param_hint="OUT")
    return Look(ending)


def write_json(rows: Sequence[Mapping[str, Any]], path: Path | None) -> None:
    """One JSON array."""
    _write(f"{tabular.as_json(rows)}\n".encode(), path)


def write_listing(listing: Listing, look: Look, path: Path | None) -> None:
    """The table in the look asked for; a workbook never to a terminal."""
    if look == Look.TABLE:
        _print(listing)
    elif look == Look.XLSX:
        printing.write_bytes(as_workbook(listing), path)
    else:
        _write(as_page(listing) if look == Look.HTML else _csv(listing, path), path)


def _write(content: bytes, path: Path | None) -> None:
    if path is None:
        typer.echo(content.decode(), nl=False)
    else:
        printing.write_bytes(content, path)


def _csv(listing: Listing, path: Path | None) -> bytes:
    """Russian headings; a file begins with the mark by which Excel knows UTF-8."""
    headings = tabular.distinct([column.heading for column in listing.columns])
    names = [column.name for column in listing.columns]
    rows = [
        {heading: spreadsheet_safe(record.get(name)) for heading, name in zip(headings, names, strict=True)}
        for record in listing.records
    ]
    return tabular.as_csv(rows, headings).encode("utf-8-sig" if path else "utf-8")


def _print(listing: Listing) -> None:
    columns = {column.name: column.heading for column in listing.columns}
    printing.print_table(listing.records[:MOST_PRINTED], columns, title=listing.title)
    if (rest := len(listing.records) - MOST_PRINTED) > 0:
        printing.message(f"Ещё {plural(rest, 'строка', 'строки', 'строк')}: --format csv, xlsx или html")
    if len(columns) > MOST_COLUMNS:
        printing.message("Таблица шире экрана: --format xlsx или html")
