"""The entries of all orders: a list in a Parquet file, of which only what is asked for is read, and what changed since.

So a change of one order writes its own entry anew, not those of ten thousand others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.entries import OrderEntry, entry_of_row, entry_row, rows_table
from warehouse.errors import DamagedError
from warehouse.manifest import Stamp, problems, stamp_of

if TYPE_CHECKING:
    import pyarrow as pa

MOST_CHANGED, PART_CHANGED = 64, 0.05
"""So many changed entries, or this share of all, are told beside a list; of more, a new list is written."""
WORTH_A_LIST = 256
"""Fewer orders are told in the manifest itself."""


@dataclass(frozen=True, slots=True)
class File:
    """A kept file of an order, and whether a later one took its place."""

    order_id: str
    sha256: str
    stored_path: str
    program_version: str
    superseded: bool


@lru_cache(maxsize=4)
def order_list(curated: Path, path: str, stamp: Stamp) -> OrderList:
    """The list at a path; generations that follow one another share it."""
    return OrderList(curated, path, stamp)


class OrderList:
    """A list of orders in a Parquet file at `path`, from the root of the warehouse; it never changes.

    DamagedError where it is not what was written, when something of it is asked for.
    """

    def __init__(self, curated: Path, path: str, stamp: Stamp) -> None:
        self.path = path
        self.stamp = stamp
        self._file = curated / path

    @cached_property
    def _table(self) -> pa.Table:
        import pyarrow.parquet as pq  # commands that only read need nothing of it

        if any(problems(self._file.parent, {self._file.name: self.stamp})):
            raise DamagedError(
                f"Опись хранилища {self._file} утрачена или повреждена: соберите её: dorkarta doctor --repair"
            )
        return pq.ParquetFile(self._file).read()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The rows of the orders by id."""
        return {order_id: place for place, order_id in enumerate(self._table.column("order_id").to_pylist())}

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The folders of the orders by id."""
        return dict(zip(self.places, self._table.column("path").to_pylist(), strict=True))

    @cached_property
    def files(self) -> tuple[File, ...]:
        """The files of all orders."""
        import pyarrow.compute as pc

        sources = self._table.column("sources")
        owners = pc.list_parent_indices(sources).to_pylist()
        ids = list(self.places)
        names = ("sha256", "stored_path", "program_version", "superseded")
        told = (pc.struct_field(pc.list_flatten(sources), name).to_pylist() for name in names)
        return tuple(File(ids[owner], *row) for owner, *row in zip(owners, *told, strict=True))

    def entry(self, order_id: str) -> OrderEntry:
        """The entry of an order that is there."""
        (row,) = self._table.slice(self.places[order_id], 1).to_pylist()
        return entry_of_row(row)


class OrderEntries(MutableMapping[str, OrderEntry]):
    """Entries by order, ascending; `whole` is the list that `changed` differs from (None: taken out)."""

    def __init__(self, whole: OrderList | None = None, changed: Mapping[str, OrderEntry | None] | None = None) -> None:
        self.whole = whole
        self.changed: dict[str, OrderEntry | None] = dict(changed or {})

    @classmethod
    def of(cls, entries: Mapping[str, OrderEntry]) -> OrderEntries:
        """The same entries, to be changed without changing the others."""
        return cls(entries.whole, entries.changed) if isinstance(entries, OrderEntries) else cls(None, entries)

    @property
    def _listed(self) -> Mapping[str, int]:
        return self.whole.places if self.whole else {}

    def __getitem__(self, order_id: str) -> OrderEntry:
        """The entry of an order."""
        if order_id not in self:
            raise KeyError(order_id)
        return self.changed.get(order_id) or self._of_list(order_id)

    def _of_list(self, order_id: str) -> OrderEntry:
        if self.whole is None:
            raise KeyError(order_id)
        return self.whole.entry(order_id)

    def __setitem__(self, order_id: str, entry: OrderEntry) -> None:
        """Set the entry of an order."""
        self.changed[order_id] = entry

    def __delitem__(self, order_id: str) -> None:
        """Take an order out."""
        if order_id not in self:
            raise KeyError(order_id)
        if order_id in self._listed:
            self.changed[order_id] = None
        else:
            del self.changed[order_id]

    def __contains__(self, order_id: object) -> bool:
        """Whether an order is there."""
        return self.changed[order_id] is not None if order_id in self.changed else order_id in self._listed

    def __iter__(self) -> Iterator[str]:
        """The ids, ascending."""
        yield from sorted(one for one in {*self._listed, *self.changed} if one in self)

    def __len__(self) -> int:
        """How many orders there are."""
        new = sum(entry is not None and one not in self._listed for one, entry in self.changed.items())
        return len(self._listed) + new - sum(entry is None for entry in self.changed.values())

    def __eq__(self, other: object) -> bool:
        """Whether both have the same entries."""
        return isinstance(other, Mapping) and not differing(self, other)

    __hash__ = None  # type: ignore[assignment]

    def paths(self) -> Iterator[str]:
        """The folders of all orders."""
        listed = self.whole.paths.items() if self.whole else ()
        yield from (path for order_id, path in listed if order_id not in self.changed)
        yield from (entry.path for entry in self.changed.values() if entry)

    def files(self) -> Iterator[File]:
        """The files of all orders."""
        listed = self.whole.files if self.whole else ()
        yield from (file for file in listed if file.order_id not in self.changed)
        for order_id, entry in self.changed.items():
            for one in entry.sources if entry else ():
                yield File(order_id, one.sha256, one.stored_path, one.program_version, one.superseded)

    def needs_a_list(self) -> bool:
        """Whether so much changed that the entries are to be listed anew."""
        if len(self) < WORTH_A_LIST:
            return self.whole is not None
        return self.whole is None or len(self.changed) > max(MOST_CHANGED, PART_CHANGED * len(self))

    def listed(self, curated: Path, path: str, file: Path) -> OrderEntries:
        """The same entries, all of them in a list that is written into `file` and is to stand at `path`."""
        import pyarrow.parquet as pq

        pq.write_table(rows_table(entry_row(*one) for one in self.items()), file, compression="zstd")
        return OrderEntries(order_list(curated, path, stamp_of(file)))

    def unlisted(self) -> OrderEntries:
        """The same entries without a list."""
        return OrderEntries(None, dict(self))


def differing(new: Mapping[str, OrderEntry], base: Mapping[str, OrderEntry]) -> set[str]:
    """The orders that are there in another version, only in one, or only in the other."""
    names: Any = new.keys() | base.keys()
    if isinstance(new, OrderEntries) and isinstance(base, OrderEntries) and _one_list(new, base):
        names = new.changed.keys() | base.changed.keys()
    return {name for name in names if new.get(name) != base.get(name)}


def _one_list(new: OrderEntries, base: OrderEntries) -> bool:
    return (new.whole and new.whole.stamp) == (base.whole and base.whole.stamp)
