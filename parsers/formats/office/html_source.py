"""Every text of an HTML page, by a walk that knows nothing of tables, lists and navigation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parsers.formats.office.html_style import PageStyle
from parsers.model import Locator
from parsers.text.lost_text import HIDDEN_ROW, HIDDEN_TEXT, STRUCK, UNREAD, SourceText

_PROGRAMS = "script style template noscript head title meta link iframe object embed audio video map canvas"
_CONTROLS = "select option datalist button input textarea"
NOT_PRINTED = frozenset(f"{_PROGRAMS} {_CONTROLS}".split())
"""Programs, settings and controls of the page: no browser prints what stands in them as text."""


def source_texts(root: Any) -> Iterator[SourceText]:
    """The texts of the page, each as it stands between two tags."""
    style = PageStyle.of(root)
    stack: list[tuple[Any, str | None]] = [(root, None)]
    while stack:
        element, text = stack.pop()
        if text is not None:
            yield SourceText(text, lambda element=element: _told(element, style))  # type: ignore[misc]
        elif isinstance(element.tag, str) and element.tag.lower() not in NOT_PRINTED:
            stack += reversed(list(_inside(element)))


def _inside(element: Any) -> Iterator[tuple[Any, str | None]]:
    if element.text and element.text.strip():
        yield element, element.text
    for child in element:
        yield child, None
        if child.tail and child.tail.strip():
            yield element, child.tail


def _told(element: Any, style: PageStyle) -> tuple[str, Locator]:
    """Why a text may not have been read, and the line of the file at which its element begins."""
    around = [part for part in (element, *element.iterancestors()) if isinstance(part.tag, str)]
    hidden = [part.tag for part in around if style.is_hidden(part)]
    why = HIDDEN_ROW if "tr" in hidden else HIDDEN_TEXT if hidden else UNREAD
    if why == UNREAD and any(map(style.is_struck, around)):
        why = STRUCK
    return why, Locator(line=element.sourceline)
