"""SQL text: the files of this package, and values written out (parameters of a query would make DuckDB load pandas)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources


@cache
def sql_files(folder: str) -> tuple[tuple[str, str], ...]:
    """(name without ending, text) of the .sql files in a folder of this package, by name."""
    files = resources.files("warehouse").joinpath(folder).iterdir()
    return tuple(
        sorted((file.name[:-4], file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".sql"))
    )


def literal(value: str | None) -> str:
    """A text as SQL: it's -> 'it''s', None -> NULL."""
    return "NULL" if value is None else "'" + value.replace("'", "''") + "'"


def literals(values: Iterable[str | None]) -> str:
    """Texts as a SQL list."""
    return f"([{', '.join(map(literal, values))}]::VARCHAR[])"
