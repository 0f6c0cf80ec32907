"""Every text of a DOCX's XML, paragraph by paragraph, by a walk that knows nothing of tables, numbers and fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parsers.formats.office.places import row_place
from parsers.formats.office.word_styles import W, switch
from parsers.formats.office.word_text import MC, M
from parsers.model import Locator
from parsers.text.lost_text import HIDDEN_ROW, HIDDEN_TEXT, UNREAD, SourceText

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_TEXTS = frozenset((f"{W}t", f"{M}t", f"{_A}t"))
_NOT_PRINTED = frozenset((f"{W}del", f"{W}moveFrom", f"{W}rt", f"{W}cellDel"))
"""What tracked changes removed, and ruby over the text."""


def source_texts(root: Any) -> Iterator[SourceText]:
    """The texts of a part, one for each paragraph (also of text boxes, shapes and diagrams), and what is struck out."""
    paragraphs: dict[tuple[Any, bool], list[str]] = {}
    for paragraph, text, struck in _texts(root, None):
        paragraphs.setdefault((paragraph, struck), []).append(text)
    for (paragraph, _), texts in paragraphs.items():
        yield SourceText("".join(texts), lambda paragraph=paragraph: _told(paragraph))  # type: ignore[misc]


def _texts(element: Any, paragraph: Any) -> Iterator[tuple[Any, str, bool]]:
    stack = [(element, paragraph)]
    while stack:
        element, paragraph = stack.pop()
        tag = element.tag
        if tag in _TEXTS:
            yield paragraph, element.text or "", _is_struck(element.getparent())
        if tag not in _NOT_PRINTED and not _is_deleted(element):
            inner = element if tag in (f"{W}p", f"{_A}p") else paragraph
            chosen = element[:1] if tag == f"{MC}AlternateContent" else element
            stack += [(child, inner) for child in reversed(chosen)]


def _is_deleted(element: Any) -> bool:
    """A row or cell that a tracked change removed, or the line that parts notes from the text."""
    if element.tag in (f"{W}footnote", f"{W}endnote"):
        return str(element.get(f"{W}type", "normal")) != "normal"
    if element.tag not in (f"{W}tr", f"{W}tc"):
        return False
    properties = element.find(f"{element.tag}Pr")
    return properties is not None and any(properties.find(f"{W}{name}") is not None for name in ("del", "cellDel"))


def _is_struck(run: Any) -> bool:
    properties = run.find(f"{W}rPr") if run is not None else None
    return bool(switch(properties, "strike") or switch(properties, "dstrike"))


def _told(paragraph: Any) -> tuple[str, Locator]:
    """Why a paragraph may not have been read, and the table row or paragraph that it is."""
    if paragraph is None:
        return UNREAD, Locator()
    rows = list(paragraph.iterancestors(f"{W}tr"))
    why = UNREAD
    if any(switch(row.find(f"{W}trPr"), "hidden") for row in rows):
        why = HIDDEN_ROW
    elif any(switch(properties, "vanish") for properties in paragraph.iter(f"{W}rPr")):
        why = HIDDEN_TEXT
    if (place := row_place(rows, f"{W}tbl")) is not None:
        return why, place
    number = sum(1 for _ in paragraph.itersiblings(f"{W}p", preceding=True)) + 1
    return why, Locator(path=f"абзац {number}")
