"""A generation: which order versions, corpus files and database belong together. Its file is the only commit point."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from warehouse.contents import MANIFEST, Contents, Kept, Later, write
from warehouse.entries import OrderEntry, Source
from warehouse.errors import DamagedError
from warehouse.files import write_whole
from warehouse.manifest import Manifest, Stamp
from warehouse.order_list import OrderEntries

GENERATION = "generation.json"
CORPUS = "corpus"
DATABASE = "warehouse.duckdb"
PUBLISHED = DATABASE
"""For outside tools: a copy of the current generation's database under a fixed name, in the root."""
SOURCES = "_sources"
"""Where the files that were loaded are kept, from the root of the warehouse."""
STAGING = "_staging"
"""Where a writer prepares what it will commit."""
JOURNAL = f"{STAGING}/journal.jsonl"
"""What a writer is about to put in place; left behind, it tells of a crash."""
FORMAT, _WHOLE = 3, 1
"""Of the file: one that points to a manifest (2: of which no orders stand in a list), and one that holds everything
itself, as programs before 0.4 wrote it."""


@dataclass(frozen=True, slots=True)
class Generation:
    """`number` counts commits; `inputs` are digests of what else the corpus was built from (SQL, reviews, rejected).

    `files` are the stamps of what stands beside the database in its folder, `corpus` those of the Parquet files of the
    corpus tables, by their paths from the root. `manifest` is the stamp of the file in the folder that tells all this.
    """

    number: int = 0
    orders: Mapping[str, OrderEntry] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    previous: int | None = None
    database_bytes: int = 0
    files: Manifest = field(default_factory=dict)
    corpus: Manifest = field(default_factory=dict)
    manifest: Stamp | None = field(default=None, compare=False)

    @property
    def folder(self) -> str:
        """Folder of the corpus files and the database, from the root of the warehouse."""
        return folder_of(self.number)

    @property
    def database(self) -> str:
        """The database of this generation, from the root of the warehouse."""
        return f"{self.folder}/{DATABASE}"

    def paths(self) -> Iterator[str]:
        """Everything this generation needs, from the root of the warehouse."""
        if self.number:
            yield self.folder
        yield from self.corpus
        entries = self.entries
        if entries.whole:
            yield entries.whole.path
        yield from entries.paths()
        yield from (file.stored_path for file in entries.files())

    def kept_paths(self) -> Iterator[str]:
        """What is kept of this generation while the next one is the current: its folder, and the files it came from."""
        if self.number:
            yield self.folder
        yield from (file.stored_path for file in self.entries.files())

    @property
    def entries(self) -> OrderEntries:
        """The orders with what is told of all of them together."""
        found = self.orders.whole if isinstance(self.orders, Later) else self.orders
        return found if isinstance(found, OrderEntries) else OrderEntries.of(found)

    def written(self, folder: Path) -> Generation:
        """The same, its manifest written into the folder that is to become its own, and a copy of the pointer to it."""
        pointed = replace(self, manifest=write(Contents(self.entries, self.files, self.corpus), folder / MANIFEST))
        (folder / GENERATION).write_bytes(pointed.to_json())
        return pointed

    def to_json(self) -> bytes:
        """UTF-8 JSON, the same bytes for the same generation; all of it where there is no manifest."""
        fields: dict[str, Any] = {
            "number": self.number,
            "previous": self.previous,
            "inputs": dict(self.inputs),
            "database_bytes": self.database_bytes,
        }
        if self.manifest:
            fields |= {"format": FORMAT, "manifest": str(self.manifest)}
        else:
            orders = {order_id: _entry_fields(entry) for order_id, entry in self.orders.items()}
            manifests = {"files": _written(self.files), "corpus": _written(self.corpus)}
            fields |= {"format": _WHOLE, "orders": orders, **manifests}
        return json.dumps(fields, ensure_ascii=False, sort_keys=True, indent=1).encode()


def _entry_fields(entry: OrderEntry) -> dict[str, Any]:
    sources = [asdict(source) for source in entry.sources]
    return {"path": entry.path, "sources": sources, "named": entry.named, "files": _written(entry.files)}


def _written(manifest: Manifest) -> dict[str, str]:
    return {name: str(stamp) for name, stamp in manifest.items()}


def _read(manifest: Mapping[str, str]) -> dict[str, Stamp]:
    return {name: Stamp.parse(text) for name, text in manifest.items()}


def folder_of(number: int) -> str:
    """'corpus/generation=000042'."""
    return f"{CORPUS}/generation={number:06d}"


def from_json(content: bytes, curated: Path) -> Generation:
    """Read what to_json wrote; what it points to is read when it is asked for.

    DamagedError where the bytes are something else.
    """
    try:
        fields = json.loads(content)
        match fields.pop("format"):
            case 1:
                orders = {order_id: _entry(entry) for order_id, entry in fields.pop("orders").items()}
                files, corpus = (_read(fields.pop(name, {})) for name in ("files", "corpus"))
                return Generation(orders=orders, files=files, corpus=corpus, **fields)
            case 2 | 3:
                stamp = Stamp.parse(fields.pop("manifest"))
                kept = Kept(curated, curated / folder_of(fields["number"]) / MANIFEST, stamp)
                orders_, files_, corpus_ = (Later[Any](kept, name) for name in ("orders", "files", "corpus"))
                return Generation(orders=orders_, files=files_, corpus=corpus_, manifest=stamp, **fields)
            case _:
                raise DamagedError("Хранилище записано другой версией программы: неизвестный формат generation.json")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"Файл generation.json повреждён: {error}") from error


def _entry(fields: Mapping[str, Any]) -> OrderEntry:
    sources = tuple(Source(**file) for file in fields["sources"])
    return OrderEntry(fields["path"], sources, fields["named"], _read(fields.get("files", {})))


def current(curated: Path) -> Generation:
    """The committed generation: of generation.json or, where that was lost, of the latest copy in a corpus folder.

    After a crash only a copy counts of which everything is there. An empty one where nothing was ever loaded, or the
    first load was cut short. DamagedError where orders are there but nothing tells which.
    """
    try:
        return from_json((curated / GENERATION).read_bytes(), curated)
    except FileNotFoundError:
        pass
    except DamagedError:
        if not any((curated / CORPUS).glob(f"*/{GENERATION}")):
            raise
    crashed = (curated / JOURNAL).exists()
    for copy in sorted((curated / CORPUS).glob(f"*/{GENERATION}"), reverse=True):
        try:
            found = from_json(copy.read_bytes(), curated)
        except DamagedError:
            continue
        if not crashed or _is_whole(curated, found):
            return found
    if any((curated / "orders").glob("*/*/v=*")) and not crashed:
        raise DamagedError(f"В {curated} есть приказы, но нет generation.json: соберите его: dorkarta doctor --repair")
    return Generation()


def _is_whole(curated: Path, found: Generation) -> bool:
    try:
        return all((curated / path).exists() for path in found.paths())
    except DamagedError:
        return False


def numbered(curated: Path, number: int | None) -> Generation | None:
    """The generation of a number from the copy in its corpus folder; None where that is gone."""
    try:
        found = from_json((curated / folder_of(number or 0) / GENERATION).read_bytes(), curated)
        return found if len(found.orders) >= 0 else None  # looked into: it may be damaged
    except (FileNotFoundError, DamagedError):
        return None


def commit(curated: Path, generation: Generation) -> None:
    """Make it the current one, at once."""
    write_whole(curated / GENERATION, generation.to_json())
