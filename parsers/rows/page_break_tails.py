"""Rows cut by a page break: whether a row goes on with the one above, and where such a tail ends within a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log

from parsers.model import Cell
from parsers.rows.assignment import Placed
from parsers.rows.drafts import Draft
from parsers.tables.cell_profile import Profile, Senses
from parsers.tables.columns import PERIODS, Column
from parsers.text.wording import collapse, is_finished, is_unfinished, shape, starts_with_bullet

_TAIL_SHAPES = {"lower": 0.6, "bullet": 0.08, "digit": 0.08, "caps": 0.07, "title": 0.06, "tail": 0.07, "quote": 0.04}
"""How the second half of a cut text begins."""
_WITHIN_PAGE = -5.0
_NEVER_CUT = -12.0
_OPEN = 3.0
_COMPLETE = 0.7
_UNUSUAL = 0.15
_NEXT_IN_LIST = 6.0
_ENUMERATED = re.compile(r"(\d{1,2})[.)]\s")
_NEXT_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[«\"А-ЯЁA-Z–—-])|\s+(?=[А-ЯЁ][а-яё]{3,}\s+[«(]?[а-яё])|\s+(?=[–—-]\s)")
_FIRST_PIECES = 3
_FIRST_CHARS = 4000
"""How far a cell is searched for bullets and numbers of a list."""
_INNER_BULLET = re.compile(r":\s*[–—•-]\s")


@dataclass(frozen=True, slots=True)
class Tails:
    """Weighs whether rows go on with the row above, by what the columns of this table usually hold."""

    columns: tuple[Column, ...]
    fills: tuple[float, ...]
    """Share of the table's rows that have a cell of their own in each column."""
    profiles: tuple[Profile, ...]
    senses: Senses

    def goes_on(self, placed: Placed, above: Draft) -> bool:
        """Whether a row without a number is the rest of the row above it."""
        return self.weight(placed, above) > 0

    def weight(self, placed: Placed, above: Draft) -> float:
        """Above 0 for the rest of a cut row, below 0 for a row of its own."""
        if placed.line.page_top and self._begins_within(placed, above):
            return _NEVER_CUT
        in_list = placed.line.page_top and self._goes_on_listing(placed, above)
        weight = self._cut_here(placed) + (_NEXT_IN_LIST if in_list else 0.0)
        if above.is_bullet and starts_with_bullet(placed.text(_index(self.columns, "activity"))):
            weight -= _NEXT_IN_LIST
        for index, column in enumerate(self.columns):
            cell = placed.cells.get(index)
            if cell is not None:
                weight += self._filled(column, index, cell, above, in_list)
            elif column.role in ("number", "activity", "period", "responsible", "action", "result"):
                weight += min(log(0.8 / (1.02 - self.fills[index])), 3.0)
        return weight

    def _cut_here(self, placed: Placed) -> float:
        """What the page says: a break above the row, lines left open at it."""
        line = placed.line
        if not line.page_top:
            return _NEVER_CUT if line.spans_known else _WITHIN_PAGE
        return _OPEN if any(cell.open_top for cell in line.cells) else 0.0

    def _filled(self, column: Column, index: int, cell: Cell, above: Draft, in_list: bool) -> float:
        text, printed = collapse(cell.text), collapse(above.last(index))
        fill = log(0.35 / max(self.fills[index], 0.05))
        if column.role in PERIODS:
            return fill + (1.0 if in_list else self._period(text, printed))
        begins = log(_TAIL_SHAPES.get(shape(text), 0.05) / self.profiles[index].chance_of_shape(text))
        return fill + begins + _ending(printed, text) + (_NEXT_IN_LIST if self.lists_next(above, index, text) else 0.0)

    def _period(self, text: str, printed: str) -> float:
        """Two whole periods are two rows; a piece that makes the one above whole is its tail."""
        if printed and self._reads_as_one(printed, text):
            return 2.0
        return -3.0 if self.senses.period(text) >= _COMPLETE else 0.5

    def _reads_as_one(self, head: str, tail: str) -> bool:
        """One phrase of the two, or the head alone is none: 'в течение 2023-' + '2024 учебного года'."""
        if is_unfinished(head) or (self.senses.period(head) < _COMPLETE <= self.senses.period(f"{head} {tail}")):
            return True
        phrases = self.senses.phrases
        return len(phrases(f"{head} {tail}")) < len(phrases(head)) + max(len(phrases(tail)), 1)

    def _begins_within(self, placed: Placed, above: Draft) -> bool:
        """The row above ends within a cell of this one, which has a period of its own: 'период. – о проведении'."""
        period = _index(self.columns, "period")
        if period is None or self.senses.period(placed.text(period)) < _COMPLETE or not above.has(period):
            return False
        if self._lists(above) or self._reads_as_one(collapse(above.last(period)), collapse(placed.text(period))):
            return False
        return any(self.split(index, cell.text, above)[0] for index, cell in placed.cells.items())

    def _goes_on_listing(self, placed: Placed, above: Draft) -> bool:
        """The rest of a bullet, or a bullet after bullets of one cell whose periods share a cell too."""
        activity, period = (_index(self.columns, role) for role in ("activity", "period"))
        if activity is None or period is None or not self._lists(above):
            return False
        text = placed.text(activity)
        several = len(self.senses.phrases(above.last(period))) > 1
        return shape(text) == "lower" or (several and starts_with_bullet(text))

    def _lists(self, above: Draft) -> bool:
        """Whether the cell above the break lists bullets under a lead-in."""
        activity = _index(self.columns, "activity")
        pieces = above.cells.get(activity, [])[:_FIRST_PIECES] if activity is not None else []
        return bool(_INNER_BULLET.search(collapse(" ".join(piece.text for piece in pieces))[:_FIRST_CHARS]))

    @staticmethod
    def lists_next(above: Draft, index: int, text: str) -> bool:
        """'2. Особенности подготовки' where the cell above the break lists '1. ...'."""
        match = _ENUMERATED.match(text)
        if not match or int(match.group(1)) < 2:
            return False
        printed = "\n".join(piece.text for piece in above.cells.get(index, [])[-_FIRST_PIECES:])
        return re.search(rf"(?:^|\s){int(match.group(1)) - 1}[.)]\s", printed) is not None

    def split(self, index: int, text: str, above: Draft) -> tuple[str, str]:
        """The tail of the row above at the head of a new row's cell, and the rest.

        'общего образования Сопровождение родителей' after '... при получении среднего': ('общего образования', ...).
        """
        printed = collapse(above.last(index))
        if not printed or is_finished(printed) or self.columns[index].role not in ("activity", "action", "result"):
            return "", text
        if shape(text) != "lower" or self.profiles[index].chance_of_shape(text) > _UNUSUAL:
            return "", text
        match = _NEXT_SENTENCE.search(text)
        return (text[: match.start()], text[match.end() :]) if match else ("", text)


def _ending(printed: str, text: str) -> float:
    """What the end of the piece above says about the next: 'ответственных за про-', '... учителей.'

    A lead-in under a lead-in is a row of its own: 'ГИА-9:' under 'Подготовка приказов об утверждении:'.
    """
    if not printed:
        return -0.5
    if printed.endswith(":") and text.endswith(":"):
        return -5.0
    if is_unfinished(printed):
        return 2.0
    return -1.0 if is_finished(printed) and shape(text) in ("title", "quote") else 0.0


def _index(columns: tuple[Column, ...], role: str) -> int | None:
    return next((index for index, column in enumerate(columns) if column.role == role), None)
