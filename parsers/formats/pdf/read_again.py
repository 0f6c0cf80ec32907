"""Pages that stand in columns although no table was found on them: read once more by the columns that pdfplumber sees.

The better reading is chosen by content, and the page says that it was read so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from parsers.formats.page.aligned import Columns, captions_of, common_edges, table_lines
from parsers.formats.page.arrange import PageContent

READ_BY_SECOND = "Графы таблицы без линеек найдены вторым чтением (pdfplumber)"
NOT_READ_BY_SECOND = "Таблица без линеек не найдена, второе чтение (pdfplumber) не удалось"
Read = Callable[[int, tuple[float, ...], Columns | None], PageContent | None]
"""A page by its index from 0, the edges of the page before, and the columns that are known."""


def read_again(path: Path, pages: Sequence[PageContent], read: Read) -> list[PageContent]:
    """All pages, those without a table in the better of both readings."""
    doubtful = [place for place, page in enumerate(pages) if _is_doubtful(page)]
    if not doubtful:
        return list(pages)
    from parsers.formats.pdf.second_reader import SecondReadingError, column_starts

    try:
        starts = column_starts(path, doubtful)
    except SecondReadingError:
        return [replace(page, note=NOT_READ_BY_SECOND) if n in doubtful else page for n, page in enumerate(pages)]
    lines = [pages[place].lines for place in doubtful]
    columns = Columns(common_edges(starts.values(), lines), captions_of(lines))
    if not columns.edges:
        return list(pages)
    return [_better(page, read(n, (), columns)) if n in doubtful else page for n, page in enumerate(pages)]


def _is_doubtful(page: PageContent) -> bool:
    """Whether lines of a text layer stand in columns outside of tables."""
    recognised = any(word.confidence is not None for line in page.lines[:1] for word in line.words)
    return not page.grids and not recognised and len(table_lines(page.lines)) > 0


def _better(first: PageContent, second: PageContent | None) -> PageContent:
    """The second reading where it puts as many characters somewhere and finds a table."""
    if second is None or not second.grids or second.chars != first.chars:
        return first
    return replace(second, note=READ_BY_SECOND)
