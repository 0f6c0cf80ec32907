"""Paths -> source files: what there is to read, each with the hash of its bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.errors import ParseError
from parsers.limits import MAX_FILE_BYTES

NOT_ORDERS = frozenset({"readme.md", "manifest.csv", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to load; `name` is what analysts see. `sha256` is '' where the file cannot be read, `error` says why."""

    path: Path
    name: str
    sha256: str = ""
    error: ParseError | None = None


def discover(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """The files of `paths` in a stable order; folders are walked, hidden files and notes to a folder left out.

    A file given twice comes once. A path that does not exist comes with its error.
    """
    seen: set[Path] = set()
    for given in paths:
        for path in sorted(_files(given)):
            resolved = path.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield describe(path)


def describe(path: Path) -> SourceFile:
    """One file with its hash; an unreadable one with its error."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ParseError(f"файл больше {MAX_FILE_BYTES // 1024 // 1024} МБ: таких приказов не бывает", "open")
        with path.open("rb") as stream:
            return SourceFile(path, path.name, hashlib.file_digest(stream, "sha256").hexdigest())
    except ParseError as error:
        return SourceFile(path, path.name, error=error)
    except FileNotFoundError:
        return SourceFile(path, path.name, error=ParseError("такого файла или папки нет", "open"))
    except OSError as error:
        return SourceFile(path, path.name, error=ParseError(f"файл не открывается: {error.strerror}", "open"))


def _files(given: Path) -> Iterator[Path]:
    if not given.is_dir():
        yield given
        return
    for path in given.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(given).parts)
        if path.is_file() and not hidden and path.name.lower() not in NOT_ORDERS:
            yield path
