"""Styles of OpenDocument: what is bold, hidden or shaded, and the list styles."""

from __future__ import annotations

from typing import Any

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT, TABLE, DRAW, FO = (
    f"{{{_BASE}{name}:1.0}}" for name in ("office", "style", "text", "table", "drawing", "xsl-fo-compatible")
)
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_DEPTH = 20
"""Longest chain of parent styles that is followed."""


def whole(text: str | None, default: int) -> int:
    """A whole number of an attribute, `default` where it is none."""
    try:
        return int(text or "")
    except ValueError:
        return default


class OdfStyles:
    """Named and automatic styles by (family, name)."""

    def __init__(self, roots: list[Any]) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        self._known: dict[tuple[str, str, str, str], str | None] = {}
        self.lists: dict[str, Any] = {}
        self.outline: Any | None = None
        for root in roots:
            for style in root.iter(f"{STYLE}style"):
                self._styles[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{TEXT}list-style"):
                self.lists[style.get(f"{STYLE}name", "")] = style
            for style in root.iter(f"{TEXT}outline-style"):
                self.outline = style

    def value(self, family: str, name: str | None, group: str, attribute: str) -> str | None:
        """An attribute of the property group ('text-properties') that a style or its parents state."""
        key = (family, name or "", group, attribute)
        if key not in self._known:
            self._known[key] = self._stated(*key)
        return self._known[key]

    def _stated(self, family: str, name: str, group: str, attribute: str) -> str | None:
        for _ in range(_DEPTH):
            style = self._styles.get((family, name))
            if style is None:
                return None
            properties = style.find(f"{STYLE}{group}")
            if properties is not None and properties.get(attribute) is not None:
                return str(properties.get(attribute))
            name = style.get(f"{STYLE}parent-style-name", "")
        return None

    def is_bold(self, family: str, name: str | None) -> bool | None:
        """Whether a style sets its text bold; None where it says nothing."""
        weight = self.value(family, name, "text-properties", f"{FO}font-weight")
        return None if weight is None else weight == "bold" or weight in ("600", "700", "800", "900")

    def is_hidden(self, family: str, name: str | None) -> bool:
        """Whether text of this style is not printed."""
        return self.value(family, name, "text-properties", f"{TEXT}display") == "none"

    def is_struck(self, family: str, name: str | None) -> bool | None:
        """Whether a style strikes its text out; None where it says nothing."""
        keys = (f"{STYLE}text-line-through-style", f"{STYLE}text-line-through-type")
        stated = [value for key in keys if (value := self.value(family, name, "text-properties", key)) is not None]
        return "none" not in stated if stated else None

    def is_shaded(self, cell: str | None, row: str | None) -> bool:
        """Whether a cell, by its own style or its row's, stands on a colour other than white."""
        colour = self.value("table-cell", cell, "table-cell-properties", f"{FO}background-color")
        if colour in (None, "transparent"):
            colour = self.value("table-row", row, "table-row-properties", f"{FO}background-color")
        return (colour or "transparent").lower() not in ("transparent", "#ffffff")
