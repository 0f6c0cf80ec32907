"""What the pages need of marimo's server, and nothing else of it can be asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.pages.navigation import NOTEBOOKS

if TYPE_CHECKING:
    from starlette.types import Scope

_PAGES = "|".join(re.escape(page.name) for page in NOTEBOOKS)
_GET = re.compile(rf"/|/favicon\.ico|/shared/.+|/(?:{_PAGES})(?:/(?:health|public-files-sw\.js|@file/[^/]+)?)?")
"""Pages, marimo's scripts and styles, files that a notebook offers for download."""
_POST = re.compile(rf"/(?:{_PAGES})/api/kernel/(?:set_ui_element_value|function_call)")
"""A control of a page was used; a control asks for its data."""
_SOCKET = re.compile(rf"/(?:{_PAGES})/ws")


def is_allowed(scope: Scope) -> bool:
    """Whether a request is one of those that the pages make."""
    path = str(scope["path"])
    if scope["type"] == "websocket":
        return _SOCKET.fullmatch(path) is not None
    if scope["method"] in ("GET", "HEAD"):
        return _GET.fullmatch(path) is not None
    return scope["method"] == "POST" and _POST.fullmatch(path) is not None
