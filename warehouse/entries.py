"""What is kept of each order: the folder of its version, the files that it came from, what every file is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from warehouse.manifest import Manifest, Stamp

if TYPE_CHECKING:
    import pyarrow as pa


ORDER = "order"
"""What the row of an order tells of."""


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


def rows_table(rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Rows of a manifest: `what` each tells of, and as far as it has them order_id, path, named, files, sources."""
    import pyarrow as pa

    text, flag = pa.string(), pa.bool_()
    files = pa.list_(pa.struct([("name", text), ("stamp", text)]))
    source = [(name, text) for name in ("sha256", "program_version", "stored_path", "name", "part")]
    columns = [("what", text), ("order_id", text), ("path", text), ("named", flag), ("files", files)]
    schema = pa.schema([*columns, ("sources", pa.list_(pa.struct([*source, ("superseded", flag)])))])
    return pa.Table.from_pylist(list(rows), schema)


def entry_row(order_id: str, entry: OrderEntry) -> dict[str, object]:
    """The row of an order."""
    sources = [asdict(source) for source in entry.sources]
    told = {"order_id": order_id, "path": entry.path, "named": entry.named}
    return {"what": ORDER, **told, "sources": sources, "files": texts(entry.files)}


def entry_of_row(row: Mapping[str, Any]) -> OrderEntry:
    """What the row of an order tells."""
    sources = tuple(Source(**source) for source in row["sources"])
    return OrderEntry(row["path"], sources, row["named"], stamps(row["files"]))


def texts(manifest: Manifest) -> list[dict[str, str]]:
    """Stamps as rows have them."""
    return [{"name": name, "stamp": str(stamp)} for name, stamp in manifest.items()]


def stamps(files: list[dict[str, str]]) -> dict[str, Stamp]:
    """What `texts` gave."""
    return {file["name"]: Stamp.parse(file["stamp"]) for file in files}
