"""The order itself with a remark at each finding: a Word document with comments, or a PDF with highlights and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.outputs import replacements
from ingest.outputs.remarks import Remark, correction_remark, remark
from ingest.questions.query import query
from parsers.errors import ParseError
from parsers.registry import claimant, head_of, read_document
from warehouse.errors import UnknownOrderError

if TYPE_CHECKING:
    import duckdb
    from docx.document import Document

Record = Mapping[str, Any]
Note = tuple[Remark, str | None, str]
"""A remark, the words that should stand instead of its quote, and what the cell prints that the quote stands in."""
WORD, PDF = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf"
SUFFIXES = (".docx", ".pdf")


class Changes(Enum):
    """Which suggestions become tracked changes: none, those that analysts accepted, or all that are sure."""

    NONE = "none"
    ACCEPTED = "accepted"
    ALL = "all"


class UnfitTargetError(ValueError):
    """The order can't be written as what the target's ending says; one Russian sentence."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file of the order as written, how many remarks it carries, and how many of them are tracked changes."""

    path: Path
    content: bytes
    remarks: int
    changes: int = 0


def annotated(
    connection: duckdb.DuckDBPyConnection,
    curated: Path,
    order_id: str,
    target: Path,
    severities: Sequence[str],
    changes: Changes = Changes.NONE,
) -> list[Annotated]:
    """The files of an order with its findings in them, as yet unwritten; an annex comes as 'target-2'.

    `.docx`: a Word source keeps its looks; another is rebuilt from its text and its table. `.pdf`: a PDF source with
    highlights. `changes`: what a finding suggests is written as a tracked change where that is sure. Raises
    UnknownOrderError, UnfitTargetError, ParseError where the kept file can't be read.
    """
    if target.suffix.lower() not in SUFFIXES:
        raise UnfitTargetError(f"Приказ с замечаниями пишется в .docx или .pdf, а не в «{target.suffix}»")
    if changes is not Changes.NONE and target.suffix.lower() != ".docx":
        raise UnfitTargetError("Исправления вносятся только в .docx: так их можно принять или отклонить")
    sources = query(connection, "order_sources", [order_id])
    if not sources:
        raise UnknownOrderError(f"Приказ {order_id} не загружен; что загружено, покажет dorkarta orders")
    findings = [
        row for row in query(connection, "findings_in_context", [[order_id], True]) if row["severity"] in severities
    ]
    items = query(connection, "order_items", [order_id])
    made = query(connection, "corrections_in_context", [order_id]) if "info" in severities else []
    written = []
    for number, source in enumerate(sources, 1):
        path = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        own_items = [item for item in items if item["source_id"] == source["source_id"]]
        own = [row for row in findings if (row["source_id"] or sources[0]["source_id"]) == source["source_id"]]
        put_right = [row for row in made if (row["source_id"] or sources[0]["source_id"]) == source["source_id"]]
        notes = [*(_of_finding(row, changes) for row in own), *_of_corrections(put_right, changes)]
        written.append(_written(curated / source["stored_path"], path, own_items, notes))
    return written


def _of_finding(finding: Record, changes: Changes) -> Note:
    """The remark of a finding, the words that it would put instead of its quote, and the cell that they stand in."""
    asked = changes is Changes.ALL or (changes is Changes.ACCEPTED and finding["status"] == "accepted")
    cell = {"number_format": "number"}.get(finding["check"], "")
    cell = "period_raw" if finding["check"] in replacements.PERIOD_CHECKS else cell
    return (
        remark(finding),
        replacements.of_finding(finding) if asked else None,
        str(finding[cell] or "") if cell else "",
    )


def _of_corrections(made: Sequence[Record], changes: Changes) -> Iterator[Note]:
    """What analysts put right is decided already; the start and the end of a period are one change."""
    told: set[str] = set()
    for one in made:
        note = correction_remark(one)
        wanted = changes is not Changes.NONE and one["target"] not in told
        if one["period_quote"] and wanted:
            told.add(one["target"])
            note = replace(note, quote=" ".join(str(one["period_quote"]).split()))
        cell = str(one["period_raw"] or "") if one["period_quote"] else ""
        yield note, replacements.of_correction(one) if wanted else None, cell


def _written(source: Path, target: Path, items: Sequence[Record], notes: Sequence[Note]) -> Annotated:
    media_type = claimant(source, head_of(source)).MEDIA_TYPE
    if target.suffix.lower() == ".pdf":
        if media_type != PDF:
            raise UnfitTargetError("Этот приказ загружен не из PDF: замечания в нём пишутся только в .docx")
        from ingest.outputs.pdf_notes import highlight

        return Annotated(target, *highlight(source, [note for note, *_ in notes]))
    from ingest.outputs.word_changes import Change, track

    document, finish = document_of(source, items)
    tracked = track(document, [Change(*note) for note in notes], datetime.now(UTC))
    return Annotated(target, finish(saved(document)), tracked.comments, sum(tracked.written))


def document_of(source: Path, items: Sequence[Record]) -> tuple[Document, Callable[[bytes], bytes]]:
    """The order as a Word document to write into, and what puts back the bytes of its parts that stayed the same."""
    from ingest.outputs.untouched import with_original_parts

    own = _original(source) if claimant(source, head_of(source)).MEDIA_TYPE == WORD else None
    if own is None:
        return _rebuilt(source, items), lambda content: content
    return own, partial(with_original_parts, source.read_bytes())


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


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    from io import BytesIO

    content = BytesIO()
    document.save(content)
    return content.getvalue()
