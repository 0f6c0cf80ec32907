"""Files of the warehouse that are lost or no longer what was written, and the one line that tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from warehouse.entries import OrderEntry
from warehouse.errors import DamagedError
from warehouse.files import sha256_of
from warehouse.generation import Generation
from warehouse.machine import READER
from warehouse.manifest import problems

REPAIR = "dorkarta doctor --repair"
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Damage:
    """A file, from the root of the warehouse, and what is wrong with it in Russian.

    `order_id` is '' for files of all orders together; `source`: it is the kept copy of a file that was loaded.
    """

    order_id: str
    path: str
    what: str
    source: bool = False

    def __str__(self) -> str:
        whose = f"приказ {self.order_id}: " if self.order_id else ""
        return f"{whose}файл {self.path} {self.what}"


def of_orders(curated: Path, orders: Mapping[str, OrderEntry], thorough: bool = True) -> Iterator[Damage]:
    """What is wrong with the folders of some orders; without `thorough`, as far as names and sizes tell."""
    from warehouse.schema import ORDERS

    for order_id, entry in orders.items():
        folder = curated / entry.path
        if not (folder / ORDERS.parquet_name).is_file() and ORDERS.parquet_name not in entry.files:
            yield Damage(order_id, entry.path, "утрачен")
        for name, what in problems(folder, entry.files, thorough):
            yield Damage(order_id, f"{entry.path}/{name}", what)


def of_sources(curated: Path, orders: Mapping[str, OrderEntry], thorough: bool = True) -> Iterator[Damage]:
    """What is wrong with the kept source files of some orders."""
    for order_id, entry in orders.items():
        for file in entry.sources:
            path = curated / file.stored_path
            if not path.is_file():
                yield Damage(order_id, file.stored_path, f"(«{file.name or path.name}») утрачен", source=True)
            elif thorough and sha256_of(path) != file.sha256:
                yield Damage(order_id, file.stored_path, f"(«{file.name or path.name}») повреждён", source=True)


def of_corpus(curated: Path, generation: Generation) -> Iterator[Damage]:
    """What is wrong with the database and the corpus files."""
    for name, what in problems(curated / generation.folder, generation.files):
        yield Damage("", f"{generation.folder}/{name}", what)
    for path, what in problems(curated, generation.corpus):
        yield Damage("", path, what)
    database = curated / generation.database
    if generation.number and not database.is_file():
        yield Damage("", generation.database, "утрачен")
    elif generation.number and (database.stat().st_size != generation.database_bytes or not _can_be_read(database)):
        yield Damage("", generation.database, "повреждён")


def _can_be_read(database: Path) -> bool:
    """Whether every row can be read: DuckDB holds each block against its own checksum."""
    import duckdb

    try:
        with duckdb.connect(database, read_only=True, config=READER) as connection:
            tables = connection.execute(
                "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_catalog()"
            ).fetchall()
            for schema, table in tables:
                connection.execute(f'SELECT bit_xor(hash(t)) FROM "{schema}"."{table}" AS t').fetchall()
    except duckdb.Error:
        # Whatever kind of error a damaged block gives.
        return False
    return True


def refuse(found: Iterable[Damage]) -> None:
    """DamagedError that names what is damaged, where anything is."""
    damages = list(found)
    if damages:
        raise DamagedError(told(damages))


def told(damages: Iterable[Damage]) -> str:
    """One line: what is damaged, and what to do."""
    lines = list(dict.fromkeys(map(str, damages)))
    rest = f" и ещё {len(lines) - _LISTED}" if len(lines) > _LISTED else ""
    return f"Хранилище повреждено: {'; '.join(lines[:_LISTED])}{rest}. Исправить: {REPAIR}"
