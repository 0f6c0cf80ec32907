"""Printed rows -> logical rows: whole activities, joined over page breaks, and the headings over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.model import Cell, Paragraph, RowKind
from parsers.rows.assignment import Placed, Placer
from parsers.rows.drafting import Drafting
from parsers.rows.drafts import Draft, Piece
from parsers.rows.headings import Heading, HeadingFinder, Outline, heading_of
from parsers.rows.page_break_tails import Tails
from parsers.tables.cell_profile import Senses, profile_of
from parsers.tables.printed_rows import Line
from parsers.tables.table_pages import Part, PlanTable
from parsers.text.numbering import leading_number, parse_number
from parsers.text.wording import is_finished, is_unfinished, shape

_NAME_OF_ROWS = 4
"""Words of a heading in small letters, at most."""
_MIDDLE = re.compile(r"(?:в|во|на|по|с|со|к|о|об|для|за|из|при|от|у|под|до|и|или|а|их|его|не)\s", re.IGNORECASE)
_HEADING_PARAGRAPH = 250
"""Characters; a longer paragraph between the pages of a table is no heading."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """The logical rows of one table and the paragraphs within it that are none of its rows."""

    drafts: tuple[Draft, ...]
    texts: tuple[Paragraph, ...]


def rows_of(table: PlanTable, senses: Senses, base_section: str = "") -> TableRows:
    """The rows of a table in reading order. `base_section`: a heading over the whole table.

    Over the first table of a plan it may be the plan's title: it counts where the table does not begin with a heading.
    """
    builder = _Builder.of(table, senses, base_section)
    first = next(((line, part) for part in table.parts for line in part.lines), None)
    if table.number == 1 and first and builder.finder.find(first[0], first[1].mapping):
        builder.outline = Outline(looks=builder.outline.looks)
    return builder.build()


@dataclass(slots=True)
class _Builder:
    table: PlanTable
    senses: Senses
    placer: Placer
    finder: HeadingFinder
    outline: Outline
    tails: Tails
    rows: Drafting

    @classmethod
    def of(cls, table: PlanTable, senses: Senses, base_section: str) -> _Builder:
        lines = [(line, part.mapping) for part in table.parts for line in part.lines]
        finder = HeadingFinder.of(table.columns, lines, senses.healer)
        placer = Placer.of(table.columns, table.parts, senses, finder.find)
        table.parts = [placer.refined(part) for part in table.parts]
        outline = Outline(base_section)
        for line, mapping in lines:
            if (heading := finder.find(line, mapping)) and not line.page_top:
                outline.looks[heading.look] += 1
        placed = [
            placer.place(line, part)
            for part in table.parts
            for line in part.lines
            if not finder.find(line, part.mapping)
        ]
        tails = _tails_of(table, placed, senses)
        return cls(table, senses, placer, finder, outline, tails, Drafting.of(table, placed, tails))

    def build(self) -> TableRows:
        for part in self.table.parts:
            for paragraph in part.before:
                self.take_paragraph(paragraph, part)
            for index, line in enumerate(part.lines):
                self.take(line, part.lines[index + 1] if index + 1 < len(part.lines) else None, part)
        self.rows.settle_waiting(None)
        return TableRows(tuple(self.rows.drafts), tuple(self.rows.texts))

    def take(self, line: Line, following: Line | None, part: Part) -> None:
        """One more printed row."""
        above = self.rows.above()
        heading = self.finder.find(line, part.mapping, under_heading=bool(self.rows.drafts) and above is None)
        if heading and not (line.page_top and above and self._goes_on_in(above, heading, line)):
            self._heading(heading, [Piece(cell.text, cell) for cell in line.cells])
        elif self._is_rest_of_heading(line):
            self._extend_heading(line)
        else:
            self._row(line, following, part, above)

    def _row(self, line: Line, following: Line | None, part: Part, above: Draft | None) -> None:
        printed = {index: above.last(index) for index in above.cells} if above and line.page_top else None
        placed = self.placer.place(line, part, printed)
        number = self.table.column("number")
        if number is not None and set(placed.cells) == {number} and not placed.homeless:
            self.rows.lone_number(number, placed.cells[number])
        elif parse_number(placed.text(number)) or self.rows.number_within(placed) or above is None:
            self._begin(placed, part)
        elif self._is_rest(placed, above):
            self.rows.extend(above, placed)
        elif self._belongs_below(placed, above, following, part):
            self.rows.wait(placed)
        else:
            self._begin(placed, part)

    def _begin(self, placed: Placed, part: Part) -> None:
        self.rows.begin(placed, part, self.outline.section, self.outline.subsection)
        self.outline.rows_follow()

    def _is_rest(self, placed: Placed, above: Draft) -> bool:
        """The rest of the row above: a tail over the page break, or one more line of who answers for it."""
        own = {self.table.columns[index].role for index in placed.cells}
        if not own & {"activity", "action", "period"} and not placed.line.page_top:
            return True
        return self.tails.goes_on(placed, above)

    def _belongs_below(self, placed: Placed, above: Draft, following: Line | None, part: Part) -> bool:
        """A row without an activity belongs to the row below where that lacks its cells and the row above has them."""
        own = {self.table.columns[index].role for index in placed.cells}
        if following is None or own & {"activity", "action"} or placed.homeless:
            return False
        if self.finder.find(following, part.mapping):
            return False
        below = self.placer.place(following, part)
        number, activity, period = (self.table.column(role) for role in ("number", "activity", "period"))
        if not below.text(activity) or below.text(period) or period not in placed.cells:
            return False
        if number is not None and not below.text(number):
            return False
        return all(above.has(index) for index in placed.cells)

    def take_paragraph(self, paragraph: Paragraph, part: Part) -> None:
        """A paragraph between the pages of a table: a heading, the rest of a cut cell, or text of its own."""
        text = self.senses.healer.whole(paragraph.text)
        cell = Cell(paragraph.text, 0, 0, locator=paragraph.locator, bold=paragraph.bold)
        above, activity = self.rows.above(), self.table.column("activity")
        begins = not part.lines or self._begins_row(part.lines[0], part)
        if begins and (_reads_as_heading(text) or self._heads_in_small_letters(text, above, part)):
            self._heading(heading_of(text, paragraph.bold), [Piece(paragraph.text, cell)], over_table=True)
        elif shape(text) == "lower" and above and activity is not None:
            above.add(_open_column(above, activity), Piece(paragraph.text, cell))
        else:
            self.rows.texts.append(paragraph)

    def _heads_in_small_letters(self, text: str, above: Draft | None, part: Part) -> bool:
        """'детские сады', 'школы' on lines of their own between whole rows: departments, one of them known or several.

        A line that goes on with the cells above it follows a row that lacks some, or begins in the middle of a phrase.
        """
        if not _may_name_rows(text) or not part.lines:
            return False
        number = self.table.column("number")
        if parse_number(self.placer.place(part.lines[0], part).text(number)) is None:
            return False
        if above is not None and any(is_unfinished(above.last(index)) for index in above.cells):
            return False
        roles = [self.table.column(role) for role in ("activity", "period", "responsible")]
        if above is not None and not all(above.has(index) for index in roles if index is not None):
            return False
        alike = sum(_may_name_rows(paragraph.text) for other in self.table.parts for paragraph in other.before)
        return alike > 1 or self.finder.names_rows(text)

    def _begins_row(self, line: Line, part: Part) -> bool:
        """Whether the first row under a paragraph is a row of its own, not the rest of one above it."""
        if self.finder.find(line, part.mapping):
            return True
        placed = self.placer.place(line, part)
        activity = placed.text(self.table.column("activity"))
        numbered = parse_number(placed.text(self.table.column("number"))) is not None
        return numbered or bool(activity and shape(activity) != "lower")

    def _heading(self, heading: Heading, pieces: list[Piece], over_table: bool = False) -> None:
        self.outline.take(heading, self.senses.healer, over_table)
        kind = RowKind.SUBSECTION if self.outline.subsection else RowKind.SECTION
        section, subsection = self.outline.section, self.outline.subsection
        self.rows.heading(Draft(kind, self.table.number, extra=pieces, section=section, subsection=subsection))

    def _goes_on_in(self, above: Draft, heading: Heading, line: Line) -> bool:
        """Whether what looks like a heading on top of a page is the rest of the activity below it."""
        activity = self.table.column("activity")
        if activity is None or not above.has(activity):
            return False
        if self.tails.lists_next(above, activity, heading.text):
            return True
        if line.spans_known:
            return False
        if is_unfinished(above.last(activity)):
            return True
        return self.table.column("number") is None and not self.outline.looks[heading.look]

    def _is_rest_of_heading(self, line: Line) -> bool:
        """A heading cut by a page break: nothing but a text that begins small right under it."""
        if not line.page_top or len(line.cells) != 1 or not self.rows.drafts or self.rows.above():
            return False
        return shape(line.cells[0].text) == "lower"

    def _extend_heading(self, line: Line) -> None:
        cell, draft = line.cells[0], self.rows.drafts[-1]
        self.outline.extend(self.senses.healer, cell.text)
        draft.extra.append(Piece(cell.text, cell))
        draft.section, draft.subsection = self.outline.section, self.outline.subsection


def _open_column(above: Draft, default: int) -> int:
    """The column of a row whose text stops short; else the activity."""
    open_ones = [index for index in above.cells if above.last(index).rstrip().endswith(("-", ",", ":"))]
    return open_ones[0] if open_ones else default


def _may_name_rows(text: str) -> bool:
    """'отдел кадров', 'май': a few words in small letters that begin no phrase's middle."""
    short = len(text.split()) <= _NAME_OF_ROWS and shape(text) == "lower"
    return short and not _MIDDLE.match(text) and text.rstrip()[-1:] not in (",", ";", ".", ")", "»")


def _reads_as_heading(text: str) -> bool:
    """'МАТЕМАТИКА', '2. Анализ результатов.'; not a sentence, nor the rest of one."""
    if len(text) > _HEADING_PARAGRAPH or shape(text) == "lower" or text.endswith((",", ";")):
        return False
    return not is_finished(text) or leading_number(text)[1] is not None


def _tails_of(table: PlanTable, placed: Sequence[Placed], senses: Senses) -> Tails:
    """What the columns hold, by the rows that no page break touches."""
    rows = [row for row in placed if not row.line.page_top] or list(placed)
    profiles = tuple(
        profile_of((row.text(index) for row in rows), senses, len(rows)) for index in range(len(table.columns))
    )
    return Tails(table.columns, tuple(profile.fill for profile in profiles), profiles, senses)
