"""Files of the warehouse that are lost or no longer what was written, and the one line that tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import DamagedError
from warehouse.files import sha256_of
from warehouse.generation import Generation, OrderEntry
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
