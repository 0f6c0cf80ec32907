"""What is written beside a folder that is watched: one workbook of all findings, and the orders with remarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.outputs.annotate import annotated
from ingest.outputs.replaced import replace_file
from ingest.outputs.workbook import findings_workbook
from ingest.questions.findings import find_findings
from parsers.errors import ParseError

if TYPE_CHECKING:
    import duckdb

SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Beside:
    """Where to write: a workbook of findings, a folder of annotated orders; None for neither."""

    findings: Path | None = None
    annotated: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """Both, where they are wanted."""
        return tuple(path for path in (self.findings, self.annotated) if path)


def write(connection: duckdb.DuckDBPyConnection, curated: Path, order_ids: Iterable[str], where: Beside) -> list[str]:
    """Write the workbook anew and the orders named; what could not be written, one Russian line each."""
    problems = []
    if where.findings:
        content = findings_workbook(find_findings(connection, severities=SEVERITIES))
        problems += _put(where.findings, content)
    if where.annotated:
        where.annotated.mkdir(parents=True, exist_ok=True)
        for order_id in order_ids:
            problems += _annotate(connection, curated, order_id, where.annotated)
    return problems


def missing(where: Beside, order_ids: Iterable[str]) -> list[str]:
    """The orders whose annotated copies are not there, as after a restart."""
    folder = where.annotated
    return [order_id for order_id in order_ids if folder and not (folder / f"{order_id}.docx").exists()]


def _annotate(connection: duckdb.DuckDBPyConnection, curated: Path, order_id: str, folder: Path) -> list[str]:
    try:
        made = annotated(connection, curated, order_id, folder / f"{order_id}.docx", SEVERITIES)
    except ParseError as error:
        return [f"{order_id}: {error}"]
    return [problem for one in made for problem in _put(one.path, one.content)]


def _put(path: Path, content: bytes) -> list[str]:
    try:
        replace_file(path, content)
    except OSError as error:
        return [f"{path.name}: не записан ({error.strerror or error}); закройте его, если он открыт"]
    return []
