"""Tables that print two plans side by side: 'Мероприятие | Срок' of ГИА-9, then 'Мероприятие | Срок' of ГИА-11."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.model import Cell
from parsers.tables.headers import Caption, Header
from parsers.tables.printed_rows import Line

_FEWEST = 2
"""Columns of each half: what is done, and when."""


@dataclass(frozen=True, slots=True)
class Fold:
    """The left half begins at grid column `start` and is `width` wide, the right half follows; the rest is shared."""

    start: int
    width: int

    def is_right(self, cell: Cell) -> bool:
        """Whether a cell stands in the right half alone."""
        return self.start + self.width <= cell.col < self.start + 2 * self.width

    def is_left(self, cell: Cell) -> bool:
        """Whether a cell stands in the left half alone."""
        return self.start <= cell.col and cell.col + cell.col_span <= self.start + self.width


def fold_of(header: Header | None) -> Fold | None:
    """How the captions repeat: activity and period twice, at the same distance, with equal captions between."""
    if header is None:
        return None
    roles = [_role(caption) for caption in header.captions]
    activities = [col for col, role in enumerate(roles) if role == "activity"]
    periods = [col for col, role in enumerate(roles) if role == "period"]
    if len(activities) != 2 or len(periods) != 2:
        return None
    width, start = activities[1] - activities[0], min(activities[0], periods[0])
    alike = roles[start : start + width] == roles[start + width : start + 2 * width]
    return Fold(start, width) if width >= _FEWEST and alike and periods[1] - periods[0] == width else None


def _role(caption: Caption) -> str:
    weights = caption.weights()
    return max(weights, key=lambda role: weights[role]) if weights else ""


def unfolded(header: Header, fold: Fold) -> Header:
    """The captions of the left half for both."""
    right = range(fold.start + fold.width, fold.start + 2 * fold.width)
    captions = (Caption() if col in right else caption for col, caption in enumerate(header.captions))
    return replace(header, captions=tuple(captions))


def unfold(lines: Iterable[Line], fold: Fold | None) -> tuple[Line, ...]:
    """Every row of both halves as two rows, the right half under the left one, the shared cells in both."""
    return tuple(row for line in lines for row in (_rows(line, fold) if fold else (line,)))


def _rows(line: Line, fold: Fold) -> Iterator[Line]:
    right = [cell for cell in line.cells if fold.is_right(cell)]
    left = [cell for cell in line.cells if fold.is_left(cell)]
    if not right:
        yield line
        return
    shared = [cell for cell in line.cells if cell not in right and cell not in left]
    if left:
        yield replace(line, cells=_sorted(shared + left))
    yield replace(line, cells=_sorted(shared + [replace(cell, col=cell.col - fold.width) for cell in right]))


def _sorted(cells: list[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.col))
