"""Grids and paragraphs in reading order -> the plan's tables: pages of one table joined, other tables read as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from parsers.model import Block, Grid, Paragraph
from parsers.tables.caption_inference import contrasting_header
from parsers.tables.cell_profile import Profile, Senses
from parsers.tables.columns import MARKED, Column, learn_columns, map_part
from parsers.tables.headers import Header, find_header, folded, parted, repeats
from parsers.tables.printed_rows import Line, lines_of
from parsers.tables.side_by_side import fold_of, unfold, unfolded
from parsers.tables.surrounding_text import (
    appendix_of,
    as_paragraphs,
    is_sheet_of_signatures,
    is_signature,
    opens_appendix,
)
from parsers.tables.table_pages import Part, PlanTable
from parsers.text.numbering import parse_number

_ENOUGH_ROWS = 12
_NAMES = 0.8
_FEW_CELLS, _NEARLY_ALL, _MOSTLY_NAMES = 2, 0.9, 0.6
"""How many cells of a column must hold periods, or which share of it names, to tell what no caption does."""
"""How much of a column may read as organisations and people for it to say what is done, 0..1."""
_SHORTEST = 12
"""Characters: 'Классный час'; a district or a subject is shorter."""
_A_PERIOD = 0.5
_SCRAP = 2
"""Letters and digits that OCR reads into the remains of a stamp under a table."""
_WIDTH_DRIFT = 2
"""Columns that a page of a table may have more or fewer than the header: blank ones lost or one split in two."""


@dataclass(slots=True)
class Stitched:
    """The tables of a document and the paragraphs before, between and after them."""

    tables: list[PlanTable] = field(default_factory=list)
    before: list[Paragraph] = field(default_factory=list)
    between: list[tuple[int, Paragraph]] = field(default_factory=list)


def stitch(blocks: Sequence[Block], senses: Senses) -> Stitched:
    """The plan's tables, page by page joined. A table without activities is read as paragraphs."""
    result = Stitched()
    pending: list[Paragraph] = []
    appendix = ""
    pages = [lines_of(block) if isinstance(block, Grid) else () for block in blocks]
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if block.text.strip():
                pending.append(block)
            continue
        appendix = appendix_of(pending) if opens_appendix(pending) else appendix
        current = result.tables[-1] if result.tables else None
        between = [paragraph for paragraph in pending if _says(paragraph)]
        if current and (part := _next_part(current, block, pages[place], between, senses)):
            _set_aside(result, (paragraph for paragraph in pending if not _says(paragraph)))
            current.parts.append(part)
        elif table := _new_table(block, pages, place, current if pending else None, senses):
            table.number, table.appendix, table.heading = len(result.tables) + 1, appendix, tuple(pending)
            _set_aside(result, pending)
            result.tables.append(table)
        else:
            pending.extend(as_paragraphs(pages[place]))
            continue
        pending = []
    if result.tables:
        pending = _take_signatures(result.tables[-1]) + pending
    _set_aside(result, pending)
    return result


def _take_signatures(table: PlanTable) -> list[Paragraph]:
    """Signatures that stand right under the last row, in the same grid."""
    part = table.parts[-1]
    count = len(part.lines)
    while count and is_signature(part.lines[count - 1]):
        count -= 1
    table.parts[-1] = replace(part, lines=part.lines[:count])
    return as_paragraphs(part.lines[count:])


def _set_aside(result: Stitched, paragraphs: Iterable[Paragraph]) -> None:
    """Paragraphs before the next table go to `before` or `between`."""
    if result.tables:
        result.between.extend((len(result.tables) + 1, paragraph) for paragraph in paragraphs)
    else:
        result.before.extend(paragraphs)


def _next_part(
    table: PlanTable, grid: Grid, lines: tuple[Line, ...], pending: Sequence[Paragraph], senses: Senses
) -> Part | None:
    """The grid as the next page of a table; None where it begins something else."""
    if table.header and lines:
        lines = (*parted(table.header, lines[0]), *lines[1:])
    header = find_header(lines, grid.header_rows)
    if header and (pending or not _same_captions(table.header, header)):
        return None
    if not header and (opens_appendix(pending) or not _may_be_as_wide(table, grid.cols, lines)):
        return None
    head, body = _without_headers(table.header, lines, header)
    body = unfold(body, table.fold)
    if not header and _is_other(table, lines):
        return None
    mapping = map_part(table.columns, body, grid.cols, table.width, senses)
    if pending and not _goes_on(table, body, mapping, senses):
        return None
    if body:
        body = (replace(body[0], page_top=True), *body[1:])
    return Part(body, head, mapping, grid.cols == table.width, _support(body), tuple(pending))


def _says(paragraph: Paragraph) -> bool:
    """Whether a paragraph can part two tables: a scrap of a stamp that OCR read as a letter or two can't."""
    return sum(map(str.isalnum, paragraph.text)) > _SCRAP


def _support(lines: Iterable[Line]) -> dict[int, int]:
    return dict(Counter(cell.col for line in lines for cell in line.cells if len(line.cells) > 1))


def _same_captions(one: Header | None, other: Header) -> bool:
    """Whether two headers are one, in maybe slightly different words: most of the shorter's captions are shared."""
    if one is None:
        return False
    left, right = ({folded(text) for text in header.printed} - {""} for header in (one, other))
    return 2 * len(left & right) >= min(len(left), len(right)) or one.roles == other.roles


def _without_headers(
    known: Header | None, lines: tuple[Line, ...], header: Header | None
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Header rows, at the top or repeated further down, and the rows of data."""
    top = header.rows if header else 0
    caption_of = header or known
    repeated = {
        index
        for index, line in enumerate(lines)
        if index < top or (caption_of and line.cells and repeats(caption_of, line))
    }
    head = tuple(line for index, line in enumerate(lines) if index in repeated)
    return head, tuple(line for index, line in enumerate(lines) if index not in repeated and line.cells)


def _may_be_as_wide(table: PlanTable, width: int, lines: Sequence[Line]) -> bool:
    """Whether a page of the table may have so many columns: about as many, or fewer where its rows are numbered."""
    if width < 2 or width > table.width + _WIDTH_DRIFT:
        return False
    numbered = table.column("number") is not None and all(
        parse_number(line.cells[0].text) is not None for line in lines if line.cells
    )
    return numbered or width >= table.width - _WIDTH_DRIFT


def _is_other(table: PlanTable, lines: Sequence[Line]) -> bool:
    """Signatures or a sheet of agreement under the plan."""
    return is_sheet_of_signatures(lines) or all(is_signature(line) for line in lines if line.cells)


def _goes_on(table: PlanTable, lines: Sequence[Line], mapping: dict[int, int], senses: Senses) -> bool:
    """Whether rows after a paragraph are still rows of the plan: numbered, or an activity with its period."""
    number, activity, period = (table.column(role) for role in ("number", "activity", "period"))
    for line in lines:
        texts = {mapping[cell.col]: cell.text for cell in line.cells if cell.col in mapping}
        if number in texts and len(texts) > 1 and parse_number(texts[number]):
            return True
        if activity in texts and period in texts and senses.period(texts[period]) > _A_PERIOD:
            return True
    return False


def _new_table(
    grid: Grid, pages: Sequence[tuple[Line, ...]], place: int, above: PlanTable | None, senses: Senses
) -> PlanTable | None:
    """A table of the plan that begins with this grid; None where the grid is no such table.

    `above`: the table over the paragraphs before it, whose columns hold on where a grid has no header of its own.
    """
    header = find_header(pages[place], grid.header_rows) or contrasting_header(pages[place], senses)
    head, body = _without_headers(None, pages[place], header)
    fold = fold_of(header)
    if header and fold:
        header, body = unfolded(header, fold), unfold(body, fold)
    sample = _sample(body, () if fold else pages[place + 1 :], grid.cols)
    columns = learn_columns(header, sample, grid.cols, senses)
    if not _is_plan(header, columns, sample):
        if not above or header or grid.cols != above.width:
            return None
        if not _goes_on(above, body, map_part(above.columns, body, grid.cols, above.width, senses), senses):
            return None
        columns, header = above.columns, above.header
    mapping = {column.home: index for index, column in enumerate(columns)}
    return PlanTable(0, header, columns, grid.cols, [Part(body, head, mapping, support=_support(body))], fold)


def _sample(body: tuple[Line, ...], following: Sequence[tuple[Line, ...]], width: int) -> list[Line]:
    """Rows to learn the columns from: where the first page has few, those of the next pages that are as wide."""
    sample = list(body)
    for lines in following:
        if len(sample) >= _ENOUGH_ROWS or (lines and (lines[0].width != width or find_header(lines))):
            break
        sample.extend(line for line in lines if line.cells)
    return sample


def _may_be_done(profile: Profile) -> bool:
    """Whether texts under an unknown caption may say what is done: of several words, begun as sentences are."""
    small = sum(count for begins, count in profile.shapes.items() if begins in ("lower", "digit", "tail", ""))
    return profile.length > _SHORTEST and 2 * small < max(profile.shapes.total(), 1)


def _is_plan(header: Header | None, columns: tuple[Column, ...], body: Sequence[Line]) -> bool:
    """A plan says what is done and when, or who does it; a list of schools or a sheet of signatures does not."""
    by_role = {column.role: column for column in columns}
    activity, period, responsible = (by_role.get(role) for role in ("activity", "period", "responsible"))
    if activity is None or activity.profile.responsible > _NAMES:
        return False
    if MARKED in by_role or (_told(header, period, responsible) and _may_be_done(activity.profile)):
        return True
    if header and not header.roles & {"activity", "action"} and not activity.profile.length > 40:
        return False
    if header and "period" in header.roles:
        return True
    if period and period.profile.period > 0.5 and period.profile.cells >= min(2, len(body)):
        certain = not header and responsible and responsible.profile.responsible > 0.7 and period.profile.period > 0.9
        return activity.profile.length > (10 if certain else 20)
    return bool(header and responsible and header.roles >= {"activity", "responsible"} and activity.profile.length > 30)


def _told(header: Header | None, period: Column | None, responsible: Column | None) -> bool:
    """When and who: by their captions, or one by its caption and the other by what nearly all its cells hold."""
    if header is None:
        return False
    when = bool(header.roles & {"period", "period_end"})
    who = "responsible" in header.roles
    holds_when = period is not None and period.profile.cells >= _FEW_CELLS and period.profile.period > _NEARLY_ALL
    holds_who = responsible is not None and responsible.profile.responsible > _MOSTLY_NAMES
    return (when and who) or (when and holds_who) or (who and holds_when)
