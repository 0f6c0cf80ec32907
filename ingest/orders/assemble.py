"""One order: the file's rows and what the normalisers make of them. Independent of every other order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from ingest.orders.conflicts import Conflict, RepeatedActivity, read_conflicts, read_copies
from ingest.orders.hints import language_hints
from ingest.orders.plan_evidence import require_plan
from ingest.orders.text_facts import TextFacts, read_facts
from normalize.activities.lead_in import in_full
from normalize.activities.topics import exam, topic
from normalize.activities.traits import Place, Traits, traits
from normalize.head.read import read_head
from normalize.model import Head, Period, PeriodCell, PlanWindow, Responsible
from normalize.organisations.resolve import build_context
from normalize.periods.read import read_periods
from normalize.periods.siblings import printed_year
from normalize.responsibles.read import read_responsibles
from parsers.model import Document, Paragraph, Roadmap, Row, RowKind
from parsers.registry import read_document
from parsers.roadmap import read_roadmap

ITEM_KINDS = (RowKind.ITEM, RowKind.GROUP)
_DEEPEST = 4
"""Rows over a row that tell what it is a point of."""


@dataclass(frozen=True, slots=True)
class ItemValues:
    """What the normalisers say of one row."""

    row: Row
    periods: tuple[Period, ...]
    responsibles: tuple[Responsible, ...]
    exam: str | None
    topic: str
    activity_full: str
    traits: Traits


@dataclass(frozen=True, slots=True)
class Draft:
    """An order as read, without the ids that depend on what else is loaded."""

    roadmap: Roadmap
    head: Head
    items: tuple[ItemValues, ...]
    facts: tuple[TextFacts, ...]
    conflicts: tuple[Conflict, ...] = ()
    copies: tuple[RepeatedActivity, ...] = ()


def read_order(path: Path) -> Draft:
    """Reads and normalises one file. Raises ParseError where it is no readable order."""
    return of_document(read_document(path))


def of_document(document: Document) -> Draft:
    """Normalises one document. Raises ParseError (stage 'table') where it has no plan."""
    return of_roadmap(read_roadmap(document, language_hints()))


def of_roadmap(roadmap: Roadmap) -> Draft:
    """The order of a document that is read by role already. Raises ParseError where nothing speaks for a plan."""
    draft = normalised(roadmap, _head(roadmap))
    require_plan(roadmap, draft.head.title, (item.periods for item in draft.items))
    return draft


def normalised(roadmap: Roadmap, head: Head, window: PlanWindow | None = None) -> Draft:
    """The values of every row; `window` is the plan where an analyst corrected the one that the head tells."""
    rows = [row for row in roadmap.rows if row.kind in ITEM_KINDS]
    planned = replace(head, window=window or head.window)
    periods = read_periods([_period_cell(row) for row in rows], planned.window, head.signed_on)
    by_seq = {row.seq: row for row in rows}
    context = build_context(head, _texts(roadmap), authored_breaks=roadmap.authored_breaks)
    responsibles = read_responsibles([row.responsible for row in rows], context)
    items = tuple(
        _item_values(row, head, _rows_above(row, by_seq), own_periods, own_responsibles)
        for row, own_periods, own_responsibles in zip(rows, periods, responsibles, strict=True)
    )
    told = planned if planned.window else replace(planned, window=printed_year(periods))
    facts = read_facts(told, rows, periods)
    return Draft(roadmap, head, items, facts, read_conflicts(roadmap, head, rows), read_copies(rows))


def _head(roadmap: Roadmap) -> Head:
    return read_head(
        [*(paragraph.text for paragraph in roadmap.before), *roadmap.over_header],
        between=[paragraph.text for _, paragraph in roadmap.between],
        captions=roadmap.captions,
        cells=[row.activity for row in roadmap.rows],
    )


def _period_cell(row: Row) -> PeriodCell:
    """A period cell with its place; siblings are the rows of one table and section."""
    return PeriodCell(
        row.period,
        section=" ".join(filter(None, (row.section, row.subsection))),
        group=f"{row.table_no}/{row.section}/{row.subsection}",
        activity=row.activity,
        parts=len(row.parts),
        scanned=row.confidence is not None,
    )


def _texts(roadmap: Roadmap) -> list[str]:
    """Everything that the order prints, paragraph by paragraph and cell by cell, in reading order."""
    paragraphs: Sequence[Paragraph] = [*roadmap.before, *(paragraph for _, paragraph in roadmap.between)]
    texts = [paragraph.text for paragraph in paragraphs]
    texts += roadmap.captions
    sections = [row.section for row in roadmap.rows]
    texts += sections[:1] + [section for previous, section in pairwise(sections) if section != previous]
    for row in roadmap.rows:
        texts += [row.activity, row.responsible, row.result, *(action.text for action in row.actions)]
    return [text for text in texts if text]


def _item_values(
    row: Row, head: Head, above: Sequence[str], periods: tuple[Period, ...], responsibles: tuple[Responsible, ...]
) -> ItemValues:
    full = row.activity if row.activity_inherited else in_full(row.activity, above, (row.subsection, row.section))
    own = _own_text(row)
    return ItemValues(
        row,
        periods,
        responsibles,
        exam(row.activity, row.section, head.title),
        topic(row.activity, row.section),
        full,
        traits(own, _place(row, above, head), full if own == row.activity else own),
    )


def _own_text(row: Row) -> str:
    """What matching compares a row by: under a merged cell, which many rows share, what its own first action says."""
    actions = (action.text for action in row.actions if action.text) if row.activity_inherited else iter(())
    return next(actions, row.activity)


def _place(row: Row, above: Sequence[str], head: Head) -> Place:
    """Where the activity stands: the rows that it is a point of, its headings, the order's title."""
    return Place((*above, *filter(None, (row.category, row.subsection, row.section))), head.title)


def _rows_above(row: Row, by_seq: Mapping[int, Row]) -> tuple[str, ...]:
    """The texts of the rows that a row is a point of, the nearest first."""
    parents: list[str] = []
    above = row
    while above.parent is not None and above.parent in by_seq and len(parents) < _DEEPEST:
        above = by_seq[above.parent]
        parents.append(above.activity)
    return tuple(filter(None, parents))
