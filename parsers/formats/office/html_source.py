"""Every text of an HTML page, by a walk that knows nothing of tables, lists and navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from parsers.formats.office.lost_text import HIDDEN_ROW, HIDDEN_TEXT, UNREAD, SourceText
from parsers.model import Locator

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
"""Styles under which an element is not shown."""
_PROGRAMS = "script style template noscript head title meta link iframe object embed audio video map canvas"
_CONTROLS = "select option datalist button input textarea"
NOT_PRINTED = frozenset(f"{_PROGRAMS} {_CONTROLS}".split())
"""Programs, settings and controls of the page: no browser prints what stands in them as text."""


def source_texts(root: Any) -> Iterator[SourceText]:
    """The texts of the page, each as it stands between two tags."""
    stack: list[tuple[Any, str | None]] = [(root, None)]
    while stack:
        element, text = stack.pop()
        if text is not None:
            yield SourceText(text, lambda element=element: _told(element))  # type: ignore[misc]
        elif isinstance(element.tag, str) and element.tag.lower() not in NOT_PRINTED:
            stack += reversed(list(_inside(element)))


def _inside(element: Any) -> Iterator[tuple[Any, str | None]]:
    if element.text and element.text.strip():
        yield element, element.text
    for child in element:
        yield child, None
        if child.tail and child.tail.strip():
            yield element, child.tail


def is_hidden(element: Any) -> bool:
    """Whether an element says of itself that it is not shown."""
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style", "")))


def _told(element: Any) -> tuple[str, Locator]:
    """Why a text may not have been read, and the line of the file at which its element begins."""
    hidden = [part.tag for part in (element, *element.iterancestors()) if is_hidden(part)]
    why = HIDDEN_ROW if "tr" in hidden else HIDDEN_TEXT if hidden else UNREAD
    return why, Locator(line=element.sourceline)
