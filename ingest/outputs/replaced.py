"""A file that is the old one or the whole new one: written aside under a name of its own, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from warehouse.files import rename_over


def replace_file(path: Path, content: bytes) -> None:
    """Puts the content in the place of a file, rights kept; a link's target is replaced, a device is written to.

    OSError where that can't be done: the file then is as before, and nothing is left beside it.
    """
    target = path.resolve()
    if target.is_dir():
        raise IsADirectoryError(None, None, str(path))
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    if not target.parent.is_dir():
        raise FileNotFoundError(None, None, str(path))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(None, None, str(path))
    descriptor, aside = tempfile.mkstemp(prefix=".dorkarta-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, _rights(target))
        rename_over(Path(aside), target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def _rights(target: Path) -> int:
    """The rights of the file before, else those that the user's new files get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
