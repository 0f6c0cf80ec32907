"""Outside programs by their full paths: never one that lies in the folder a command is started in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ENDINGS = (".exe", ".com") if sys.platform == "win32" else ("",)


def find_program(*names: str) -> str | None:
    """The full path of the first of these programs that PATH has; entries of PATH that depend on where we are do not
    count, nor does the current folder, where Windows would look first."""
    folders = [Path(entry) for entry in os.environ.get("PATH", "").split(os.pathsep) if os.path.isabs(entry)]
    for name in names:
        for folder in folders:
            for ending in ("", *_ENDINGS) if Path(name).suffix else _ENDINGS:
                found = folder / f"{name}{ending}"
                if found.is_file() and os.access(found, os.X_OK):
                    return str(found)
    return None


def system_program(name: str) -> str:
    """The full path of a program of Windows itself."""
    return str(Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / name)
