"""Compound files (OLE) of old Office: which program wrote one, by the names in its directory."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = (
    ("encrypted", "EncryptedPackage"),
    ("doc", "WordDocument"),
    ("xls", "Workbook"),
    ("xls", "Book"),
    ("ppt", "PowerPoint Document"),
)
_ENTRY = 128
_SIBLINGS, _CHILD = 68, 76
"""Where an entry names those beside it and, for a storage, one of those in it."""
_MAX_SECTORS = 256
_DIFAT_ENTRIES = 109
"""Sectors of the allocation table that the header itself names: enough for 7 MB, and the directory is small."""
Reader = Callable[[int, int], bytes]
"""(offset, size) -> bytes of the file, fewer where it ends."""


def ole_kind(head: bytes, name: str) -> str:
    """'doc', 'xls', 'ppt', 'encrypted' (an OOXML file under a password), '' for what is no compound file.

    Where the directory lies beyond the head, the ending of the name tells, else 'doc': the reader looks again.
    """
    if not head.startswith(MAGIC):
        return ""
    kind = _kind(lambda offset, size: head[offset : offset + size])
    return kind or ("xls" if name.lower().endswith((".xls", ".xlt")) else "doc")


def ole_kind_of(path: Path) -> str:
    """As `ole_kind`, by the directory wherever in the file it lies; '' where none of the known programs wrote it."""
    with path.open("rb") as file:

        def read(offset: int, size: int) -> bytes:
            file.seek(offset)
            return file.read(size)

        return _kind(read)


def _kind(read: Reader) -> str:
    names = set(_top_names(list(_entries(read))))
    return next((kind for kind, stream in _STREAMS if stream in names), "")


def _top_names(entries: list[bytes]) -> Iterator[str]:
    """Names right under the root: an embedded document has its streams in a storage of its own, below."""
    waiting = [struct.unpack_from("<I", entries[0], _CHILD)[0]] if entries else []
    seen: set[int] = set()
    while waiting:
        place = waiting.pop()
        if place >= len(entries) or place in seen:
            continue
        seen.add(place)
        entry = entries[place]
        waiting += struct.unpack_from("<II", entry, _SIBLINGS)
        length = struct.unpack_from("<H", entry, 64)[0]
        if 2 <= length <= 64:
            yield entry[: length - 2].decode("utf-16-le", "replace")


def _entries(read: Reader) -> Iterator[bytes]:
    """The entries of the directory, the root first, sector after sector along its chain."""
    header = read(0, 512)
    if not header.startswith(MAGIC) or len(header) < 512:
        return
    shift, sector = struct.unpack_from("<H", header, 30)[0], struct.unpack_from("<I", header, 48)[0]
    if not 7 <= shift <= 16:
        return
    size = 1 << shift
    for _ in range(_MAX_SECTORS):
        entries = read((sector + 1) * size, size)
        for start in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            yield entries[start : start + _ENTRY]
        table, place = divmod(sector, size // 4)
        if len(entries) < size or table >= _DIFAT_ENTRIES:
            return
        allocation = struct.unpack_from("<I", header, 76 + 4 * table)[0]
        following = read((allocation + 1) * size + 4 * place, 4)
        if len(following) < 4:
            return
        sector = struct.unpack("<I", following)[0]
        if sector >= 0xFFFFFFFA:
            return
