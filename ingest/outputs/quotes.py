"""Finds quoted words in what a file prints, whatever its lines, blanks, hyphens and invisible signs are."""

from __future__ import annotations

SURE_LETTERS = 12
"""A quote of so many letters and digits may also begin or end within a word, where it was cut short."""

SIGNS = '.,;:!?»")'


def squeezed(text: str) -> str:
    """The letters and digits of a text, in lower case: 'ГИА-\\n9 ' -> 'гиа9'."""
    return "".join(letter.lower() for letter in text if letter.isalnum())


def find(text: str, quote: str) -> tuple[int, int] | None:
    """Where a text prints a quote, as (start, end) within the text; None where it doesn't.

    Letters and digits are compared. The quote begins and ends between words, unless it is long; the sign that ends it
    ('2016 г.') is taken along where it is printed.
    """
    places = [place for place, letter in enumerate(text) if letter.isalnum() and len(letter.lower()) == 1]
    letters = "".join(text[place].lower() for place in places)
    wanted = squeezed(quote)
    start = letters.find(wanted) if wanted else -1
    while start >= 0:
        first, last = places[start], places[start + len(wanted) - 1]
        if _apart(text, first, last) or len(wanted) >= SURE_LETTERS:
            return first, last + 1 + _signs(text[last + 1 :], quote)
        start = letters.find(wanted, start + 1)
    return None


def _signs(after: str, quote: str) -> int:
    """How many of the signs after the last word of a quote follow in the text."""
    signs = quote[len(quote.rstrip(SIGNS)) :]
    return len(signs) if after.startswith(signs) else 0


def _apart(text: str, first: int, last: int) -> bool:
    """Whether no letter or digit touches text[first:last + 1]."""
    before, after = text[first - 1 : first], text[last + 1 : last + 2]
    return not before.isalnum() and not after.isalnum()
