"""How well a roadmap was read: shares 0..1 of the gold rows found with each of their parts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from normalize.activities.action import names_action
from normalize.language.morphology import is_word
from normalize.periods.score import period_phrases, period_score
from normalize.responsibles.score import responsible_score
from parsers.formats.text import read_text
from parsers.model import Document, Hints, Roadmap, Row, RowKind
from parsers.roadmap import read_roadmap

ROOT = Path(__file__).parents[2]
HINTS = Hints(period_score, responsible_score, is_word, period_phrases, names_action)
Gold = list[dict[str, Any]]


def gold_rows(order: str) -> Gold:
    """The gold rows of one of the five orders."""
    text = (ROOT / "tests" / "gold" / "items" / f"{order}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def order_text(order: str) -> str:
    """The text of one of the five orders."""
    return (ROOT / "data" / "raw" / f"{order}.txt").read_text(encoding="utf-8")


def roadmap_of(source: str | Document) -> Roadmap:
    """A text or document read with the real hints."""
    return read_roadmap(read_text(source) if isinstance(source, str) else source, HINTS)


def items_of(roadmap: Roadmap) -> list[Row]:
    """Activities and groups."""
    return [row for row in roadmap.rows if row.kind in (RowKind.ITEM, RowKind.GROUP)]


def score(roadmap: Roadmap, gold: Gold) -> dict[str, float]:
    """Shares of the gold rows that were found with each of their parts; precision of what was found."""
    items = items_of(roadmap)
    pairs = _pairs([_plain(row["activity"]) for row in gold], [item.activity for item in items])
    right: Counter[str] = Counter()
    for row, item in ((gold[left], items[place]) for left, place in pairs):
        right.update(name for name, (wanted, found) in _parts(row, item).items() if wanted == found)
    shares = {name: right[name] / len(gold) for name in _parts(gold[0], Row(0, RowKind.ITEM, 1))}
    return {"recall": len(pairs) / len(gold), "precision": len(pairs) / max(len(items), 1), **shares}


def _pairs(wanted: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Equal activities in reading order."""
    blocks = SequenceMatcher(None, wanted, found, autojunk=False).get_matching_blocks()
    return [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]


def _parts(row: dict[str, Any], item: Row) -> dict[str, tuple[Any, Any]]:
    actions = [(action["level"], _plain(action["text"])) for action in row.get("actions", [])]
    return {
        "section": (_plain(row.get("section")), item.section),
        "number": (_plain(row.get("number")), item.number),
        "period": (_plain(row.get("period_raw")), _plain(item.period)),
        "responsible": (_responsible(row), re.sub(r"[\s,;]", "", item.responsible)),
        "responsible inherited": (bool(row.get("responsible_inherited")), item.responsible_inherited),
        "result": (_plain(row.get("result")), item.result),
        "actions": (actions, [(action.level, action.text) for action in item.actions]),
        "category": (_plain(row.get("category")), item.category),
        "table": (
            (row["table"], row.get("appendix", "")) if "table" in row else (1, ""),
            (item.table_no, item.appendix),
        ),
        "group": (bool(row.get("is_group")), item.kind is RowKind.GROUP),
        "activity inherited": (bool(row.get("activity_inherited")), item.activity_inherited),
    }


def _responsible(row: dict[str, Any]) -> str:
    """The printed cell that holds for the row, its own or a merged one; separators do not count."""
    return re.sub(r"[\s,;]", "", row.get("responsible_raw") or "".join(row.get("responsible", [])))


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())
