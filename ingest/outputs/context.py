"""Where the quoted words of a finding stand: the cell that prints them, and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CELLS = {
    "activity": "Мероприятие",
    "period_raw": "Срок",
    "responsible_raw": "Ответственные",
    "result": "Результат",
    "section": "Раздел",
    "subsection": "Подраздел",
    "number": "Пункт",
}
AROUND = 160
"""Characters shown on either side of a quote."""


@dataclass(frozen=True, slots=True)
class Context:
    """A cell's Russian name, and its text around the quote; `quote` is '' where no cell prints the quote."""

    cell: str
    before: str
    quote: str
    after: str


def context(finding: Mapping[str, Any]) -> Context | None:
    """The cell that prints the quote, or the activity where none does; None for a finding about the order itself.

    White space does not count: a quote may go over lines.
    """
    quote = " ".join(str(finding.get("quote") or "").split())
    texts = {name: " ".join(str(finding.get(name) or "").split()) for name in CELLS}
    for name, text in texts.items():
        place = text.find(quote) if quote else -1
        if place >= 0:
            end = place + len(quote)
            return Context(CELLS[name], _tail(text[:place]), quote, _head(text[end:]))
    if texts["activity"]:
        return Context(CELLS["activity"], _head(texts["activity"]), "", "")
    return None


def _head(text: str) -> str:
    """The beginning of a text, cut between words."""
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"


def _tail(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]
