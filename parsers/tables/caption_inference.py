"""A header whose captions no list has: it holds none of what its columns hold.

'№ п/п | Поручение | Временной интервал | Куратор' over numbers, long texts, periods and names.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.tables.cell_profile import Profile, Senses, profile_of
from parsers.tables.headers import MAX_CAPTION, SURE, Header, caption_roles, header_of, is_column_count
from parsers.tables.printed_rows import Line
from parsers.text.numbering import parse_number
from parsers.text.wording import collapse, is_finished, is_unfinished, shape

_ROWS = 2
"""Rows under a header, at least, that it can be held against."""
_MOSTLY = 0.7
"""How much of a column must be numbers, periods or responsibles for it to hold them, 0..1."""
_HARDLY = 0.3
_A_PERIOD = 0.9
"""A column of marks stands under the period that it marks."""
_ENOUGH = 2
"""Columns, at least, that hold something else than their caption."""
_SHORTER = 0.6
"""A caption is at most so much of the mean length of the activities under it."""


def contrasting_header(lines: Sequence[Line], senses: Senses) -> Header | None:
    """The first row of several cells as a header, with what is printed over it; None where it reads as data."""
    top = next((place for place, line in enumerate(lines) if len(line.cells) > 1), None)
    if top is None or any(line.page_top or _is_numbered(line) for line in lines[: top + 1]):
        return None
    rows = [line for line in lines[top + 1 :] if len(line.cells) > 1 and not is_column_count(line)]
    texts = [cell.text for cell in lines[top].cells]
    named = [text for text in texts if _may_be_caption(text) or SURE in caption_roles(text).values()]
    periods = [text for text in texts if text not in named and senses.period(text) >= _A_PERIOD]
    if len(rows) < _ROWS or len(named) < _ENOUGH or len(named) + len(periods) < len(texts):
        return None
    return header_of(lines, top) if _contrasts(lines[top], rows, senses) else None


def _is_numbered(line: Line) -> bool:
    return bool(line.cells) and parse_number(line.cells[0].text) is not None


def _may_be_caption(text: str) -> bool:
    """Short, and neither the middle nor the whole of a sentence."""
    printed = collapse(text)
    begins = shape(printed) in ("title", "caps") or printed.startswith(("№", "N"))
    stops_short = is_unfinished(printed) and " " in printed
    return len(printed) <= MAX_CAPTION and begins and not stops_short and not is_finished(printed)


def _contrasts(top: Line, rows: Sequence[Line], senses: Senses) -> bool:
    """Whether columns of numbers or periods, and another one, hold something else than this row does there."""
    columns = {
        cell.col: profile_of(
            (own.text for line in rows for own in line.cells if own.col == cell.col), senses, len(rows)
        )
        for cell in top.cells
    }
    told = {_contrast(cell.text, columns[cell.col], senses) for cell in top.cells} - {""}
    listed = {role for cell in top.cells for role, weight in caption_roles(cell.text).items() if weight >= SURE}
    sure = told & {"number", "period"} or len(listed) >= _ENOUGH
    return bool(sure) and len(told | listed) >= _ENOUGH


def _contrast(text: str, profile: Profile, senses: Senses) -> str:
    """What the column holds and the row does not: number, period, responsible, length; '' where they are alike."""
    if profile.number >= _MOSTLY:
        return "" if parse_number(text) else "number"
    if profile.period >= _MOSTLY:
        return "" if senses.period(text) > _HARDLY else "period"
    if profile.responsible >= _MOSTLY:
        return "" if senses.responsible(text) > _HARDLY else "responsible"
    return "length" if profile.cells >= _ROWS and len(collapse(text)) < _SHORTER * profile.length else ""
