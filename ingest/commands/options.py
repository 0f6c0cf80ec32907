"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_CURATED = Path("data/curated")

Curated = Annotated[
    Path,
    typer.Option("--curated", envvar="DORKARTA_CURATED", help="Папка хранилища.", show_default=True),
]
