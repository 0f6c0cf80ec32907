"""Files of a shared folder that have come to rest: whole, no longer written to, and not loaded yet as they are now.

A file that is being copied grows, or has all its size and is still filled; it is taken once neither its size nor its
time has changed for a while and it can be opened. What was taken is taken again only when it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.orders.discover import NOT_ORDERS

UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")
"""Endings that programs give to a file while they copy it."""
State = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


@dataclass(slots=True)
class Folder:
    """A folder that is looked at now and then. `quiet`: seconds without a change after which a file is whole.

    `left_out`: files and folders in it that are our own.
    """

    path: Path
    quiet: float
    left_out: tuple[Path, ...] = ()
    _seen: dict[Path, tuple[State, float]] = field(default_factory=dict)
    _taken: dict[Path, State] = field(default_factory=dict)

    def settled(self, now: float) -> list[Path]:
        """The files to be loaded now, in a stable order; `now` in seconds of any clock that only goes forward."""
        states = dict(self._states())
        self._seen = {path: self._since(path, state, now) for path, state in states.items()}
        self._taken = {path: state for path, state in self._taken.items() if path in states}
        return [
            path
            for path, (state, since) in sorted(self._seen.items())
            if now - since >= self.quiet and self._taken.get(path) != state and _opens(path)
        ]

    def waiting(self) -> bool:
        """Whether there are files that are not whole yet, as of the last look."""
        return any(self._taken.get(path) != state for path, (state, _) in self._seen.items())

    def taken(self, paths: Iterable[Path]) -> None:
        """These files are loaded, as they were at the last look: what changed since then is loaded again."""
        self._taken.update((path, self._seen[path][0]) for path in paths if path in self._seen)

    def _since(self, path: Path, state: State, now: float) -> tuple[State, float]:
        before = self._seen.get(path)
        return before if before is not None and before[0] == state else (state, now)

    def _states(self) -> Iterator[tuple[Path, State]]:
        for path in self.path.rglob("*"):
            if self._is_ours(path) or not _may_be_order(path.relative_to(self.path)):
                continue
            try:
                told = path.stat()
            except OSError:  # removed between the listing and the look
                continue
            if path.is_file() and told.st_size:
                yield path, (told.st_size, told.st_mtime_ns)

    def _is_ours(self, path: Path) -> bool:
        return any(path == own or own in path.parents for own in self.left_out)


def _may_be_order(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.name.lower() not in NOT_ORDERS and path.suffix.lower() not in UNFINISHED


def _opens(path: Path) -> bool:
    """Whether the file can be read: on Windows one that is being copied is locked."""
    try:
        with path.open("rb") as stream:
            stream.read(1)
    except OSError:
        return False
    return True
