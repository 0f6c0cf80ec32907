"""How much memory one file may take while it is read: a share of the machine for each worker, on every system alike.

The readers count what they make (`parsers.limits`); this is the bound for what they cannot count, as a page that a
library draws or a file that a library unpacks. A worker watches itself and ends when it takes more; where the system
can refuse memory (Linux, macOS), it also does so, since a watcher may come too late.
"""

from __future__ import annotations

import os
import sys
import threading
import time

from warehouse.machine import machine_memory

__all__ = ["ENDED", "keep_within", "machine_memory", "share", "told", "workers_that_fit"]
ENDED = 87
"""Exit code of a worker that took more memory than its share."""
MOST = 4 * 2**30
"""Bytes: no order needs more, however large the machine; the largest read so far took 0.5 GB."""
LEAST = 700 * 2**20
"""Bytes that a worker needs for a scanned A3 page; a machine with less for each gets fewer workers."""
_PART = 0.75
"""The share of the machine's memory that all workers together may take."""
_RESERVED = 6 * 2**30
"""Address space that numpy, OpenCV, Arrow and pdfium reserve and never use."""
_SECONDS = 0.05


def workers_that_fit(wanted: int, memory: int) -> int:
    """How many of the wanted workers the memory (bytes) suffices for, at least one.

    >>> workers_that_fit(8, 4 * 2**30), workers_that_fit(2, 16 * 2**30), workers_that_fit(4, 2**29)
    (4, 2, 1)
    """
    return max(1, min(wanted, int(_PART * memory) // LEAST))


def share(workers: int, memory: int) -> int:
    """The bytes that each of so many workers may take.

    >>> share(2, 4 * 2**30) // 2**20, share(1, 64 * 2**30) // 2**20
    (1536, 4096)
    """
    return min(MOST, int(_PART * memory) // workers)


def told(limit: int) -> str:
    """The sentence for a file that the bound stopped."""
    return (
        f"чтение файла прервано: ему не хватило {limit // 2**20} МБ памяти; больше одному файлу не отводится "
        "(доля памяти компьютера на каждый из процессов чтения; --jobs 1 отводит больше)"
    )


def keep_within(limit: int) -> None:
    """Ends this process with the code ENDED as soon as it takes more than `limit` bytes of memory."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit + _RESERVED, limit + _RESERVED))
    threading.Thread(target=_watch, args=(limit,), name="memory", daemon=True).start()


def _watch(limit: int) -> None:
    import psutil

    process = psutil.Process()
    while process.memory_info().rss <= limit:
        time.sleep(_SECONDS)
    os._exit(ENDED)
