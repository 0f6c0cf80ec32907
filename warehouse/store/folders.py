"""The folders that hold one version of one order each, and the kept source files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from warehouse.columns import Stage
from warehouse.entries import OrderEntry
from warehouse.errors import WarehouseError
from warehouse.files import is_link, linked, remove_listed, same_files, sha256_of
from warehouse.generation import SOURCES
from warehouse.manifest import Stamp, manifest_of, problems
from warehouse.records import OrderRecords, checked
from warehouse.schema import TABLES, tables
from warehouse.store.journal import ORDER_FILES, STAGED_ORDER, STAGED_SOURCE, Journal

NO_REGION = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, Spark and DuckDB read as NULL."""

Rows = list[dict[str, object]]


class Folders:
    """Reads and writes under the root of the warehouse; `written` are the files and folders to flush at the commit."""

    def __init__(self, curated: Path, journal: Journal) -> None:
        self._curated = curated
        self._journal = journal
        self.written: list[Path] = []

    def rows(self, entry: OrderEntry, table: str) -> Rows:
        """The rows of a table of one order; none where the order has none."""
        path = self._curated / entry.path / TABLES[table].parquet_name
        return pq.read_table(path).to_pylist() if path.exists() else []

    def tables(self, entry: OrderEntry) -> Mapping[str, Rows]:
        """All rows of one order."""
        return {table.name: self.rows(entry, table.name) for table in tables(Stage.ORDER)}

    def is_whole(self, entry: OrderEntry) -> bool:
        """Whether every file of an order's version is what it was when it was written."""
        folder = self._curated / entry.path
        return (folder / TABLES["orders"].parquet_name).is_file() and not any(problems(folder, entry.files))

    def stored_path(self, path: Path, sha256: str) -> str:
        """Where a source file is kept, from the root of the warehouse: its bytes and its ending say."""
        extension = re.sub(r"[^a-z0-9.]", "", path.suffix.casefold())
        return f"{SOURCES}/{sha256}{extension}"

    def keep_source(self, path: Path, sha256: str) -> None:
        """Copy a source file to where it is kept, also over a damaged copy."""
        stored = self.stored_path(path, sha256)
        kept = self._curated / stored
        if not kept.is_file() or (sha256_of(kept) != sha256 and sha256_of(path) == sha256):
            self._refuse_links(stored)
            self._journal.note(stored)
            shutil.copyfile(path, self._curated / STAGED_SOURCE)
            kept.parent.mkdir(exist_ok=True)
            (self._curated / STAGED_SOURCE).replace(kept)
            self.written.append(kept)

    def write(self, records: OrderRecords, before: OrderEntry | None, now: datetime) -> tuple[str, dict[str, Stamp]]:
        """Write a version of an order; (its path from the root, the stamps of its files).

        The path is that of `before` where nothing but the time differs.
        """
        if before:
            loaded_at = self.rows(before, "orders")[0]["loaded_at"]
            staged = self._stage(records, loaded_at)
            if same_files(staged, self._curated / before.path):
                return before.path, manifest_of(staged)
        staged = self._stage(records, now)
        manifest = manifest_of(staged)
        target = self._free(records)
        path = target.relative_to(self._curated).as_posix()
        self._refuse_links(path)
        self._journal.note(path, manifest)
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(target)
        self.written.append(target)
        return path, manifest

    def _refuse_links(self, path: str) -> None:
        if linked(self._curated, path):
            raise WarehouseError(f"В {self._curated} папка «{path}» ведёт по ссылке в другое место: туда не пишется")

    def _stage(self, records: OrderRecords, loaded_at: object) -> Path:
        aside = self._curated / STAGED_ORDER
        remove_listed(self._curated, STAGED_ORDER, ORDER_FILES)
        aside.mkdir(parents=True)
        head = {**records.head, "loaded_at": loaded_at}
        for name, table in checked(records.with_rows(orders=[head])).items():
            pq.write_table(table, aside / TABLES[name].parquet_name, compression="zstd")
        return aside

    def _free(self, records: OrderRecords) -> Path:
        """v=<12 digits of the source's SHA-256>-<program version>, with -r2 where another reading has that name."""
        version = re.sub(r"[^A-Za-z0-9.+]", "_", records.program_version)
        region = records.region_code or NO_REGION
        order = self._curated / "orders" / f"region_code={region}" / f"order={records.order_id}"
        name = f"v={records.source_sha256[:12]}-{version}"
        folder, ordinal = order / name, 2
        while folder.exists() or is_link(folder):
            folder, ordinal = order / f"{name}-r{ordinal}", ordinal + 1
        return folder
