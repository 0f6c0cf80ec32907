"""Errors of the warehouse as one clear line and exit code 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ingest.commands import printing

if TYPE_CHECKING:
    import duckdb


@contextmanager
def reported() -> Iterator[None]:
    """Turns a WarehouseError into its Russian sentence and exit code 1."""
    from warehouse.errors import WarehouseError

    try:
        yield
    except WarehouseError as error:
        printing.failure(str(error))
        raise typer.Exit(1) from error


@contextmanager
def opened(curated: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the warehouse in `curated`, its errors reported."""
    from ingest import api

    with reported(), api.open(curated) as connection:
        yield connection
