"""Text of orders and names of files without what a terminal or a spreadsheet would obey instead of showing."""

from __future__ import annotations

import re

_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # ESC, BEL and the other C0 and C1 controls, but tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing (bidi)
    "\u2028\u2029\ufeff\U000e0000-\U000e007f]"  # line separators, byte order mark, invisible tags
)
_LINES = str.maketrans({"\n": "\\n", "\t": " "})


def cleaned(text: str) -> str:
    """The text with each character that is obeyed, not shown, written out: ESC -> '\\x1b'; lines stay."""
    return _OBEYED.sub(_written, text)


def one_line(text: str) -> str:
    """The same on one line, as a name of a file in a message: a line feed is written out, too."""
    return cleaned(text).translate(_LINES)


def _written(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
