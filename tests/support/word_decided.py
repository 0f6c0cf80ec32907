"""The cells of a Word document after all tracked changes are accepted or rejected, worked out without Word."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn


def decided_body(document: Document, *, accept: bool) -> Any:
    """The body without what is gone; deleted text that stays is text again."""
    body: Any = deepcopy(document.element.body)
    gone = "w:del" if accept else "w:ins"
    for element in list(body.iter(qn(gone))):
        element.getparent().remove(element)
    for text in body.iter(qn("w:delText")):
        text.tag = qn("w:t")
    return body


def decided_rows(document: Document, *, accept: bool) -> list[list[str]]:
    """The cells of every row."""
    body = decided_body(document, accept=accept)
    return [[_text(cell) for cell in row.iter(qn("w:tc"))] for row in body.iter(qn("w:tr"))]


def decided_paragraphs(document: Document, *, accept: bool) -> list[str]:
    """The paragraphs outside tables."""
    body = decided_body(document, accept=accept)
    return [_text(paragraph) for paragraph in body if paragraph.tag == qn("w:p")]


def _text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))
