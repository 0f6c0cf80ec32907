"""Every text of an OpenDocument's XML, paragraph by paragraph, by a walk that knows nothing of tables and lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parsers.formats.office.odf_styles import OFFICE, STYLE, TABLE, TEXT
from parsers.formats.office.places import row_place
from parsers.model import Locator
from parsers.text.lost_text import HIDDEN_ROW, HIDDEN_TEXT, UNREAD, SourceText

HIDDEN = ("collapse", "filter")
"""Values of table:visibility: a row put away by hand, a row that a filter leaves out."""
_NOT_PRINTED = frozenset(
    [f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "ruby-text", "index-title-template")]
    + [f"{TEXT}{name}" for name in ("hidden-text", "table-of-content-source")]
    + [f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "forms", "event-listeners", "binary-data")]
    + [f"{TABLE}tracked-changes", f"{TABLE}content-validations", f"{TABLE}named-expressions"]
)
"""What tracked changes removed, comments, marks of notes and ruby over the text, settings."""
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")


def document_texts(root: Any) -> Iterator[SourceText]:
    """The texts of a document, also of a paragraph that a damaged file holds outside its body; headers stand apart."""
    for part in root:
        if part.tag != f"{OFFICE}master-styles":
            yield from source_texts(part)


def source_texts(part: Any) -> Iterator[SourceText]:
    """The texts of a part of it, one for each paragraph, also of shapes and text boxes."""
    paragraphs: dict[Any, list[str]] = {}
    stack: list[tuple[Any, Any]] = [(part, None)]
    while stack:
        element, paragraph = stack.pop()
        if isinstance(element, str):
            paragraphs.setdefault(paragraph, []).append(element)
            continue
        if element.tag in _NOT_PRINTED:
            continue
        inner = element if element.tag in _PARAGRAPHS else paragraph
        stack += reversed(list(_children(element, inner)))
    for paragraph, texts in paragraphs.items():
        yield SourceText("".join(texts), lambda paragraph=paragraph: _told(paragraph))  # type: ignore[misc]


def _children(element: Any, paragraph: Any) -> Iterator[tuple[Any, Any]]:
    if paragraph is not None and element.text:
        yield element.text, paragraph
    for child in element:
        yield child, paragraph
        if paragraph is not None and child.tail:
            yield child.tail, paragraph


def header_texts(parts: list[Any]) -> Iterator[SourceText]:
    """The distinct texts of page headers and footers of all kinds."""
    seen: set[str] = set()
    for root in parts:
        for page in root.iter(f"{STYLE}master-page"):
            for item in source_texts(page):
                if item.text not in seen:
                    seen.add(item.text)
                    yield SourceText(item.text, lambda: (UNREAD, Locator(path="колонтитул")))


def _told(paragraph: Any) -> tuple[str, Locator]:
    """Why a paragraph may not have been read, and the table row that it stands in."""
    rows = list(paragraph.iterancestors(f"{TABLE}table-row"))
    why = UNREAD
    if any(row.get(f"{TABLE}visibility") in HIDDEN for row in rows):
        why = HIDDEN_ROW
    elif any(element.get(f"{TEXT}display") in ("none", "condition") for element in paragraph.iterancestors()):
        why = HIDDEN_TEXT
    return why, row_place(rows, f"{TABLE}table") or Locator()
