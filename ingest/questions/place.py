"""Where the warehouse is, for commands and notebooks alike."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path

from warehouse.errors import UnknownNameError

DEFAULT_CURATED = Path("data/curated")
CURATED_VARIABLE = "DORKARTA_CURATED"


def curated() -> Path:
    """The folder that the environment names, or the default one."""
    return Path(os.environ.get(CURATED_VARIABLE) or DEFAULT_CURATED)


def check_there(folder: Path) -> None:
    """UnknownNameError, with the nearest warehouse, where a folder is none: a question must not make one."""
    if _is_warehouse(folder):
        return
    beside = [one for one in folder.absolute().parent.glob("*") if one.is_dir() and _is_warehouse(one)]
    near = get_close_matches(folder.name, [one.name for one in beside], 3, 0.3)
    hint = f"; возможно, {', '.join(str(folder.parent / name) for name in near)}" if near else ""
    own = "" if folder == DEFAULT_CURATED else f" --curated {folder}"
    raise UnknownNameError(f"В {folder} нет хранилища{hint}. Его создаёт загрузка: dorkarta load ФАЙЛ…{own}")


def _is_warehouse(folder: Path) -> bool:
    """Whether something was loaded there: the commit point, or what a crash left of it."""
    from warehouse.generation import CORPUS, GENERATION

    return (folder / GENERATION).is_file() or any((folder / name).is_dir() for name in (CORPUS, "orders"))
