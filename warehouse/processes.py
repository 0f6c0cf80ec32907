"""Python processes that we start: they import nothing from the folder that the program was started in."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

_OBJECTS_BETWEEN_COLLECTIONS = 70_000
_SAFE_PATH = "PYTHONSAFEPATH"
ROOT = Path(__file__).resolve().parents[1]
"""The folder that holds our packages."""


def isolate_children() -> None:
    """Let every Python process that is started from now on keep the current folder out of its path.

    Those of multiprocessing are started with `-c`, which puts it first, before anything of ours could be asked.
    """
    os.environ[_SAFE_PATH] = "1"


def collect_rarely() -> None:
    """Let the collector of reference cycles of this process run a hundredth as often as it does by itself.

    Reading makes few cycles, and each run walks over the dictionaries that are held: 6 % of what an order costs.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def leave_current_folder() -> None:
    """Take the current folder out of this process's own path, where `python -m` and a PYTHONPATH of «.» put it.

    Where it is the folder of our packages it goes to the end: they are found, and nothing in it hides another module.
    """
    here = _here()
    kept = [entry for entry in sys.path if entry and Path(entry).resolve() != here]
    sys.path[:] = [*kept, str(ROOT)] if here == ROOT else kept


def _here() -> Path | None:
    """The current folder; None where it has been removed meanwhile."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None


def python_command(module: str) -> list[str]:
    """The command that runs a module of ours in a Python of its own, the current folder kept out of its path."""
    return [sys.executable, "-P", "-m", module]


def child_environment() -> dict[str, str]:
    """The environment for `python_command`: modules are found where this process finds them, and nowhere else."""
    folders = dict.fromkeys(str(Path(entry).resolve()) for entry in sys.path if entry)
    here = _here()
    outside = [folder for folder in folders if folder == str(ROOT) or Path(folder) != here]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(outside), _SAFE_PATH: "1"}
