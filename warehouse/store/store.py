"""The warehouse on the disk: order folders, kept sources, generations. One process writes, any number read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse import damage, generation, lean
from warehouse.errors import DiskFullError, LockedError, UnknownOrderError, WarehouseError
from warehouse.files import (
    TEMPORARY,
    finish_together,
    is_full,
    is_link,
    remove_empty,
    remove_file,
    remove_listed,
    same_time,
)
from warehouse.generation import CORPUS, DATABASE, GENERATION, JOURNAL, PUBLISHED, SOURCES, STAGING, Generation
from warehouse.store.lock import LOCK_NAME, PATIENCE, write_lock

if TYPE_CHECKING:
    from warehouse.store.batch import Batch
    from warehouse.store.journal import Listed

ORDERS = "orders"
_NESTED = (f"{ORDERS}/", f"{CORPUS}/")
_FOLDERS = (ORDERS, CORPUS, SOURCES, STAGING)
_OURS = frozenset((*_FOLDERS, DATABASE, GENERATION, LOCK_NAME, "reviews.csv", "corrections.csv"))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@dataclass(frozen=True, slots=True)
class _Loaded:
    order_id: str
    program_version: str
    superseded: bool


class Store:
    """A warehouse in the folder `curated`, made where it is missing and set right after a crash.

    `now` is the clock of loaded_at and rejected.at: UTC without a zone. `as_it_is`: nothing is set right, for those
    who look for damage. WarehouseError where the folder holds other things, is none, or can't be made.
    """

    def __init__(self, curated: Path, now: Callable[[], datetime] = _now, *, as_it_is: bool = False) -> None:
        self.curated = curated
        self._now = now
        _make(curated)
        self._set(generation.current(curated))
        if not as_it_is and not self._sound():
            self._recover()

    @property
    def generation(self) -> Generation:
        """The committed generation as of the last opening, writing or `refresh`."""
        return self._generation

    @classmethod
    def reassembled(cls, curated: Path) -> Store:
        """A warehouse whose manifest is lost, put together again from the folders of its orders."""
        from warehouse.store.sources import entries_in

        with write_lock(curated):
            generation.commit(curated, Generation(orders=entries_in(curated)))
        return cls(curated, as_it_is=True)

    def refresh(self) -> None:
        """See what other processes have committed since."""
        self._set(generation.current(self.curated))

    def loaded(self, sha256: str, program_version: str) -> str | None:
        """The order that these bytes gave under this program version, None where they must be read.

        A file that a later one superseded counts as loaded under any version: read again, it would bring the old back.
        One whose order is damaged must be read.
        """
        found = self._of_file(sha256)
        if found and (found.superseded or found.program_version == program_version) and self._is_whole(found.order_id):
            return found.order_id
        return None

    def superseded(self, sha256: str) -> str | None:
        """The order of which these bytes are an earlier version, None where they are none."""
        found = self._of_file(sha256)
        return found.order_id if found and found.superseded else None

    def _is_whole(self, order_id: str) -> bool:
        orders = {order_id: self._generation.orders[order_id]}
        damages = (damage.of_orders, damage.of_sources)
        return not any(one for of in damages for one in of(self.curated, orders, thorough=False))

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
        lean.begin()
        from warehouse.corpus.copies import keep_spare
        from warehouse.store.batch import Batch  # readers need nothing of what writes

        with write_lock(self.curated, patience):
            self.refresh()
            self._clean()
            try:
                before = self._generation.number
                yield Batch(self.curated, self._generation, self._now, self._committed)
                if self._generation.number > before:
                    keep_spare(self.curated, self._generation)
            except Exception as error:
                if is_full(error):
                    raise DiskFullError(
                        f"На диске с {self.curated} нет места: освободите его и повторите, загруженное раньше цело"
                    ) from error
                raise
            finally:
                self._sweep()

    def _committed(self, new: Generation) -> None:
        """What is outlived stays until the writer ends: a batch may have put more than this commit took."""
        self._set(new)
        self._publish()

    def _set(self, new: Generation) -> None:
        self._generation = new
        self._files: dict[str, _Loaded] | None = None

    def _of_file(self, sha256: str) -> _Loaded | None:
        if self._files is None:
            known = sorted(self._generation.entries.files(), key=lambda file: not file.superseded)
            self._files = {file.sha256: _Loaded(file.order_id, file.program_version, file.superseded) for file in known}
        return self._files.get(sha256)

    def _whole(self) -> bool:
        """Whether the database of the committed generation is there, in its full length."""
        path = self.database()
        return path.is_file() and path.stat().st_size == self._generation.database_bytes

    def _sound(self) -> bool:
        """Whether nothing is left of a crash; an empty warehouse gets its database when it is first read."""
        if (self.curated / JOURNAL).exists():
            return False
        if not self._generation.number:
            return True
        committed = (self.curated / GENERATION).exists()
        return committed and self._whole() and same_time(self.database(), self.curated / PUBLISHED)

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
        from warehouse.store.journal import Journal

        finish_together(self.curated)
        if Journal(self.curated).is_open:
            self._sweep()
        if self._whole():
            if not (self.curated / GENERATION).exists():
                generation.commit(self.curated, self._generation)
            self._publish()

    def _publish(self) -> None:
        """Put the database under its fixed name; on Windows a program that holds the old file delays it."""
        from warehouse.corpus.copies import publish

        if not same_time(self.database(), self.curated / PUBLISHED):
            publish(self.curated, self._generation)

    def _sweep(self) -> None:
        """Remove what this generation does not need, but the files that were loaded and the database of the one before
        it: a reader may still be in that one. So a pattern over the Parquet files finds each order once.

        Only names that a journal or the manifest of an older generation holds: what others put here stays.
        """
        from warehouse.store.journal import Journal, outlived_listed

        journal = Journal(self.curated)
        before = generation.numbered(self.curated, self._generation.previous)
        needed = {*self._generation.paths(), *(before.kept_paths() if before else ())}
        outlived = (*(outlived_listed(before, self._generation) if before else ()), *self._outlived(needed))
        for path, names in (*journal.listed(), *outlived):
            if path not in needed and remove_listed(self.curated, path, names) and path.startswith(_NESTED):
                for folder in list((self.curated / path).parents)[:2]:
                    remove_empty(folder)
        for name in (GENERATION, PUBLISHED):
            remove_file(self.curated / (name + TEMPORARY))
        journal.close()

    def _outlived(self, needed: set[str]) -> Iterator[Listed]:
        """What the generations had whose folders are no longer needed, by the copies of their manifests."""
        from warehouse.store.journal import outlived_listed

        for copy in (self.curated / CORPUS).glob(f"generation=*/{GENERATION}"):
            if f"{CORPUS}/{copy.parent.name}" not in needed:
                old = generation.numbered(self.curated, int(copy.parent.name.partition("=")[2]))
                yield from outlived_listed(old, self._generation) if old else ()


def _make(curated: Path) -> None:
    """Make the folder of a warehouse; WarehouseError where one of this name is none and not empty either.

    DuckDB takes what follows a '?' in a path for settings and writes beside the folder.
    """
    if "?" in str(curated.absolute()):
        raise WarehouseError(f"В пути {curated} есть знак «?», с ним база не откроется: назовите папку без него")
    try:
        curated.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in curated.iterdir() if not path.name.startswith(".")}
    except (FileExistsError, NotADirectoryError) as error:
        raise WarehouseError(f"{curated} — файл, а не папка хранилища: назовите папку") from error
    except OSError as error:
        raise WarehouseError(f"Папку хранилища {curated} не открыть: {error.strerror}") from error
    foreign = sorted(name for name in names - _OURS if not name.endswith(TEMPORARY))
    if foreign and GENERATION not in names and not any((curated / CORPUS).glob(f"*/{GENERATION}")):
        raise WarehouseError(
            f"В папке {curated} лежит другое ({', '.join(foreign[:3])}), это не хранилище: назовите пустую папку"
        )
    for name in _FOLDERS:
        if is_link(curated / name):
            raise WarehouseError(f"«{name}» в {curated} — ссылка в другое место: по ссылкам dorkarta не пишет")
