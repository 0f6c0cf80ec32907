"""How many glyphs a PDF page paints, and for how many of them the file gives no character."""

from __future__ import annotations

import re
from itertools import chain

from parsers.formats.pdf import calls
from parsers.formats.pdf.calls import Handle

_BLANK = re.compile(r"[\s\x00-\x1f\ufeff]")
_BLANKS = " \r\n\t"
_ODD_BLANK = re.compile(r"[^\S \r\n\t]|[\x00-\x08\x0e-\x1f\ufeff]")
"""Blanks but for those of `_BLANKS`: most are glyphs for which the file gives no character."""
_EVERY = 32
_FOREIGN = re.compile(r"[^\s0-9А-Яа-яЁё.,:;()«»\"/–—№-]")
"""Glyphs that are asked whether the file says what they mean, and of all others one of so many: pdfium takes the codes
of a font that says nothing for characters, seldom for Russian ones."""


def unmapped(page: Handle, text: str) -> int:
    """Glyphs that the file gives no character for: what pdfium makes of them is a guess or nothing.

    `page`: its text, of which `text` are all characters.
    """
    foreign = (match.start() for match in _FOREIGN.finditer(text))
    if all(calls.is_unmapped(page, index) != 1 for index in chain(range(0, len(text), _EVERY), foreign)):
        return 0
    return sum(calls.is_unmapped(page, index) == 1 for index in range(len(text)))


def painted(page: Handle, text: str, known: bool) -> int:
    """The glyphs that the page paints, blanks not counted, whether or not the file says what they mean.

    `known`: whether it says so of all of them; then only odd blanks are asked.
    """
    doubtful = _ODD_BLANK if known else _BLANK
    blanks = sum(map(text.count, _BLANKS)) if known else 0
    return len(text) - blanks - sum(_is_blank(page, match.start()) for match in doubtful.finditer(text))


def _is_blank(page: Handle, index: int) -> bool:
    if calls.is_generated(page, index) == 1:
        return True
    if calls.is_unmapped(page, index) == 1:
        return False
    return chr(min(calls.code_of(page, index), 0x10FFFF)).isspace()
