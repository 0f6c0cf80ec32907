"""One process writes: an operating system's lock on a file, so the lock of a dead process is free by itself."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import LockedError, WarehouseError

LOCK_NAME = ".lock"
_LOCKED_BYTE = 1 << 30
"""Windows locks bytes against reading, too: one far behind the content leaves the holder's number readable."""


PATIENCE = 1.0
"""Seconds to wait for the lock: a reader that tidies up after a crash holds it no longer."""
_PAUSE = 0.05


@contextmanager
def write_lock(curated: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the right to write; LockedError, naming the holder, where another process has it, WarehouseError where the
    folder can't be written to.

    The file stays, empty, when the lock is let go: removing it would let two processes lock two files of one name.
    """
    try:
        opened = (curated / LOCK_NAME).open("a+b", buffering=0)
    except OSError as error:
        raise WarehouseError(f"В {curated} нельзя писать: {error.strerror}") from error
    with opened as file:
        _acquire_soon(file.fileno(), curated, patience)
        try:
            file.truncate(0)
            file.write(str(os.getpid()).encode("ascii"))
            yield
        finally:
            file.truncate(0)
            _release(file.fileno())


def _acquire_soon(descriptor: int, curated: Path, patience: float) -> None:
    last = time.monotonic() + patience
    while True:
        try:
            _acquire(descriptor)
            return
        except OSError as error:
            if time.monotonic() > last:
                raise LockedError(_held_by(curated / LOCK_NAME)) from error
            time.sleep(_PAUSE)


def _held_by(path: Path) -> str:
    holder = path.read_bytes()[:20].decode("ascii", "replace").strip()
    who = f"другой процесс (№ {holder})" if holder.isdigit() else "другой процесс"
    return f"В хранилище {path.parent} сейчас пишет {who}; дождитесь, пока он закончит, и повторите"


if sys.platform == "win32":
    import msvcrt

    def _acquire(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
