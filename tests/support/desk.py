"""A small warehouse for tests of pages: a PDF of one region and a text of another, loaded once a test run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from ingest import api

ROOT = Path(__file__).parents[2]
PDF, TEXT = ROOT / "tests" / "orders" / "plan.pdf", ROOT / "data" / "raw" / "kuzbass-2023-3654.txt"
PDF_ORDER, TEXT_ORDER = "34-2021-2268", "42-2023-3654"


@cache
def desk() -> Path:
    """The folder of the warehouse; nobody writes to it."""
    folder = Path(tempfile.mkdtemp(prefix="desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    report = api.load([PDF, TEXT], folder, api.LoadOptions(jobs=1))
    assert [outcome.order_id for outcome in report.outcomes] == [PDF_ORDER, TEXT_ORDER]
    return folder
