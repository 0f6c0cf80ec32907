"""Pieces of a text put together to rows: the way whose cells fit their columns best, found by dynamic programming.

A state is a place in the stream and the last column of the open row that has a cell. From it the row goes on in a later
column, or ends: then another row, a heading, a row that counts the columns or a repeated header may follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.formats.plain.captions import Captions, counts_columns
from parsers.formats.plain.pieces import NEVER, Border, Piece, Style, costs_of_ending
from parsers.formats.plain.printed_rows import Printed, State, Step
from parsers.formats.plain.recurring import Recurring
from parsers.formats.plain.rows import TextLine, TextRow
from parsers.tables.cell_profile import Senses
from parsers.tables.content_model import (
    ABSENT,
    ABSENT_OTHER,
    EMPTY,
    SURE,
    cell_fit,
    heading_fit,
    number_chain,
)
from parsers.text.numbering import is_roman, parse_number
from parsers.text.wording import shape

_OVERRUN = -4.0
"""What a cell pays for a row's number within it."""
_HOPELESS = 25.0
"""How far below the best way to a place another one may be and still be followed."""
_NO_CELL = -8.0
_HEADING = "heading"
_BLANK = Border.BLANK
_NAME_WORDS = 4
"""Words that tell whether a name begins with them: 'Государственное автономное учреждение', 'Шнайдер О.П.'."""
_LIKELY = 0.5
_WORDS_BEHIND = (1, 2, 4)
"""Words of a period behind which a name may begin: 'май', '27 апреля', '27 апреля в 12-00'."""
_RECURS = 0.6
_LONGEST_RUN = {"number": 1, "period": 14, "period_end": 8, "responsible": 45}
_HEADING_PIECES = 4
_HEADS_ROWS = 1.0
"""What a heading gains where a row's number follows."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """Rows under captions (a heading is a row of one cell), the pieces that they used, and how well all fits.

    `counted`: rows that count the columns.
    """

    rows: tuple[TextRow, ...]
    used: int
    score: float
    counted: tuple[TextLine, ...] = ()


@dataclass(slots=True)
class Assembler:
    """Puts the pieces under one reading of the captions together."""

    pieces: Sequence[Piece]
    captions: Captions
    style: Style
    senses: Senses
    offset: int = 0
    """Pieces of the text before these."""
    cells: dict[tuple[int, int, str], float] = field(default_factory=dict)
    """How well pieces from one place to another fit a role, as far as known: the same under all captions."""
    _chain: frozenset[int] = frozenset()
    _inner: frozenset[int] = frozenset()
    """Numbers of the chain on which the next one counts: '5.' between '4.' and '6.', or first under a new header."""
    _cues: dict[int, bool] = field(default_factory=dict)
    _name_cues: dict[int, bool] = field(default_factory=dict)
    _recurring: Recurring | None = None
    _by_words: bool = False
    """Whether words are the pieces."""
    _absences: dict[tuple[int, int], float] = field(default_factory=dict)

    def assemble(self) -> Assembled:
        """The best rows. Time: pieces x longest cell x columns."""
        self._by_words = self.style.parts.get(_BLANK) is not None
        self._chain = self._numbers()
        self._inner = self._between_rows()
        best: list[dict[int, tuple[float, Step | None]]] = [{} for _ in range(len(self.pieces) + 1)]
        best[0][-1] = (0.0, None)
        for place in range(len(self.pieces)):
            top = max((score for score, _ in best[place].values()), default=0.0)
            for column, (score, _) in list(best[place].items()):
                if score >= top - _HOPELESS:
                    for gain, step, after in self._steps((place, column)):
                        known = best[step.end].get(after)
                        if known is None or score + gain > known[0]:
                            best[step.end][after] = (score + gain, step)
        return self._traced(best)

    def _numbers(self) -> frozenset[int]:
        if self.captions.roles[0] != "number":
            return frozenset()
        width = len(self.captions.roles)
        counts = {
            place + step
            for place in range(len(self.pieces))
            if counts_columns(self.pieces, place, width)
            for step in range(width)
        }
        begin = [
            place
            for place, piece in enumerate(self.pieces)
            if not place or self.style.starts.get(piece.border, NEVER) > NEVER
        ]
        numbers = [None if place in counts else parse_number(self.pieces[place].text) for place in begin]
        return frozenset(begin[place] for place in number_chain(numbers))

    def _between_rows(self) -> frozenset[int]:
        places = sorted(self._chain)
        steps = [parse_number(self.pieces[place].text) for place in places]
        single = [int(one.steps[0]) if one and one.kind == "arabic" and len(one.steps) == 1 else 0 for one in steps]
        above = [max(single[:1], default=1) - 1, *single]
        return frozenset(
            place
            for place, before, own, after in zip(places, above, single, single[1:], strict=False)
            if before > 0 and (own, after) == (before + 1, before + 2)
        )

    def _steps(self, state: State) -> Iterator[tuple[float, Step, int]]:
        """What may follow: (gain, step, last column after it)."""
        place, column = state
        border = self.pieces[place].border
        if column >= 0:
            parted = self.style.parts.get(border, NEVER)
            yield from self._cells_from(state, column + 1, parted, opens=False)
        start = self.style.starts.get(border, NEVER) if place else 0.0
        if start <= NEVER:
            return
        closed = start + (self._absent(column + 1, len(self.captions.roles)) if column >= 0 else 0.0)
        yield from self._cells_from(state, 0, closed, opens=True)
        yield from self._headings(state, closed)
        width = len(self.captions.roles)
        if counts_columns(self.pieces, place, width):
            yield closed + SURE, Step(state, place, place + width, -2, opens=True), -1

    def _absent(self, first: int, end: int) -> float:
        """What the row pays for having no cell in the columns from one to before another."""
        if (first, end) not in self._absences:
            roles = self.captions.roles[first:end]
            self._absences[first, end] = sum(ABSENT.get(role, ABSENT_OTHER) for role in roles)
        return self._absences[first, end]

    def _cells_from(self, state: State, first: int, cost: float, *, opens: bool) -> Iterator[tuple[float, Step, int]]:
        place, _ = state
        for column in range(first, len(self.captions.roles)):
            skipped = cost + self._absent(first, column)
            if skipped < _NO_CELL - 6.0:
                return
            role = self.captions.roles[column]
            for end, fit in self._runs(place, role):
                yield skipped + fit, Step(state, place, end, column, opens), column

    def _runs(self, start: int, role: str) -> Iterator[tuple[int, float]]:
        """The cells that may begin at a place, and how well each fits."""
        if not self.pieces[start].text:
            yield start + 1, EMPTY.get(role, 0.0)
            return
        if role == "period" and not self._cue(start):
            return
        if role == "responsible" and not self._names(start):
            return
        held = 0.0
        for end in range(
            start + 1, min(start + min(self.style.longest, _LONGEST_RUN.get(role, 99)), len(self.pieces)) + 1
        ):
            if end > start + 1:
                held += self.style.holds.get(self.pieces[end - 1].border, NEVER)
                held += _OVERRUN * (end - 1 in self._chain)
            if held < _NO_CELL or (end > start + 1 and not self.pieces[end - 1].text):
                return
            if self._may_end(end, role):
                yield end, held + self._fit(start, end, role)

    def _cue(self, start: int) -> bool:
        """Whether a period may begin with this word: asked only where words are the pieces."""
        if not self._by_words:
            return True
        if start not in self._cues:
            word = self.pieces[start].text
            pair = self._text(start, min(start + 2, len(self.pieces)))
            digits = any(map(str.isdigit, word)) or is_roman(word)
            self._cues[start] = (
                digits or len(word) <= 3 or self.senses.period(word) >= 0.5 or self.senses.period(pair) >= 0.5
            )
        return self._cues[start]

    def _names(self, start: int) -> bool:
        """Whether a name may begin with this word or does behind a period: asked only where words are the pieces."""
        if not self._by_words or self.pieces[start].border > _BLANK:
            return True
        behind = (self.senses.period(self._text(max(0, start - count), start)) >= _LIKELY for count in _WORDS_BEHIND)
        return self._named(start) or any(behind)

    def _named(self, start: int) -> bool:
        """Whether somebody is named from this word on."""
        if start not in self._name_cues:
            ends = range(start + 1, min(start + _NAME_WORDS, len(self.pieces)) + 1)
            self._name_cues[start] = any(self.senses.responsible(self._text(start, end)) >= _LIKELY for end in ends)
        return self._name_cues[start]

    def _may_end(self, end: int, role: str) -> bool:
        """Within a printed line a period or a name goes on over words in small letters; a row's last cell takes it all,
        for no row begins within a line."""
        if end == len(self.pieces) or self.pieces[end].border > _BLANK:
            return True
        if role == self.captions.roles[-1]:
            return False
        if role not in ("period", "responsible"):
            return True
        if role == "responsible" and "period" in self.captions.roles[self.captions.roles.index(role) :]:
            return shape(self.pieces[end].text) not in ("lower", "tail") or self._cue(end)
        if role == "period" and self._named(end):
            return True
        return shape(self.pieces[end].text) not in ("lower", "tail")

    def _text(self, start: int, end: int) -> str:
        return " ".join(piece.text for piece in self.pieces[start:end])

    def _fit(self, start: int, end: int, role: str) -> float:
        if role == "number" and start in self._chain:
            return SURE
        key = (self.offset + start, self.offset + end, role)
        if key not in self.cells:
            gain = _RECURS * (role == "responsible" and self._recurs(start, end))
            self.cells[key] = cell_fit(role, self._text(start, end), self.senses) + gain
        return self.cells[key]

    def _recurs(self, start: int, end: int) -> bool:
        """The same name stands in other rows: asked only where words are the pieces."""
        if not self._by_words:
            return False
        if self._recurring is None:
            self._recurring = Recurring([piece.text for piece in self.pieces])
        return self._recurring.whole(start, end)

    def _headings(self, state: State, cost: float) -> Iterator[tuple[float, Step, int]]:
        """A row of one cell; empty cells glued behind it leave no doubt. A heading takes whole lines."""
        place, _ = state
        if not self.pieces[place].text:
            return
        blanks = place + 1
        while (
            blanks < len(self.pieces)
            and not self.pieces[blanks].text
            and self.pieces[blanks].line == self.pieces[place].line
        ):
            blanks += 1
        if blanks > place + 1:
            gain = 1.0 + min(0.0, heading_fit(self.pieces[place].text, self.senses) + 2.0)
            yield cost + gain, Step(state, place, blanks, -1, opens=True), -1
        held, lines = 0.0, 0
        for end in range(place + 1, len(self.pieces) + 1):
            if end > place + 1:
                held += self.style.holds.get(self.pieces[end - 1].border, NEVER)
            whole = end == len(self.pieces) or self.pieces[end].border > _BLANK
            lines += whole
            if lines > _HEADING_PIECES or held < _NO_CELL or not self.pieces[end - 1].text:
                return
            if whole:
                yield (
                    cost + held + self._heading_fit(place, end),
                    Step(state, place, end, -1, opens=True),
                    -1,
                )

    def _heading_fit(self, start: int, end: int) -> float:
        """A number of the chain at its head speaks for a heading as it does for a row; one within it against it.

        So does one that rows count on: no heading is '5.' between the rows 4 and 6.
        """
        chained = sum(place in self._chain for place in range(start + 1, end))
        numbered = start in self._chain and end > start + 1
        key = (self.offset + start, self.offset + end, _HEADING)
        if key not in self.cells:
            self.cells[key] = heading_fit(self._text(start, end), self.senses)
        fit = self.cells[key]
        heads = end in self._chain
        fit += _OVERRUN * (numbered and start in self._inner)
        return fit + SURE * numbered + _OVERRUN * chained + _HEADS_ROWS * heads * (1.0 + 1.5 * self._acts(start, end))

    def _acts(self, start: int, end: int) -> bool:
        """'Обучение экспертов' over the number of a row: asked only where a line may be the rest of a cell."""
        return self._by_words and self.senses.action(self._text(start, end))

    def _traced(self, best: Sequence[dict[int, tuple[float, Step | None]]]) -> Assembled:
        width = len(self.captions.roles)
        outside = costs_of_ending(self.pieces)
        ends = [
            (score + (self._absent(column + 1, width) if column >= 0 else 0.0) + outside[place], place, column)
            for place, states in enumerate(best)
            for column, (score, _) in states.items()
        ]
        score, used, column = max(ends)
        steps: list[Step] = []
        state: State = (used, column)
        while (step := best[state[0]][state[1]][1]) is not None:
            steps.append(step)
            state = step.before
        printed = Printed(self.pieces, self.captions.roles)
        return Assembled(tuple(printed.rows(steps[::-1])), used, score, tuple(printed.counted(steps[::-1])))
