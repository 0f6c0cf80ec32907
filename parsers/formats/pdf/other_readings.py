"""Other readings of a whole PDF file whose tables no lines tell: tried where the rows of the first one are in doubt.

Which of them is right is judged by the finished rows (`parsers.rows.verdict`), as for pasted text; where two fit about
as well, the order says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from parsers.formats.page.aligned import Columns, captions_of, common_edges
from parsers.formats.page.arrange import PageContent
from parsers.formats.page.blocks import document_of
from parsers.formats.page.partly_ruled import by_white_space
from parsers.formats.page.unruled import Unruled, by_columns, by_gaps, without_tables
from parsers.model import Alternative, Document

BY_NUMBERS = "графы по просветам, строки по номерам и промежуткам"
BY_WHITE_SPACE = "графы и строки по просветам между словами"
BY_SECOND = "графы, какими их видит pdfplumber"
Reread = Callable[[Sequence[int], Unruled], Mapping[int, PageContent | None]]
"""Pages by their index from 0, read anew in another way; None for one that has to be recognised."""


def with_other_readings(document: Document, path: Path, pages: Sequence[PageContent], reread: Reread) -> Document:
    """The document of the pages and, where no lines tell a table of it, the other ways to read them."""
    unruled = [n for n, page in enumerate(pages) if not page.failure and (page.edges or not page.grids)]
    if not any(page.edges for page in pages):
        return document

    def reading(unruled_by: Callable[[], Unruled | None]) -> Callable[[object], Document | None]:
        def read(_: object) -> Document | None:
            way = unruled_by()
            return _document(pages, reread(unruled, way), document.media_type) if way else None

        return read

    others = (
        Alternative(BY_WHITE_SPACE, reading(lambda: by_white_space)),
        Alternative(BY_SECOND, reading(lambda: _by_second(path, unruled, reread))),
        Alternative(BY_NUMBERS, reading(lambda: by_gaps)),
    )
    return replace(document, reading="как выбрано для каждой страницы", alternatives=others)


def _document(pages: Sequence[PageContent], anew: Mapping[int, PageContent | None], media_type: str) -> Document | None:
    """None where no page is read in another way."""
    read = list(_pages(pages, anew))
    if all(one.grids == other.grids for one, other in zip(read, pages, strict=True)):
        return None
    return document_of(read, media_type)


def _pages(pages: Sequence[PageContent], anew: Mapping[int, PageContent | None]) -> Iterator[PageContent]:
    for place, page in enumerate(pages):
        other = anew.get(place)
        yield other if other and other.chars == page.chars else page


def _by_second(path: Path, unruled: Sequence[int], reread: Reread) -> Unruled | None:
    """The columns that pdfplumber sees; None where it cannot read the file or sees none."""
    from parsers.formats.pdf.second_reader import SecondReadingError, column_starts

    try:
        starts = column_starts(path, unruled)
    except SecondReadingError:
        return None
    lines = [page.lines for page in reread(unruled, without_tables).values() if page]
    edges = common_edges(starts.values(), lines)
    return by_columns(Columns(edges, captions_of(lines))) if edges else None
