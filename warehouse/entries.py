"""The manifest of a generation: which version of each order it holds and what every file is, read when it is asked for.

It is one Parquet file beside the database, a row for each order: a reading command needs nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from warehouse.errors import DamagedError
from warehouse.manifest import Manifest, Stamp, problems, stamp_of

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "manifest.parquet"
Value = TypeVar("Value")
_ORDER, _FOLDER, _TABLES = "order", "folder", "tables"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was loaded: `stored_path` from the root of the warehouse, `superseded` by a later file or not.

    `name` is the file's own, `part` as in the table `sources`.
    """

    sha256: str
    program_version: str
    stored_path: str
    superseded: bool = False
    name: str = ""
    part: str = "order"


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """The version folder of an order, from the root of the warehouse, and the files it came from.

    `named`: an analyst chose the order_id (`--as`), so it stays whatever the file says. `files` are the stamps of the
    files in the folder; {} in what a program before 0.3 wrote.
    """

    path: str
    sources: tuple[Source, ...]
    named: bool = False
    files: Manifest = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a manifest tells: orders by id; stamps of the files beside the database, and of those of corpus tables."""

    orders: Mapping[str, OrderEntry]
    files: Manifest
    corpus: Manifest


def _schema() -> pa.Schema:
    import pyarrow as pa

    text, flag = pa.string(), pa.bool_()
    files = pa.list_(pa.struct([("name", text), ("stamp", text)]))
    source = [(name, text) for name in ("sha256", "program_version", "stored_path", "name", "part")]
    columns = [("what", text), ("order_id", text), ("path", text), ("named", flag), ("files", files)]
    return pa.schema([*columns, ("sources", pa.list_(pa.struct([*source, ("superseded", flag)])))])


def write(contents: Contents, path: Path) -> Stamp:
    """Write a manifest; its stamp."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows: list[dict[str, object]] = [
        {"what": _FOLDER, "files": _texts(contents.files)},
        {"what": _TABLES, "files": _texts(contents.corpus)},
    ]
    for order_id, entry in contents.orders.items():
        sources = [asdict(source) for source in entry.sources]
        told = {"order_id": order_id, "path": entry.path, "named": entry.named}
        rows.append({"what": _ORDER, **told, "sources": sources, "files": _texts(entry.files)})
    pq.write_table(pa.Table.from_pylist(rows, _schema()), path, compression="zstd")
    return stamp_of(path)


class Kept:
    """A manifest that is read when something of it is asked for; DamagedError then where it is not what was written."""

    def __init__(self, path: Path, stamp: Stamp) -> None:
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
        told = {row["what"]: _stamps(row["files"]) for row in rows if row["what"] != _ORDER}
        orders = {row["order_id"]: _entry(row) for row in rows if row["what"] == _ORDER}
        return Contents(orders, told[_FOLDER], told[_TABLES])


class Later(Mapping[str, Value]):
    """One part of a manifest, read when it is first looked into."""

    def __init__(self, kept: Kept, name: str) -> None:
        self._kept = kept
        self._name = name

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


def _texts(manifest: Manifest) -> list[dict[str, str]]:
    return [{"name": name, "stamp": str(stamp)} for name, stamp in manifest.items()]


def _stamps(files: list[dict[str, str]]) -> dict[str, Stamp]:
    return {file["name"]: Stamp.parse(file["stamp"]) for file in files}


def _entry(row: Mapping[str, Any]) -> OrderEntry:
    sources = tuple(Source(**source) for source in row["sources"])
    return OrderEntry(row["path"], sources, row["named"], _stamps(row["files"]))
