"""HTML and SVG from values: text is escaped unless it is markup already, so no order can put a tag into a page."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from ingest.outputs.cleaned import cleaned

VOID = frozenset(("br", "img", "input", "link", "meta", "rect", "line", "path"))
"""Elements that are written without content."""

OFFLINE = "default-src 'none'; style-src 'unsafe-inline'"
"""What a page that is written to a file may load: nothing but its own styles."""


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *children: str | int | None, **attributes: str | float | None) -> Markup:
    """An element: tag('p', 'a < b', class_='quote') -> '<p class="quote">a &lt; b</p>'.

    None is left out; `class_` and `for_` stand for class and for, other underscores for hyphens.
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(cleaned(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID and not any(children):
        return Markup(f"<{name}{named}/>")
    return Markup(f"<{name}{named}>{joined(*children)}</{name}>")


def joined(*children: str | int | None) -> Markup:
    """Children one after another, text escaped."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else escape(cleaned(str(child)))
            for child in children
            if child is not None
        )
    )


@cache
def stylesheet(name: str) -> str:
    """ingest/outputs/<name>.css."""
    return files("ingest").joinpath("outputs", f"{name}.css").read_text(encoding="utf-8")
