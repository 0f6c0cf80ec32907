"""A PDF by both readers, page by page: where pdfplumber tells another table, or other characters, than ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from parsers.formats.pdf.second_reader import tables_of, text_of
from parsers.formats.pdf_file import MEDIA_TYPE
from parsers.model import Document, Grid
from parsers.registry import read_document

_LEFT_OUT = re.compile(r"[\s\u00ad\u200b\u2010\u2011-]")
"""Blanks and hyphens: where a line ends is no difference."""
_EDGE = " | "


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a page as each reader has it, cells parted by bars; '' where a reader has none."""

    page: int
    ours: str
    second: str


def differences(path: Path) -> tuple[int | None, list[Difference]]:
    """The number of pages, None for a file without a text layer to read twice; the rows in which the readers differ.

    Raises ParseError for what cannot be read, SecondReadingError for what pdfplumber cannot read.
    """
    document = read_document(path)
    if document.media_type != MEDIA_TYPE:
        return None, []
    pages = document.pages or 0
    return pages, [one for number in range(1, pages + 1) for one in _of_page(document, path, number)]


def _of_page(document: Document, path: Path, number: int) -> Iterator[Difference]:
    ours = [row for grid in _grids(document, number) for row in _rows(grid)]
    second = [row for table in tables_of(path, number - 1) for row in map(_joined, table)]
    matcher = SequenceMatcher(None, [*map(_bare, ours)], [*map(_bare, second)], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from (Difference(number, *pair) for pair in zip_longest(ours[a:b], second[c:d], fillvalue=""))
    if missing := _missing(document, number, text_of(path, number - 1)):
        yield Difference(number, "", f"знаки, которых нет в нашем чтении: {missing}")


def _missing(document: Document, number: int, text: str) -> str:
    """Characters of the second reading that ours has nowhere on the page, the most frequent first."""
    texts = [cell.text for grid in _grids(document, number) for cell in grid.cells]
    texts += [one.text for one in document.blocks if not isinstance(one, Grid) and one.locator.page == number]
    texts += [one.text for one in document.noise if one.locator.page == number]
    known = {char for whole in texts for char in whole.casefold()}
    lost = Counter(char for char in _LEFT_OUT.sub("", text) if char.casefold() not in known)
    return ", ".join(f"«{char}» × {count}" for char, count in lost.most_common(10))


def _grids(document: Document, number: int) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid) and block.locator.page == number]


def _rows(grid: Grid) -> Iterator[str]:
    rows: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.col)):
        rows.setdefault(cell.row, []).append(cell.text)
    return (_joined(texts) for _, texts in sorted(rows.items()))


def _joined(texts: Sequence[str]) -> str:
    """The cells that hold something; readers differ in how they show merged ones."""
    return _EDGE.join(" ".join(text.split()) for text in texts if text.strip())


def _bare(row: str) -> str:
    return _LEFT_OUT.sub("", row)
