"""Outside programs run without the network where the system can withhold it, and without what may lead them astray."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TRIAL_SECONDS = 10
_MAC_PROFILE = "(version 1)(allow default)(deny network-outbound (remote ip))(deny network-inbound (local ip))"
_WAYS = (
    ("linux", ("/usr/bin/unshare", "/bin/unshare"), ("--map-root-user", "--net")),
    ("darwin", ("/usr/bin/sandbox-exec",), ("-p", _MAC_PROFILE)),
)
"""(system, where the program is that withholds the network, its arguments before the command)."""
_TRIAL = {"linux": "/bin/true", "darwin": "/usr/bin/true"}
_FOREIGN = ("PYTHON", "LD_", "DYLD_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY")
"""Beginnings of the variables by which a program may be made to load something or to reach out."""


@cache
def without_network() -> tuple[str, ...]:
    """What to put before a command so that it has no network; () where this system offers nothing that works."""
    for system, places, arguments in _WAYS:
        program = next((place for place in places if Path(place).is_file()), None)
        if sys.platform == system and program and _works((program, *arguments, _TRIAL[system])):
            return (program, *arguments)
    return ()


def _works(command: tuple[str, ...]) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TRIAL_SECONDS, check=False, env=environment())
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def environment(variables: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables for an outside program: all but those by which it may be led astray."""
    return {name: value for name, value in variables.items() if not name.upper().startswith(_FOREIGN)}
