"""Rows and paragraphs that head the rows under them: sections and subsections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from parsers.tables.columns import Column
from parsers.tables.printed_rows import Line
from parsers.text.hyphens import Healer
from parsers.text.numbering import RowNumber, leading_number, parse_number
from parsers.text.wording import collapse, shape

_LONGEST = 400
_WIDE = 0.6
"""Share of a grid's columns that a heading's merged cell spans at least."""
_A_PERIOD = 0.9
"""A row of one cell that is a month heads the rows of that month."""
_USUAL_ROWS = 0.6
"""Share of rows with two cells or more above which a row of one cell is no activity without period and responsible."""


Look = tuple[str, int, bool, bool]
"""Kind and depth of a heading's number, whether it is in capitals, whether it is bold or shaded."""

_MONTH = re.compile(
    r"\s*(?:январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)(?:\s+20\d\d(?:\s*г(?:ода|\.)?)?)?\s*",
    re.IGNORECASE,
)
"""A month alone in the column of days: the rows below are of it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed heading and what it looks like."""

    text: str
    number: RowNumber | None
    caps: bool
    marked: bool
    """Bold, shaded."""

    @property
    def look(self) -> Look:
        """Headings of one level look alike."""
        return (
            self.number.kind if self.number else "",
            self.number.depth if self.number else 0,
            self.caps,
            self.marked,
        )


def heading_of(text: str, marked: bool = False, prefix: str = "") -> Heading:
    """The heading that a text is; `prefix`: its number where that stands in a cell of its own."""
    whole = collapse(f"{prefix} {text}")
    _, number, rest = leading_number(whole)
    letters = [letter for letter in rest if letter.isalpha()]
    return Heading(whole, number, bool(letters) and all(letter.isupper() for letter in letters), marked)


@dataclass(slots=True)
class HeadingFinder:
    """Tells the heading rows of one table from its activities."""

    columns: tuple[Column, ...]
    healer: Healer
    lone_are_headings: bool = True
    """Whether a row with nothing but a text at its left end heads the rows under it."""
    numbers_within: bool = False
    """Activities begin with their numbers, so a numbered text is no heading for that."""
    numbered_only: bool = False
    """The table numbers its headings, so one without a number is none."""
    over_first: bool = False
    """Every row of one text stands where another count begins: between '1.2' and '2.1'."""

    @classmethod
    def of(
        cls, columns: tuple[Column, ...], rows: Sequence[tuple[Line, Mapping[int, int]]], healer: Healer
    ) -> HeadingFinder:
        """A finder that has seen all rows of the table."""
        has_numbers = any(column.role == "number" for column in columns)
        lone = [line for line, _ in rows if _is_lone(line) and parse_number(line.cells[0].text) is None]
        numbered = sum(leading_number(line.cells[0].text)[1] is not None for line in lone)
        in_runs = _rows_in_runs(_is_lone(line) for line, _ in rows)
        fuller = [line for line, _ in rows if len(line.cells) > 1]
        within = sum(any(leading_number(cell.text)[1] for cell in line.cells) for line in fuller)
        usual = len(fuller) > _USUAL_ROWS * len(rows) and in_runs <= len(lone) // 2
        return cls(
            columns,
            healer,
            lone_are_headings=has_numbers or usual,
            numbers_within=not has_numbers and within > _USUAL_ROWS * len(fuller),
            over_first=_stand_over_first(rows),
            numbered_only=numbered >= 2 and 2 * numbered > (len(lone) if has_numbers else len(lone) - len(lone) // 2),
        )

    def find(self, line: Line, mapping: Mapping[int, int], under_heading: bool = False) -> Heading | None:
        """The heading that a row is, None for any other row. `under_heading`: the row above is one."""
        cells = line.cells
        texts = [self.healer.whole(cell.text) for cell in cells]
        if not texts or len(texts[0]) > _LONGEST:
            return None
        marked = any(cell.bold or cell.shaded for cell in cells)
        if len(set(texts)) == 1 and len(texts) >= 3 and parse_number(texts[0]) is None:
            return heading_of(texts[0], marked)
        if len(cells) == 2 and parse_number(texts[0]) and cells[1].col_span >= max(2, line.width - 1 - cells[1].col):
            return heading_of(texts[1], marked, prefix=texts[0])
        if len(cells) == 2 and self._is_roman_row(texts, cells[1].col, mapping):
            return heading_of(texts[1], marked, prefix=texts[0])
        if len(cells) != 1 or parse_number(texts[0]) is not None:
            return None
        if cells[0].col_span >= max(2, _WIDE * line.width):
            return heading_of(texts[0], marked)
        role = self.columns[mapping[cells[0].col]].role if cells[0].col in mapping else "number"
        if role == "period" and _MONTH.fullmatch(texts[0]):
            return heading_of(texts[0], marked)
        if line.spans_known or cells[0].col > 0:
            return self._unmerged(texts[0], role, marked)
        return self._lone(line, texts[0], role, marked, under_heading)

    def _is_roman_row(self, texts: Sequence[str], col: int, mapping: Mapping[int, int]) -> bool:
        """'IV. | Финансовое обеспечение' and nothing else: Roman figures count sections."""
        number = parse_number(texts[0])
        beside = self.columns[mapping[col]].role if col in mapping else ""
        return number is not None and number.kind == "roman" and beside == "activity"

    def _unmerged(self, text: str, role: str, marked: bool) -> Heading | None:
        """A single text in a cell that is not merged: set in bold, in capitals or numbered it heads the rows below."""
        if role not in ("number", "activity"):
            return None
        heading = heading_of(text, marked)
        if self.over_first and shape(text) != "bullet":
            return heading
        if shape(text) in ("lower", "bullet", "tail"):
            return heading if role == "number" and self.names_rows(text) else None
        numbered = heading.number is not None and not self.numbers_within
        return heading if role == "number" or marked or heading.caps or numbered else None

    def names_rows(self, text: str) -> bool:
        """'апрель', 'отдел общего образования': a month or a body, where no sentence goes on."""
        hints = self.healer.hints
        return hints.period_score(text) >= _A_PERIOD or hints.responsible_score(text) >= _A_PERIOD

    def _lone(self, line: Line, text: str, role: str, marked: bool, under_heading: bool) -> Heading | None:
        """A single text at the left end, where merged cells are not told, heads the rows below."""
        named = role == "number" and not line.page_top and (self.over_first or self.names_rows(text))
        if shape(text) in ("lower", "bullet", "tail") and not named:
            return None
        heading = heading_of(text, marked)
        if self.numbered_only and not heading.number:
            goes_on = role == "number" or (under_heading and not text.endswith(":"))
            return heading if goes_on and not line.page_top else None
        if role == "number":
            return heading if not (line.page_top and shape(text) in ("digit", "quote") and not heading.number) else None
        sure = bool(heading.number) or heading.caps or marked
        likely = role == "activity" and self.lone_are_headings and not (line.page_top and shape(text) != "title")
        return heading if sure or likely else None


def _stand_over_first(rows: Sequence[tuple[Line, Mapping[int, int]]]) -> bool:
    """Whether rows of one text, two at least, all stand between the last number of one count and 'n.1' of the next."""
    count, above = 0, ""
    lines = [line for line, _ in rows if line.cells]
    for line, below in zip_longest(lines, lines[1:]):
        number = parse_number(line.cells[0].text)
        if number is not None:
            above = number.steps[0]
        elif len(line.cells) == 1:
            first = parse_number(below.cells[0].text) if below else None
            if first is None or first.depth < 2 or first.steps[-1] != "1" or first.steps[0] == above:
                return False
            count += 1
    return count >= 2


def _is_lone(line: Line) -> bool:
    return len(line.cells) == 1 and line.cells[0].col == 0


def _rows_in_runs(flags: Iterable[bool]) -> int:
    """How many flagged rows stand directly under another flagged one."""
    count, above = 0, False
    for flag in flags:
        count += flag and above
        above = flag
    return count


@dataclass(slots=True)
class Outline:
    """Where in the sections a row stands; headings are taken in as they come."""

    base: str = ""
    """A heading over the whole table: its own headings are subsections then."""
    section: str = ""
    subsection: str = ""
    looks: Counter[Look] = field(default_factory=Counter)
    _section_looks: set[Look] = field(default_factory=set)
    _sub_looks: set[Look] = field(default_factory=set)
    _last: Heading | None = None

    def __post_init__(self) -> None:
        self.section = self.base

    def rows_follow(self) -> None:
        """Rows stand between the last heading and the next."""
        self._last = None

    def take(self, heading: Heading, healer: Healer, over_table: bool = False) -> None:
        """One more heading: a section, a subsection, or more of the heading right above it.

        `over_table`: printed as a paragraph, as the heading over the whole table is.
        """
        above, self._last = self._last, heading
        if above and above.text == heading.text:
            return
        if over_table and self.base:
            self.base, self.section, self.subsection = heading.text, heading.text, ""
            return
        if above and self._continues(above, heading):
            self.extend(healer, heading.text)
            return
        if self.base or self._is_lower(above, heading):
            self._sub_looks.add(heading.look)
            self.subsection = heading.text
            return
        self._section_looks.add(heading.look)
        self.section, self.subsection = heading.text, ""

    def _continues(self, above: Heading, heading: Heading) -> bool:
        """'Объективность оценки образовательных результатов' under '2. Реализация мер ...': no other looks like it."""
        return (
            bool(above.number) and not heading.number and above.caps == heading.caps and self.looks[heading.look] <= 1
        )

    def extend(self, healer: Healer, text: str) -> None:
        """More of the last heading: its second line, or its rest over a page break."""
        if self.subsection:
            self.subsection = healer.join(self.subsection, healer.whole(text))
        else:
            self.section = healer.join(self.section, healer.whole(text))

    def _is_lower(self, above: Heading | None, heading: Heading) -> bool:
        if heading.look in self._section_looks:
            return above is not None and not heading.number
        if heading.look in self._sub_looks:
            return True
        if not self._section_looks:
            return False
        if heading.number and heading.number.kind == "arabic" and heading.number.depth > 1:
            return True
        return above is not None or any(_outranks(look, heading.look) for look in self._section_looks)


def _outranks(look: Look, other: Look) -> bool:
    """A numbered heading stands over those without a number, capitals and bold over plain ones of the same kind."""
    (kind, _, caps, marked), (other_kind, _, other_caps, other_marked) = look, other
    if bool(kind) != bool(other_kind):
        return bool(kind)
    return kind == other_kind and (caps, marked) > (other_caps, other_marked)
