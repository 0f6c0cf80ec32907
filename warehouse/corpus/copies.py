"""Copies of the database that are brought up to date in place: the one to be written next, and the one for other tools.

A reader may be in the database of the current generation, so a writer takes that of the generation before it, lays what
the current one changed over it, and goes on from there. After one that was built anew there is none: so a load leaves a
spare copy for the first change after it. Where there is no such copy, or it is damaged or still read, the current one
is copied.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from warehouse.corpus.changes import Changes
from warehouse.corpus.database import opened
from warehouse.files import TEMPORARY, copy_file, copy_whole, remove_file, same_time
from warehouse.generation import DATABASE, PUBLISHED, STAGING, Generation, folder_of
from warehouse.manifest import problems

SPARE = "spare.duckdb"
_LARGE = 8 * 2**20
"""Bytes of a database that is worth a spare copy."""


def bring(curated: Path, base: Generation, target: Path) -> None:
    """Put a database that holds what `base` holds at `target`; FileNotFoundError where that one is lost."""
    if not _taken(curated, base, target):
        copy_file(curated / base.database, target)


def keep_spare(curated: Path, current: Generation) -> None:
    """Leave a copy of a database that was built anew, where it is so large that the first change must not copy it."""
    spare = curated / current.folder / SPARE
    if current.database_bytes >= _LARGE and not Changes(curated / current.folder).are_whole and not spare.exists():
        copy_whole(curated / current.database, spare)


def _taken(curated: Path, base: Generation, target: Path) -> bool:
    changes = _changes(curated, base)
    folder, name = (base.folder, SPARE) if changes is None else (folder_of(base.previous or 0), DATABASE)
    spare = curated / folder / name
    if not spare.is_file():
        return False
    try:
        spare.rename(target)  # from here on nobody opens it
    except OSError:
        return False
    try:
        if not _is_open_here(target):
            with opened(target) as connection:
                found = connection.execute("SELECT generation FROM internal.state").fetchone()
                if changes is None and found == (base.number,):
                    return True
                if changes and found == (base.previous,):
                    changes.lay_over_all(connection)
                    return True
    except duckdb.Error:
        pass  # another process reads it, or it is damaged: the current one is copied
    for path in (target, target.with_name(f"{target.name}.wal")):
        remove_file(path)
    return False


def publish(curated: Path, current: Generation) -> None:
    """Bring the copy for other tools up to date; on Windows a program that holds the old file delays it."""
    database, published = curated / current.database, curated / PUBLISHED
    before = curated / folder_of(current.previous or 0) / DATABASE
    changes = _changes(curated, current)
    if changes is None or not same_time(before, published) or not _laid_over(changes, published):
        try:
            copy_whole(database, published)
            # What another program was about to write into the file before does not fit this one.
            remove_file(curated / f"{PUBLISHED}.wal")
        except PermissionError:
            remove_file(curated / (PUBLISHED + TEMPORARY))
            return
    state = database.stat()
    os.utime(published, ns=(state.st_atime_ns, state.st_mtime_ns))


def _laid_over(changes: Changes, published: Path) -> bool:
    try:
        with opened(published, published.with_name(STAGING) / "spill") as connection:
            changes.lay_over_all(connection)
    except duckdb.Error:
        return False
    return True


def _changes(curated: Path, generation: Generation) -> Changes | None:
    """What a generation changed in the one before; None where it was built anew or the changes are damaged."""
    folder = curated / generation.folder
    changes = Changes(folder)
    return changes if changes.are_whole and not any(problems(folder, generation.files, thorough=False)) else None


def _is_open_here(path: Path) -> bool:
    """Whether this process has the file open: locks of files hold against other processes only."""
    import psutil

    try:
        return any(Path(file.path) == path.resolve() for file in psutil.Process().open_files())
    except psutil.Error:
        return True
