"""How much of this machine the program may take: one bound for every DuckDB that it opens."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_MEBIBYTE = 2**20
_LEAST = 256 * _MEBIBYTE
"""Bytes with which DuckDB still answers: with less, a hash join of five orders is refused."""
_PART = 0.5
"""The share of the memory that one database may buffer: the workers and the rows in Python need the rest."""
_CGROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")

Config = dict[str, str | bool | int | float | list[str]]


def machine_memory() -> int:
    """Bytes of memory of this computer, or of the container that the program runs in where that has less."""
    return min([_installed(), *_container_limits()])


def _installed() -> int:
    if sys.platform == "linux":
        # psutil's figure, without the 20 ms that every command would wait for its import.
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    import psutil

    return int(psutil.virtual_memory().total)


def _container_limits() -> list[int]:
    texts = (path.read_text(encoding="ascii").strip() for name in _CGROUPS if (path := Path(name)).is_file())
    return [int(text) for text in texts if text.isdecimal()]


def database_memory(most: int, memory: int | None = None) -> int:
    """Bytes that a database may buffer: half of the memory (bytes; this machine's by default), `most` at most.

    >>> [database_memory(4 * 2**30, size * 2**30) // 2**20 for size in (1, 4, 64)]
    [512, 2048, 4096]
    """
    available = machine_memory() if memory is None else memory
    return max(_LEAST, min(most, int(_PART * available)))


def bounded(most: int, spill: Path | None) -> Config:
    """DuckDB's settings of memory; what does not fit goes to files in `spill`, None refuses it."""
    limit = database_memory(most) // _MEBIBYTE
    return {"memory_limit": f"{limit}MiB", "temp_directory": str(spill or "")}


def resident(process: int) -> int:
    """Bytes of memory that a running process takes; 0 where it has ended."""
    if sys.platform == "linux":
        try:
            pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
        except (FileNotFoundError, ProcessLookupError):
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    import psutil

    try:
        return int(psutil.Process(process).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


SOUND = "SET disabled_optimizers = 'common_subplan'"
"""DuckDB 1.5.1 to 1.5.6 takes two joins for one where both arms of a UNION have them, and gives wrong rows in silence
(duckdb/duckdb#25819)."""
READER_MEMORY = 2 * 2**30
"""Bytes that the database of a reader may buffer, on a machine that has twice as many."""
READER: Config = {
    # No files to spill to: DuckDB lets SQL read and write in that folder, whatever is locked.
    **bounded(READER_MEMORY, None),
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
}
"""How a database is opened for reading: everybody in one process has to open a file in the same way."""
