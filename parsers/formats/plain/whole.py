"""Whether a reading of a text holds all its letters and figures: counted in the text, not in what was cut of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from parsers.model import Document, Locator
from parsers.text.lost_text import UNREAD, SourceText, lost, read_texts
from parsers.text.markup import without_tags
from parsers.text.wording import nonblank

_SYNTAX = re.compile(r"[\W_]+")
"""Bars, lines, marks of lists and of Markdown, quotation marks of CSV: they set words apart and are in no cell."""


def whole(document: Document, text: str) -> Document:
    """The reading with the words that it lacks as leftovers, each with its line."""
    left = tuple(lost(_words(text), read_texts(document.blocks, document.noise, document.leftovers), _SYNTAX))
    if not left:
        return document
    chars = document.source_chars + sum(nonblank(item.text) for item in left)
    return replace(document, leftovers=document.leftovers + left, source_chars=chars)


def _words(text: str) -> Iterator[SourceText]:
    for number, line in enumerate(text.split("\n"), 1):
        told = partial(_told, number)
        yield from (SourceText(word, told) for word in without_tags(line).split())


def _told(line: int) -> tuple[str, Locator]:
    return UNREAD, Locator(line=line)
