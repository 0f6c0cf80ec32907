"""What an order prints against itself: titles, repeated headings and activities, places and subjects of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalize.activities.copies import Printed, find_copies
from normalize.activities.misplaced import Misfit, Placed, foreign_subjects, foreign_territories
from normalize.language.text import collapse, key
from normalize.model import Head
from normalize.titles import TitleSlip, UsualPhrases, name_slips, unmarked_annex
from parsers.model import Roadmap, Row, RowKind


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words that the rest of the order contradicts; `seq`: the row they stand in, None for the order itself.

    kind: name, missing_word, annex, repeated_heading, territory, subject.
    """

    kind: str
    field: str
    quote: str
    expected: str = ""
    reason: str = ""
    certainty: str = "high"
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class RepeatedActivity:
    """The row `seq` says what the row `earlier` said."""

    seq: int
    earlier: int
    reason: str
    certainty: str


def read_conflicts(roadmap: Roadmap, head: Head, items: Sequence[Row]) -> tuple[Conflict, ...]:
    """Every conflict of an order: its titles, then its headings, then its rows in reading order."""
    titles = tuple(_titles(roadmap, head))
    compared = () if any(one.kind == "name" for one in titles) else _table_titles(roadmap)
    return (
        *titles,
        *_headings(roadmap.rows, compared, [head.title, *(row.activity for row in items)]),
        *_misplaced(head, items),
    )


def read_copies(items: Sequence[Row]) -> tuple[RepeatedActivity, ...]:
    """Activities that the order prints twice; what a row inherits from a merged cell is printed once."""
    by_seq = {row.seq: row for row in items}
    own = [row for row in items if row.kind is RowKind.ITEM and not row.activity_inherited]
    copies = find_copies([_printed(row, by_seq) for row in own])
    return tuple(
        RepeatedActivity(own[copy.later].seq, own[copy.earlier].seq, copy.reason, copy.certainty) for copy in copies
    )


def _printed(row: Row, by_seq: Mapping[int, Row]) -> Printed:
    parent = by_seq.get(row.parent) if row.parent is not None else None
    return Printed(
        " ".join((row.activity, *(action.text for action in row.actions))),
        tuple(filter(None, (parent.activity if parent else "", row.subsection, row.section))),
        parent=row.parent,
        bullet=parent is not None and parent.kind is not RowKind.GROUP,
        category=row.category,
        period=row.period,
        responsible=row.responsible,
    )


def _titles(roadmap: Roadmap, head: Head) -> Iterator[Conflict]:
    """The plan under another name; an annex that is named, but not marked."""
    before = [paragraph.text for paragraph in roadmap.before]
    between = [paragraph.text for _, paragraph in roadmap.between]
    tables = _table_titles(roadmap)
    found = [*name_slips(head.title, [*before, *between], tables)]
    if roadmap.rows and (slip := unmarked_annex(before, [*between, *tables])):
        found.append(slip)
    yield from (_of_slip(slip, "title") for slip in found)


def _table_titles(roadmap: Roadmap) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.table_title for row in roadmap.rows if row.table_title))


def _of_slip(slip: TitleSlip, field: str) -> Conflict:
    return Conflict(slip.kind, field, slip.quote, slip.expected)


def _headings(rows: Sequence[Row], titles: Sequence[str], texts: Sequence[str]) -> Iterator[Conflict]:
    """A heading that leaves out a word of the order's usual phrase; the same heading twice with nothing between."""
    phrases = UsualPhrases(texts)
    for heading in dict.fromkeys([*titles, *(text for row in rows for text in (row.section, row.subsection))]):
        if heading and (slip := phrases.missing_word(heading)):
            yield _of_slip(slip, "section")
    for one, other in pairwise(rows):
        repeated = key(one.section) == key(other.section) and key(one.subsection) == key(other.subsection)
        if repeated and {one.kind, other.kind} == {RowKind.SECTION} and one.table_no == other.table_no:
            yield Conflict("repeated_heading", "section", other.subsection or other.section)


def _misplaced(head: Head, items: Sequence[Row]) -> Iterator[Conflict]:
    own = [row for row in items if not row.activity_inherited]
    subjects = foreign_subjects([Placed(row.activity, row.section, row.parts) for row in own])
    for row, subject in zip(own, subjects, strict=True):
        for place in foreign_territories(collapse(row.activity), head.region_code, head.municipality):
            yield _of_misfit("territory", place, row.seq)
        if subject:
            yield _of_misfit("subject", subject, row.seq)


def _of_misfit(kind: str, misfit: Misfit, seq: int) -> Conflict:
    return Conflict(kind, "activity", misfit.quote, misfit.expected, misfit.reason, misfit.certainty, seq)
