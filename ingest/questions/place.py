"""Where the warehouse is, for commands and notebooks alike."""

from __future__ import annotations

import os
from pathlib import Path

DEFAULT_CURATED = Path("data/curated")
CURATED_VARIABLE = "DORKARTA_CURATED"


def curated() -> Path:
    """The folder that the environment names, or the default one."""
    return Path(os.environ.get(CURATED_VARIABLE) or DEFAULT_CURATED)
