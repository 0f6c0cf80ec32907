"""What a writer puts in place, noted before it does: so a crash leaves no name that nobody knows to be ours.

Only names that a journal or a manifest holds are ever removed from a warehouse.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from warehouse.columns import Stage
from warehouse.contents import MANIFEST
from warehouse.corpus.changes import BETWEEN, FILES, INTERNAL
from warehouse.corpus.copies import SPARE
from warehouse.entries import OrderEntry
from warehouse.files import TEMPORARY, remove_empty, remove_file, remove_listed
from warehouse.generation import DATABASE, GENERATION, JOURNAL, STAGING, Generation
from warehouse.order_list import differing
from warehouse.schema import TABLES, tables

Listed = tuple[str, tuple[str, ...]]
"""A path from the root of the warehouse, and the names of the files in it where it is a folder."""

ORDER_FILES = tuple(table.parquet_name for table in tables(Stage.ORDER))
CORPUS_FILES = (*FILES, DATABASE, f"{DATABASE}.wal", SPARE, f"{SPARE}{TEMPORARY}", MANIFEST, GENERATION)
_BETWEEN = (*(f"{name}.parquet" for name in (*TABLES, *INTERNAL)), *BETWEEN, *ORDER_FILES)
"""Names of files that the building of a database leaves where it is cut short."""
STAGED_ORDER, STAGED_CORPUS, STAGED_SOURCE = f"{STAGING}/order", f"{STAGING}/corpus", f"{STAGING}/source"
ORDER_LIST = "orders.parquet"
STAGED_PARTS = f"{STAGING}/parts"
SPILL = f"{STAGING}/spill"
_STAGED: tuple[Listed, ...] = (
    (STAGED_ORDER, ORDER_FILES),
    (STAGED_CORPUS, (*CORPUS_FILES, *_BETWEEN)),
    (STAGED_SOURCE, ()),
)


class Journal:
    """The journal of the writer that holds the lock."""

    def __init__(self, curated: Path) -> None:
        self._curated = curated
        self._path = curated / JOURNAL

    def note(self, path: str, names: Iterable[str] = ()) -> None:
        """Note a file, or a folder with its files, before it is put in place."""
        self._path.parent.mkdir(exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([path, list(names)]) + "\n")

    def open(self) -> None:
        """Begin: from now on a crash can be told by the journal that is left behind."""
        self._path.parent.mkdir(exist_ok=True)
        self._path.touch()

    @property
    def is_open(self) -> bool:
        """Whether a writer is at work, or was when it crashed."""
        return self._path.exists()

    def listed(self) -> Iterator[Listed]:
        """What was noted; a last line that a crash cut off names nothing that was put in place yet."""
        if not self._path.exists():
            return
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                path, names = json.loads(line)
            except ValueError:
                continue
            yield str(path), tuple(map(str, names))

    def close(self) -> None:
        """Remove what was staged, then the journal."""
        clear_staged(self._curated)
        remove_file(self._path)
        remove_empty(self._path.parent)


def clear_staged(curated: Path) -> None:
    """Remove what was prepared and not put in place."""
    for path, names in _STAGED:
        remove_listed(curated, path, names)
    spilled = curated / SPILL
    remove_listed(curated, SPILL, [path.name for path in spilled.glob("duckdb_temp*")] if spilled.is_dir() else ())


def order_listed(entry: OrderEntry) -> Listed:
    """The folder of an order's version with its files."""
    return entry.path, tuple(entry.files) or ORDER_FILES


def outlived_listed(generation: Generation, now: Generation) -> Iterator[Listed]:
    """What an older generation needs, but the orders that are the same now; its own folder last, and in that the copy
    of its manifest."""
    for order_id in sorted(differing(generation.entries, now.entries)):
        if entry := generation.orders.get(order_id):
            yield order_listed(entry)
            yield from ((source.stored_path, ()) for source in entry.sources)
    if generation.entries.whole:
        yield generation.entries.whole.path, ()
    yield from ((path, ()) for path in generation.corpus)
    if generation.number:
        names = (name for name in (*generation.files, *CORPUS_FILES) if name != GENERATION)
        yield generation.folder, (*names, GENERATION)
