"""What analysts decide of two activities: that they are the same («то же самое»), or are not («не то же самое»)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.questions.nearest import unknown_item
from warehouse.corpus.corrections import LINK_COLUMNS
from warehouse.corpus.reviews import Correction, read_corrections
from warehouse.errors import CorrectionError, UnknownItemError

if TYPE_CHECKING:
    import duckdb

SAME, APART = LINK_COLUMNS


def link_correction(
    connection: duckdb.DuckDBPyConnection, target: str, column: str, value: str, why: str
) -> Correction:
    """The correction that says which activities a row is, or is not, the same as. UnknownItemError, CorrectionError."""
    others = tuple(dict.fromkeys(value.split()))
    for item_id in (target, *others):
        if not connection.execute("FROM items WHERE item_id = ?", [item_id]).fetchone():
            raise UnknownItemError(unknown_item(connection, item_id))
    if target in others:
        raise CorrectionError("Мероприятие сравнивают с другим, а не с ним самим")
    return Correction(target, column, " ".join(others), why)


def decided(curated: Path, column: str, item_id: str, other: str) -> tuple[str, list[str]]:
    """The row that has, or is to have, a decision on two activities, and the others that it names already."""
    known = {one.target: one.value.split() for one in read_corrections(curated) if one.column == column}
    holder, named = (other, item_id) if item_id in known.get(other, ()) else (item_id, other)
    return holder, [one for one in known.get(holder, []) if one != named]


def links(curated: Path) -> Sequence[tuple[Correction, str]]:
    """Every decision on links with the other activity that it names; a correction may hold several."""
    made = (one for one in read_corrections(curated) if one.column in LINK_COLUMNS)
    return [(one, other) for one in made for other in one.value.split()]
