"""The labelled pairs of activities (tests/cases/matching), as plain records; its README tells of the labels."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gold_data import Item

MATCHING = Path(__file__).resolve().parents[2] / "tests" / "cases" / "matching"
GOLD_PAIRS = MATCHING / "gold_pairs.tsv"
UNSEEN_PAIRS = MATCHING / "unseen_pairs.tsv"
ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unclear": None}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two activities with their headings and what a reader says of them.

    `same`: one activity in a comparison of plans; `copy`: the wording was taken over, whatever facet was changed in it,
    None where that can't be told; `hard`: the wording misleads; `kind` and `half` ('A' or 'B'): of the unseen pairs.
    """

    text_a: str
    section_a: str
    text_b: str
    section_b: str
    same: bool
    copy: bool | None
    hard: bool
    why: str
    kind: str = ""
    half: str = ""
    places: tuple[tuple[str, int], ...] = ()
    """(order, seq) of both activities in tests/gold; () of the unseen pairs."""

    @property
    def copied_activity(self) -> bool | None:
        """What the warehouse calls relation copy: the same activity in wording that was taken over."""
        return self.same and self.copy


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a file of pairs."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def load_pairs(path: Path) -> list[Pair]:
    """The pairs of a file, in its order."""
    return [_pair(row) for row in rows(path)]


def _pair(row: dict[str, str]) -> Pair:
    texts = (row["text_a"], row["section_a"], row["text_b"], row["section_b"])
    same, copy, hard = (ANSWERS[row[column]] for column in ("same", "copy", "hard"))
    return Pair(
        *texts, bool(same), copy, bool(hard), row["why"], row.get("kind", ""), row.get("half", ""), _places(row)
    )


def _places(row: dict[str, str]) -> tuple[tuple[str, int], ...]:
    return tuple((row[f"order_{side}"], int(row[f"seq_{side}"])) for side in "ab") if "order_a" in row else ()


def headings(items: Sequence[Item], item: Item) -> str:
    """What stands above an activity in its order: section, subsection, category, groups, outermost first.

    A group stands above an item of its section (and subsection, where it has one) if the item's number continues the
    group's; an item without a number belongs to the last such group and to those above that one.
    """
    own = [str(item[key]).strip().rstrip(":") for key in ("section", "subsection", "category") if item.get(key)]
    groups = [str(group["activity"]).strip().rstrip(":") for group in _groups_above(items, item)]
    return " / ".join(dict.fromkeys(own + groups))


def _groups_above(items: Sequence[Item], item: Item) -> list[Item]:
    before = [
        group
        for group in items
        if group.get("is_group")
        and group["seq"] < item["seq"]
        and group.get("section") == item.get("section")
        and group.get("subsection") in (None, item.get("subsection"))
    ]
    if item.get("number"):
        return [group for group in before if _continues(item, group)]
    return [group for group in before if group is before[-1] or _continues(before[-1], group)]


def _continues(item: Item, group: Item) -> bool:
    return str(item["number"]).startswith(str(group["number"]).rstrip(".") + ".")
