"""What every test may ask for; and the rule that continuous integration skips nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser


settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
BROWSER_PATIENCE = 300_000
"""Milliseconds that a page may take on a slow, busy machine."""

os.environ.pop("COLUMNS", None)
"""The width that a test runner tells its workers is not that of a terminal."""


def needs_program(name: str) -> pytest.MarkDecorator:
    """Skips a test where a system program is absent."""
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; one for all tests of a process, since Playwright's loop can be started once."""
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        expect.set_options(timeout=BROWSER_PATIENCE)
        yield chromium
        chromium.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names the skipped tests where nothing may be skipped (DORKARTA_NO_SKIP=1)."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("DORKARTA_NO_SKIP"):
        terminalreporter.write_line(f"DORKARTA_NO_SKIP: {len(skipped)} tests were skipped", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fails a run that skipped something although nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("DORKARTA_NO_SKIP") and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = 1
