"""How much of a known order a reader gave back: rows of cells against expected items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio

from benchmarks.contents import Order, PlanRow

Found = Sequence[str]
"""The cells of one row as a reader gave them."""
Same = Callable[[str, str], bool]
FUZZY = 90
GRITS_ROWS = 45


def single_spaced(text: str) -> str:
    """Single blanks, no soft hyphens: what counts as the same text."""
    return " ".join(text.replace("\u00ad", "").split())


def exact(expected: str, found: str) -> bool:
    """The same characters, white space apart."""
    return single_spaced(expected) == single_spaced(found)


def whole_cell(expected: str, found: str) -> bool:
    """The same characters, white space and hyphens apart: words cut at line ends count as read."""
    return _bare(expected) == _bare(found)


def fuzzy(expected: str, found: str) -> bool:
    """Nearly the same, as OCR may be: ratio of at least 90; short texts (numbers) without their last dot."""
    left, right = single_spaced(expected).rstrip(". "), single_spaced(found).rstrip(". ")
    return left == right or ratio(left, right) >= FUZZY


def _bare(text: str) -> str:
    return "".join(
        character for character in text if not character.isspace() and character not in "-\u00ad\u2010\u2011\ufffe"
    )


@dataclass
class Share:
    """Right ones of all."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.total += 1

    def __str__(self) -> str:
        return f"{100 * self.right / self.total:.1f}" if self.total else "-"


@dataclass
class Score:
    """The figures of one reader over all its files."""

    exact: Share = field(default_factory=Share)
    cell: Share = field(default_factory=Share)
    row: Share = field(default_factory=Share)
    split: Share = field(default_factory=Share)
    merged: Share = field(default_factory=Share)
    merged_over: Share = field(default_factory=Share)
    numbers: Share = field(default_factory=Share)
    headers_left: int = 0
    extra: int = 0
    grids: list[tuple[list[list[str]], list[list[str]]]] = field(default_factory=list)
    """(true, found) grids of short orders, for GriTS."""
    cpu: float = 0.0
    pages: int = 0
    failed: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def score_order(
    score: Score,
    order: Order,
    rows: Sequence[Found],
    split: Iterable[int] = (),
    over: Iterable[int] = (),
    scan: bool = False,
) -> None:
    """Adds what was found of an order; `split`, `over`: indexes of items cut by a page break, or merged over one."""
    same: Same = fuzzy if scan else exact
    split, over = set(split), set(over)
    free = dict(enumerate(rows))
    auto = {id(row) for table in order.tables if table.auto for row in table.items}
    for index, item in enumerate(order.items):
        place = _best(item, free, same if scan else whole_cell, same)
        cells = free.pop(place) if place is not None else ()
        score.cell.add(bool(cells))
        is_exact = _holds(cells, item["activity"], same) or _holds(cells, item.bullet + item["activity"], same)
        score.exact.add(is_exact)
        responsible = _holds(cells, item["responsible"], same)
        whole = bool(cells) and responsible and all(_holds(cells, item[role], same) for role in ("number", "period"))
        score.row.add(whole)
        if not (is_exact and whole):
            score.missed.append(f"{order.name}: {item['number']} {item['activity'][:60]!r}")
        if index in split:
            score.split.add(is_exact and whole)
        if "responsible" in item.merged:
            (score.merged_over if index in over else score.merged).add(bool(cells) and responsible)
        if id(item) in auto:
            score.numbers.add(_holds(cells, item["number"], same))
    captions = {single_spaced(column.caption) for table in order.tables for column in table.columns}
    left = sum(sum(single_spaced(cell) in captions for cell in cells if cell.strip()) > 1 for cells in free.values())
    score.headers_left += left
    score.extra += len(free) - left


def grid_pair(order: Order, rows: Sequence[Found]) -> tuple[list[list[str]], list[list[str]]] | None:
    """(true, found) grids of an order with one short table, merged cells repeated; None for others.

    Repeated headers and section rows are left out of both, to the advantage of readers that do not tell them apart.
    """
    columns = order.tables[0].columns
    if len(order.tables) > 1 or len(order.items) > GRITS_ROWS:
        return None
    captions = {single_spaced(column.caption) for column in columns}
    true = [[single_spaced(item[column.role]) for column in columns] for item in order.items]
    found = [[single_spaced(cell) for cell in cells] for cells in rows]
    found = [cells for cells in found if len(set(cells) - {""}) > 1 and sum(cell in captions for cell in cells) < 2]
    width = max(map(len, found), default=0)
    return true, [cells + [""] * (width - len(cells)) for cells in found]


def _holds(cells: Found, expected: str, same: Same) -> bool:
    """Whether one of the cells is the expected text; an empty one is where there is any row."""
    if not expected.strip():
        return bool(cells)
    return any(same(expected, cell) for cell in cells)


def _best(item: PlanRow, free: dict[int, Found], same: Same, other: Same) -> int | None:
    """The first row that holds the activity, one that holds the number, period and responsible too before others."""
    printed = (item["activity"], item.bullet + item["activity"])
    places = [place for place, cells in free.items() if any(_holds(cells, text, same) for text in printed)]

    def agreement(place: int) -> int:
        return -sum(_holds(free[place], item[role], other) for role in ("number", "period", "responsible"))

    return min(places, key=agreement) if places else None
