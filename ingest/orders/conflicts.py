"""What an order prints against itself: titles, repeated headings and activities, places and subjects of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from normalize.activities.copies import Printed, find_copies
from normalize.activities.misplaced import Misfit, Placed, foreign_subjects, foreign_territories
from normalize.language.text import collapse, key
from normalize.model import Head
from normalize.periods.score import period_phrases, period_score
from normalize.responsibles.score import names_document, responsible_score
from normalize.titles import TitleSlip, UsualPhrases, name_slips, unmarked_annex
from parsers.model import Roadmap, Row, RowKind

_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words that the rest of the order contradicts; `seq`: the row they stand in, None for the order itself.

    kind: name, missing_word, annex, repeated_heading, territory, subject, column.
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
    yield from _repeated_headings(rows)


def _repeated_headings(rows: Sequence[Row]) -> Iterator[Conflict]:
    """A heading printed twice in one line or row after row, or once more after its rows with none under it.

    Printed again with further rows under it, it may only go on over a page.
    """
    last: Row | None = None
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        if row.kind not in (RowKind.SECTION, RowKind.SUBSECTION):
            continue
        heading = row.subsection or row.section
        if half := _doubled(heading):
            yield Conflict("repeated_heading", "section", half)
        elif last is not None and _same_heading(last, row):
            goes_on = following is not None and following.kind in (RowKind.ITEM, RowKind.GROUP)
            certainty = "low" if goes_on and row.seq - last.seq > 1 else "high"
            yield Conflict("repeated_heading", "section", heading, certainty=certainty)
        last = row


def _doubled(heading: str) -> str:
    """'Контроль Контроль' -> 'Контроль': what a reader of text joins; '' where it is no text twice."""
    found = heading.split()
    half = len(found) // 2
    return " ".join(found[:half]) if half and len(found) % 2 == 0 and found[:half] == found[half:] else ""


def _same_heading(one: Row, other: Row) -> bool:
    return one.table_no == other.table_no and (key(one.section), key(one.subsection)) == (
        key(other.section),
        key(other.subsection),
    )


def _misplaced(head: Head, items: Sequence[Row]) -> Iterator[Conflict]:
    own = [row for row in items if not row.activity_inherited]
    subjects = foreign_subjects([Placed(row.activity, row.section, row.parts) for row in own])
    for row, subject in zip(own, subjects, strict=True):
        for place in foreign_territories(collapse(row.activity), head.region_code, head.municipality):
            yield _of_misfit("territory", place, row.seq)
        if subject:
            yield _of_misfit("subject", subject, row.seq)
        yield from _columns(row)


def _columns(row: Row) -> Iterator[Conflict]:
    """A period where those responsible belong, and the other way round: «май 2024» in both columns of a row."""
    if (
        row.responsible
        and not row.responsible_inherited
        and _reads_as(period_score, responsible_score, row.responsible)
    ) or (row.responsible and not row.responsible_inherited and names_document(row.responsible)):
        yield Conflict("column", "responsible", collapse(row.responsible), reason="графе ответственных", seq=row.seq)
    named = row.period and not row.period_inherited and _reads_as(responsible_score, period_score, row.period)
    if named and not period_phrases(row.period):
        yield Conflict("column", "period", collapse(row.period), reason="графе сроков", seq=row.seq)


def _reads_as(score: Callable[[str], float], other: Callable[[str], float], cell: str) -> bool:
    text = collapse(cell)
    return score(text) >= _SURE and other(text) <= 1 - _SURE


def _of_misfit(kind: str, misfit: Misfit, seq: int) -> Conflict:
    return Conflict(kind, "activity", misfit.quote, misfit.expected, misfit.reason, misfit.certainty, seq)
