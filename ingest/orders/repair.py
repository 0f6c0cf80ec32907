"""What is lost or damaged in a warehouse, and setting it right: from the kept files, else from the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.orders.discover import SourceFile
from ingest.orders.load import read_files
from parsers.errors import ParseError
from warehouse import damage
from warehouse.damage import Damage
from warehouse.entries import OrderEntry
from warehouse.errors import DamagedError
from warehouse.generation import CORPUS, GENERATION
from warehouse.records import OrderRecords
from warehouse.store.batch import Batch, Policy
from warehouse.store.store import Store


@dataclass(frozen=True, slots=True)
class Repaired:
    """One line of what was done (Russian); `lost`: it could not be set right."""

    line: str
    lost: bool = False


def is_warehouse(curated: Path) -> bool:
    """Whether a folder holds a warehouse, damaged or not."""
    places = ((curated, GENERATION), (curated / CORPUS, f"*/{GENERATION}"), (curated / "orders", "*/*/v=*"))
    return any(any(folder.glob(pattern)) for folder, pattern in places)


def damages(curated: Path) -> list[Damage]:
    """Everything that is not as it was written, every byte compared.

    Raises DamagedError where not even the manifest of the orders is there.
    """
    store = Store(curated, as_it_is=True)
    found = store.generation
    orders = found.orders
    return [
        *damage.of_orders(curated, orders),
        *damage.of_sources(curated, orders),
        *damage.of_corpus(curated, found),
    ]


def repair(curated: Path) -> list[Repaired]:
    """Set right what can be, and tell what can't; an order of which nothing is left is taken out and named."""
    try:
        found = damages(curated)
        store = Store(curated, as_it_is=True)
    except DamagedError:
        store = Store.reassembled(curated)
        found = damages(curated)
        done = [Repaired(f"generation.json собран из папок приказов: {len(store.order_ids())}")]
    else:
        done = []
    broken = [order_id for order_id in store.order_ids() if any(_of_order(one, order_id) for one in found)]
    files = {order_id: _sources(curated, store.generation.orders[order_id], found) for order_id in broken}
    read = dict(read_files([file for some in files.values() for file in some], store))
    with store.writer() as batch:
        done += [_healed(batch, order_id, files[order_id], read, store) for order_id in broken]
        batch.commit(rebuild=bool(broken) or any(not one.order_id for one in found))
    if any(not one.order_id for one in found):
        done.append(Repaired("база собрана заново из файлов приказов"))
    return [*done, *_lost_sources(found, broken)]


def _of_order(one: Damage, order_id: str) -> bool:
    return one.order_id == order_id and not one.source


def _sources(curated: Path, entry: OrderEntry, found: Collection[Damage]) -> list[SourceFile]:
    """The kept files that an order is made of, the order itself first; none where one of them is lost."""
    live = [file for file in entry.sources if not file.superseded]
    if {file.stored_path for file in live} & {one.path for one in found}:
        return []
    live.sort(key=lambda file: file.part != "order")
    return [
        SourceFile(curated / file.stored_path, file.name or Path(file.stored_path).name, file.sha256) for file in live
    ]


def _healed(
    batch: Batch,
    order_id: str,
    files: list[SourceFile],
    read: dict[str, OrderRecords | ParseError],
    store: Store,
) -> Repaired:
    """One order: read again, else taken from the database, else taken out."""
    results = [read[file.sha256] for file in files]
    if results and not any(isinstance(result, ParseError) for result in results):
        batch.lose(order_id)
        for file, result in zip(files, results, strict=True):
            assert isinstance(result, OrderRecords)
            batch.put(result, file.path, Policy.REPLACE)
        return Repaired(f"приказ {order_id} прочитан заново из сохранённого файла")
    if batch.rescue(order_id):
        return Repaired(f"приказ {order_id} восстановлен из базы")
    batch.remove(order_id)
    names = ", ".join(f"«{file.name}»" for file in store.generation.orders[order_id].sources if not file.superseded)
    return Repaired(f"приказ {order_id} утрачен и убран из хранилища: загрузите снова {names}", lost=True)


def _lost_sources(found: Collection[Damage], broken: Collection[str]) -> Iterator[Repaired]:
    for one in found:
        if one.source and one.order_id not in broken:
            yield Repaired(f"{one}: загрузите этот файл снова, данные приказа целы", lost=True)
