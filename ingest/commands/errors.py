"""Errors of the warehouse as one clear line and an exit code: 2 for what isn't there by that name, else 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ingest.commands import printing

if TYPE_CHECKING:
    import duckdb

UNKNOWN = 2


@contextmanager
def reported(code: int = 1) -> Iterator[None]:
    """Turns a WarehouseError into its Russian sentence and an exit code."""
    from warehouse.errors import UnknownNameError, WarehouseError

    try:
        yield
    except UnknownNameError as error:
        printing.failure(str(error))
        raise typer.Exit(UNKNOWN) from error
    except WarehouseError as error:
        printing.failure(str(error))
        raise typer.Exit(code) from error


@contextmanager
def existing(curated: Path, code: int = 1) -> Iterator[None]:
    """The same for a command that needs a warehouse: where there is none it says so, and makes none."""
    from ingest.questions.place import check_there

    with reported(code):
        check_there(curated)
        yield


@contextmanager
def opened(curated: Path, code: int = 1) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the warehouse in `curated`, its errors reported and ending with an exit code."""
    from ingest import api

    with existing(curated, code), _true_cause(curated), api.open(curated) as connection:
        yield connection


@contextmanager
def _true_cause(curated: Path) -> Iterator[None]:
    """A damaged database, or one of another version, told as such; other errors of a query are the program's."""
    try:
        yield
    except Exception as error:
        from warehouse.reading.reader import blamed_on_age, blamed_on_damage

        found = blamed_on_damage(curated, error) or blamed_on_age(curated, error)
        if found:
            raise found from error
        raise
