"""Files that are whole or not there: written aside, flushed to the disk, then renamed."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

TEMPORARY = ".tmp"
TOGETHER = ".together.json"
"""Names of files that are exchanged in one step."""
_RETRIES = 20 if sys.platform == "win32" else 1
_PAUSE = 0.05
_MANY_FILES = 100
_FULL = ("No space left on device", "Disk quota exceeded", "not enough space on the disk")
_WINDOWS_FULL = (39, 112)
"""ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL."""
_CLONE = 0x40049409
"""FICLONE of Linux."""
_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: a folder of Windows that leads elsewhere and is no symbolic link."""


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
    _write_aside(aside, content)
    rename_over(aside, path)
    sync_folder(path.parent)


def write_together(root: Path, contents: Mapping[str, bytes]) -> None:
    """Write files of a folder so that all have the old content or all the new one, whatever happens.

    What a crash interrupts `finish_together` completes.
    """
    for name, content in contents.items():
        _write_aside(root / (name + TEMPORARY), content)
    write_whole(root / TOGETHER, json.dumps(sorted(contents)).encode())
    finish_together(root)


def finish_together(root: Path) -> None:
    """Put in place what `write_together` had written whole when it was interrupted."""
    try:
        names = json.loads((root / TOGETHER).read_bytes())
    except FileNotFoundError:
        return
    for name in names:
        if (root / (name + TEMPORARY)).exists():
            rename_over(root / (name + TEMPORARY), root / name)
    sync_folder(root)
    remove_file(root / TOGETHER)


def _write_aside(aside: Path, content: bytes) -> None:
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def copy_file(source: Path, target: Path) -> None:
    """Copy a file; where the file system can, both share their bytes until one is written to."""
    if sys.platform == "linux":
        import fcntl

        with source.open("rb") as given, target.open("wb") as taken:
            try:
                fcntl.ioctl(taken, _CLONE, given.fileno())
                return
            except OSError:
                pass  # not on this file system
    shutil.copyfile(source, target)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file, times included, so that the target is the old file or the whole new one."""
    aside = target.with_name(target.name + TEMPORARY)
    shutil.copy2(source, aside)
    rename_over(aside, target)


def same_time(left: Path, right: Path) -> bool:
    """Whether both files are there and were changed at the same time, as after copy_whole."""
    try:
        return left.stat().st_mtime_ns == right.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def same_files(left: Path, right: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = sorted(path.name for path in left.iterdir())
    if names != sorted(path.name for path in right.iterdir()):
        return False
    return all((left / name).read_bytes() == (right / name).read_bytes() for name in names)


def is_link(path: Path) -> bool:
    """Whether a path is a symbolic link or a junction of Windows."""
    try:
        state = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) == _JUNCTION


def linked(root: Path, path: str) -> bool:
    """Whether any folder on the way from the root to a path within it, or the path itself, is a link."""
    inner = PurePosixPath(path)
    return any(is_link(root / part) for part in (inner, *inner.parents) if part != PurePosixPath("."))


def remove_file(path: Path) -> bool:
    """Remove a file; False where another process still holds it (Windows), to be tried again later."""
    try:
        path.unlink(missing_ok=True)
    except (PermissionError, IsADirectoryError):
        return False
    return True


def remove_listed(root: Path, path: str, names: Iterable[str] = ()) -> bool:
    """Remove a file within the root, or the named files of a folder and the folder once nothing else stands in it.

    Whatever others put there stays, and nothing behind a link is touched. True where it is gone.
    """
    target = root / path
    if linked(root, path):
        return False
    if not target.is_dir():
        return remove_file(target)
    for name in names:
        remove_file(target / name)
    return remove_empty(target)


def remove_empty(folder: Path) -> bool:
    """Remove a folder that holds nothing; False where something stands in it."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes; '' where there is no file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_full(error: BaseException) -> bool:
    """Whether an error of writing, also one that DuckDB or Arrow words in their own way, says that the disk is full."""
    numbers = (errno.ENOSPC, errno.EDQUOT)
    if isinstance(error, OSError) and (error.errno in numbers or getattr(error, "winerror", None) in _WINDOWS_FULL):
        return True
    return any(words in str(error) for words in _FULL)
