"""The order itself with a remark at each finding: a Word document with comments, or a PDF with highlights and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.outputs.remarks import Remark, correction_remark, remark
from ingest.questions.query import query
from parsers.errors import ParseError
from parsers.registry import claimant, head_of, read_document
from warehouse.errors import UnknownOrderError

if TYPE_CHECKING:
    import duckdb
    from docx.document import Document

Record = Mapping[str, Any]
WORD, PDF = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf"
SUFFIXES = (".docx", ".pdf")


class UnfitTargetError(ValueError):
    """The order can't be written as what the target's ending says; one Russian sentence."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file of the order as written, and how many remarks it carries."""

    path: Path
    content: bytes
    remarks: int


def annotated(
    connection: duckdb.DuckDBPyConnection, curated: Path, order_id: str, target: Path, severities: Sequence[str]
) -> list[Annotated]:
    """The files of an order with its findings in them, as yet unwritten; an annex comes as 'target-2'.

    `.docx`: a Word source keeps its looks; another is rebuilt from its text and its table. `.pdf`: a PDF source with
    highlights. Raises UnknownOrderError, UnfitTargetError, ParseError where the kept file can't be read.
    """
    if target.suffix.lower() not in SUFFIXES:
        raise UnfitTargetError(f"Приказ с замечаниями пишется в .docx или .pdf, а не в «{target.suffix}»")
    sources = query(connection, "order_sources", [order_id])
    if not sources:
        raise UnknownOrderError(f"Приказ {order_id} не загружен; что загружено, покажет dorkarta orders")
    findings = [
        row for row in query(connection, "findings_in_context", [order_id, True]) if row["severity"] in severities
    ]
    items = query(connection, "order_items", [order_id])
    made = query(connection, "corrections_in_context", [order_id]) if "info" in severities else []
    written = []
    for number, source in enumerate(sources, 1):
        path = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        own_items = [item for item in items if item["source_id"] == source["source_id"]]
        own = [row for row in findings if (row["source_id"] or sources[0]["source_id"]) == source["source_id"]]
        put_right = [row for row in made if (row["source_id"] or sources[0]["source_id"]) == source["source_id"]]
        notes = [*map(remark, own), *map(correction_remark, put_right)]
        content, count = _written(curated / source["stored_path"], path, own_items, notes)
        written.append(Annotated(path, content, count))
    return written


def _written(source: Path, target: Path, items: Sequence[Record], notes: Sequence[Remark]) -> tuple[bytes, int]:
    media_type = claimant(source, head_of(source)).MEDIA_TYPE
    if target.suffix.lower() == ".pdf":
        if media_type != PDF:
            raise UnfitTargetError("Этот приказ загружен не из PDF: замечания в нём пишутся только в .docx")
        from ingest.outputs.pdf_notes import highlight

        return highlight(source, notes)
    from ingest.outputs.word_comments import comment

    document = _original(source) if media_type == WORD else None
    document = document or _rebuilt(source, items)
    count = comment(document, notes)
    return _saved(document), count


def _original(source: Path) -> Document | None:
    """The Word document itself; None for kinds that python-docx can't edit (templates, with macros, strict)."""
    import docx
    from docx.oxml.document import CT_Document

    try:
        document = docx.Document(str(source))
    except (ValueError, KeyError):
        return None
    return document if isinstance(document.element, CT_Document) else None


def _rebuilt(source: Path, items: Sequence[Record]) -> Document:
    from ingest.orders.hints import language_hints
    from ingest.outputs.rebuilt import rebuilt
    from parsers.roadmap import read_roadmap

    try:
        roadmap = read_roadmap(read_document(source), language_hints())
    except ParseError:  # a scan without tesseract: the table is in the warehouse all the same
        return rebuilt((), items, ())
    before = [paragraph.text for paragraph in roadmap.before]
    return rebuilt(before, items, [paragraph.text for _, paragraph in roadmap.between])


def _saved(document: Document) -> bytes:
    from io import BytesIO

    content = BytesIO()
    document.save(content)
    return content.getvalue()
