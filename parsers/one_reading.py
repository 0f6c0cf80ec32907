"""One reading of a document by role: whole rows in reading order, the text around them, and nothing dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.errors import ParseError
from parsers.model import Document, Paragraph, Roadmap, Row, RowKind
from parsers.rows.finished_rows import finished
from parsers.rows.hierarchy import relate
from parsers.rows.logical_rows import rows_of
from parsers.tables.cell_profile import Senses
from parsers.tables.stitch import Stitched, stitch
from parsers.tables.surrounding_text import is_section_title, opens_appendix, title_of
from parsers.tables.table_pages import PlanTable
from parsers.text.wording import collapse, nonblank


def roadmap_of(document: Document, senses: Senses) -> Roadmap:
    """The plan of a document in this one reading, row by row. Raises ParseError where it has no table of a plan."""
    stitched = stitch(document.blocks, senses)
    if not stitched.tables:
        unread = "; ".join(dict.fromkeys(one.why for one in document.leftovers if one.why.endswith("не прочитан")))
        also = f" Не прочитано: {unread}." if unread else ""
        raise ParseError(f"В документе нет таблицы плана: не найдены графы «мероприятие» и «срок».{also}", "table")
    rows: list[Row] = []
    between = list(stitched.between)
    for table in stitched.tables:
        found = rows_of(table, senses, _base_section(table, stitched))
        between.extend((table.number + 1, paragraph) for paragraph in found.texts)
        relate(found.drafts, table.columns)
        rows.extend(finished(found.drafts, table, title_of(table.heading), senses, len(rows)))
    if not any(row.kind in (RowKind.ITEM, RowKind.GROUP) for row in rows):
        raise ParseError("В таблице плана нет ни одной строки с мероприятием.", "table")
    covered = _covered(rows, stitched, between, document)
    return Roadmap(
        rows=tuple(rows),
        before=tuple(stitched.before),
        between=tuple(sorted(between, key=lambda item: item[0])),
        captions=tuple(" | ".join(table.header.printed) if table.header else "" for table in stitched.tables),
        over_header=next((table.header.over for table in stitched.tables[:1] if table.header), ()),
        noise=document.noise,
        leftovers=document.leftovers,
        pages=document.pages,
        media_type=document.media_type,
        source_chars=document.source_chars or covered,
        covered_chars=min(covered, document.source_chars or covered),
    )


def _base_section(table: PlanTable, stitched: Stitched) -> str:
    """A heading right over a table that opens no appendix: the section of its rows, up to the next heading."""
    if not table.heading:
        return ""
    last = collapse(table.heading[-1].text)
    if table.number > 1:
        above = stitched.tables[table.number - 2]
        return "" if opens_appendix(table.heading) or table.appendix != above.appendix else last
    others = any(_is_under_heading(other) for other in stitched.tables[1:]) or any(part.before for part in table.parts)
    return last if others and is_section_title(last) else ""


def _is_under_heading(table: PlanTable) -> bool:
    return bool(table.heading) and not opens_appendix(table.heading)


def _covered(
    rows: Iterable[Row], stitched: Stitched, between: Sequence[tuple[int, Paragraph]], document: Document
) -> int:
    """Non-blank characters that ended in a cell, a header, a paragraph around the tables or named noise, each once.

    Cells of several activities give several rows: their characters count once.
    """
    cells = {id(raw): raw.text for row in rows for raw in row.raw_cells}
    headers = (
        cell.text
        for table in stitched.tables
        for part in table.parts
        for line in part.header_lines
        for cell in line.cells
    )
    around = [paragraph.text for paragraph in stitched.before] + [paragraph.text for _, paragraph in between]
    texts = [*cells.values(), *headers, *around, *(item.text for item in document.noise)]
    return sum(map(nonblank, texts))
