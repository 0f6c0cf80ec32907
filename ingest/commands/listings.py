"""How commands write a table that has several looks: to the terminal, a pipe or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.commands import printing
from ingest.commands.streams import write_data
from ingest.outputs import tabular
from ingest.outputs.listing import Listing, as_excel_csv, as_page, as_workbook, safe_cell
from ingest.outputs.sheets import Column, in_words
from ingest.outputs.values import plural

MOST_PRINTED = 200
"""Rows of a table on the terminal."""
MOST_COLUMNS = 24
"""Columns that a terminal still shows readably: a calendar has nineteen."""


class Look(StrEnum):
    """What a table is written as.

    `csv`: UTF-8 with commas, for programs, a formula made harmless by an apostrophe; `raw-csv`: the same with the
    very words, not to be opened in a spreadsheet; `excel-csv`: semicolons and a byte order mark, as a Russian Excel
    reads it.
    """

    TABLE = "table"
    CSV = "csv"
    EXCEL_CSV = "excel-csv"
    RAW_CSV = "raw-csv"
    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"


LookOption = Annotated[
    Look | None,
    typer.Option(
        "--format",
        help="Вид вывода: csv и json — для программ, excel-csv, xlsx и html — для людей, raw-csv — слово в слово, "
        "не для Excel; без него — по окончанию файла, иначе таблица.",
        show_default=False,
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "--output",
        help="Файл вместо экрана: .xlsx, .csv (для Excel), .json или .html.",
        metavar="ФАЙЛ",
        show_default=False,
    ),
]
_ENDINGS = {
    ".csv": (Look.EXCEL_CSV, Look.CSV, Look.RAW_CSV),
    ".json": (Look.JSON,),
    ".xlsx": (Look.XLSX,),
    ".html": (Look.HTML,),
    ".htm": (Look.HTML,),
}
"""What a file of an ending may hold; the first is what it holds where nothing else is asked."""


def with_path(words: Sequence[str], out: Path | None = None) -> tuple[tuple[str, ...], Path | None]:
    """(what is compared, the file to write): the file of --out, or the last word where that ends as one."""
    last = Path(words[-1]) if words and out is None else None
    if last and last.suffix.lower() in _ENDINGS:
        return tuple(words[:-1]), last
    return tuple(words), out


def look_of(asked: Look | None, path: Path | None) -> Look:
    """The look asked for, else that of the file's ending, else a table; wrong usage where a file has no such look."""
    if path is None:
        return asked or Look.TABLE
    if asked == Look.TABLE:
        raise typer.BadParameter("таблица печатается на экран; для файла: csv, json, xlsx, html", param_hint="--format")
    fitting = _ENDINGS.get(path.suffix.lower(), ())
    if not fitting:
        raise typer.BadParameter(f"{path}: файл должен кончаться на .csv, .json, .xlsx или .html", param_hint="--out")
    if asked and asked not in fitting:
        ends = next(ending for ending, looks in _ENDINGS.items() if asked in looks)
        raise typer.BadParameter(f"{path}: вид {asked.value} пишется в файл {ends}", param_hint="--out")
    return asked or fitting[0]


def ends_with(path: Path, *endings: str) -> None:
    """Wrong usage where a file ends otherwise: `export план.xls`."""
    if path.suffix.lower() not in endings:
        raise typer.BadParameter(f"{path}: файл должен кончаться на {' или '.join(endings)}", param_hint="ФАЙЛ")


def listing_of(title: str, columns: Mapping[str, str], records: Sequence[Mapping[str, Any]]) -> Listing:
    """A table for people; `columns` maps a name of the records to its heading."""
    return Listing(title, tuple(Column(name, heading, 24) for name, heading in columns.items()), records)


def write(
    listing: Listing,
    look: Look,
    path: Path | None,
    records: Sequence[Mapping[str, Any]],
    fields: Sequence[str],
) -> None:
    """A table that programs read by the names of its fields and people by its headings."""
    if look == Look.JSON:
        write_json(records, path)
    elif look in (Look.CSV, Look.RAW_CSV):
        cell = safe_cell if look == Look.CSV else None
        _write(tabular.as_csv(records, fields, value=cell), path)
    else:
        write_listing(listing, look, path)


def write_json(rows: Sequence[Mapping[str, Any]], path: Path | None) -> None:
    """One JSON array."""
    _write(f"{tabular.as_json(rows)}\n", path)


def write_listing(listing: Listing, look: Look, path: Path | None) -> None:
    """The table in the look asked for, under its headings; a workbook never to a terminal."""
    if look == Look.TABLE:
        _print(listing)
    elif look in (Look.XLSX, Look.EXCEL_CSV):
        printing.write_bytes(as_workbook(listing) if look == Look.XLSX else as_excel_csv(listing), path)
    elif look == Look.HTML:
        _write(as_page(listing).decode(), path)
    else:
        _write(_csv(listing, look), path)


def _write(text: str, path: Path | None) -> None:
    if path is None:
        write_data(text)
    else:
        printing.write_bytes(text.encode("utf-8", errors="replace"), path)


def _csv(listing: Listing, look: Look) -> str:
    """Under the Russian headings, in words."""
    headings = tabular.distinct([column.heading for column in listing.columns])
    names = [column.name for column in listing.columns]
    rows = [dict(zip(headings, map(record.get, names), strict=True)) for record in listing.records]
    return tabular.as_csv(rows, headings, value=safe_cell if look == Look.CSV else None)


def _print(listing: Listing) -> None:
    columns = {column.name: column.heading for column in listing.columns}
    shown = [
        {column.name: in_words(record.get(column.name), column) for column in listing.columns}
        for record in listing.records[:MOST_PRINTED]
    ]
    printing.print_table(shown, columns, title=listing.title)
    if (rest := len(listing.records) - MOST_PRINTED) > 0:
        printing.message(f"Ещё {plural(rest, 'строка', 'строки', 'строк')}: --format csv, xlsx или html")
    if len(columns) > MOST_COLUMNS:
        printing.message("Таблица шире экрана: --format xlsx или html")
