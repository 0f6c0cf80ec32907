"""The files that could not be loaded, as one generation after another knows them."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from warehouse.generation import CORPUS, Generation
from warehouse.records import Row
from warehouse.schema import REJECTED

Key = tuple[str, str]


class Rejected:
    """Rows of `rejected`: those of the last generation, changed by one batch."""

    def __init__(self, curated: Path, base: Generation) -> None:
        own = [path for path in base.corpus if path.startswith(f"{CORPUS}/{REJECTED.name}/")]
        paths = [curated / path for path in own or [f"{base.folder}/{REJECTED.parquet_name}"]]  # as 0.3 had it
        known = [row for path in paths if path.exists() for row in pq.ParquetFile(path).read().to_pylist()]
        self._rows: dict[Key, Row] = {_key(row): row for row in known}
        self._of_this_batch: set[Key] = set()

    @property
    def rows(self) -> list[Row]:
        """All rows, by name."""
        return [self._rows[key] for key in sorted(self._rows)]

    @property
    def digest(self) -> str:
        """Changes when a row does."""
        return hashlib.sha256(json.dumps(self.rows, default=str, sort_keys=True).encode()).hexdigest()[:16]

    def add(self, row: Row, now: datetime) -> None:
        """Note a file; one that was rejected before keeps the time of the first time."""
        key = _key(row)
        first = self._rows.get(key, {}).get("at") or row.get("at") or now
        self._rows[key] = {**row, "source_sha256": row.get("source_sha256") or None, "at": first}
        self._of_this_batch.add(key)

    def forgive(self, sha256: str, name: str) -> None:
        """Forget a file that was loaded: the same bytes, or, from an earlier batch, a bad file of the same name."""
        for key in list(self._rows):
            if key[1] == sha256 or (key[0] == name and key not in self._of_this_batch):
                del self._rows[key]


def _key(row: Row) -> Key:
    return str(row["source_name"]), str(row.get("source_sha256") or "")
