"""What of a page is no text of it: programs and controls, menus, breadcrumbs, search forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


def names(words: str) -> frozenset[str]:
    """The words of a line as a set of names."""
    return frozenset(words.split())


DROPPED = names(
    "script style template noscript head title meta link svg canvas iframe object embed audio video map option "
    "datalist button math"
)
"""Elements whose text is not printed."""
NAVIGATION = names("nav aside menu dialog")
ROLES = names("navigation search banner complementary contentinfo menu menubar toolbar")
LINKS = 3
"""A block with at least so many links and hardly any other text is navigation."""


@dataclass(slots=True)
class Weight:
    """Non-blank characters within an element, those within links, and the number of links."""

    chars: int = 0
    linked: int = 0
    links: int = 0


def weigh(root: Any) -> dict[Any, Weight]:
    """The weight of every element, in one pass from the leaves up."""
    weights = {element: Weight() for element in root.iter() if isinstance(element.tag, str)}
    for element in reversed(weights):
        weight = weights[element]
        if element.tag not in DROPPED:
            weight.chars += len("".join((element.text or "").split()))
        if element.tag == "a" and element.get("href") is not None:
            weight.linked, weight.links = weight.chars, 1
        parent = weights.get(element.getparent())
        if parent is not None:
            parent.chars += weight.chars + len("".join((element.tail or "").split()))
            parent.linked += weight.linked
            parent.links += weight.links
    return weights


def is_navigation(element: Any, weight: Weight) -> bool:
    """Menus, breadcrumbs, search forms and the like: by tag or role, or a block of hardly anything but links."""
    tag = element.tag
    if tag in NAVIGATION or element.get("role", "").lower() in ROLES:
        return next(element.iter("table"), None) is None
    if tag in ("header", "footer", "form"):
        inside = any(parent.tag in ("article", "main", "td") for parent in element.iterancestors())
        return not inside and next(element.iter("table", "article", "main"), None) is None
    return tag in ("ul", "div", "p", "section") and weight.links >= LINKS and weight.linked >= 0.9 * weight.chars


def printed(element: Any) -> Iterator[str]:
    if element.tag not in DROPPED:
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                yield from printed(child)
            yield child.tail or ""
