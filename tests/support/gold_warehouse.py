"""One warehouse of the five labelled orders for every test that measures it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from benchmarks.gold import load_copies


@cache
def gold_warehouse() -> tuple[Path, dict[str, str]]:
    """(the store, gold's order name -> order_id): loaded once a test run, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="gold-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ids = load_copies(folder / "orders")
    return folder / "orders" / "curated", ids
