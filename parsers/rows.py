"""Printed rows -> logical rows: whole activities, joined over page breaks, and the headings over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.assign import Placed, Placer
from parsers.drafts import Draft, Piece, merged_columns
from parsers.headings import Heading, HeadingFinder, Outline, heading_of
from parsers.lines import Line
from parsers.model import Cell, Paragraph, RowKind
from parsers.numbering import leading_number, parse_number, whole_number
from parsers.parts import Part, PlanTable
from parsers.senses import Senses, profile_of
from parsers.tails import Tails
from parsers.wording import collapse, is_finished, is_unfinished, shape, starts_with_bullet

_FEW = 3
_MOSTLY = 0.6
_HEADING_PARAGRAPH = 250
"""Characters; a longer paragraph between the pages of a table is no heading."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """The logical rows of one table and the paragraphs within it that are none of its rows."""

    drafts: tuple[Draft, ...]
    texts: tuple[Paragraph, ...]


def rows_of(table: PlanTable, senses: Senses, base_section: str = "") -> TableRows:
    """The rows of a table in reading order. `base_section`: a heading over the whole table."""
    return _Builder.of(table, senses, base_section).build()


@dataclass(slots=True)
class _Builder:
    table: PlanTable
    senses: Senses
    placer: Placer
    tails: Tails
    finder: HeadingFinder
    outline: Outline
    known: dict[int, set[str]]
    """Column -> the texts of its cells."""
    numbers_within: bool
    """The numbers stand at the head of the activities, not in a column of their own."""
    drafts: list[Draft] = field(default_factory=list)
    texts: list[Paragraph] = field(default_factory=list)
    waiting: list[tuple[int, Piece]] = field(default_factory=list)
    """Pieces printed above the row they belong to."""

    @classmethod
    def of(cls, table: PlanTable, senses: Senses, base_section: str) -> _Builder:
        rows = [(line, part.mapping) for part in table.parts for line in part.lines]
        finder = HeadingFinder.of(table.columns, rows, senses.healer)
        placer = Placer.of(table.columns, table.parts, senses, finder.find)
        table.parts = [placer.refined(part) for part in table.parts]
        outline = Outline(base_section)
        for line, mapping in rows:
            if (heading := finder.find(line, mapping)) and not line.page_top:
                outline.looks[heading.look] += 1
        placed = [
            placer.place(line, part)
            for part in table.parts
            for line in part.lines
            if not finder.find(line, part.mapping)
        ]
        known = {
            index: {collapse(row.text(index)) for row in placed if row.text(index)}
            for index in range(len(table.columns))
        }
        tails = _tails_of(table, placed, senses)
        return cls(table, senses, placer, tails, finder, outline, known, _are_numbers_within(table, placed))

    def build(self) -> TableRows:
        for part in self.table.parts:
            for paragraph in part.before:
                self._paragraph(paragraph, part)
            for index, line in enumerate(part.lines):
                following = part.lines[index + 1] if index + 1 < len(part.lines) else None
                self._line(line, following, part)
        self._settle_waiting(None)
        return TableRows(tuple(self.drafts), tuple(self.texts))

    def _paragraph(self, paragraph: Paragraph, part: Part) -> None:
        """A paragraph between the pages of a table: a heading, the rest of a cut cell, or text of its own."""
        text = self.senses.healer.whole(paragraph.text)
        cell = Cell(paragraph.text, 0, 0, locator=paragraph.locator, bold=paragraph.bold)
        first = part.lines[0] if part.lines else None
        begins_row = first is None or self._begins_row(first, part)
        if begins_row and _reads_as_heading(text):
            self._heading(heading_of(text, paragraph.bold), [Piece(paragraph.text, cell)])
            return
        activity = self.table.column("activity")
        if shape(text) == "lower" and self.drafts and activity is not None and self.drafts[-1].kind is RowKind.ITEM:
            self.drafts[-1].add(self._open_column(activity), Piece(paragraph.text, cell))
            return
        self.texts.append(paragraph)

    def _open_column(self, default: int) -> int:
        """The column of the last row whose text stops short; else the activity."""
        above = self.drafts[-1]
        open_ones = [index for index in above.cells if above.last(index).rstrip().endswith(("-", ",", ":"))]
        return open_ones[0] if open_ones else default

    def _begins_row(self, line: Line, part: Part) -> bool:
        """Whether the first row under a paragraph is a row of its own, not the rest of one above it."""
        if self.finder.find(line, part.mapping):
            return True
        placed = self.placer.place(line, part)
        number, activity = self.table.column("number"), self.table.column("activity")
        return parse_number(placed.text(number)) is not None or bool(
            placed.text(activity) and shape(placed.text(activity)) != "lower"
        )

    def _heading(self, heading: Heading, pieces: list[Piece]) -> None:
        self._settle_waiting(None)
        self.outline.take(heading)
        kind = RowKind.SUBSECTION if self.outline.subsection else RowKind.SECTION
        draft = Draft(
            kind, self.table.number, extra=pieces, section=self.outline.section, subsection=self.outline.subsection
        )
        self.drafts.append(draft)

    def _line(self, line: Line, following: Line | None, part: Part) -> None:
        above = self._above()
        heading = self.finder.find(line, part.mapping, under_heading=bool(self.drafts) and above is None)
        if heading and not (line.page_top and above and self._goes_on_in(above, heading, line)):
            self._heading(heading, [Piece(cell.text, cell) for cell in line.cells])
            return
        printed = {index: above.last(index) for index in above.cells} if above and line.page_top else None
        placed = self.placer.place(line, part, printed)
        number = self.table.column("number")
        printed_number = placed.text(number)
        if number is not None and set(placed.cells) == {number}:
            self._lone_number(placed, number)
        elif parse_number(printed_number) or (self.numbers_within and self._number_within(placed)):
            self._new(placed, part, number)
        elif above and self._is_rest(placed, above):
            self._extend(above, placed)
        elif above and self._belongs_below(placed, above, following, part):
            self.waiting.extend(self._pieces(placed))
        else:
            self._new(placed, part, number)

    def _goes_on_in(self, above: Draft, heading: Heading, line: Line) -> bool:
        """Whether what looks like a heading on top of a page is the rest of the activity below it."""
        activity = self.table.column("activity")
        if line.spans_known or activity is None or not above.has(activity):
            return False
        if self.tails.lists_next(above, activity, heading.text) or is_unfinished(above.last(activity)):
            return True
        return self.table.column("number") is None and not self.outline.looks[heading.look]

    def _above(self) -> Draft | None:
        """The row right above, None under a heading."""
        return self.drafts[-1] if self.drafts and self.drafts[-1].kind is RowKind.ITEM else None

    def _is_rest(self, placed: Placed, above: Draft) -> bool:
        """The rest of the row above: a tail over the page break, or one more line of who answers for it."""
        own = {self.table.columns[index].role for index in placed.cells}
        if not own & {"activity", "action", "period"} and not placed.line.page_top:
            return True
        return self.tails.goes_on(placed, above)

    def _belongs_below(self, placed: Placed, above: Draft, following: Line | None, part: Part) -> bool:
        """A row without an activity is part of the numbered row below where that lacks its cells and the row above has them."""
        own = {self.table.columns[index].role for index in placed.cells}
        if following is None or "activity" in own or "action" in own or self.finder.find(following, part.mapping):
            return False
        below = self.placer.place(following, part)
        number, activity, period = (self.table.column(role) for role in ("number", "activity", "period"))
        if not below.text(activity) or below.text(period) or period not in placed.cells:
            return False
        if number is not None and not below.text(number):
            return False
        return all(above.has(index) for index in placed.cells)

    def _lone_number(self, placed: Placed, number: int) -> None:
        """A number in a row of its own belongs to the unnumbered row above, else to the one below."""
        above = self._above()
        cell = placed.cells[number]
        if above and not above.number and not above.is_sub and not above.is_bullet:
            above.number = whole_number(cell.text)
            above.add(number, Piece(cell.text, cell))
        else:
            self.waiting.append((number, Piece(cell.text, cell)))

    def _pieces(self, placed: Placed) -> Iterator[tuple[int, Piece]]:
        for index, cell in placed.cells.items():
            yield index, Piece(cell.text, cell, self._printed_role(placed, cell, index))

    def _printed_role(self, placed: Placed, cell: Cell, index: int) -> str:
        """The role of the column that the author printed a cell under, '' where it is the right one."""
        if placed.swapped != "author":
            return ""
        role = self.table.columns[index].role
        other = {"period": "responsible", "responsible": "period"}
        return other.get(role, "")

    def _extend(self, above: Draft, placed: Placed) -> None:
        """The rest of a cut row: each cell to the row that began it."""
        for index, piece in self._pieces(placed):
            self._owner(above, index).add(index, piece)
        self._renumber(above)
        above.extra.extend(Piece(cell.text, cell) for cell in placed.homeless)
        above.swapped = above.swapped or placed.swapped

    def _renumber(self, draft: Draft) -> None:
        """The number from all its pieces: '2.16' at the foot of a page and '.' at the head of the next."""
        number = self.table.column("number")
        if number is not None and draft.has(number):
            draft.number = whole_number("".join(collapse(piece.text) for piece in draft.cells[number]))

    def _owner(self, above: Draft, index: int) -> Draft:
        """The row whose cell goes on: for an activity over several rows the one that printed it first."""
        if above.has(index) or self.table.columns[index].role != "activity":
            return above
        for draft in reversed(self.drafts):
            if draft.kind is not RowKind.ITEM:
                break
            if draft.has(index):
                return draft
        return above

    def _new(self, placed: Placed, part: Part, number: int | None) -> None:
        """A row of its own; what its cells hold of the row above goes back there."""
        above = self._above()
        draft = Draft(RowKind.ITEM, self.table.number, section=self.outline.section, subsection=self.outline.subsection)
        self.outline.rows_follow()
        draft.merged = merged_columns(placed.line, part.mapping)
        draft.spans_known, draft.page_top, draft.swapped = placed.line.spans_known, placed.line.page_top, placed.swapped
        for index, piece in self._pieces(placed):
            if above and placed.line.page_top:
                piece = self._give_back(above, index, piece)
            if piece.text:
                draft.add(index, piece)
        draft.extra.extend(Piece(cell.text, cell) for cell in placed.homeless)
        self._settle_waiting(draft)
        draft.number = (
            whole_number(" ".join(piece.text for piece in draft.cells.get(number, []))) if number is not None else ""
        )
        if self.numbers_within and not draft.number:
            self._take_number(draft)
        self._classify(draft)
        self.drafts.append(draft)

    def _number_within(self, placed: Placed) -> bool:
        return leading_number(placed.text(self.table.column("activity")))[1] is not None

    def _take_number(self, draft: Draft) -> None:
        """The number from the head of the activity: '1.1. Подготовка справки'."""
        activity = self.table.column("activity")
        pieces = draft.cells.get(activity, []) if activity is not None else []
        if not pieces:
            return
        printed, number, rest = leading_number(pieces[0].text)
        if number is not None and printed:
            draft.number = whole_number(printed)
            draft.extra.append(Piece(printed, pieces[0].cell, printed_role="number"))
            pieces[0] = replace(pieces[0], text=rest)

    def _give_back(self, above: Draft, index: int, piece: Piece) -> Piece:
        """The row's piece without the tail of the row above that stands at its head."""
        tail, rest = self.tails.split(index, piece.text, above)
        printed = collapse(above.last(index))
        whole = collapse(f"{printed} {piece.text}")
        if (
            not tail
            and printed
            and whole in self.known[index]
            and collapse(piece.text) not in _repeated(self.known[index], piece.text)
        ):
            tail, rest = piece.text, ""
        if tail:
            above.add(index, replace(piece, text=tail))
        return replace(piece, text=rest)

    def _settle_waiting(self, draft: Draft | None) -> None:
        """Pieces printed above go into the row below, except where it prints the same again."""
        target = draft or (self._above())
        for index, piece in self.waiting:
            if target is None:
                self.texts.append(Paragraph(piece.text, piece.cell.locator))
            elif draft and target.has(index) and collapse(target.last(index)) == collapse(piece.text):
                target.extra.append(piece)
            elif draft:
                target.cells[index] = [piece, *target.cells.get(index, [])]
            else:
                target.add(index, piece)
        self.waiting.clear()

    def _classify(self, draft: Draft) -> None:
        activity = self.table.column("activity")
        if activity is None or draft.number:
            return
        if not draft.has(activity):
            draft.is_sub = any(earlier.kind is RowKind.ITEM for earlier in self.drafts[-1:])
        else:
            draft.is_bullet = starts_with_bullet(draft.cells[activity][0].text)


def _reads_as_heading(text: str) -> bool:
    """'МАТЕМАТИКА', '2. Анализ результатов.'; not a sentence, nor the rest of one."""
    if len(text) > _HEADING_PARAGRAPH or shape(text) == "lower" or text.endswith((",", ";")):
        return False
    return not is_finished(text) or leading_number(text)[1] is not None


def _repeated(known: set[str], text: str) -> set[str]:
    """Texts of a column that are just this text and more than a word or two: no tails."""
    plain = collapse(text)
    return {plain} if plain in known and len(plain.split()) > 2 else set()


def _are_numbers_within(table: PlanTable, placed: Sequence[Placed]) -> bool:
    """Whether most activities begin with a number and the number column, if any, is blank."""
    number, activity = table.column("number"), table.column("activity")
    texts = [row.text(activity) for row in placed if row.text(activity)]
    if any(row.text(number) for row in placed) or len(texts) < _FEW:
        return False
    return sum(leading_number(text)[1] is not None for text in texts) >= _MOSTLY * len(texts)


def _tails_of(table: PlanTable, placed: Sequence[Placed], senses: Senses) -> Tails:
    """What the columns hold, by the rows that no page break touches."""
    rows = [row for row in placed if not row.line.page_top] or list(placed)
    profiles = tuple(
        profile_of((row.text(index) for row in rows), senses, len(rows)) for index in range(len(table.columns))
    )
    fills = tuple(profile.fill for profile in profiles)
    return Tails(table.columns, fills, profiles, senses)
