"""What a cell's text looks like: a number, a period, those responsible; over `Hints`, each text asked once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from parsers.model import Hints
from parsers.text.hyphens import Healer
from parsers.text.numbering import parse_number
from parsers.text.wording import collapse, shape

LONGEST_PERIOD = 300
"""Characters; a longer text is never asked whether it is a period."""
LONGEST_RESPONSIBLE = 600
LONGEST_PERIODS = 4000
"""A cell of many periods, one for each bullet."""
SAMPLE = 80
"""Cells of a column that are looked at to learn what it holds."""
_MEMORY = 50_000
_DAY_OF_WEEK = re.compile(
    r"\s*\d{1,2}(?:\s*[-–,]\s*\d{1,2})?\s*\((?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс)\.?\)\s*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Senses:
    """The hints, each text asked once, words cut at line ends made whole before."""

    hints: Hints
    healer: Healer
    _periods: dict[str, float] = field(default_factory=dict)
    _responsibles: dict[str, float] = field(default_factory=dict)
    _wholes: dict[str, str] = field(default_factory=dict)
    _phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def period(self, text: str) -> float:
        """How much of the text reads as a period, 0..1; a day beside its weekday is one of the month over it."""
        if _DAY_OF_WEEK.fullmatch(text):
            return 1.0
        return _recall(self._periods, self.hints.period_score, self.whole(text), LONGEST_PERIOD, 0.0)

    def responsible(self, text: str) -> float:
        """How much of the text reads as a list of organisations, roles and people, 0..1."""
        return _recall(self._responsibles, self.hints.responsible_score, self.whole(text), LONGEST_RESPONSIBLE, 0.0)

    def phrases(self, text: str) -> tuple[str, ...]:
        """The separate period phrases of a text, in order; () for a text too long to be a cell of periods."""
        return _recall(self._phrases, self.hints.period_phrases, collapse(text), LONGEST_PERIODS, ())

    def action(self, text: str) -> bool:
        """Whether the text begins with a deed: a verb or a noun of action."""
        return self.hints.names_action(collapse(text))

    def whole(self, text: str) -> str:
        """The text in one line, words cut at line ends made whole: 'по отдель-\\nному' -> 'по отдельному'."""
        return _recall(self._wholes, self.healer.whole, text, len(text), "")


_Told = TypeVar("_Told")


def _recall(memory: dict[str, _Told], ask: Callable[[str], _Told], text: str, longest: int, nothing: _Told) -> _Told:
    """What a hint tells of a text, remembered; texts too long for it are not asked about."""
    if not text or len(text) > longest:
        return nothing
    if text not in memory:
        if len(memory) >= _MEMORY:
            memory.clear()
        memory[text] = ask(text)
    return memory[text]


@dataclass(frozen=True, slots=True)
class Profile:
    """What the cells of one column hold: mean scores 0..1, mean length in characters, shapes of their beginnings."""

    cells: int = 0
    number: float = 0.0
    period: float = 0.0
    responsible: float = 0.0
    length: float = 0.0
    fill: float = 0.0
    """Share of the rows that have a cell here."""
    shapes: Counter[str] = field(default_factory=Counter)

    def chance_of_shape(self, text: str) -> float:
        """How often a cell of this column begins as `text` does, smoothed, 0..1."""
        return (self.shapes[shape(text)] + 0.25) / (self.shapes.total() + 2.0)


def profile_of(texts: Iterable[str], senses: Senses, rows: int) -> Profile:
    """The profile of a column's non-blank cells; of long columns a spread sample is looked at."""
    filled = [text for text in texts if text.strip()]
    if not filled:
        return Profile()
    sample = filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE]
    count = len(sample)
    return Profile(
        cells=len(filled),
        number=sum(parse_number(text) is not None for text in sample) / count,
        period=sum(senses.period(text) for text in sample) / count,
        responsible=sum(senses.responsible(text) for text in sample) / count,
        length=sum(len(collapse(text)) for text in sample) / count,
        fill=len(filled) / max(rows, 1),
        shapes=Counter(shape(text) for text in sample),
    )
