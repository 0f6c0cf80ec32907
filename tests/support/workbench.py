"""The workbench served by a process of its own, ended with the test whatever the test does."""

from __future__ import annotations

import re
import subprocess
import threading
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(
    program: Sequence[str | Path], curated: Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The address with its token, 'http://127.0.0.1:40123/?token=...', that `PROGRAM app` opens on a free port.

    Args:
        environment: of the process; this one's where it is None.

    Raises:
        AssertionError: the process ended, or said something else first.
    """
    command = [*program, "app", "--no-browser", "--port", "0", "--curated", curated]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=cwd, env=environment
    ) as server:
        try:
            assert server.stderr is not None
            said = server.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", said)
            assert found, said
            # A full pipe that nobody reads would stop the server.
            threading.Thread(target=server.stderr.read, daemon=True).start()
            yield found[0]
        finally:
            server.terminate()


def visitor() -> urllib.request.OpenerDirector:
    """A browser that keeps the cookie which the token gives, and asks no proxy."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
