"""Printed rows taken into logical rows: a new one begun, the one above gone on with, tails given back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.model import Cell, Paragraph, RowKind
from parsers.rows.assignment import Placed
from parsers.rows.drafts import Draft, Piece, merged_columns
from parsers.rows.page_break_tails import Tails
from parsers.tables.table_pages import Part, PlanTable
from parsers.text.numbering import leading_number, whole_number
from parsers.text.wording import collapse, starts_with_bullet

_FEW = 3
_MOSTLY = 0.6
_FEW_WORDS = 2
_OTHER = {"period": "responsible", "responsible": "period"}


@dataclass(slots=True)
class Drafting:
    """The logical rows of one table so far."""

    table: PlanTable
    tails: Tails
    known: dict[int, set[str]]
    """Column -> the texts of its cells."""
    numbers_within: bool
    """The numbers stand at the head of the activities, not in a column of their own."""
    drafts: list[Draft] = field(default_factory=list)
    texts: list[Paragraph] = field(default_factory=list)
    """Text within the table that is none of its rows."""
    waiting: list[tuple[int, Piece]] = field(default_factory=list)
    """Pieces printed above the row they belong to."""
    last_with_activity: Draft | None = None
    """The last row under the same heading that prints an activity."""

    @classmethod
    def of(cls, table: PlanTable, placed: Sequence[Placed], tails: Tails) -> Drafting:
        """A drafting that has seen all rows of the table."""
        known = {
            index: {collapse(row.text(index)) for row in placed if row.text(index)}
            for index in range(len(table.columns))
        }
        return cls(table, tails, known, _are_numbers_within(table, placed))

    def above(self) -> Draft | None:
        """The row right above, None under a heading."""
        return self.drafts[-1] if self.drafts and self.drafts[-1].kind is RowKind.ITEM else None

    def heading(self, draft: Draft) -> None:
        """One more heading."""
        self.settle_waiting(None)
        self.last_with_activity = None
        self.drafts.append(draft)

    def number_within(self, placed: Placed) -> bool:
        """Whether the activity begins with its number in a table that prints them so."""
        return self.numbers_within and leading_number(placed.text(self.table.column("activity")))[1] is not None

    def lone_number(self, number: int, cell: Cell) -> None:
        """A number in a row of its own belongs to the unnumbered row above, else to the one below."""
        above = self.above()
        if above and not above.number and not above.is_sub and not above.is_bullet:
            above.number = whole_number(cell.text)
            above.add(number, Piece(cell.text, cell))
        else:
            self.waiting.append((number, Piece(cell.text, cell)))

    def wait(self, placed: Placed) -> None:
        """A row whose cells belong to the row below."""
        self.waiting.extend(self._pieces(placed))

    def extend(self, above: Draft, placed: Placed) -> None:
        """The rest of a cut row: each cell to the row that began it."""
        for index, piece in self._pieces(placed):
            self._owner(above, index).add(index, piece)
        above.extra.extend(Piece(cell.text, cell) for cell in placed.homeless)
        above.swapped = above.swapped or placed.swapped
        number = self.table.column("number")
        if number is not None and above.has(number):
            above.number = whole_number("".join(collapse(piece.text) for piece in above.cells[number]))

    def begin(self, placed: Placed, part: Part, section: str, subsection: str) -> None:
        """A row of its own; what its cells hold of the row above a page break goes back there."""
        above, line = self.above(), placed.line
        draft = Draft(RowKind.ITEM, self.table.number, section=section, subsection=subsection)
        draft.merged = merged_columns(line, part.mapping)
        draft.spans_known, draft.page_top = line.spans_known, line.page_top
        draft.swapped = placed.swapped or ("extraction" if self._lost_cells(placed) else "")
        for index, piece in self._pieces(placed):
            own = self._give_back(above, index, piece) if above and line.page_top else piece
            if own.text:
                draft.add(index, own)
        draft.extra.extend(Piece(cell.text, cell) for cell in placed.homeless)
        self.settle_waiting(draft)
        self._set_number(draft)
        self._classify(draft)
        if draft.has(self.table.column("activity")):
            self.last_with_activity = draft
        self.drafts.append(draft)

    def settle_waiting(self, draft: Draft | None) -> None:
        """Pieces printed above go into the row below, except what it prints again itself; at the end into the last."""
        target = draft or self.above()
        for index, piece in self.waiting:
            if target is None:
                self.texts.append(Paragraph(piece.text, piece.cell.locator))
            elif draft is None:
                target.add(index, piece)
            elif target.has(index) and collapse(target.last(index)) == collapse(piece.text):
                target.extra.append(piece)
            else:
                target.cells[index] = [piece, *target.cells.get(index, [])]
        self.waiting.clear()

    def _pieces(self, placed: Placed) -> Iterator[tuple[int, Piece]]:
        for index, cell in placed.cells.items():
            swapped = _OTHER.get(self.table.columns[index].role, "") if placed.swapped == "author" else ""
            yield index, Piece(cell.text, cell, printed_role=swapped)

    def _lost_cells(self, placed: Placed) -> bool:
        """Whether the row's first cells are missing, so that the rest stands further left than its captions."""
        return not placed.line.spans_known and any(
            cell.col < self.table.columns[index].home for index, cell in placed.cells.items()
        )

    def _owner(self, above: Draft, index: int) -> Draft:
        """The row whose cell goes on: for an activity over several rows the one that printed it first."""
        if above.has(index) or self.table.columns[index].role != "activity":
            return above
        return self.last_with_activity or above

    def _give_back(self, above: Draft, index: int, piece: Piece) -> Piece:
        """The row's piece without the tail of the row above that stands at its head, or that it is."""
        tail, rest = self.tails.split(index, piece.text, above)
        if not tail and self._completes(above, index, collapse(piece.text)):
            tail, rest = piece.text, ""
        if tail:
            above.add(index, replace(piece, text=tail))
        return replace(piece, text=rest)

    def _completes(self, above: Draft, index: int, text: str) -> bool:
        """Whether both pieces together are a text that the column prints whole elsewhere, and this one is none."""
        printed = collapse(above.last(index))
        if not printed or f"{printed} {text}" not in self.known[index]:
            return False
        return len(text.split()) <= _FEW_WORDS or text not in self.known[index]

    def _set_number(self, draft: Draft) -> None:
        number, activity = self.table.column("number"), self.table.column("activity")
        if number is not None and draft.has(number):
            draft.number = whole_number(" ".join(piece.text for piece in draft.cells[number]))
        elif self.numbers_within and activity is not None and draft.has(activity):
            first, *others = draft.cells[activity]
            printed, parsed, rest = leading_number(first.text)
            if parsed is not None and printed:
                draft.number = whole_number(printed)
                draft.extra.append(Piece(printed, first.cell, printed_role="number"))
                draft.cells[activity] = [replace(first, text=rest), *others]

    def _classify(self, draft: Draft) -> None:
        activity = self.table.column("activity")
        if activity is None or draft.number:
            return
        if draft.has(activity):
            draft.is_bullet = starts_with_bullet(draft.cells[activity][0].text)
        else:
            draft.is_sub = self.above() is not None


def _are_numbers_within(table: PlanTable, placed: Sequence[Placed]) -> bool:
    """Whether most activities begin with a number and the number column, if any, is blank."""
    number, activity = table.column("number"), table.column("activity")
    texts = [row.text(activity) for row in placed if row.text(activity)]
    if any(row.text(number) for row in placed) or len(texts) < _FEW:
        return False
    return sum(leading_number(text)[1] is not None for text in texts) >= _MOSTLY * len(texts)
