"""How commands print: tables for people, CSV and JSON for programs; messages always go to stderr."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ingest.outputs.tabular import Row, as_csv, as_json
from ingest.outputs.values import shown

_WHY_UNWRITTEN: dict[type[OSError], str] = {
    FileNotFoundError: "нет такой папки",
    IsADirectoryError: "это папка",
    PermissionError: "файл защищён или открыт в другой программе",
}
WIDTH_OF_FILES = 160
"""Characters of a table's line that goes to a file or a pipe."""


class Format(StrEnum):
    """What a command prints its rows as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class FileFormat(StrEnum):
    """The same, with a workbook."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


def message(text: str) -> None:
    """One line for the person at the terminal."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(escape(text))


def failure(text: str) -> None:
    """One line that says what went wrong."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]{escape(text)}[/red]")


def print_rows(rows: Sequence[Row], columns: Mapping[str, str], output: str, *, title: str = "") -> None:
    """Prints `rows`; `columns` maps a column's name to its Russian heading, which only tables show."""
    if output == Format.JSON:
        sys.stdout.write(as_json(rows) + "\n")
    elif output == Format.CSV:
        sys.stdout.write(as_csv(rows, list(columns)))
    else:
        print_table(rows, columns, title=title)


def write_bytes(content: bytes, path: Path | None) -> None:
    """A file, or standard output where none is named; a terminal takes no binary file (wrong usage, exit code 2).

    Where the file can't be written: one line, exit code 1.
    """
    if path:
        try:
            path.write_bytes(content)
        except OSError as error:
            failure(f"{path} не записать: {_WHY_UNWRITTEN.get(type(error), error.strerror)}")
            raise typer.Exit(1) from error
        message(f"Записано: {path}")
    elif sys.stdout.isatty():
        raise typer.BadParameter("назовите файл: --output ФАЙЛ", param_hint="--output")
    else:
        sys.stdout.buffer.write(content)


def print_table(rows: Sequence[Row], columns: Mapping[str, str], *, title: str = "") -> None:
    """A table as wide as the terminal; dates as 12.11.2024, numbers to the right."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_FILES
    table = Table(title=title or None, title_justify="left", show_lines=False, header_style="bold")
    for name, heading in columns.items():
        values = [row[name] for row in rows if row.get(name) is not None]
        numeric = bool(values) and all(isinstance(value, int | float) for value in values)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in columns))
    console.print(table)


def _cell(value: object) -> Text | str:
    return value if isinstance(value, Text) else escape(shown(value))
