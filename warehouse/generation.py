"""A generation: which order versions, corpus files and database belong together. Its file is the only commit point."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from warehouse.errors import DamagedError
from warehouse.files import write_whole

GENERATION = "generation.json"
CORPUS = "corpus"
DATABASE = "warehouse.duckdb"
STAGING = "_staging"
"""Where a writer prepares what it will commit; left behind, it tells of a crash."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was loaded: `stored_path` from the root of the warehouse, `superseded` by a later file or not."""

    sha256: str
    program_version: str
    stored_path: str
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """The version folder of an order, from the root of the warehouse, and the files it came from.

    `named`: an analyst chose the order_id (`--as`), so it stays whatever the file says.
    """

    path: str
    sources: tuple[Source, ...]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Generation:
    """`number` counts commits; `inputs` are digests of what else the corpus was built from (SQL, reviews, rejected)."""

    number: int = 0
    orders: Mapping[str, OrderEntry] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    previous: int | None = None
    database_bytes: int = 0

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
        for entry in self.orders.values():
            yield entry.path
            yield from (source.stored_path for source in entry.sources)

    def to_json(self) -> bytes:
        """UTF-8 JSON, one line an order, the same bytes for the same generation."""
        return (json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, sort_keys=True, indent=1)).encode()


def folder_of(number: int) -> str:
    """'corpus/generation=000042'."""
    return f"{CORPUS}/generation={number:06d}"


def from_json(content: bytes) -> Generation:
    """Read what to_json wrote; DamagedError where the bytes are something else."""
    try:
        fields = json.loads(content)
        if fields.pop("format") != FORMAT:
            raise DamagedError("Хранилище записано другой версией программы: неизвестный формат generation.json")
        orders = {
            order_id: OrderEntry(entry["path"], tuple(Source(**file) for file in entry["sources"]), entry["named"])
            for order_id, entry in fields.pop("orders").items()
        }
        return Generation(orders=orders, **fields)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(f"Файл generation.json повреждён: {error}") from error


def current(curated: Path) -> Generation:
    """The committed generation: of generation.json or, where that was lost, of the latest corpus folder that is whole.

    An empty one where nothing was ever loaded, or the first load was cut short. DamagedError where orders are there
    but nothing tells which.
    """
    try:
        return from_json((curated / GENERATION).read_bytes())
    except FileNotFoundError:
        pass
    except DamagedError:
        if not any((curated / CORPUS).glob(f"*/{GENERATION}")):
            raise
    for copy in sorted((curated / CORPUS).glob(f"*/{GENERATION}"), reverse=True):
        found = from_json(copy.read_bytes())
        if all((curated / path).exists() for path in found.paths()):
            return found
    if any((curated / "orders").glob("*/*/*")) and not (curated / STAGING).exists():
        raise DamagedError(f"В {curated} есть приказы, но нет generation.json: восстановите его или загрузите заново")
    return Generation()


def numbered(curated: Path, number: int | None) -> Generation | None:
    """The generation of a number from the copy in its corpus folder; None where that is gone."""
    try:
        return from_json((curated / folder_of(number or 0) / GENERATION).read_bytes())
    except FileNotFoundError:
        return None


def commit(curated: Path, generation: Generation) -> None:
    """Make it the current one, at once."""
    write_whole(curated / GENERATION, generation.to_json())
