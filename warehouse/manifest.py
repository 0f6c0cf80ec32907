"""What a file of the warehouse must be: rows, bytes, SHA-256. Noted when it is written, held against it ever after."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Rows of a Parquet file (0 for other files), size in bytes, SHA-256 of its bytes."""

    rows: int
    size: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.rows} {self.size} {self.sha256}"

    @classmethod
    def parse(cls, text: str) -> Stamp:
        """Read what str() wrote; ValueError for anything else."""
        rows, size, sha256 = text.split()
        return cls(int(rows), int(size), sha256)


Manifest = Mapping[str, Stamp]
"""Stamps of the files of one folder by their names."""


def manifest_of(folder: Path, names: Iterable[str] | None = None) -> dict[str, Stamp]:
    """Stamps of the files of a folder: of those named, else of all that stand in it."""
    chosen = sorted(path.name for path in folder.iterdir() if path.is_file()) if names is None else sorted(names)
    return {name: stamp_of(folder / name) for name in chosen}


def problems(folder: Path, manifest: Manifest, thorough: bool = True) -> Iterator[tuple[str, str]]:
    """(name, what is wrong with it in Russian) of every file that is not what its stamp says.

    `thorough` compares the bytes; without it a file's presence and its size are enough.
    """
    for name, stamp in manifest.items():
        path = folder / name
        if not path.is_file():
            yield name, "утрачен"
        elif path.stat().st_size != stamp.size or (thorough and _sha256(path) != stamp.sha256):
            yield name, "повреждён"


def stamp_of(path: Path) -> Stamp:
    """The stamp of a file as it is now."""
    return Stamp(_rows(path) if path.suffix == PARQUET else 0, path.stat().st_size, _sha256(path))


def _rows(path: Path) -> int:
    import pyarrow.parquet as pq

    return int(pq.read_metadata(path).num_rows)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
