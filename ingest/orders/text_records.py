"""What the words of an order tell -> rows of text_years, text_damage, text_terms, text_conflicts and text_copies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ingest.orders.conflicts import Conflict, RepeatedActivity
from ingest.orders.ordinals import Record, ordinals
from ingest.orders.text_facts import TextFacts


def text_tables(
    facts: Sequence[TextFacts],
    conflicts: Iterable[Conflict],
    copies: Iterable[RepeatedActivity],
    by_seq: Mapping[int | None, str],
) -> dict[str, list[Record]]:
    """The rows of these tables; `by_seq`: the item_id of the row `seq`."""

    def of_texts(rows: Callable[[TextFacts], Iterable[Record]]) -> list[Record]:
        return ordinals(
            {"item_id": by_seq.get(fact.text.seq), "field": fact.text.field, **record}
            for fact in facts
            for record in rows(fact)
        )

    return {
        "text_years": of_texts(_years),
        "text_damage": of_texts(_damage),
        "text_terms": of_texts(_terms),
        "text_conflicts": ordinals(_conflict(one, by_seq) for one in conflicts),
        "text_copies": [_copy(one, by_seq) for one in copies],
    }


def _years(facts: TextFacts) -> list[Record]:
    return [
        {
            "year_from": mention.year_from,
            "year_to": mention.year_to or mention.year_from,
            "role": mention.role,
            "quote": mention.quote,
            "stale": judgement.stale,
            "certainty": judgement.certainty,
            "expected": judgement.expected,
            "reason": judgement.reason or None,
        }
        for mention, judgement in facts.years
    ]


def _damage(facts: TextFacts) -> list[Record]:
    return [
        {"quote": one.word, "kind": one.kind, "expected": one.suggestion or None, "certainty": one.certainty}
        for one in facts.damage
    ]


def _terms(facts: TextFacts) -> list[Record]:
    return [
        {
            "term": one.term,
            "quote": one.quote,
            "successor": one.successor or None,
            "since": one.since,
            "certainty": one.certainty,
            "source": one.source,
        }
        for one in facts.terms
    ]


def _conflict(conflict: Conflict, by_seq: Mapping[int | None, str]) -> Record:
    return {
        "item_id": by_seq.get(conflict.seq),
        "field": conflict.field,
        "kind": conflict.kind,
        "quote": conflict.quote,
        "expected": conflict.expected or None,
        "reason": conflict.reason or None,
        "certainty": conflict.certainty,
    }


def _copy(copy: RepeatedActivity, by_seq: Mapping[int | None, str]) -> Record:
    return {
        "item_id": by_seq[copy.seq],
        "other_item_id": by_seq[copy.earlier],
        "reason": copy.reason,
        "certainty": copy.certainty,
    }
