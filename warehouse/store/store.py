"""The warehouse on the disk: order folders, kept sources, generations. One process writes, any number read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse import generation
from warehouse.errors import LockedError, UnknownOrderError
from warehouse.files import TEMPORARY, copy_whole, remove, same_stamp
from warehouse.generation import DATABASE, STAGING, Generation
from warehouse.store.batch import Batch
from warehouse.store.lock import PATIENCE, write_lock

PUBLISHED = DATABASE
"""For outside tools: a copy of the current generation's database under a fixed name."""


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@dataclass(frozen=True, slots=True)
class _Loaded:
    order_id: str
    program_version: str
    superseded: bool


class Store:
    """A warehouse in the folder `curated`, made where it is missing and set right after a crash.

    `now` is the clock of loaded_at and rejected.at: UTC without a zone.
    """

    def __init__(self, curated: Path, now: Callable[[], datetime] = _now) -> None:
        self.curated = curated
        self._now = now
        curated.mkdir(parents=True, exist_ok=True)
        self._set(generation.current(curated))
        if not self._sound():
            self._recover()

    @property
    def generation(self) -> Generation:
        """The committed generation as of the last opening, writing or `refresh`."""
        return self._generation

    def refresh(self) -> None:
        """See what other processes have committed since."""
        self._set(generation.current(self.curated))

    def loaded(self, sha256: str, program_version: str) -> str | None:
        """The order that these bytes gave under this program version, None where they must be read.

        A file that a later one superseded counts as loaded under any version: read again, it would bring the old back.
        """
        found = self._by_sha256.get(sha256)
        if found and (found.superseded or found.program_version == program_version):
            return found.order_id
        return None

    def order_ids(self) -> tuple[str, ...]:
        """The orders of the committed generation, sorted."""
        return tuple(sorted(self._generation.orders))

    def source(self, order_id: str) -> Path:
        """The kept copy of the file that an order came from; UnknownOrderError where there is no such order."""
        if order_id not in self._generation.orders:
            raise UnknownOrderError(f"Приказ {order_id} не загружен")
        sources = self._generation.orders[order_id].sources
        return self.curated / next(source.stored_path for source in sources if not source.superseded)

    def database(self) -> Path:
        """The database file of the committed generation."""
        return self.curated / self._generation.database

    @contextmanager
    def writer(self, patience: float = PATIENCE) -> Iterator[Batch]:
        """The right to write: `with store.writer() as batch: batch.put(...); batch.commit()`.

        What is not committed is dropped. LockedError where another process writes longer than `patience` seconds.
        """
        with write_lock(self.curated, patience):
            self.refresh()
            self._clean()
            batch = Batch(self.curated, self._generation, self._now, self._committed)
            try:
                yield batch
            finally:
                if (self.curated / STAGING).exists():
                    self._sweep()

    def _committed(self, new: Generation) -> None:
        self._set(new)
        self._publish()
        self._sweep()

    def _set(self, new: Generation) -> None:
        self._generation = new
        known = [(source, order_id) for order_id, entry in new.orders.items() for source in entry.sources]
        known.sort(key=lambda pair: not pair[0].superseded)
        self._by_sha256 = {
            source.sha256: _Loaded(order_id, source.program_version, source.superseded) for source, order_id in known
        }

    def _whole(self) -> bool:
        """Whether the database of the committed generation is there, in its full length."""
        path = self.database()
        return path.is_file() and path.stat().st_size == self._generation.database_bytes

    def _sound(self) -> bool:
        """Whether nothing is left of a crash; an empty warehouse gets its database when it is first read."""
        if not self._generation.number:
            return not (self.curated / STAGING).exists()
        committed = (self.curated / generation.GENERATION).exists() and not (self.curated / STAGING).exists()
        return committed and self._whole() and same_stamp(self.database(), self.curated / PUBLISHED)

    def _recover(self) -> None:
        """Clean up after a crash and rebuild a lost database; while another process writes, that is left to it."""
        try:
            with self.writer(patience=0.0) as batch:
                if self._generation.number and not self._whole():
                    batch.commit(rebuild=True)
        except LockedError:
            self.refresh()
            if not self._whole():
                raise

    def rebuild(self) -> None:
        """Build the database anew from the Parquet files alone."""
        with self.writer() as batch:
            batch.commit(rebuild=True)

    def _clean(self) -> None:
        """What a crash left undone between the commit and the end of the writing."""
        if (self.curated / STAGING).exists():
            self._sweep()
        if self._whole():
            if not (self.curated / generation.GENERATION).exists():
                generation.commit(self.curated, self._generation)
            self._publish()

    def _publish(self) -> None:
        """Put the database under its fixed name; on Windows a program that holds the old file delays it."""
        if not same_stamp(self.database(), self.curated / PUBLISHED):
            try:
                copy_whole(self.database(), self.curated / PUBLISHED)
                # What another program was about to write into the file before does not fit this one.
                remove(self.curated / f"{PUBLISHED}.wal")
            except PermissionError:
                remove(self.curated / (PUBLISHED + TEMPORARY))

    def _sweep(self) -> None:
        """Remove what neither this generation nor the one before it needs (a reader may still be in that one)."""
        kept = {self.curated / path for path in self._generation.paths()}
        before = generation.numbered(self.curated, self._generation.previous)
        kept |= {self.curated / path for path in before.paths()} if before else set()
        for pattern in ("orders/*/*/*", "corpus/*", "_sources/*", STAGING, "*.tmp"):
            for path in self.curated.glob(pattern):
                if path not in kept:
                    remove(path)
        for pattern in ("orders/*/*", "orders/*"):
            for folder in self.curated.glob(pattern):
                if not any(folder.iterdir()):
                    remove(folder)
