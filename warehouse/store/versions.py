"""Whether a file is a new version of a loaded order, and which of its rows are the old ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from warehouse.ids import item_key, normalised

Row = Mapping[str, object]

ALIKE_SHARE = 0.5
LOST_SHARE = 0.1
"""Share of its activities that a new version may lose without being asked about."""
_LABEL_WORDS = 5
SAME_TEXT = 90.0
SAME_TEXT_AND_NUMBER = 70.0
_MOST_PAIRS = 4_000_000


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new version brings: activities before and after, those lost and gained by number or first words."""

    before: int
    after: int
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()

    @property
    def loses_much(self) -> bool:
        """Whether more than a tenth of the activities is gone: a truncated copy looks like this."""
        return len(self.lost) > LOST_SHARE * self.before

    def __bool__(self) -> bool:
        return bool(self.lost or self.gained)


def difference(old: Iterable[Row], new: Iterable[Row]) -> Difference:
    """Old rows of a file against the new ones, which have the ids of those they were found to be."""
    before, after = ({str(row["item_id"]): row for row in rows if _counts(row)} for rows in (old, new))
    lost = tuple(_label(row) for item_id, row in before.items() if item_id not in after)
    gained = tuple(_label(row) for item_id, row in after.items() if item_id not in before)
    return Difference(len(before), len(after), lost, gained)


def _counts(row: Row) -> bool:
    return not row.get("is_group") and not row.get("activity_inherited")


def count_activities(rows: Iterable[Row]) -> int:
    """The activities among the rows of a plan: neither groups nor cells merged from above."""
    return sum(map(_counts, rows))


def _label(row: Row) -> str:
    """'2.4', or the first words of what has no number: '«Провести анализ…»'."""
    number = str(row.get("number") or "").strip().rstrip(".")
    words = str(row.get("activity") or "").split()
    first = " ".join(words[:_LABEL_WORDS]) + ("…" if len(words) > _LABEL_WORDS else "")
    return number or f"«{first}»"


def alike(old: Iterable[object], new: Iterable[object]) -> bool:
    """Whether two lists of activities are mostly the same: at least half of the longer one has a like in the other.

    Like is equal in words, or nearly so (a scan with its reading errors). Two empty lists are alike.
    """
    left, right = ({normalised(text) for text in texts} for texts in (old, new))
    if not left or not right:
        return left == right
    common = len(left & right) + len(_pairs(sorted(left - right), sorted(right - left), SAME_TEXT))
    return common >= ALIKE_SHARE * max(len(left), len(right))


def carried_ids(old: Sequence[Row], new: Sequence[Row], others: Collection[str] = ()) -> dict[str, str]:
    """New item_id -> the id it keeps: a row found again among the old ones keeps their id, every other its own.

    Rows are found by their key (table, section, number, words), then by nearly the same words, more loosely where
    the number is the same. No id is given twice, nor one of `others`.
    """
    found = dict(_same_key(old, new))
    kept = set(found.values())
    left_old = [row for row in old if row["item_id"] not in kept]
    left_new = [row for row in new if row["item_id"] not in found]
    found |= _same_text(left_old, left_new)
    taken = {*found.values(), *others}
    for row in left_new:
        item_id = str(row["item_id"])
        if item_id not in found:
            found[item_id] = _free(item_id, taken)
            taken.add(found[item_id])
    return found


def _same_key(old: Sequence[Row], new: Sequence[Row]) -> Iterable[tuple[str, str]]:
    by_key: dict[str, list[str]] = defaultdict(list)
    for row in old:
        by_key[item_key(row)].append(str(row["item_id"]))
    for row in new:
        same = by_key[item_key(row)]
        if same:
            yield str(row["item_id"]), same.pop(0)


def _same_text(old: Sequence[Row], new: Sequence[Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, floor in ((_numbered, SAME_TEXT_AND_NUMBER), (_anywhere, SAME_TEXT)):
        kept = set(found.values())
        old_at = _grouped((row for row in old if row["item_id"] not in kept), place)
        new_at = _grouped((row for row in new if row["item_id"] not in found), place)
        for key in old_at.keys() & new_at.keys():
            left, right = old_at[key], new_at[key]
            for i, j in _pairs([_words(row) for row in left], [_words(row) for row in right], floor):
                found[str(right[j]["item_id"])] = str(left[i]["item_id"])
    return found


def _grouped(rows: Iterable[Row], place: Callable[[Row], object]) -> dict[object, list[Row]]:
    groups: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        groups[place(row)].append(row)
    return groups


def _words(row: Row) -> str:
    return normalised(row.get("activity"))


def _numbered(row: Row) -> tuple[object, str]:
    return row.get("number"), normalised(row.get("section"))


def _anywhere(row: Row) -> object:
    return None


def _pairs(left: Sequence[str], right: Sequence[str], floor: float) -> list[tuple[int, int]]:
    """Places of texts that are nearly the same, best first, each at most once; nothing above four million pairs."""
    if not left or not right or len(left) * len(right) > _MOST_PAIRS:
        return []
    from rapidfuzz import fuzz, process

    scores = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=floor)
    places = sorted(zip(*scores.nonzero(), strict=True), key=lambda place: (-scores[place], place))
    pairs, used_left, used_right = [], set(), set()
    for i, j in ((int(i), int(j)) for i, j in places):
        if i not in used_left and j not in used_right:
            pairs.append((i, j))
            used_left.add(i)
            used_right.add(j)
    return pairs


def _free(item_id: str, taken: set[str]) -> str:
    candidate, ordinal = item_id, 2
    while candidate in taken:
        candidate, ordinal = f"{item_id}.{ordinal}", ordinal + 1
    return candidate
