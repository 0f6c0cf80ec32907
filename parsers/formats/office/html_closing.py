"""Tags that a page leaves open in the cells of its tables, closed where browsers close them.

libxml2 lets '<td><b>№<td>' put the second cell into the first one, and with it the rest of the table.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)\b[^<>]*?(?P<empty>/?)>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS = "blockquote center div h1 h2 h3 h4 h5 h6"
_INLINE = "a abbr b big code del em font i ins mark nobr s small span strike strong sub sup tt u"
_OPEN = frozenset(f"{_BLOCKS} {_INLINE}".split())
_CELLS = frozenset(("td", "th", "caption"))
_PARTS = _CELLS | {"tr", "thead", "tbody", "tfoot"}


def closed(page: str) -> str:
    """The page with every inline tag and block closed where its cell ends.

    >>> closed("<table><tr><td><b>№<td>Срок</table>")
    '<table><tr><td><b>№</b><td>Срок</table>'
    """
    pieces, start = [], 0
    opened: list[str] = []
    for token in _TOKEN.finditer(page):
        name = (token.group("name") or "").lower()
        if name in _PARTS or name == "table":
            closing = _ends(opened, name, bool(token.group("end")))
            pieces += [page[start : token.start()], *(f"</{tag}>" for tag in closing)]
            start = token.start()
        elif name in _OPEN and not token.group("end") and not token.group("empty"):
            opened.append(name)
        elif name in _OPEN and token.group("end"):
            _end(opened, name)
    return "".join([*pieces, page[start:]])


def _ends(opened: list[str], name: str, is_end: bool) -> list[str]:
    """What a tag of a table closes, innermost first; a table that begins in a cell closes nothing."""
    closing: list[str] = []
    if name == "table" and not is_end:
        opened.append(name)
        return closing
    if "table" not in opened:
        return closing
    while opened[-1] != "table":
        closing += [tag for tag in [opened.pop()] if tag not in _CELLS]
    if name == "table":
        opened.pop()
    elif name in _CELLS and not is_end:
        opened.append(name)
    return closing


def _end(opened: list[str], name: str) -> None:
    """An end tag ends the nearest one of its name, within its cell."""
    for place in range(len(opened) - 1, -1, -1):
        if opened[place] == name:
            del opened[place]
            return
        if opened[place] in _CELLS or opened[place] == "table":
            return
