"""Halves of characters that a file holds alone: no text can be kept with them, so each is shown as �."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.model import Block, Document, Grid

_HALF = re.compile("[\ud800-\udfff]")
SHOWN_AS = "\ufffd"


def without_halves(document: Document) -> Document:
    """The document with every lone half of a surrogate pair replaced by �, which a reader sees as damage."""
    return replace(
        document,
        blocks=tuple(map(_block, document.blocks)),
        noise=tuple(replace(one, text=_text(one.text)) if _HALF.search(one.text) else one for one in document.noise),
        leftovers=tuple(
            replace(one, text=_text(one.text)) if _HALF.search(one.text) else one for one in document.leftovers
        ),
    )


def _block(block: Block) -> Block:
    if isinstance(block, Grid):
        if not any(_HALF.search(cell.text) for cell in block.cells):
            return block
        return replace(block, cells=tuple(replace(cell, text=_text(cell.text)) for cell in block.cells))
    return replace(block, text=_text(block.text)) if _HALF.search(block.text) else block


def _text(text: str) -> str:
    return _HALF.sub(SHOWN_AS, text)
