"""What a whole order tells of its organisations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderContext:
    """The order around a cell. `text` is all of it, head and cells, one a line; `definitions` are (short, full)."""

    issuer: str = ""
    region_code: str | None = None
    region: str | None = None
    municipality: str = ""
    definitions: tuple[tuple[str, str], ...] = ()
    text: str = ""
    authored_breaks: bool = False
    """Whether line breaks in cells are the author's (Word, a web page, a sheet), not where a line of print ended."""
