"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.questions.place import CURATED_VARIABLE

Curated = Annotated[
    Path,
    typer.Option("--curated", envvar=CURATED_VARIABLE, help="Папка хранилища.", metavar="ПАПКА", show_default=True),
]

Places = Annotated[
    list[str] | None,
    typer.Argument(help="Приказы, регионы (код или имя), муниципалитеты; без них — все.", metavar="МЕСТО"),
]

SEVERITIES = ("info", "warning", "error")


def severities_from(lowest: str) -> tuple[str, ...]:
    """The severities from one upwards; wrong usage for a name that is none."""
    if lowest not in SEVERITIES:
        raise typer.BadParameter("важность: info, warning или error", param_hint="--min-severity")
    return SEVERITIES[SEVERITIES.index(lowest) :]
