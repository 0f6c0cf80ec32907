"""How well rows hold what their columns promise: the judgement by which one reading of a text is better than another.

A row is sound where every cell fits its role (`content_model`). A table whose rows are often unsound was probably cut
in the wrong places: its layout is doubtful, and what its cells lack or hold says nothing about the order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.model import Row, RowKind
from parsers.tables.cell_profile import Senses
from parsers.tables.content_model import ends_in_period
from parsers.tables.headers import SURE, caption_roles
from parsers.text.numbering import leading_number, parse_number
from parsers.text.wording import collapse, is_unfinished, nonblank, shape

_READS, _HARDLY = 0.9, 0.2
_SHORT_ACTIVITY = 4
_LONG_PERIOD = 200
_LEAD = 12
"""Characters before a period: 'Разработка заданий по предметам до 28.09.2007' is an activity with its period."""
_DOUBTFUL = 0.25
"""Share of a table's rows that may be unsound."""
_SOUND = 0.05
_LAST_DAY = 31
_FEWEST = 2
_USUAL = 0.5
"""Share of a table's rows that have a cell of a role for the role to be one that rows must have."""
_TORN = re.compile(
    r"[а-яё][-\u00ad]\s(?!(?:и|или|до|по|а|с)\s)[^\W\d]{2}|[а-яё]{2}[-\u00ad]$|(?<![\w-])[а-яё]{3,}-[А-ЯЁ][а-яё]{2}"
)
"""'по противо- полугодие', 'До 1 дека-', 'До 1 нояб-Дирекция': a word cut at the end of a line goes on elsewhere."""
_BAR = re.compile(r"\s[|│┃║¦](?:\s|$)")
"""'школ | 4.': the mark between two cells stands in one."""
_LONE_NUMBER = re.compile(r"[^\W\d]\s*\n\s*\d{1,2}\s*\n\s*[^\W\d]")
"""The number of another row on a line of its own within a cell."""
_JUMPS = 0.3
"""Share of a table's numbers that may follow no other: doubled, skipped, going back."""

GAP = "no_period"
"""A fault only where a good part of the rows has it."""
_GAP_WORTH = 0.5

FAULTS: Mapping[str, str] = {
    "number": "в графе номеров не номер",
    "no_activity": "нет мероприятия",
    "activity_number": "в графе мероприятий номер",
    "activity_period": "в графе мероприятий срок",
    "activity_responsible": "в графе мероприятий исполнитель",
    "activity_piece": "мероприятие начинается или кончается посреди предложения",
    "period_glued": "срок стоит в конце мероприятия",
    "period": "в графе сроков не срок",
    GAP: "нет срока",
    "responsible": "в графе ответственных срок или номер",
    "torn": "слова разорваны",
    "caption": "название графы стоит среди заголовков",
    "jumps": "номера строк идут не подряд",
}


@dataclass(frozen=True, slots=True)
class TableVerdict:
    """The rows of one table: how many are unsound, and what speaks against them, the most frequent first."""

    table_no: int
    rows: int
    unsound: int
    faults: tuple[str, ...] = ()
    page: int | None = None

    @property
    def doubtful(self) -> bool:
        """Several rows of the table speak of a wrong layout."""
        return self.unsound >= max(min(_FEWEST, self.rows), _DOUBTFUL * self.rows)


@dataclass(frozen=True, slots=True)
class Verdict:
    """All tables of a reading. `score`: characters in sound rows less those in unsound ones; `misfit`: characters of
    cells that speak against their role."""

    tables: tuple[TableVerdict, ...]
    score: float
    misfit: int

    @property
    def sound(self) -> bool:
        """Hardly a row of any table is unsound."""
        return all(table.unsound <= _SOUND * table.rows for table in self.tables)

    @property
    def doubtful(self) -> tuple[TableVerdict, ...]:
        """The tables whose layout is in doubt."""
        return tuple(table for table in self.tables if table.doubtful)

    @property
    def unsound_share(self) -> float:
        """0..1 of all rows."""
        return sum(table.unsound for table in self.tables) / max(1, sum(table.rows for table in self.tables))


def judge(rows: Iterable[Row], senses: Senses) -> Verdict:
    """Looks at every activity and group of a reading."""
    by_table: dict[int, list[Row]] = defaultdict(list)
    slid: set[int] = set()
    for row in rows:
        if row.kind in (RowKind.SECTION, RowKind.SUBSECTION) and _is_caption(row.subsection or row.section):
            slid.add(row.table_no)
        if row.kind in (RowKind.ITEM, RowKind.GROUP):
            by_table[row.table_no].append(row)
    verdicts, score, misfit = [], 0.0, 0
    for table_no, own in sorted(by_table.items()):
        usual = frozenset(role for role in ("period", "responsible") if _is_usual(own, role))
        found = [_faults(row, above, usual, senses) for above, row in pairwise([None, *own]) if row]
        if table_no in slid:
            found = [{**faults, "caption": 0} for faults in found]
        verdicts.append(_table_verdict(table_no, own, found))
        for row, faults in zip(own, found, strict=True):
            text = _chars(row)
            score += _worth(faults) * text
            misfit += sum(faults.values())
    return Verdict(tuple(verdicts), score, misfit)


def _is_caption(heading: str) -> bool:
    """'Ответственные' as a heading: the row of captions was cut short. 'Мероприятия' heads many a section."""
    return any(weight >= SURE and role in ("period", "responsible") for role, weight in caption_roles(heading).items())


def _worth(faults: Mapping[str, int]) -> float:
    """1 for a sound row, -1 for an unsound one; a missing period may be the author's."""
    return 1.0 if not faults else _GAP_WORTH if faults.keys() == {GAP} else -1.0


def _table_verdict(table_no: int, rows: Sequence[Row], found: Sequence[Mapping[str, int]]) -> TableVerdict:
    counts = Counter(fault for faults in found for fault in faults)
    gaps = counts[GAP] > _DOUBTFUL * len(rows)
    unsound = sum(bool(faults) if gaps else bool(faults.keys() - {GAP}) for faults in found)
    if not gaps:
        del counts[GAP]
    if _jump_share(rows) > _JUMPS:
        counts["jumps"] = len(rows)
        unsound = max(unsound, round(_jump_share(rows) * len(rows)))
    return TableVerdict(
        table_no, len(rows), unsound, tuple(FAULTS[fault] for fault, _ in counts.most_common()), rows[0].locator.page
    )


def _is_usual(rows: Sequence[Row], role: str) -> bool:
    return sum(bool(getattr(row, role)) for row in rows) >= _USUAL * len(rows)


def _chars(row: Row) -> int:
    if row.activity_inherited:
        return 0
    own = row.number + row.activity + ("" if row.period_inherited else row.period)
    return nonblank(own + ("" if row.responsible_inherited else row.responsible))


def _faults(row: Row, above: Row | None, usual: frozenset[str], senses: Senses) -> dict[str, int]:
    """What speaks against a row, and how many characters stand in the wrong place."""
    found: dict[str, int] = {}
    if row.number and parse_number(row.number) is None and leading_number(row.number)[1] is None:
        found["number"] = nonblank(row.number)
    if fault := _activity_fault(row, above, usual, senses):
        found[fault] = 0 if fault == "period_glued" else nonblank(row.activity)
    found |= _period_fault(row, usual, senses)
    if row.responsible and not row.responsible_inherited and _no_responsible(row.responsible, senses):
        found["responsible"] = nonblank(row.responsible)
    if _is_torn(row):
        found["torn"] = 0
    return found


def _is_torn(row: Row) -> bool:
    """Pieces of other rows stand in the cells: words cut in two, the numbers of other rows."""
    texts = (collapse(text) for text in (row.activity, row.period, row.responsible))
    other = leading_number(row.activity)[1] if row.number else None
    return (
        any(_TORN.search(text) or _BAR.search(text) for text in texts)
        or any(_LONE_NUMBER.search(cell.text) for cell in row.raw_cells)
        or (other is not None and other.kind == "arabic" and other != parse_number(row.number))
    )


def _activity_fault(row: Row, above: Row | None, usual: frozenset[str], senses: Senses) -> str:
    text, dated = collapse(row.activity), "period" in usual
    if not text:
        return "" if row.actions or row.category or row.activity_inherited else "no_activity"
    if row.activity_inherited:
        return "no_activity" if dated and not row.period else ""
    if parse_number(text) is not None:
        return "activity_number"
    if senses.period(text) >= _READS and not row.period:
        return "activity_period"
    if len(text) < _SHORT_ACTIVITY or _is_piece(row, above, text):
        return "activity_piece"
    if not row.period and not row.parts and row.kind is RowKind.ITEM and _holds_period(text, dated, senses):
        return "period_glued"
    if senses.responsible(text) >= _READS and not _names_somebody(row.responsible, senses):
        return "activity_responsible"
    return ""


def _names_somebody(text: str, senses: Senses) -> bool:
    """Whether a cell of responsibles holds names; 'Анкетирование выпускников' there is an activity."""
    return bool(text.strip()) and not (senses.action(text) and senses.responsible(text) < _READS)


def _holds_period(text: str, dated: bool, senses: Senses) -> bool:
    """The period of a row without one: at the end of its activity, or within it where other rows have theirs."""
    return ends_in_period(text, senses) or (dated and any(map(senses.period, senses.phrases(text))))


def _is_piece(row: Row, above: Row | None, text: str) -> bool:
    """Ends on a comma or preposition, or goes on in small letters what the row above leaves unfinished."""
    if row.parent is not None or row.parts:
        return False
    begins = above is not None and not row.number and shape(text) in ("lower", "tail")
    if begins and above and not above.activity.rstrip().endswith(":"):
        return bool(row.period and not above.period) or is_unfinished(above.activity)
    return is_unfinished(text.rstrip(":"))


def _period_fault(row: Row, usual: frozenset[str], senses: Senses) -> dict[str, int]:
    if row.period_inherited or row.kind is not RowKind.ITEM:
        return {}
    text = collapse(row.period)
    if not text:
        return {GAP: 0} if "period" in usual else {}
    if senses.period(text) > _HARDLY:
        return {}
    if phrases := senses.phrases(text):
        lead = text.partition(phrases[0])[0]
        return {"period": nonblank(lead)} if len(lead) > _LEAD and senses.action(lead) else {}
    if _is_day(text) and senses.period(row.subsection or row.section) >= _READS:
        return {}
    wrong = parse_number(text) is not None or senses.responsible(text) >= _READS or len(text) > _LONG_PERIOD
    return {"period": nonblank(text)} if wrong and row.swapped != "author" else {}


def _is_day(text: str) -> bool:
    """'21' under the heading 'Февраль'."""
    return text.isdigit() and int(text) <= _LAST_DAY


def _no_responsible(text: str, senses: Senses) -> bool:
    whole = collapse(text)
    return parse_number(whole) is not None or senses.period(whole) >= _READS


def _jump_share(rows: Sequence[Row]) -> float:
    """How many of the numbers don't follow the one before."""
    numbers = [number for row in rows if row.number and (number := parse_number(row.number))]
    if len(numbers) < 4 or any(number.kind != "arabic" for number in numbers):
        return 0.0
    jumps = sum(not _follows(above.steps, number.steps) for above, number in pairwise(numbers))
    return jumps / len(numbers)


def _follows(above: tuple[str, ...], number: tuple[str, ...]) -> bool:
    """'1.2' after '1.1', '1.1' after '1', '2' after '1.3'; '1' after anything begins again."""
    if number[-1] == "1" or number == above:
        return True
    shared = min(len(above), len(number))
    return any(
        above[:place] == number[:place] and int(number[place]) - int(above[place]) in (1, 2) for place in range(shared)
    )
