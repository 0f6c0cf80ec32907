"""What one writer changes before it commits: order versions put or removed, files rejected."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import pyarrow.parquet as pq

from warehouse import corpus, generation
from warehouse.derive import derived
from warehouse.errors import UnknownOrderError
from warehouse.files import remove, same_files, sync_tree
from warehouse.generation import Generation, OrderEntry, Source
from warehouse.ids import suffixed
from warehouse.records import OrderRecords, Row, checked, with_ids
from warehouse.rejected import Rejected
from warehouse.schema import TABLES
from warehouse.versions import alike, carried_ids

STAGING = "_staging"
SOURCES = "_sources"


class Policy(StrEnum):
    """What to do where the order_id is taken by an order with other activities."""

    SUFFIX = "suffix"
    REPLACE = "replace"


class Change(StrEnum):
    """What `put` did: a new order, a new version of a loaded one, nothing, or another order under a suffixed id."""

    NEW = "new"
    REPLACED = "replaced"
    SAME = "same"
    SUFFIXED = "suffixed"


@dataclass(frozen=True, slots=True)
class Put:
    """The id that an order got in the warehouse, and how."""

    order_id: str
    change: Change


class Batch:
    """Changes of one writer; nothing is visible before `commit`. Made by Store.writer only."""

    def __init__(
        self,
        curated: Path,
        base: Generation,
        now: Callable[[], datetime],
        committed: Callable[[Generation], None],
    ) -> None:
        self._curated = curated
        self._base = base
        self._now = now
        self._committed = committed
        self._orders: dict[str, OrderEntry] = dict(base.orders)
        self._written: list[Path] = []
        self._rejected = Rejected(curated, base)
        self._staging = curated / STAGING

    def put(self, records: OrderRecords, source_path: Path, policy: Policy = Policy.SUFFIX) -> Put:
        """Write one order and keep its source; the same content again changes nothing.

        The id is suffixed where another order has it (`policy`); items keep the ids of the rows they are found to be
        in the version before. RecordError where the records do not fit the schema.
        """
        order_id, change = self._target(records, policy)
        before = self._orders.get(order_id)
        records = self._in_place(records, order_id, before)
        stored = self._keep_source(source_path, records.source_sha256)
        sources = self._sources(records, stored, before)
        records = derived(records.with_rows(sources=sources))
        path, fresh = self._write(records, before)
        if before and not fresh:
            change = Change.SAME
        active = tuple(
            Source(str(row["sha256"]), str(row["program_version"]), str(row["stored_path"]), bool(row["superseded_by"]))
            for row in sources
        )
        self._orders[order_id] = OrderEntry(path, active)
        self._rejected.forgive(records.source_sha256, records.source_name)
        return Put(order_id, change)

    def reject(self, row: Row) -> None:
        """Note a file that can't be loaded (columns of `rejected`); the time of the first time stays."""
        self._rejected.add(row, self._now())

    def remove(self, order_id: str) -> None:
        """Take an order out; UnknownOrderError where it isn't loaded."""
        if self._orders.pop(order_id, None) is None:
            raise UnknownOrderError(f"Приказ {order_id} не загружен; загруженные: dorkarta orders")

    def commit(self, rebuild: bool = False) -> bool:
        """Link, check and publish everything that was put; False where there was nothing to do.

        `rebuild` builds the database from the Parquet files alone.
        """
        inputs = corpus.inputs(self._curated) | {"rejected": self._rejected.digest}
        if not rebuild and self._orders == self._base.orders and inputs == self._base.inputs:
            return False
        number = self._base.number + 1
        new = Generation(number, dict(sorted(self._orders.items())), inputs, self._base.number or None)
        built = corpus.build(
            self._curated, new, None if rebuild else self._base, self._rejected.rows, self._staging / "corpus"
        )
        new = replace(new, database_bytes=built)
        (self._staging / "corpus" / generation.GENERATION).write_bytes(new.to_json())
        target = self._curated / new.folder
        remove(target)
        target.parent.mkdir(exist_ok=True)
        (self._staging / "corpus").rename(target)
        sync_tree([*self._written, target])
        generation.commit(self._curated, new)
        self._base, self._written = new, []
        self._committed(new)
        return True

    def _target(self, records: OrderRecords, policy: Policy) -> tuple[str, Change]:
        if records.order_id not in self._orders:
            return records.order_id, Change.NEW
        if policy is Policy.REPLACE:
            return records.order_id, Change.REPLACED
        activities = [row.get("activity") for row in records.rows("items")]
        ordinal = 1
        while (candidate := suffixed(records.order_id, ordinal)) in self._orders:
            known = self._orders[candidate]
            same_file = any(source.sha256 == records.source_sha256 for source in known.sources)
            if same_file or alike(self._column(known, "activity"), activities):
                return candidate, Change.REPLACED
            ordinal += 1
        return candidate, Change.SUFFIXED

    def _in_place(self, records: OrderRecords, order_id: str, before: OrderEntry | None) -> OrderRecords:
        """The records under their final order_id and with the item ids carried over."""
        renamed = {
            str(row["item_id"]): order_id + str(row["item_id"]).removeprefix(records.order_id)
            for row in records.rows("items")
        }
        taken = records.order_id if records.order_id != order_id else None
        records = with_ids(records, order_id, renamed)
        if taken:
            records = _with_conflict(records, taken)
        if before is None:
            return records
        return with_ids(records, order_id, carried_ids(self._rows(before, "items"), records.rows("items")))

    def _keep_source(self, source_path: Path, sha256: str) -> str:
        extension = re.sub(r"[^a-z0-9.]", "", source_path.suffix.casefold())
        stored = f"{SOURCES}/{sha256}{extension}"
        if not (self._curated / stored).exists():
            self._staging.mkdir(exist_ok=True)
            shutil.copyfile(source_path, self._staging / sha256)
            (self._curated / SOURCES).mkdir(exist_ok=True)
            (self._staging / sha256).replace(self._curated / stored)
            self._written.append(self._curated / stored)
        return stored

    def _sources(self, records: OrderRecords, stored: str, before: OrderEntry | None) -> Sequence[Mapping[str, object]]:
        source_id = records.source_sha256[:16]
        row = {
            "source_id": source_id,
            "order_id": records.order_id,
            "source_name": records.source_name,
            "sha256": records.source_sha256,
            "part": "order",
            "stored_path": stored,
            "program_version": records.program_version,
            "superseded_by": None,
        }
        older = self._rows(before, "sources") if before else []
        kept = [old for old in older if old["source_id"] != source_id]
        return [*({**old, "superseded_by": old["superseded_by"] or source_id} for old in kept), row]

    def _write(self, records: OrderRecords, before: OrderEntry | None) -> tuple[str, bool]:
        """Folder of the version, from the root, and whether it is another than before."""
        loaded_at = self._rows(before, "orders")[0]["loaded_at"] if before else self._now()
        aside = self._stage(records, loaded_at)
        if before and same_files(aside, self._curated / before.path):
            remove(aside)
            return before.path, False
        if before:
            remove(aside)
            aside = self._stage(records, self._now())
        target = self._free_folder(records)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.rename(target)
        self._written.append(target)
        return target.relative_to(self._curated).as_posix(), True

    def _stage(self, records: OrderRecords, loaded_at: object) -> Path:
        aside = self._staging / "order"
        remove(aside)
        aside.mkdir(parents=True)
        head = {**records.head, "loaded_at": loaded_at}
        for name, table in checked(records.with_rows(orders=[head])).items():
            pq.write_table(table, aside / TABLES[name].parquet_name, compression="zstd")
        return aside

    def _free_folder(self, records: OrderRecords) -> Path:
        version = re.sub(r"[^A-Za-z0-9.+]", "_", records.program_version)
        region = records.region_code or "__HIVE_DEFAULT_PARTITION__"
        order = self._curated / "orders" / f"region_code={region}" / f"order={records.order_id}"
        folder, ordinal = order / f"v={records.source_sha256[:12]}-{version}", 2
        while folder.exists():
            folder, ordinal = order / f"v={records.source_sha256[:12]}-{version}-r{ordinal}", ordinal + 1
        return folder

    def _rows(self, entry: OrderEntry, table: str) -> list[dict[str, object]]:
        path = self._curated / entry.path / TABLES[table].parquet_name
        rows: list[dict[str, object]] = pq.read_table(path).to_pylist() if path.exists() else []
        return rows

    def _column(self, entry: OrderEntry, column: str) -> list[object]:
        return [row[column] for row in self._rows(entry, "items")]


def _with_conflict(records: OrderRecords, taken: str) -> OrderRecords:
    """The records with a note that another order has their number and date."""
    notes = records.rows("order_notes")
    note = {
        "order_id": records.order_id,
        "ordinal": len(notes) + 1,
        "kind": "id_conflict",
        "quote": records.head.get("number") or "",
        "detail": taken,
    }
    return records.with_rows(order_notes=[*notes, note])
