"""The folders that hold one version of one order each, and the kept source files."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from warehouse.columns import Stage
from warehouse.files import remove, same_files
from warehouse.generation import STAGING, OrderEntry
from warehouse.records import OrderRecords, checked
from warehouse.schema import TABLES, tables

SOURCES = "_sources"
NO_REGION = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, Spark and DuckDB read as NULL."""

Rows = list[dict[str, object]]


class Folders:
    """Reads and writes under the root of the warehouse; `written` are the files and folders to flush at the commit."""

    def __init__(self, curated: Path) -> None:
        self._curated = curated
        self.staging = curated / STAGING
        self.written: list[Path] = []

    def rows(self, entry: OrderEntry, table: str) -> Rows:
        """The rows of a table of one order; none where the order has none."""
        path = self._curated / entry.path / TABLES[table].parquet_name
        return pq.read_table(path).to_pylist() if path.exists() else []

    def tables(self, entry: OrderEntry) -> Mapping[str, Rows]:
        """All rows of one order."""
        return {table.name: self.rows(entry, table.name) for table in tables(Stage.ORDER)}

    def keep_source(self, path: Path, sha256: str) -> str:
        """Copy a source file to where its bytes say; the path from the root of the warehouse."""
        extension = re.sub(r"[^a-z0-9.]", "", path.suffix.casefold())
        stored = f"{SOURCES}/{sha256}{extension}"
        if not (self._curated / stored).exists():
            self.staging.mkdir(exist_ok=True)
            shutil.copyfile(path, self.staging / sha256)
            (self._curated / SOURCES).mkdir(exist_ok=True)
            (self.staging / sha256).replace(self._curated / stored)
            self.written.append(self._curated / stored)
        return stored

    def write(self, records: OrderRecords, before: OrderEntry | None, now: datetime) -> str:
        """Write a version of an order; its path from the root, that of `before` where nothing but the time differs."""
        if before:
            loaded_at = self.rows(before, "orders")[0]["loaded_at"]
            if same_files(self._stage(records, loaded_at), self._curated / before.path):
                return before.path
        aside = self._stage(records, now)
        target = self._free(records)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.rename(target)
        self.written.append(target)
        return target.relative_to(self._curated).as_posix()

    def _stage(self, records: OrderRecords, loaded_at: object) -> Path:
        aside = self.staging / "order"
        remove(aside)
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
        while folder.exists():
            folder, ordinal = order / f"{name}-r{ordinal}", ordinal + 1
        return folder
