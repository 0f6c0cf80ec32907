"""The files that an order is made of: rows of the table `sources`, and what the manifest keeps of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from warehouse.generation import OrderEntry, Source
from warehouse.manifest import Manifest
from warehouse.records import OrderRecords
from warehouse.store.annexes import source_id
from warehouse.store.folders import Rows
from warehouse.store.versions import count_activities


def files_of(entry: OrderEntry) -> list[str]:
    """The files that an order is made of now."""
    return [source_id(file.sha256) for file in entry.sources if not file.superseded]


def sources_with(records: OrderRecords, stored: str, known: Rows, replaced: Collection[str], now: datetime) -> Rows:
    """The rows of `sources`: the files before, those replaced marked so, and this one in its old place or last."""
    own = source_id(records.source_sha256)
    first = next((old.get("loaded_at") for old in known if old["source_id"] == own), None)
    parts = [row["part"] for row in known if row["source_id"] in replaced]
    row: dict[str, object] = {
        "source_id": own,
        "order_id": records.order_id,
        "source_name": records.source_name,
        "sha256": records.source_sha256,
        "part": "annex" if known and (not parts or "order" not in parts) else "order",
        "stored_path": stored,
        "program_version": records.program_version,
        "superseded_by": None,
        "activities": count_activities(records.rows("items")),
        "loaded_at": first or now,
    }
    marked = [{**old, "superseded_by": own} if old["source_id"] in replaced else old for old in known]
    if any(old["source_id"] == own and old["superseded_by"] == own for old in marked):
        return [row if old["source_id"] == own else old for old in marked]
    return [*(old for old in marked if old["source_id"] != own), row]


def rows_of(order_id: str, entry: OrderEntry) -> Rows:
    """The rows of `sources` as far as the manifest tells them."""
    files = files_of(entry)
    return [
        {
            "source_id": source_id(file.sha256),
            "order_id": order_id,
            "source_name": file.name,
            "sha256": file.sha256,
            "part": file.part,
            "stored_path": file.stored_path,
            "program_version": file.program_version,
            "superseded_by": files[0] if file.superseded else None,
        }
        for file in entry.sources
    ]


def entry_of(path: str, sources: Rows, named: bool, manifest: Manifest) -> OrderEntry:
    return OrderEntry(path, tuple(map(_source, sources)), named, manifest)


def _source(row: Mapping[str, object]) -> Source:
    return Source(
        sha256=str(row["sha256"]),
        program_version=str(row["program_version"]),
        stored_path=str(row["stored_path"]),
        superseded=bool(row["superseded_by"]),
        name=str(row["source_name"] or ""),
        part=str(row["part"] or "order"),
    )
