"""Styles of a DOCX: what a paragraph or run inherits through basedOn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_DEPTH = 20
"""Longest basedOn chain that is followed; Word allows 11."""


def switch(properties: Any | None, name: str) -> bool | None:
    """A toggle such as w:b or w:vanish: True, False, or None where it is not stated."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return None if element is None else element.get(VAL, "1") not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class NumberReference:
    """numPr: list and level; None where it is left to the style."""

    num_id: str | None
    level: int | None


def number_reference(paragraph_properties: Any | None) -> NumberReference | None:
    """The numPr of a paragraph or style."""
    element = paragraph_properties.find(f"{W}numPr") if paragraph_properties is not None else None
    if element is None:
        return None
    num_id, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    return NumberReference(
        None if num_id is None else num_id.get(VAL),
        None if level is None else whole(level.get(VAL)),
    )


def whole(text: str | None, default: int = 0) -> int:
    """A whole number of an attribute, `default` where it is none."""
    try:
        return int(text or "")
    except ValueError:
        return default


class Styles:
    """The styles part; all questions are answered for a style id, None meaning the default paragraph style."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self.default: str | None = None
        for style in root.iterfind(f"{W}style") if root is not None else ():
            style_id = style.get(f"{W}styleId")
            self._styles.setdefault(style_id, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self.default = self.default or style_id
        self._toggles: dict[tuple[str | None, str], bool | None] = {}

    def chain(self, style_id: str | None) -> list[Any]:
        """The style and those it is based on, nearest first."""
        chain: list[Any] = []
        style = self._styles.get(style_id or self.default or "")
        while style is not None and style not in chain and len(chain) < _DEPTH:
            chain.append(style)
            based = style.find(f"{W}basedOn")
            style = self._styles.get(based.get(VAL)) if based is not None else None
        return chain

    def toggle(self, style_id: str | None, name: str) -> bool | None:
        """A run toggle that a style states for its text."""
        known = (style_id, name)
        if known not in self._toggles:
            stated = (switch(style.find(f"{W}rPr"), name) for style in self.chain(style_id))
            self._toggles[known] = next((value for value in stated if value is not None), None)
        return self._toggles[known]

    def numbering(self, style_id: str | None) -> tuple[str, NumberReference] | None:
        """(style that states it, its numPr) of the nearest style in the chain that names a list."""
        for style in self.chain(style_id):
            reference = number_reference(style.find(f"{W}pPr"))
            if reference is not None and reference.num_id is not None:
                return style.get(f"{W}styleId"), reference
        return None
