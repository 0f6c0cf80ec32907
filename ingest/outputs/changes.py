"""Two orders beside each other, and the sources of one, as tables for people: changed words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ingest.outputs.listing import Listing
from ingest.outputs.markup import joined, tag
from ingest.outputs.sheets import Column
from ingest.outputs.values import shown
from ingest.questions.difference import Difference, Status
from ingest.questions.lineage import CITED
from warehouse.reading.wording import Change, Words, marked

Record = dict[str, Any]
Marking = Callable[[Sequence[Words]], object]
STATUSES = {
    Status.SAME: "то же",
    Status.CHANGED: "изменено",
    Status.MOVED: "перенесено",
    Status.ONLY_A: "только в первом",
    Status.ONLY_B: "только во втором",
}
_SIDES = ("number", "activity", "period", "responsible", "result", "item_id")
_COLUMNS = (
    Column("status", "что с ним", 16),
    Column("number", "пункт", 14),
    Column("activity", "мероприятие", 80),
    Column("period", "срок", 40),
    Column("responsible", "ответственные", 34),
    Column("result", "результат, если изменён", 40),
)
_LINEAGE_COLUMNS = (
    Column("kind", "ссылка", 14),
    Column("act", "акт", 70),
    Column("order_id", "загружен как", 30),
    Column("copied", "списано мероприятий", 10),
    Column("share", "доля приказа, %", 10),
    Column("stale", "из них с прежним годом", 10),
    Column("same", "похожих", 10),
)


_FIRST = (Status.CHANGED, Status.MOVED, Status.ONLY_A, Status.ONLY_B, Status.SAME)


def changes_first(differences: Iterable[Difference]) -> list[Difference]:
    """What changed, what moved, what one order alone has, what is the same; each in the order of the plans."""
    return sorted(differences, key=lambda one: _FIRST.index(one.status))


def difference_records(differences: Sequence[Difference]) -> list[Record]:
    """One flat record an activity, for programs: both sides, `changes`, and the words marked [-so-] {+so+}."""
    return [_flat(one) for one in differences]


def _flat(one: Difference) -> Record:
    sides = {
        f"{side}_{name}": activity[name] if activity else None
        for side, activity in (("a", one.a), ("b", one.b))
        for name in _SIDES
    }
    changes = [*one.words, *(["period"] if one.moved else [])]
    words = {f"{name}_words": marked(changed) for name, changed in one.words.items()}
    shift = {"moved_months": one.moved_months, "moved_days": one.moved_days}
    return {"status": str(one.status), "changes": changes, **sides, **shift, **words}


def difference_listing(differences: Sequence[Difference], a: str, b: str, mark: Marking = marked) -> Listing:
    """The table of two orders; `mark` writes the changed words."""
    counts = {status: sum(one.status == status for one in differences) for status in Status}
    told = ", ".join(f"{words}: {counts[status]}" for status, words in STATUSES.items() if counts[status])
    records = [_beside(one, mark) for one in differences]
    return Listing(f"{a} и {b}", _COLUMNS, records, (f"{told[:1].upper()}{told[1:]}.",))


def _beside(one: Difference, mark: Marking) -> Record:
    known: Mapping[str, Any] = one.b or one.a or {}
    return {
        "status": STATUSES[one.status],
        "number": _either(one, "number"),
        "activity": mark(one.words["activity"]) if "activity" in one.words else known["activity"],
        "period": " ".join(filter(None, (_either(one, "period") if one.moved else known["period"], _shift(one)))),
        "responsible": mark(one.words["responsible"]) if "responsible" in one.words else known["responsible"],
        "result": mark(one.words["result"]) if "result" in one.words else None,
    }


def _either(one: Difference, name: str) -> str:
    """The value of both orders, or that of the first and of the second: '1.2. → 1.3.'."""
    values = list(dict.fromkeys(activity[name] for activity in (one.a, one.b) if activity))
    return " → ".join(value or "—" for value in values) if len(values) > 1 else str(values[0])


def _shift(one: Difference) -> str:
    """'(на 2 мес. позже)', '(на 5 дн. раньше)'; nothing where the first day is the same or unknown."""
    if not one.moved_days:
        return ""
    far = f"{abs(one.moved_months)} мес." if one.moved_months else f"{abs(one.moved_days)} дн."
    return f"(на {far} {'позже' if one.moved_days > 0 else 'раньше'})"


def as_html(words: Sequence[Words]) -> object:
    """Removed words struck out, added ones underlined."""
    elements = {Change.REMOVED: "del", Change.ADDED: "ins"}
    parts = (tag(elements[some.change], some.text) if some.change in elements else some.text for some in words)
    return joined(*(piece for part in parts for piece in (part, " ")))


def as_terminal(words: Sequence[Words]) -> object:
    """Removed words red and struck out, added ones green."""
    from rich.text import Text

    styles = {Change.REMOVED: "red strike", Change.ADDED: "green"}
    return Text(" ").join(Text(some.text, styles.get(some.change, "")) for some in words)


def lineage_listing(records: Sequence[Mapping[str, Any]], order_id: str) -> Listing:
    """The table of what an order comes from."""
    rows = [{**record, "kind": _cited(record), "act": _act(record)} for record in records]
    return Listing(f"Откуда взят {order_id}", _LINEAGE_COLUMNS, rows)


def _cited(record: Mapping[str, Any]) -> str:
    if record["kind"] != CITED:
        return "не упомянут"
    return "упомянут" if record["order_id"] else "упомянут, не загружен"


def _act(record: Mapping[str, Any]) -> str:
    """'приказ, Минпросвещения России, от 04.04.2023 № 232/551, «Порядок…»'."""
    dated = f"от {shown(record['signed_on'])}" if record["signed_on"] else ""
    number = f"№ {record['number']}" if record["number"] else ""
    title = f"«{record['title']}»" if record["title"] else ""
    named = (record["act_type"], record["issuer"], f"{dated} {number}".strip(), title)
    return ", ".join(filter(None, named))
