"""The context in which a cell of responsibles is read: what the whole order tells of its organisations."""

from __future__ import annotations

from functools import lru_cache

from normalize.head.read import read_head
from normalize.organisations.resolve import OrderContext, build_context


@lru_cache(maxsize=8)
def context_of_text(text: str) -> OrderContext:
    """The context that the plain text of an order gives (lines = paragraphs); an empty text gives an empty one."""
    lines = text.splitlines()
    return build_context(read_head(lines), lines)
