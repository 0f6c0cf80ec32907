"""Writes docs/licences.csv: every package that an installed dorkarta runs on, with its licence.

    python -m tests.support.licences

Names and versions are those of requirements.lock, licences what the installed packages say of themselves.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK, TABLE = ROOT / "requirements.lock", ROOT / "docs" / "licences.csv"
COLUMNS = ("package", "version", "licence", "only_where", "note")
_PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60
"""Characters of a licence's name; some packages give the whole text."""
ELSEWHERE = {"colorama": "BSD-3-Clause", "pywin32": "PSF-2.0", "tzdata": "Apache-2.0"}
"""Packages that are installed on other systems only."""
SAID_IN_TEXT = {
    "dawg-python": "MIT",
    "natasha": "MIT",
    "navec": "MIT",
    "razdel": "MIT",
    "slovnet": "MIT",
    "yargy": "MIT",
    "ipymarkup": "MIT",
}
"""Packages whose metadata name no licence or only a file of it."""
NOTES = {
    "opencv-python-headless": "bundles FFmpeg (LGPL-2.1-or-later), OpenSSL 1.1.1k, libvpx, libaom: never called",
    "docutils": "GPL holds for an Emacs mode only, which the wheel does not contain",
    "cryptography": "bundles OpenSSL 3 (Apache-2.0); for encrypted PDF files of the second reader",
}


def locked(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, version and marker ('' for everywhere) of every package of a lock file."""
    yield from _PINNED.findall(text)


def licence(name: str) -> str:
    """The licence of a package; raises LookupError where nothing tells it."""
    try:
        told = _of_metadata(metadata(name))
    except PackageNotFoundError:
        told = ELSEWHERE.get(name, "")
    if not (told := told or SAID_IN_TEXT.get(name, "")):
        raise LookupError(f"{name}: no licence known; add it to SAID_IN_TEXT or ELSEWHERE")
    return told


def _of_metadata(about: PackageMetadata) -> str:
    named = about.get("License-Expression") or ""
    classified = [one.removeprefix(_CLASSIFIER) for one in about.get_all("Classifier") or () if _CLASSIFIER in one]
    line = (about.get("License") or "").strip().replace("UNKNOWN", "")
    if named or not line or len(line) > _LONGEST or "\n" in line:
        return named or ", ".join(classified)
    return line


def table() -> str:
    """The content of docs/licences.csv."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, version, marker in locked(LOCK.read_text(encoding="utf-8")):
        writer.writerow((name, version, licence(name), marker, NOTES.get(name, "")))
    return out.getvalue()


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
