"""Pages whose tables without ruling lines are doubtful: read once more by the columns that pdfplumber sees.

Doubtful is a page that stands in columns although no table was found on it, and one with fewer columns than others of
the file. One without a table is read a third time, by white space alone, as it may be no plan and stand in columns of
its own. The better reading is chosen by content, and the page says that it was read so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from parsers.formats.page.aligned import Columns, captions_of, common_edges, table_lines
from parsers.formats.page.arrange import PageContent
from parsers.formats.page.layout import Line
from parsers.formats.page.partly_ruled import by_white_space
from parsers.formats.page.unruled import Unruled, by_columns, without_tables

READ_BY_SECOND = "Графы таблицы без линеек найдены вторым чтением (pdfplumber)"
NOT_READ_BY_SECOND = "Графы таблицы без линеек ненадёжны, второе чтение (pdfplumber) не удалось"
READ_BY_WHITE_SPACE = "Графы таблицы без линеек найдены по просветам между словами"
Read = Callable[[int, tuple[float, ...], Unruled], PageContent | None]
"""A page by its index from 0, the edges of the page before, and how it is read where no lines make a table."""
_CLEARLY = 1.0
"""By how much, for each page on which the file's common columns hold, white space must fit better than they do."""


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
    told = {n: _better(pages[n], read(n, (), by_columns(columns))) for n in doubtful}
    white = {n: read(n, (), by_white_space) for n in doubtful if not pages[n].grids}
    clearly = _CLEARLY * sum(bool(page.grids) for page in told.values())
    return [_clearer(told.get(n, page), white.get(n), clearly) for n, page in enumerate(pages)]


def _doubtful(pages: Sequence[PageContent], read: Read) -> dict[int, Sequence[Line]]:
    """Index of the page -> all its lines."""
    most = max(map(_columns, pages), default=0)
    found: dict[int, Sequence[Line]] = {}
    for place, page in enumerate(pages):
        if not page.grids and not _is_recognised(page):
            found[place] = page.lines
        elif page.edges and _columns(page) < most:
            plain = read(place, (), without_tables)
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


def _clearer(first: PageContent, white: PageContent | None, clearly: float) -> PageContent:
    """The reading by white space where the other one has no table, or one that fits clearly less."""
    if white is None or not white.grids:
        return first
    if first.grids and (white.fit < first.fit + clearly or _most_columns(white) < _most_columns(first)):
        return first
    return replace(white, note=READ_BY_WHITE_SPACE)


def _most_columns(page: PageContent) -> int:
    return max(grid.cols for _, grid in page.grids)
