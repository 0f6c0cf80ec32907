"""What is installed with dorkarta: hashed wheels under known licences, and nothing of them that reads media files."""

from __future__ import annotations

import re

import pytest

from tests.support.licences import LOCK, ROOT, TABLE, locked, table

LOCKS = (LOCK, ROOT / "requirements-dev.lock")
DECODES = re.compile(r"im(?:read|write|decode|encode)\w*|Video\w*|FileStorage|dnn\w*|haveImage\w*|utils|ml|cuda\w*")
"""Names of opencv that open files, decode media or run models: its FFmpeg and OpenSSL are behind these only."""


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_is_a_wheel_with_a_hash(lock: object) -> None:
    text = lock.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    first, *entries = re.split(r"\n(?=[a-z0-9])", text)
    assert first == "--only-binary :all:", "so that pip runs no setup.py: what that would install has no hash"
    assert len(entries) == len(list(locked(text))) > 20
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text, "no registry's address"


def test_every_way_to_install_takes_the_lock_as_it_is() -> None:
    texts = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", "README.md"))
    ways = re.findall(r"install (.*?)-r requirements", texts)
    assert ways
    assert set(ways) == {"--no-deps --require-hashes "}, (
        "docopt is no more asked for than anything else that is not locked"
    )


def test_nothing_imports_what_is_not_locked() -> None:
    names = {name for name, _, _ in locked(LOCK.read_text(encoding="utf-8"))}
    assert "docopt" not in names, "published as a setup.py only; pymorphy2 needs it for its own command line"
    assert {"pdfplumber", "dateparser", "pymorphy2"} <= names


def test_the_list_of_licences_is_current() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run python -m tests.support.licences"
    assert "AGPL" not in table()


def test_opencv_works_on_pixels_only() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "parsers").rglob("*.py")]
    used = {name for text in sources for name in re.findall(r"\bcv2\.(\w+)", text)}
    assert "morphologyEx" in used
    assert [name for name in sorted(used) if DECODES.fullmatch(name)] == []
    assert not any("from cv2" in text for text in sources)
