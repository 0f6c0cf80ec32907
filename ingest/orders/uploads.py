"""Files that a browser hands over: bounded in size and number, then loaded as any other file.

A file's name is what analysts see and nothing else: the bytes are kept under a name of our own while they are read.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.orders.discover import SourceFile, describe
from ingest.orders.load import LoadOptions, LoadReport, Progress, load_sources
from parsers.errors import ParseError

MAX_FILES = 30
"""Files handed over at once; a folder of more is loaded by the command."""
MAX_BYTES = 64 * 2**20
"""Size of one file; the largest scanned order seen has 20 MB."""
LONGEST_NAME = 150
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}$")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sent it; `name` is whatever it claims."""

    name: str
    content: bytes


def load_uploads(
    uploads: Sequence[Upload], curated: Path, progress: Progress, replace_loaded: bool = False
) -> LoadReport:
    """Loads what fits the bounds; the rest is rejected with a reason, as an unreadable file is."""
    with tempfile.TemporaryDirectory(prefix="dorkarta-") as folder:
        sources = list(_sources(uploads, Path(folder)))
        return load_sources(sources, curated, LoadOptions(replace=replace_loaded), progress)


def _sources(uploads: Sequence[Upload], folder: Path) -> Iterator[SourceFile]:
    for place, upload in enumerate(uploads, 1):
        name = shown_name(upload.name)
        path = folder / f"{place}{suffix_of(name)}"
        problem = _problem(place, upload)
        if problem:
            yield SourceFile(path, name, error=ParseError(problem, "open"))
        else:
            path.write_bytes(upload.content)
            yield replace(describe(path), name=name)


def _problem(place: int, upload: Upload) -> str:
    if place > MAX_FILES:
        return f"За один раз загружается не больше {MAX_FILES} файлов: добавьте остальные потом"
    if len(upload.content) > MAX_BYTES:
        return f"Файл больше {MAX_BYTES // 2**20} МБ: таких приказов не бывает"
    return ""


def shown_name(claimed: str) -> str:
    r"""The last part of a claimed name without control characters: '..\\..\\C:/приказ.docx' -> 'приказ.docx'."""
    last = re.split(r"[/\\]", claimed)[-1]
    name = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    return name[-LONGEST_NAME:] or "файл"


def suffix_of(name: str) -> str:
    """The ending of a name where it is one of plain letters and digits, in lower case: '.docx', else ''."""
    found = _SUFFIX.search(name.lower())
    return found[0] if found else ""
