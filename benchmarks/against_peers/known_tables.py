"""Tables of known cells for the bench of tables: statistics and lists as public PDFs print them, drawn by a seed.

They are no plans of exams and follow none of our orders: what is measured is whether cells are told apart at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import yaml


@dataclass(frozen=True)
class KnownCell:
    """A cell at its upper left place, counted from 0; `figure`: its text is set to the right."""

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    figure: bool = False
    indent: int = 0


@dataclass(frozen=True)
class KnownTable:
    """What is printed: `head_rows` of captions, then the body."""

    cells: tuple[KnownCell, ...]
    head_rows: int
    title: str = ""

    @property
    def rows(self) -> int:
        return max(cell.row + cell.row_span for cell in self.cells)


@dataclass(frozen=True)
class KnownPage:
    """Paragraphs and tables in reading order, printed on a page or several."""

    name: str
    blocks: tuple[str | KnownTable, ...]

    @property
    def tables(self) -> tuple[KnownTable, ...]:
        return tuple(block for block in self.blocks if isinstance(block, KnownTable))


WORDS = Path(__file__).with_name("table_words.yml")


class _Draw:
    """Draws one page; the same seed gives the same page."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        words: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
        self.words = words[self.random.choice(sorted(words))]

    def page(self, name: str) -> KnownPage:
        blocks: list[str | KnownTable] = [self.paragraph()]
        for number in range(1, self.random.choice((2, 2, 3))):
            table = self.random.choice((self.statistics, self.statistics, self.listed, self.grouped))()
            title = f"{self.words['table']} {number}. {self.random.choice(self.words['titles'])}"
            blocks += [title, table, self.paragraph()]
        return KnownPage(name, tuple(blocks))

    def paragraph(self) -> str:
        return " ".join(self.random.sample(self.words["sentences"], self.random.randint(2, 4)))

    def figure(self) -> str:
        value = self.random.choice((self.random.randint(1, 99), self.random.randint(100, 99999)))
        share = f"{self.random.uniform(0, 100):.1f}".replace(".", self.words["comma"])
        whole = f"{value:,}".replace(",", self.words["thousands"])
        return self.random.choices((whole, share, "–", ""), (10, 6, 1, 1))[0]

    def captions(self, count: int, first: str) -> tuple[list[KnownCell], int]:
        """One row of captions, or two with captions of captions."""
        names = self.random.sample(self.words["measures"], count)
        if self.random.random() < 0.5 or count < 4:
            return [KnownCell(text, 0, col) for col, text in enumerate([first, *names])], 1
        years = [str(year) for year in range(2004, 2004 + count)]
        half = count // 2
        cells = [KnownCell(first, 0, 0, row_span=2)]
        for start, stop, over in ((0, half, names[0]), (half, count, names[1])):
            cells.append(KnownCell(over, 0, 1 + start, col_span=stop - start))
            cells += [KnownCell(years[place], 1, 1 + place) for place in range(start, stop)]
        return cells, 2

    def statistics(self) -> KnownTable:
        """A name and figures in each row."""
        count = self.random.randint(2, 7)
        cells, head = self.captions(count, self.random.choice(self.words["stubs"]))
        names = self.random.sample(self.words["names"], self.random.randint(5, 14))
        for row, name in enumerate(names, head):
            cells.append(KnownCell(name, row, 0))
            cells += [KnownCell(self.figure(), row, 1 + col, figure=True) for col in range(count)]
        return KnownTable(tuple(cells), head)

    def grouped(self) -> KnownTable:
        """Names under headings of groups, which stand in the first cell of an else empty row."""
        count = self.random.randint(2, 5)
        cells, head = self.captions(count, self.random.choice(self.words["stubs"]))
        row = head
        names = iter(self.random.sample(self.words["names"], 12))
        for group in self.random.sample(self.words["groups"], 3):
            cells.append(KnownCell(group, row, 0))
            for _ in range(self.random.randint(2, 4)):
                row += 1
                cells.append(KnownCell(next(names), row, 0, indent=1))
                cells += [KnownCell(self.figure(), row, 1 + col, figure=True) for col in range(count)]
            row += 1
        return KnownTable(tuple(cells), head)

    def listed(self) -> KnownTable:
        """Sentences in cells, some of several lines; with or without numbers."""
        columns = [("what", self.words["tasks"]), ("who", self.words["bodies"]), ("when", self.words["dates"])]
        columns += [("note", self.words["notes"])] * self.random.randint(0, 1)
        numbered = self.random.random() < 0.6
        heads = (["№"] if numbered else []) + [self.words["captions"][name] for name, _ in columns]
        cells = [KnownCell(text, 0, col) for col, text in enumerate(heads)]
        for row in range(1, self.random.randint(5, 10)):
            texts = [str(row)] * numbered + [self.random.choice(values) for _, values in columns]
            cells += [KnownCell(text, row, col) for col, text in enumerate(texts)]
        return KnownTable(tuple(cells), 1)


def known_pages(count: int, first_seed: int = 1) -> tuple[KnownPage, ...]:
    """`count` pages by consecutive seeds."""
    return tuple(_Draw(seed).page(f"page-{seed}") for seed in range(first_seed, first_seed + count))


Relation = tuple[str, str, str]


def relations(cells: Sequence[tuple[str, int, int, int, int]]) -> Iterator[Relation]:
    """Neighbours as ICDAR-2013 counts them: each cell with the next one that is not blank, to the right and below.

    `cells`: text, row, column, rows and columns covered. White space in a text does not count.
    """
    owner = {
        (row + down, col + across): number
        for number, (_, row, col, row_span, col_span) in enumerate(cells)
        for down in range(row_span)
        for across in range(col_span)
    }
    texts = ["".join(cell[0].split()).lower() for cell in cells]
    rows = max((row for row, _ in owner), default=-1) + 1
    cols = max((col for _, col in owner), default=-1) + 1
    yield from _along("right", ([(row, col) for col in range(cols)] for row in range(rows)), owner, texts)
    yield from _along("below", ([(row, col) for row in range(rows)] for col in range(cols)), owner, texts)


def _along(
    way: str, paths: Iterator[list[tuple[int, int]]], owner: dict[tuple[int, int], int], texts: Sequence[str]
) -> Iterator[Relation]:
    seen: set[tuple[int, int]] = set()
    for path in paths:
        filled = [owner[place] for place in path if place in owner and texts[owner[place]]]
        for one, other in pairwise(filled):
            if one != other and (one, other) not in seen:
                seen.add((one, other))
                yield texts[one], texts[other], way
