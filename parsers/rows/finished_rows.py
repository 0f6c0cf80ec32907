"""Drafts of one table -> finished rows: pieces joined, cells of several activities split, texts by role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.model import Action, RawCell, Row, RowKind
from parsers.rows import cell_content as split
from parsers.rows.drafts import Draft, Piece
from parsers.tables.cell_profile import Senses
from parsers.tables.columns import MARKED
from parsers.tables.combined_column import combined_column, parted
from parsers.tables.period_marks import is_day, is_whole_month, period_of
from parsers.tables.surrounding_text import title_of
from parsers.tables.table_pages import PlanTable
from parsers.text.numbering import leading_number
from parsers.text.wording import collapse, strip_bullet

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PERIOD_HEADING = 0.9
_FOR_A_MONTH = re.compile(r"\b(?:на|за)\s([а-яё]{3,8}\s20\d\d(?:\s?(?:года|г\.?))?)\W*$", re.IGNORECASE)
_BY_DAY = re.compile(r"^\s*(?:до|с|к|не позднее)\s", re.IGNORECASE)
"""How much of a heading must read as a period, 0..1, for it to be the period of its rows."""


def finished(drafts: Sequence[Draft], table: PlanTable, title: str, senses: Senses, offset: int) -> tuple[Row, ...]:
    """The rows of a table, numbered from `offset` + 1 in reading order."""
    return tuple(_Finisher(table, title, senses, offset, combined_column(table.columns)).rows(drafts))


@dataclass(slots=True)
class _Finisher:
    table: PlanTable
    title: str
    senses: Senses
    seq: int
    combined: int | None
    """The column of both period and responsible."""
    seq_of: dict[int, int] = field(default_factory=dict)
    """id of a draft -> seq of its (first) row."""

    def rows(self, drafts: Sequence[Draft]) -> Iterator[Row]:
        for draft in drafts:
            row = self._row(draft)
            for share_no, share in enumerate(self._shares(draft)):
                self.seq += 1
                self.seq_of.setdefault(id(draft), self.seq)
                yield self._with_share(row, share, share_no)

    def _shares(self, draft: Draft) -> tuple[split.Share, ...]:
        activity, period, responsible = self._role(draft, "activity"), self._period(draft), self._responsible(draft)
        if draft.kind is not RowKind.ITEM or draft.is_sub:
            return (split.Share(activity, period, responsible),)
        return split.activities(activity, period, responsible, self.senses.phrases)

    def _with_share(self, row: Row, share: split.Share, share_no: int) -> Row:
        """The row of one activity; those beside it in the cell share its responsibles."""
        whole = share.responsible == row.responsible
        activity = share.activity.replace(split.SOFT, " ")
        return replace(
            row,
            seq=self.seq,
            activity=collapse(strip_bullet(activity) if row.activity == "•" else activity),
            period=share.period.replace(split.SOFT, " "),
            responsible=share.responsible.replace(split.SOFT, " "),
            responsible_inherited=row.responsible_inherited or (share_no > 0 and whole and bool(row.responsible)),
            parts=split.parts(activity, share.period, self.senses.phrases),
        )

    def _row(self, draft: Draft) -> Row:
        inherited = {self.table.columns[index].role for index in draft.inherited}
        pages = [piece.cell.locator.page for piece in draft.pieces if piece.cell.locator.page]
        return Row(
            seq=0,
            kind=RowKind.GROUP if draft.is_group else draft.kind,
            table_no=self.table.number,
            appendix=self.table.appendix,
            table_title=self.title,
            section=draft.section,
            subsection=draft.subsection or self._group_over(draft),
            number=draft.number,
            category=collapse(self._role(draft, "category")),
            activity="•" if draft.is_bullet else "",
            activity_inherited="activity" in inherited,
            period_inherited="period" in inherited or bool(self._period_above(draft)),
            responsible=self._responsible(draft),
            responsible_inherited="responsible" in inherited,
            result=collapse(self._role(draft, "result")),
            result_inherited="result" in inherited,
            actions=self._actions(draft),
            parent=self.seq_of.get(id(draft.parent)) if draft.parent else None,
            swapped=draft.swapped,
            locator=draft.locator,
            page_to=max(pages, default=None),
            confidence=_confidence(draft.pieces),
            raw_cells=self._raw(draft),
        )

    def _period(self, draft: Draft) -> str:
        """The period cell, without the responsible where both share a column; else the heading that is a period."""
        if self.combined is not None:
            return parted(self._text(draft, self.combined), self.senses)[0]
        return self._in_month_above(self._span(draft), draft) or self._period_above(draft)

    def _in_month_above(self, span: str, draft: Draft) -> str:
        """'1 Сентябрь' for the day '1 (пятница)' of a row under the heading 'Сентябрь', 'Сентябрь' for all of it.

        The days of a 'План работы на апрель 2022 года' are of that month.
        """
        if not is_day(_BY_DAY.sub("", span)) and not is_whole_month(span):
            return span
        headings = (leading_number(text)[2] for text in (draft.subsection, draft.section) if text)
        month = next((text for text in headings if self.senses.period(text) >= _PERIOD_HEADING), "")
        month = month or self._month_of_title()
        if not month:
            return span
        return month if is_whole_month(span) else period_of(span, month)

    def _month_of_title(self) -> str:
        found = _FOR_A_MONTH.search(title_of(self.table.heading))
        return found.group(1) if found and self.senses.period(found.group(1)) >= _PERIOD_HEADING else ""

    def _span(self, draft: Draft) -> str:
        """The period, of the columns of its beginning and its end where a plan has both: '01.09.2024 – 30.09.2024'.

        Two columns of periods ('ГИА-9', 'ГИА-11') give two lines; a year from a column of its own follows the months.
        """
        start, end = self._role(draft, "period"), self._role(draft, "period_end")
        span = f"{start} – {end}" if start and end and collapse(start) != collapse(end) else start or end
        if (year := self._role(draft, "period_year")) and not _YEAR.search(span):
            span = f"{span} {year}".strip()
        return _listed(span, self._role(draft, "period_also"), "\n") or self._marked(draft)

    def _marked(self, draft: Draft) -> str:
        """The captions of the periods that a row marks: 'окт., ноя.'."""
        columns = enumerate(self.table.columns)
        return ", ".join(
            said
            for n, column in columns
            if column.role == MARKED and (said := period_of(self._text(draft, n), column.caption))
        )

    def _responsible(self, draft: Draft) -> str:
        if self.combined is not None:
            return parted(self._text(draft, self.combined), self.senses)[1]
        return _listed(self._role(draft, "responsible"), self._role(draft, "responsible_also"), ",\n")

    def _period_above(self, draft: Draft) -> str:
        """'Сентябрь' of a row under the heading '1. Сентябрь' in a plan that has no column of periods."""
        printed = self.combined if self.combined is not None else self.table.column("period")
        if draft.kind is not RowKind.ITEM or draft.is_group or printed is not None:
            return ""
        headings = [heading for heading in (draft.subsection, draft.section) if heading]
        texts = (text for heading in headings for text in (heading, leading_number(heading)[2]))
        return next((text for text in texts if self.senses.period(text) >= _PERIOD_HEADING), "")

    def _role(self, draft: Draft, role: str) -> str:
        index = self.table.column(role)
        return self._text(draft, index) if index is not None else ""

    def _text(self, draft: Draft, index: int) -> str:
        """The whole text of a cell, the row's own or that of the merged cell above."""
        whole = ""
        for piece in (draft.inherited.get(index) or draft).cells.get(index, []):
            text = self.senses.healer.lines(piece.text)
            if piece.cell.locator.bbox:
                text = self.senses.healer.mend(text)
            whole = self.senses.healer.join(whole, text, split.SOFT)
        return whole

    def _group_over(self, draft: Draft) -> str:
        """'Подготовка к ГИА' for rows under the group 'Подготовка к ГИА:'."""
        over = draft.parent
        while over is not None:
            text = collapse(self._role(over, "activity"))
            if over.is_group and text.endswith(":"):
                return text[:-1].rstrip()
            over = over.parent
        return ""

    def _actions(self, draft: Draft) -> tuple[Action, ...]:
        found = (
            Action(column.level or column.caption, collapse(self._text(draft, index)))
            for index, column in enumerate(self.table.columns)
            if column.role == "action"
        )
        return tuple(action for action in found if action.text)

    def _raw(self, draft: Draft) -> tuple[RawCell, ...]:
        cells = [
            _raw_cell(piece, self.table.columns[index].role)
            for index, pieces in sorted(draft.cells.items())
            for piece in pieces
        ]
        role = "note" if draft.kind is RowKind.ITEM else draft.kind.value
        return tuple(cells + [_raw_cell(piece, role) for piece in draft.extra])


def _listed(first: str, second: str, glue: str) -> str:
    """The cells of two columns as one; what both print is kept once."""
    if not second or collapse(first) == collapse(second):
        return first
    return f"{first.rstrip(' ,;')}{glue}{second}" if first else second


def _raw_cell(piece: Piece, role: str) -> RawCell:
    return RawCell(piece.printed_role or role, piece.text, piece.cell.locator, piece.cell.confidence)


def _confidence(pieces: Iterable[Piece]) -> float | None:
    """OCR's confidence of a row: the mean of its cells, weighted by their length."""
    sure = [(piece.cell.confidence, max(len(piece.text), 1)) for piece in pieces if piece.cell.confidence is not None]
    total = sum(length for _, length in sure)
    return sum(value * length for value, length in sure) / total if total else None
