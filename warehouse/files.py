"""Files that are whole or not there: written aside, flushed to the disk, then renamed."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

TEMPORARY = ".tmp"
_RETRIES = 20 if sys.platform == "win32" else 1
_PAUSE = 0.05
_MANY_FILES = 100


def sync_file(path: Path) -> None:
    """Flush a written file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Flush the names in a folder to the disk; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(written: Iterable[Path], root: Path) -> None:
    """Flush files and whole folders under `root`: the files first, then every name down to them.

    Thousands of small files take minutes one by one; Linux flushes everything at once, and waits for it, in a moment.
    """
    files = [file for path in written for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]
    if sys.platform == "linux" and len(files) > _MANY_FILES:
        os.sync()
        return
    for file in files:
        sync_file(file)
    for folder in sorted({folder for file in files for folder in file.parents if folder.is_relative_to(root)}):
        sync_folder(folder)


def rename_over(source: Path, target: Path) -> None:
    """os.replace, tried again for a second on Windows, where a virus scanner or a reader may hold the target."""
    for attempt in range(_RETRIES):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if attempt == _RETRIES - 1:
                raise
            time.sleep(_PAUSE)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it has the old content or the new one, whatever happens."""
    aside = path.with_name(path.name + TEMPORARY)
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    rename_over(aside, path)
    sync_folder(path.parent)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file, times included, so that the target is the old file or the whole new one."""
    aside = target.with_name(target.name + TEMPORARY)
    shutil.copy2(source, aside)
    rename_over(aside, target)


def same_stamp(left: Path, right: Path) -> bool:
    """Whether two files have the same size and time, as after copy_whole."""
    try:
        a, b = left.stat(), right.stat()
    except FileNotFoundError:
        return False
    return (a.st_size, a.st_mtime_ns) == (b.st_size, b.st_mtime_ns)


def same_files(left: Path, right: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = sorted(path.name for path in left.iterdir())
    if names != sorted(path.name for path in right.iterdir()):
        return False
    return all((left / name).read_bytes() == (right / name).read_bytes() for name in names)


def remove(path: Path) -> bool:
    """Remove a file or folder; False where another process still holds it (Windows), to be tried again later."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except PermissionError:
        return False
    return True


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes; '' where there is no file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
