"""Pages whose tables without ruling lines are doubtful: read once more by the columns that pdfplumber sees.

Doubtful is a page that stands in columns although no table was found on it, and one with fewer columns than others of
the file. The better reading is chosen by content, and the page says that it was read so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from parsers.formats.page.aligned import Columns, captions_of, common_edges, table_lines
from parsers.formats.page.arrange import PageContent
from parsers.formats.page.layout import Line

READ_BY_SECOND = "Графы таблицы без линеек найдены вторым чтением (pdfplumber)"
NOT_READ_BY_SECOND = "Графы таблицы без линеек ненадёжны, второе чтение (pdfplumber) не удалось"
Read = Callable[[int, tuple[float, ...], Columns | None], PageContent | None]
"""A page by its index from 0, the edges of the page before, and the columns that are known."""
_NO_TABLE = Columns(())


def read_again(path: Path, pages: Sequence[PageContent], read: Read) -> list[PageContent]:
    """All pages, the doubtful ones in the better of both readings."""
    doubtful = _doubtful(pages, read)
    if not doubtful:
        return list(pages)
    from parsers.formats.pdf.second_reader import SecondReadingError, column_starts

    try:
        starts = column_starts(path, list(doubtful))
    except SecondReadingError:
        return [replace(page, note=NOT_READ_BY_SECOND) if n in doubtful else page for n, page in enumerate(pages)]
    lines = list(doubtful.values())
    columns = Columns(common_edges(starts.values(), lines), captions_of(lines))
    return [_better(page, read(n, (), columns)) if n in doubtful else page for n, page in enumerate(pages)]


def _doubtful(pages: Sequence[PageContent], read: Read) -> dict[int, Sequence[Line]]:
    """Index of the page -> all its lines."""
    most = max(map(_columns, pages), default=0)
    found: dict[int, Sequence[Line]] = {}
    for place, page in enumerate(pages):
        if not page.grids and not _is_recognised(page):
            found[place] = page.lines
        elif page.edges and _columns(page) < most:
            plain = read(place, (), _NO_TABLE)
            found[place] = plain.lines if plain else ()
    return {place: lines for place, lines in found.items() if table_lines(lines)}


def _columns(page: PageContent) -> int:
    """How many columns a table without ruling lines has; 0 for none."""
    return len(page.edges) + 1 if page.edges else 0


def _is_recognised(page: PageContent) -> bool:
    """Whether the page has no text layer."""
    return any(word.confidence is not None for line in page.lines[:1] for word in line.words)


def _better(first: PageContent, second: PageContent | None) -> PageContent:
    """The second reading where it loses no character and tells more columns apart."""
    if second is None or not second.grids or second.chars != first.chars or _columns(second) <= _columns(first):
        return first
    return replace(second, note=READ_BY_SECOND)
