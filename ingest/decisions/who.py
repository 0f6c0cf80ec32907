"""Who decides, and when."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

_LONGEST = 100


def who(named: str) -> str:
    """The name given, else the login; '' where the system tells none."""
    given = " ".join("".join(letter for letter in named if letter.isprintable()).split())[:_LONGEST]
    if given:
        return given
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def now() -> str:
    """The moment in UTC: '2026-11-30T14:05:09'."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
