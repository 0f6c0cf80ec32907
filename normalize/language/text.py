"""Small foldings of Russian text that every normaliser shares. All are pure: text in, text out."""

from __future__ import annotations

import re
import unicodedata

DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufffe"
QUOTES = "«»„“”‟\"'‘’‚‹›"
_DASH = re.compile(f"[{DASHES[1:]}]")
_QUOTE = re.compile("[{}]".format(QUOTES.replace('"', "")))
_NOT_WORD = re.compile(r"[^\w]+")


def collapse(text: str) -> str:
    """NFC with single blanks: 'а \\n б' -> 'а б'."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold_dashes(text: str) -> str:
    """Every kind of dash as '-'."""
    return _DASH.sub("-", text)


def fold_quotes(text: str) -> str:
    """Every kind of quotation mark as '"'."""
    return _QUOTE.sub('"', text)


def fold_yo(text: str) -> str:
    """'ё' as 'е': «отчётных» and «отчетных» are one word."""
    return text.replace("ё", "е").replace("Ё", "Е")


def key(text: str) -> str:
    """What two printings of the same words share: lower case, no 'ё', words and numbers with single blanks.

    >>> key("«Проведение  ГИА–9», 2024 г.")
    'проведение гиа 9 2024 г'
    """
    return _NOT_WORD.sub(" ", fold_yo(collapse(text)).casefold()).strip()
