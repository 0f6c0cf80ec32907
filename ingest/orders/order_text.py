"""A file that is only an order's text, its plan in another file: what it says, and whose text it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parsers.errors import ParseError
from parsers.model import Document, Paragraph
from warehouse.ids import normalised

if TYPE_CHECKING:
    import duckdb

_LIKE_TITLES = 90.0
_APPROVES = frozenset(
    ("об", "о", "утверждении", "плана", "план", "мероприятий", "дорожная", "дорожной", "карта", "карты")
)
"""Words of a title that every order about a plan has."""


@dataclass(frozen=True, slots=True)
class OrderText:
    """The paragraphs of an order without its plan, and what its head tells."""

    paragraphs: tuple[Paragraph, ...]
    number: str
    signed_on: date | None
    title: str
    region_code: str | None


class NoPlanError(ParseError):
    """A file without a plan that reads as the text of an order; `text` is what it says."""

    def __init__(self, message: str, stage: str = "table", text: OrderText | None = None) -> None:
        super().__init__(message, stage)
        self.text = text


@dataclass(frozen=True, slots=True)
class Whose:
    """The loaded plans that an order's text may belong to; `sure`: its number and date say so, not only its title."""

    order_ids: tuple[str, ...]
    sure: bool


def order_text(document: Document) -> OrderText | None:
    """What an order's text says; None for a document that names neither number nor title, or no date beside either."""
    from normalize.head.read import read_head

    paragraphs = tuple(block for block in document.blocks if isinstance(block, Paragraph))
    head = read_head([paragraph.text for paragraph in paragraphs])
    if not (head.number or head.title) or not (head.signed_on or (head.number and head.title)):
        return None
    return OrderText(paragraphs, head.number, head.signed_on, head.title, head.region_code)


def whose(connection: duckdb.DuckDBPyConnection, text: OrderText) -> Whose:
    """The orders that lack what this text could tell and do not contradict it: by number and date, else by title."""
    rows = connection.execute(
        """SELECT order_id, number, signed_on, title, region_code, issuer FROM orders
        WHERE signatory IS NULL OR issuer IS NULL OR number IS NULL OR signed_on IS NULL ORDER BY order_id"""
    ).fetchall()
    by_number, by_title = [], []
    for order_id, number, signed_on, title, region_code, _ in rows:
        facts = ((number, text.number), (signed_on, text.signed_on), (region_code, text.region_code))
        if any(own and other and normalised(own) != normalised(other) for own, other in facts):
            continue
        if number and text.number:
            by_number.append(str(order_id))
        elif _alike(title or "", text.title) or (signed_on and text.signed_on):
            by_title.append(str(order_id))
    return Whose(tuple(by_number), True) if by_number else Whose(tuple(by_title), False)


def _alike(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    left, right = _telling(one), _telling(other)
    return bool(left and right) and fuzz.token_set_ratio(left, right) >= _LIKE_TITLES


def _telling(title: str) -> str:
    words: Sequence[str] = normalised(title).split()
    return " ".join(word for word in words if word not in _APPROVES)
