"""A document's plan: of the ways to read its tables the one whose rows hold what their columns promise.

Where the format tells the cells there is one way. Where it doesn't, the other ways are tried as soon as the first is in
doubt; the best is taken only where it beats the second clearly, else the order says that its layout is doubtful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parsers.errors import ParseError
from parsers.model import Document, Hints, LayoutDoubt, Roadmap, Row, RowKind
from parsers.one_reading import roadmap_of
from parsers.rows.verdict import TableVerdict, Verdict, judge
from parsers.tables.cell_profile import Senses
from parsers.text.entering import entered
from parsers.text.hyphens import Healer
from parsers.text.wording import collapse

_NO_FEWER = 0.95
"""Share of the rows of a reading that is in no doubt which another one must have to take its place."""
_CLEARLY = 0.02
"""Share of the source's characters by which the best reading must beat the second."""
_PART = 0.2
"""Share of the source's characters that the rows of a plan hold, at least, where nothing was missed."""
_OTHER = 0.1
"""Share of the rows that two readings may have apart and still be one."""
_GARBAGE = 0.35
"""Share of unsound rows at which a guessed reading is none."""
_AUTHORS = "author"
_FEW_SWAPPED = 0.25
"""Share of a table's rows whose cells its author may have exchanged."""
_AS_PRINTED = "как размечено в файле"


@dataclass(frozen=True, slots=True)
class _Read:
    """One reading that found a plan, and what is to be held of it."""

    name: str
    roadmap: Roadmap
    verdict: Verdict

    @property
    def texts(self) -> frozenset[tuple[str, str, str]]:
        """The rows, as far as readings may differ in them."""
        return frozenset(
            (collapse(row.activity), collapse(row.period), collapse(row.responsible)) for row in self.roadmap.rows
        )


def read_roadmap(document: Document, hints: Hints) -> Roadmap:
    """The plan of a document, row by row.

    Raises ParseError (stage 'table') where it has no table of a plan, or one that no reading makes sense of.
    """
    recalled = _remembering(hints) if document.alternatives else hints
    found: list[_Read] = []
    failed: ParseError | None = None
    for name, reading in _readings(document, recalled):
        try:
            found.append(_read(name, reading, recalled))
        except ParseError as error:
            failed = failed or error
        if any(_enough(one) for one in found):
            break
    if not found:
        assert failed is not None
        raise failed
    return _chosen(found, document)


def _enough(one: _Read) -> bool:
    """A sound reading of a good part of the text: no other one is asked for."""
    return one.verdict.sound and one.verdict.score >= _PART * one.roadmap.source_chars


def _remembering(hints: Hints) -> Hints:
    """The same hints, each text asked once over all readings."""
    return replace(
        hints,
        period_score=lru_cache(1 << 16)(hints.period_score),
        responsible_score=lru_cache(1 << 16)(hints.responsible_score),
        period_phrases=lru_cache(1 << 16)(hints.period_phrases),
    )


def _readings(document: Document, hints: Hints) -> Iterator[tuple[str, Document]]:
    yield document.reading or _AS_PRINTED, document
    for alternative in document.alternatives:
        if reading := alternative.read(hints):
            yield alternative.name, entered(reading)


def _read(name: str, document: Document, hints: Hints) -> _Read:
    senses = Senses(hints, Healer.of(document.blocks, hints))
    roadmap = roadmap_of(document, senses)
    return _Read(name, roadmap, judge(roadmap.rows, senses))


def _chosen(found: Sequence[_Read], document: Document) -> Roadmap:
    """The best reading, with its doubts. Raises ParseError where all are garbage."""
    best = _best(found)
    tried = tuple(one.name for one in found)
    if document.alternatives and best.verdict.unsound_share >= _GARBAGE and best.verdict.doubtful:
        raise ParseError(f"Таблицу не удалось разобрать: {_against(best.verdict.tables)}{_tried(tried)}.", "table")
    rivals = [one for one in found if one is not best and _rivals(best, one)]
    doubts = [_doubt(table, tried) for table in best.verdict.doubtful]
    if rivals and not doubts:
        why = (f"два прочтения одинаково вероятны: «{best.name}» и «{rivals[0].name}»",)
        doubts = [replace(_doubt(table, tried), why=why) for table in best.verdict.tables]
    misfit = min(best.verdict.misfit, best.roadmap.covered_chars)
    guessed = bool(document.alternatives) and best.name != (document.reading or _AS_PRINTED)
    return replace(
        best.roadmap,
        rows=_without_blame(best.roadmap.rows, 0 if doubts else 1 if guessed else None),
        doubts=tuple(doubts),
        covered_chars=best.roadmap.covered_chars - misfit,
        misfit_chars=misfit,
    )


def _without_blame(rows: Sequence[Row], most: int | None) -> tuple[Row, ...]:
    """The rows; where more than `most` rows of a table (None: a quarter) have exchanged cells, we misread it ourselves.

    None of a layout in doubt, one of a table whose cells content told apart.
    """
    swapped = Counter(row.table_no for row in rows if row.swapped == _AUTHORS)
    of_table = Counter(row.table_no for row in rows if row.kind is RowKind.ITEM)
    ours = {
        table
        for table, count in swapped.items()
        if count > (max(1, _FEW_SWAPPED * of_table[table]) if most is None else most)
    }
    return tuple(
        replace(row, swapped="extraction") if row.swapped == _AUTHORS and row.table_no in ours else row for row in rows
    )


def _best(found: Sequence[_Read]) -> _Read:
    """The reading with the highest score; the first one where none beats it clearly, but by joining rows."""
    best = max(found, key=lambda one: (one.verdict.score, one.verdict.sound))
    if not found[0].verdict.doubtful and _rows(best) < _NO_FEWER * _rows(found[0]):
        return found[0]
    gain = best.verdict.score - found[0].verdict.score
    clearly = gain > _CLEARLY * max(best.roadmap.source_chars, 1)
    return best if clearly or (best.verdict.sound and found[0].verdict.doubtful) else found[0]


def _rows(one: _Read) -> int:
    return sum(table.rows for table in one.verdict.tables)


def _rivals(best: _Read, other: _Read) -> bool:
    """Whether another reading holds other rows and is about as good."""
    if best.verdict.sound != other.verdict.sound:
        return False
    apart = len(best.texts - other.texts) / max(1, len(best.texts))
    close = best.verdict.score - other.verdict.score < _CLEARLY * max(best.roadmap.source_chars, 1)
    return apart > _OTHER and close


def _doubt(table: TableVerdict, tried: tuple[str, ...]) -> LayoutDoubt:
    return LayoutDoubt(table.table_no, table.rows, table.unsound, table.faults, tried, table.page)


def _against(tables: Sequence[TableVerdict]) -> str:
    faults = [fault for table in tables for fault in table.faults]
    return "; ".join(dict.fromkeys(faults)) or "строки не складываются"


def _tried(names: Sequence[str]) -> str:
    return f" (прочтения: {', '.join(names)})" if len(names) > 1 else ""
