"""One order: the file's rows and what the normalisers make of them. Independent of every other order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ingest.hints import language_hints
from normalize.activities import exam, topic
from normalize.head import read_head
from normalize.model import Head, Period, PeriodCell, Responsible
from normalize.organisations import build_context
from normalize.periods.read import read_periods
from normalize.responsibles import read_responsibles
from normalize.years import YearJudgement, YearMention, judge, year_mentions
from parsers.model import Paragraph, Roadmap, Row, RowKind
from parsers.registry import read_document
from parsers.roles import read_roadmap

ITEM_KINDS = (RowKind.ITEM, RowKind.GROUP)


@dataclass(frozen=True, slots=True)
class YearFact:
    """A year in a text of the order: the field it stands in, what it is there for, whether it is stale."""

    field: str
    mention: YearMention
    judgement: YearJudgement


@dataclass(frozen=True, slots=True)
class ItemValues:
    """What the normalisers say of one row."""

    row: Row
    periods: tuple[Period, ...]
    responsibles: tuple[Responsible, ...]
    exam: str | None
    topic: str
    years: tuple[YearFact, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An order as read, without the ids that depend on what else is loaded."""

    roadmap: Roadmap
    head: Head
    items: tuple[ItemValues, ...]
    section_years: tuple[YearFact, ...]


def read_order(path: Path) -> Draft:
    """Reads and normalises one file. Raises ParseError where it is no readable order."""
    roadmap = read_roadmap(read_document(path), language_hints())
    rows = [row for row in roadmap.rows if row.kind in ITEM_KINDS]
    head = _head(roadmap)
    periods = read_periods([_period_cell(row) for row in rows], head.window, head.signed_on)
    context = build_context(head, _texts(roadmap))
    responsibles = read_responsibles([row.responsible for row in rows], context)
    items = tuple(
        _item_values(row, head, own_periods, own_responsibles)
        for row, own_periods, own_responsibles in zip(rows, periods, responsibles, strict=True)
    )
    sections = dict.fromkeys(text for row in rows for text in (row.section, row.subsection) if text)
    section_years = tuple(fact for text in sections for fact in _year_facts("section", text, "", head, ()))
    return Draft(roadmap, head, items, section_years)


def _head(roadmap: Roadmap) -> Head:
    return read_head(
        [paragraph.text for paragraph in roadmap.before],
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
    row: Row, head: Head, periods: tuple[Period, ...], responsibles: tuple[Responsible, ...]
) -> ItemValues:
    fields = {
        "activity": "" if row.activity_inherited else row.activity,
        "result": "" if row.result_inherited else row.result,
        "action": "\n".join(action.text for action in row.actions),
    }
    years = tuple(
        fact for field, text in fields.items() for fact in _year_facts(field, text, row.section, head, periods)
    )
    return ItemValues(
        row,
        periods,
        responsibles,
        exam(row.activity, row.section, head.title),
        topic(row.activity, row.section),
        years,
    )


def _year_facts(field: str, text: str, section: str, head: Head, periods: Sequence[Period]) -> list[YearFact]:
    """The years of one text; the period of its row tells which exams it can be about."""
    starts = [day for period in periods if (day := period.suggested_start or period.start)]
    ends = [day for period in periods if (day := period.suggested_end or period.end)]
    start, end = min(starts, default=None), max(ends, default=None)
    return [
        YearFact(field, mention, judge(mention, head.window, starts=start, ends=end))
        for mention in year_mentions(text, section=section, window=head.window)
    ]
