"""What a worker process of a load does: it reads a file and leaves the records in a file of their own.

It imports neither the store nor the database, which would take a third of the time in which a worker starts.
"""

from __future__ import annotations

import pickle
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.orders import memory
from ingest.orders.reading import read_source
from warehouse.processes import collect_rarely

if TYPE_CHECKING:
    from ingest.orders.discover import SourceFile
    from ingest.orders.plans import Plans
    from warehouse.records import OrderRecords


@dataclass(frozen=True, slots=True)
class Spooled:
    """Records that wait in a file of this load: a long one would not hold those of all its orders."""

    path: Path

    @classmethod
    def of(cls, records: OrderRecords, folder: Path) -> Spooled:
        """Write records to a file of their own."""
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".records", delete=False) as file:
            pickle.dump(records, file, pickle.HIGHEST_PROTOCOL)
        return cls(Path(file.name))

    def taken(self) -> OrderRecords:
        """The records; the file goes."""
        with self.path.open("rb") as file:
            records: OrderRecords = pickle.load(file)
        self.path.unlink()
        return records


def begin(limit: int) -> None:
    """What a worker does first: it bounds its memory to so many bytes."""
    memory.keep_within(limit)
    collect_rarely()


def read_into(source: SourceFile, plans: Plans, folder: Path) -> Spooled:
    """One file's records, left in a folder: a worker hands back where they are. Raises ParseError as `read_source`."""
    return Spooled.of(read_source(source, plans), folder)
