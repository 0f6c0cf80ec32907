"""A document's plan read by role: whole rows in reading order, the text around them, and nothing dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from parsers import split
from parsers.columns import Column
from parsers.drafts import Draft, Piece
from parsers.errors import ParseError
from parsers.hierarchy import relate
from parsers.model import Action, Document, Hints, Leftover, Paragraph, RawCell, Roadmap, Row, RowKind
from parsers.numbering import leading_number
from parsers.parts import PlanTable
from parsers.rows import TableRows, rows_of
from parsers.senses import Senses
from parsers.stitch import Stitched, stitch, title_of
from parsers.wording import collapse, heal_lines, join, nonblank, strip_bullet


def read_roadmap(document: Document, hints: Hints) -> Roadmap:
    """The plan of a document, row by row. Raises ParseError (stage 'table') where it has no table of a plan."""
    senses = Senses(hints)
    stitched = stitch(document.blocks, senses)
    if not stitched.tables:
        raise ParseError("В документе нет таблицы плана: не найдены графы «мероприятие» и «срок».", "table")
    rows: list[Row] = []
    between = list(stitched.between)
    for table in stitched.tables:
        base = _base_section(table, stitched)
        between.extend((table.number, paragraph) for paragraph in table.heading if table.number > 1)
        found = rows_of(table, senses, base)
        between.extend((table.number + 1, paragraph) for paragraph in found.texts)
        relate(found.drafts, table.columns)
        rows.extend(_Finisher(table, hints, len(rows)).finish(found))
    if not any(row.kind in (RowKind.ITEM, RowKind.GROUP) for row in rows):
        raise ParseError("В таблице плана нет ни одной строки с мероприятием.", "table")
    before = tuple(stitched.before)
    placed = _count(rows, before, between, stitched.tables, document)
    leftovers = document.leftovers + tuple(_unplaced(rows))
    lost = sum(nonblank(item.text) for item in leftovers)
    return Roadmap(
        rows=tuple(rows),
        before=before,
        between=tuple(sorted(between, key=lambda item: item[0])),
        captions=tuple(" | ".join(table.header.printed) if table.header else "" for table in stitched.tables),
        noise=document.noise,
        leftovers=leftovers,
        pages=document.pages,
        media_type=document.media_type,
        source_chars=document.source_chars,
        covered_chars=min(placed - lost, document.source_chars) if document.source_chars else placed - lost,
    )


def _base_section(table: PlanTable, stitched: Stitched) -> str:
    """A heading right over a table that opens no appendix: the section of all its rows."""
    if not table.heading:
        return ""
    last = collapse(table.heading[-1].text)
    if table.number == 1:
        return last if _is_section_heading(last) and len(stitched.tables) > 1 else ""
    above = stitched.tables[table.number - 2]
    opens = any(
        line.lower().lstrip().startswith("приложение")
        for paragraph in table.heading
        for line in paragraph.text.split("\n")
    )
    return "" if opens or table.appendix != above.appendix else last


def _is_section_heading(text: str) -> bool:
    return leading_number(text)[1] is not None and len(text) < 250


def _count(
    rows: Iterable[Row],
    before: Iterable[Paragraph],
    between: Iterable[tuple[int, Paragraph]],
    tables: Iterable[PlanTable],
    document: Document,
) -> int:
    """Non-blank characters that ended somewhere: each printed cell and paragraph once."""
    seen: set[tuple[object, ...]] = set()
    total = sum(nonblank(item.text) for item in document.noise)
    total += sum(nonblank(paragraph.text) for paragraph in before)
    total += sum(nonblank(paragraph.text) for _, paragraph in between)
    total += sum(
        nonblank(cell.text)
        for table in tables
        for part in table.parts
        for line in part.header_lines
        for cell in line.cells
    )
    for row in rows:
        for raw in row.raw_cells:
            key = (raw.text, raw.locator, raw.role, id(raw.locator))
            if key not in seen:
                seen.add(key)
                total += nonblank(raw.text)
    return total


def _unplaced(rows: Iterable[Row]) -> Iterator[Leftover]:
    return iter(())


class _Finisher:
    """Turns the drafts of one table into rows."""

    def __init__(self, table: PlanTable, hints: Hints, offset: int) -> None:
        self.table = table
        self.hints = hints
        self.seq = offset
        self.title = title_of(table.heading)
        self.numbers: dict[int, int] = {}

    def finish(self, found: TableRows) -> Iterator[Row]:
        for draft in found.drafts:
            yield from self._rows(draft)

    def _rows(self, draft: Draft) -> Iterator[Row]:
        row = self._row(draft)
        if draft.kind is not RowKind.ITEM:
            self.seq += 1
            yield replace(row, seq=self.seq)
            return
        pairs = (
            ((row.activity, row.period),)
            if draft.is_sub
            else split.activities(row.activity, row.period, self.hints.period_phrases)
        )
        for place, (activity, period) in enumerate(pairs):
            self.seq += 1
            if not place:
                self.numbers[id(draft)] = self.seq
            found = split.parts(activity, len(self.hints.period_phrases(collapse(period))))
            yield replace(
                row,
                seq=self.seq,
                activity=collapse(activity),
                period=period,
                parts=found,
                responsible_inherited=row.responsible_inherited or (place > 0 and bool(row.responsible)),
            )

    def _row(self, draft: Draft) -> Row:
        texts = {column.role: self._text(draft, index, column) for index, column in enumerate(self.table.columns)}
        inherited = {self.table.columns[index].role for index in draft.inherited}
        kind = RowKind.GROUP if draft.is_group else draft.kind
        return Row(
            seq=0,
            kind=kind,
            table_no=self.table.number,
            appendix=self.table.appendix,
            table_title=self.title,
            section=draft.section,
            subsection=draft.subsection or self._group_over(draft),
            number=draft.number,
            category=collapse(texts.get("category", "")),
            activity=strip_bullet(texts.get("activity", "")) if draft.is_bullet else texts.get("activity", ""),
            activity_inherited="activity" in inherited,
            period=texts.get("period", ""),
            period_inherited="period" in inherited,
            responsible=texts.get("responsible", ""),
            responsible_inherited="responsible" in inherited,
            result=collapse(texts.get("result", "")),
            result_inherited="result" in inherited,
            actions=self._actions(draft),
            parent=self.numbers.get(id(draft.parent)) if draft.parent else None,
            swapped=draft.swapped,
            locator=draft.locator,
            page_to=max((piece.cell.locator.page or 0 for piece in draft.pieces), default=0) or None,
            confidence=_confidence(draft.pieces),
            raw_cells=self._raw(draft),
        )

    def _text(self, draft: Draft, index: int, column: Column) -> str:
        """The whole text of a cell, the row's own or that of the merged cell above."""
        pieces = (draft.inherited.get(index) or draft).cells.get(index, [])
        whole = ""
        for piece in pieces:
            whole = join(whole, heal_lines(piece.text, self.hints.is_word), self.hints.is_word, " ")
        return whole

    def _group_over(self, draft: Draft) -> str:
        """'Подготовка к ГИА' for rows under the group 'Подготовка к ГИА:'."""
        activity = next((index for index, column in enumerate(self.table.columns) if column.role == "activity"), None)
        over = draft.parent
        while over is not None and activity is not None:
            text = collapse(self._text(over, activity, self.table.columns[activity]))
            if over.is_group and text.endswith(":"):
                return text[:-1].rstrip()
            over = over.parent
        return ""

    def _actions(self, draft: Draft) -> tuple[Action, ...]:
        levels = [
            (index, column.level or column.caption)
            for index, column in enumerate(self.table.columns)
            if column.role == "action"
        ]
        found = ((level, collapse(self._text(draft, index, self.table.columns[index]))) for index, level in levels)
        return tuple(Action(level, text) for level, text in found if text)

    def _raw(self, draft: Draft) -> tuple[RawCell, ...]:
        cells = [
            RawCell(piece.printed_role or self.table.columns[index].role, piece.text, piece.cell.locator)
            for index, pieces in sorted(draft.cells.items())
            for piece in pieces
        ]
        role = "note" if draft.kind is RowKind.ITEM else draft.kind.value
        return tuple(cells + [RawCell(role, piece.text, piece.cell.locator) for piece in draft.extra])


def _confidence(pieces: Iterable[Piece]) -> float | None:
    """OCR's confidence of a row: the mean of its cells, weighted by their length."""
    sure = [(piece.cell.confidence, max(len(piece.text), 1)) for piece in pieces if piece.cell.confidence is not None]
    total = sum(length for _, length in sure)
    return sum(value * length for value, length in sure) / total if total else None
