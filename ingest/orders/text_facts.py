"""What the words of an order tell beside periods and responsibles: years, damaged words, terms out of force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from normalize.damage.words import DamagedWord, damaged_words
from normalize.model import Head, Period
from normalize.obsolete import ObsoleteTerm, obsolete_terms
from normalize.years.read import YearJudgement, YearMention, judge, year_mentions
from parsers.model import Row


@dataclass(frozen=True, slots=True)
class OrderText:
    """A text of the order: the field it is, the row it belongs to (`seq`, None for headings and the order's title).

    `section` is the heading over it; `starts` and `ends` the first and last day of its row's periods.
    """

    field: str
    text: str
    seq: int | None = None
    section: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class TextFacts:
    """The facts of one text."""

    text: OrderText
    years: tuple[tuple[YearMention, YearJudgement], ...]
    damage: tuple[DamagedWord, ...]
    terms: tuple[ObsoleteTerm, ...]


def read_facts(head: Head, rows: Sequence[Row], periods: Sequence[Sequence[Period]]) -> tuple[TextFacts, ...]:
    """The facts of every text of an order that has any, in reading order; `periods` go with `rows`."""
    texts = [
        *_headings(head, rows),
        *(text for row, own in zip(rows, periods, strict=True) for text in _of_row(row, own)),
    ]
    damage = damaged_words([text.text for text in texts])
    facts = (_facts(text, head, found) for text, found in zip(texts, damage, strict=True))
    return tuple(fact for fact in facts if fact.years or fact.damage or fact.terms)


def _facts(text: OrderText, head: Head, damage: tuple[DamagedWord, ...]) -> TextFacts:
    day = head.signed_on or (head.window.start if head.window else None)
    years: tuple[tuple[YearMention, YearJudgement], ...] = ()
    if text.field not in ("period", "responsible"):
        years = tuple(
            (mention, judge(mention, head.window, starts=text.starts, ends=text.ends))
            for mention in year_mentions(text.text, section=text.section, window=head.window)
        )
    return TextFacts(text, years, damage, obsolete_terms(text.text, day) if day else ())


def _headings(head: Head, rows: Sequence[Row]) -> list[OrderText]:
    """The title of the order, those of its tables and each heading in them, once."""
    titles = dict.fromkeys((head.title, *(row.table_title for row in rows if row.table_title)))
    headings = dict.fromkeys(text for row in rows for text in (row.section, row.subsection) if text)
    return [
        *(OrderText("title", text) for text in titles),
        *(OrderText("section", text) for text in headings if text not in titles),
    ]


def _of_row(row: Row, periods: Sequence[Period]) -> list[OrderText]:
    """The texts that a row prints itself; what it inherits from a merged cell is told once, where it stands."""
    starts = min((day for period in periods if (day := period.suggested_start or period.start)), default=None)
    ends = max((day for period in periods if (day := period.suggested_end or period.end)), default=None)
    fields = {
        "category": row.category,
        "activity": "" if row.activity_inherited else row.activity,
        "period": "" if row.period_inherited else row.period,
        "responsible": "" if row.responsible_inherited else row.responsible,
        "result": "" if row.result_inherited else row.result,
        "action": "\n".join(action.text for action in row.actions),
    }
    return [OrderText(field, text, row.seq, row.section, starts, ends) for field, text in fields.items() if text]
