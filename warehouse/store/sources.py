"""The files that an order is made of: rows of the table `sources`, and what the manifest keeps of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.entries import OrderEntry, Source
from warehouse.manifest import Manifest, manifest_of
from warehouse.records import OrderRecords
from warehouse.schema import TABLES
from warehouse.store.annexes import source_id
from warehouse.store.folders import Rows
from warehouse.store.versions import count_activities


def files_of(entry: OrderEntry) -> list[str]:
    """The files that an order is made of now."""
    return [source_id(file.sha256) for file in entry.sources if not file.superseded]


def earlier_of(entry: OrderEntry) -> list[str]:
    """The files that were versions of an order before."""
    return [source_id(file.sha256) for file in entry.sources if file.superseded]


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
    """What the manifest keeps of an order."""
    return OrderEntry(path, tuple(map(_source, sources)), named, manifest)


def entries_in(curated: Path) -> dict[str, OrderEntry]:
    """The orders that the folders of a warehouse hold, each in the version that was loaded last."""
    found: dict[str, tuple[str, OrderEntry]] = {}
    for folder in sorted(curated.glob("orders/*/*/v=*")):
        order, sources = folder / TABLES["orders"].parquet_name, folder / TABLES["sources"].parquet_name
        if not order.is_file() or not sources.is_file():
            continue
        try:
            (head,) = pq.read_table(order).to_pylist()
            entry = entry_of(folder.relative_to(curated).as_posix(), pq.read_table(sources).to_pylist(), False, {})
            entry = replace(entry, files=manifest_of(folder))
        except (pa.ArrowException, OSError, ValueError, KeyError):
            continue  # damaged: what can be read is put together
        order_id, loaded_at = str(head["order_id"]), str(head["loaded_at"])
        if order_id not in found or found[order_id][0] < loaded_at:
            found[order_id] = (loaded_at, entry)
    return {order_id: entry for order_id, (_, entry) in sorted(found.items())}


def _source(row: Mapping[str, object]) -> Source:
    return Source(
        sha256=str(row["sha256"]),
        program_version=str(row["program_version"]),
        stored_path=str(row["stored_path"]),
        superseded=bool(row["superseded_by"]),
        name=str(row["source_name"] or ""),
        part=str(row["part"] or "order"),
    )
