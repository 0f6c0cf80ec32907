"""The manifest of a generation: which version of each order it holds and what every file is, read when it is asked for.

It is one Parquet file beside the database, a row for each order, or for each that differs from a list: a reading
command needs nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from warehouse.entries import ORDER, OrderEntry, entry_of_row, entry_row, rows_table, stamps, texts
from warehouse.errors import DamagedError
from warehouse.manifest import Manifest, Stamp, problems, stamp_of
from warehouse.order_list import OrderEntries, order_list

MANIFEST = "manifest.parquet"
Value = TypeVar("Value")
_GONE, _LIST, _FOLDER, _TABLES = "gone", "list", "folder", "tables"
"""What else a row tells of: an order that the list has and that was taken out since, the list of orders, the stamps."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest tells: orders by id; stamps of the files beside the database, and of those of corpus tables."""

    orders: Mapping[str, OrderEntry]
    files: Manifest
    corpus: Manifest


def write(contents: Contents, path: Path) -> Stamp:
    """Write a manifest; its stamp. Of orders that stand in a list only that list is named."""
    import pyarrow.parquet as pq

    rows: list[dict[str, object]] = [
        {"what": _FOLDER, "files": texts(contents.files)},
        {"what": _TABLES, "files": texts(contents.corpus)},
    ]
    orders = OrderEntries.of(contents.orders)
    if orders.whole:
        rows.append({"what": _LIST, "path": orders.whole.path, "files": texts({"": orders.whole.stamp})})
    for order_id, entry in orders.changed.items():
        rows.append(entry_row(order_id, entry) if entry else {"what": _GONE, "order_id": order_id})
    pq.write_table(rows_table(rows), path, compression="zstd")
    return stamp_of(path)


class Kept:
    """A manifest that is read when something of it is asked for; DamagedError then where it is not what was written."""

    def __init__(self, curated: Path, path: Path, stamp: Stamp) -> None:
        self._curated = curated
        self._path = path
        self._stamp = stamp

    @cached_property
    def contents(self) -> Contents:
        """All of it."""
        import pyarrow.parquet as pq  # commands that only read need nothing of it

        if any(problems(self._path.parent, {self._path.name: self._stamp})):
            raise DamagedError(
                f"Опись хранилища {self._path} утрачена или повреждена: соберите её: dorkarta doctor --repair"
            )
        rows = pq.ParquetFile(self._path).read().to_pylist()
        told = {row["what"]: stamps(row["files"]) for row in rows if row["what"] in (_FOLDER, _TABLES)}
        changed: dict[str, OrderEntry | None] = {
            row["order_id"]: entry_of_row(row) if row["what"] == ORDER else None
            for row in rows
            if row["what"] in (ORDER, _GONE)
        }
        lists = [
            order_list(self._curated, row["path"], stamps(row["files"])[""]) for row in rows if row["what"] == _LIST
        ]
        return Contents(OrderEntries(lists[0] if lists else None, changed), told[_FOLDER], told[_TABLES])


class Later(Mapping[str, Value]):
    """One part of a manifest, read when it is first looked into."""

    def __init__(self, kept: Kept, name: str) -> None:
        self._kept = kept
        self._name = name

    @property
    def whole(self) -> Mapping[str, Value]:
        """All of it, read."""
        return self._found

    @property
    def _found(self) -> Mapping[str, Value]:
        found: Mapping[str, Value] = getattr(self._kept.contents, self._name)
        return found

    def __getitem__(self, key: str) -> Value:
        """The value of a key."""
        return self._found[key]

    def __iter__(self) -> Iterator[str]:
        """The keys."""
        return iter(self._found)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._found)
