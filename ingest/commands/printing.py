"""How commands print: tables for people, CSV and JSON for programs; messages always go to stderr."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import typer
from rich.console import Console, JustifyMethod
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from ingest.outputs.cleaned import cleaned, one_line
from ingest.outputs.replaced import replace_file
from ingest.outputs.tabular import Row
from ingest.outputs.values import shown

_WHY_UNWRITTEN: dict[type[OSError], str] = {
    FileNotFoundError: "нет такой папки",
    IsADirectoryError: "это папка",
    PermissionError: "файл защищён или открыт в другой программе",
    NotADirectoryError: "это файл, а не папка",
}
_BY_NUMBER = {"ENOSPC": "на диске нет места", "EROFS": "диск только для чтения", "EDQUOT": "превышена квота"}
WIDTH_OF_FILES = 200
"""Characters of a table's line that goes to a file or a pipe."""
NARROWEST = 12
"""Characters of a column that can still be read."""
_ID = re.compile(r"(?=.*\d)(?=.*-)[0-9A-Za-z][0-9A-Za-z_.#-]{7,}")


def message(text: str) -> None:
    """One line for the person at the terminal, or some; what a terminal would obey is written out."""
    _console(stderr=True).print(escape(cleaned(text)), soft_wrap=True)


def failure(text: str) -> None:
    """One line that says what went wrong."""
    _console(stderr=True).print(f"[red]{escape(one_line(text))}[/red]", soft_wrap=True)


def why_not(error: OSError) -> str:
    """Why a file can't be written or read: 'нет/такой: нет такой папки'."""
    return f"{error.filename}: {_why(error)}" if error.filename else _why(error)


def _why(error: OSError) -> str:
    known = _WHY_UNWRITTEN.get(type(error)) or _BY_NUMBER.get(errno.errorcode.get(error.errno or 0, ""))
    return known or error.strerror or type(error).__name__


def write_bytes(content: bytes, path: Path | None) -> None:
    """A file, or standard output where none is named; a terminal takes no binary file (wrong usage, exit code 2).

    The file is written aside and put in the place of the one before when it is whole. Where that can't be done: one
    line, exit code 1.
    """
    if path:
        try:
            replace_file(path, content)
        except OSError as error:
            failure(f"{path} не записать: {_why(error)}")
            raise typer.Exit(1) from error
        message(f"Записано: {path}")
    elif sys.stdout.isatty():
        raise typer.BadParameter("книгу Excel на экран не вывести: назовите файл, --out ФАЙЛ.xlsx", param_hint="--out")
    else:
        sys.stdout.buffer.write(content)


def print_table(rows: Sequence[Row], columns: Mapping[str, str], *, title: str = "") -> None:
    """A table as wide as the terminal; dates as 12.11.2024, numbers to the right; ids are never cut or broken.

    Where the terminal is too narrow for the ids and a readable rest, each row comes as lines 'heading: value'.
    """
    console = _console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_OF_FILES
    widths = {name: _widest(rows, name) for name in columns}
    ids = {name for name in columns if _is_id(rows, name)}
    needed = sum(widths[name] if name in ids else min(widths[name], NARROWEST) for name in columns)
    if title:
        console.print(Text(cleaned(title), style="italic"), soft_wrap=True)
    if rows and needed + 3 * len(columns) + 1 > console.width and ids:
        _print_cards(console, rows, columns)
        return
    table = Table(show_lines=False, header_style="bold")
    for name, heading in columns.items():
        kept = widths[name] if name in ids else None
        justify: JustifyMethod = "right" if _is_numeric(rows, name) else "left"
        table.add_column(escape(cleaned(heading)), justify=justify, overflow="fold", no_wrap=bool(kept), min_width=kept)
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in columns))
    console.print(table)


def _print_cards(console: Console, rows: Sequence[Row], columns: Mapping[str, str]) -> None:
    for row in rows:
        for name, heading in columns.items():
            if (value := row.get(name)) is not None and value != "":
                console.print(
                    Text.assemble((f"{cleaned(heading)}: " if heading else "", "bold"), _cell(value)), soft_wrap=True
                )
        console.print()


def _console(stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, emoji=False)


def _is_id(rows: Sequence[Row], name: str) -> bool:
    """Whether a column holds what is copied into the next command: 'period_reversed-414a35482a'."""
    values = [str(value) for row in rows if (value := row.get(name)) is not None and value != ""]
    return bool(values) and (name.endswith("_id") or all(_ID.fullmatch(value) for value in values))


def _is_numeric(rows: Sequence[Row], name: str) -> bool:
    values = [row[name] for row in rows if row.get(name) is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)


def _widest(rows: Iterable[Row], name: str) -> int:
    """Characters of the longest line of a column."""
    lines: Iterator[str] = (line for row in rows for line in str(_cell(row.get(name))).splitlines())
    return max(map(len, lines), default=0)


def _cell(value: object) -> Text:
    return value if isinstance(value, Text) else Text(cleaned(shown(value)))
