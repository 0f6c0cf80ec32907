"""Paths -> source files: what there is to read, each with the hash of its bytes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.errors import ParseError
from parsers.limits import MAX_FILE_BYTES

_RUSSIAN = re.compile(r"[А-Яа-яЁё№ ._()-]")
_NAME_ENCODINGS = ("cp866", "cp1251")
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


def shown_name(path: Path) -> str:
    """The name of a file as analysts read it, also where unzip left it in the encoding of DOS or Windows.

    Of the encodings the one that gives the most Russian; a sign that none of them has is shown as �.
    """
    name = path.name
    if name.isprintable():
        return name
    if any("\ud800" <= sign <= "\udfff" for sign in name):
        readings = [os.fsencode(name).decode(encoding, "replace") for encoding in _NAME_ENCODINGS]
        name = max(readings, key=lambda one: len(_RUSSIAN.findall(one)))
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


def describe(path: Path) -> SourceFile:
    """One file with its hash; an unreadable one with its error."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ParseError(f"файл больше {MAX_FILE_BYTES // 1024 // 1024} МБ: таких приказов не бывает", "open")
        with path.open("rb") as stream:
            return SourceFile(path, shown_name(path), hashlib.file_digest(stream, "sha256").hexdigest())
    except ParseError as error:
        return SourceFile(path, shown_name(path), error=error)
    except FileNotFoundError:
        return SourceFile(path, shown_name(path), error=ParseError("такого файла или папки нет", "open"))
    except OSError as error:
        return SourceFile(path, shown_name(path), error=ParseError(f"файл не открывается: {error.strerror}", "open"))


def _files(given: Path) -> Iterator[Path]:
    if not given.is_dir():
        yield given
        return
    for path in given.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(given).parts)
        if path.is_file() and not hidden and path.name.lower() not in NOT_ORDERS:
            yield path
