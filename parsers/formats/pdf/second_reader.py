"""pdfplumber as second reader of pages without ruling lines: where it sees columns begin, and what its tables hold.

Its word is a candidate, never taken as it is: `parsers.formats.page.aligned` tests it against the lines of the page.
pdfplumber is imported at first use: files whose tables are ruled never load it.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from parsers.limits import MAX_SECOND_WORDS

_ALIGNED = {"vertical_strategy": "text", "horizontal_strategy": "text"}
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What pdfminer raises for files that pdfium mends: then there is no second reading (`SecondReadingError`)."""

Table = list[list[str]]


class SecondReadingError(Exception):
    """pdfplumber cannot read the file."""


def column_starts(path: Path, pages: Sequence[int]) -> dict[int, tuple[float, ...]]:
    """Index of the page -> x in points, ascending, where columns begin and where the last one ends.

    Pages on which it sees no columns are left out. Raises SecondReadingError.
    """
    with _opened(path) as pdf:
        seen = {index: _starts(pdf.pages[index]) for index in pages}
    return {index: starts for index, starts in seen.items() if starts}


def tables_of(path: Path, index: int) -> list[Table]:
    """The texts of the tables that it finds on a page, by lines or, where there are none, by aligned words.

    Raises SecondReadingError.
    """
    with _opened(path) as pdf:
        page = pdf.pages[index]
        found = page.extract_tables() or page.extract_tables(_ALIGNED)
    return [[[cell or "" for cell in row] for row in table if any(row)] for table in found]


def text_of(path: Path, index: int) -> str:
    """The characters of a page as pdfminer decodes them, without blanks. Raises SecondReadingError."""
    with _opened(path) as pdf:
        return "".join(char["text"] for char in pdf.pages[index].chars if not char["text"].isspace())


def _starts(page: Any) -> tuple[float, ...]:
    if len(page.extract_words()) > MAX_SECOND_WORDS:
        return ()
    edges = page.debug_tablefinder(_ALIGNED).edges
    return tuple(sorted({round(edge["x0"], 1) for edge in edges if edge["orientation"] == "v"}))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pdfplumber
    from pdfminer.psparser import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with pdfplumber.open(path) as pdf:
            yield pdf
    except (MalformedPDFException, PdfminerException, PSException, *_FAULTS) as error:
        raise SecondReadingError(f"{type(error).__name__}: {error}"[:200]) from error
