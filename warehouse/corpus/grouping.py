"""One thing that an order gets wrong in many rows is one finding with many places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warehouse.corpus.reviews import Status
from warehouse.ids import finding_id

Finding = dict[str, object]
"""A row of `findings` with `same`, what tells that two findings are one, and `seq`, the place of its item."""
_OF_PLACE = ("order_id", "item_id", "quote", "page")
_OF_ROW = ("same", "seq")


@dataclass(frozen=True, slots=True)
class Grouped:
    """Rows of `findings` and of `finding_places`, all of them open."""

    findings: list[Finding]
    places: list[Finding]


def grouped(found: Iterable[Finding]) -> Grouped:
    """The findings, those of one check that say the same of one order as one.

    Its item is the first in reading order, `related` names the others, and its message tells how many places there are.
    What is found once keeps its id; so does each place, and a decision about it.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for one in found:
        same = one["same"] if one["item_id"] else one["finding_id"]
        key = (one["check"], one["order_id"], one["severity"], one["suggestion"], same)
        alike.setdefault(key, []).append(one)
    findings: list[Finding] = []
    places: list[Finding] = []
    for whole_key, some in alike.items():
        some.sort(key=lambda one: (one["seq"] is None, one["seq"]))
        whole = _together(whole_key, some)
        findings.append({name: value for name, value in whole.items() if name not in _OF_ROW})
        places += [_place(whole["finding_id"], one) for one in some]
    return Grouped(findings, places)


def _together(key: tuple[object, ...], some: Sequence[Finding]) -> Finding:
    first = {**some[0], "status": Status.OPEN}
    if len(some) == 1:
        return first
    check, order_id, *told = key
    items = {*(one["item_id"] for one in some), *(item for one in some for item in _listed(one["related"]))}
    return {
        **first,
        "finding_id": finding_id(str(check), str(order_id), " / ".join(map(str, told))),
        "message": f"{first['message']} (мест: {len(some)})",
        "related": sorted(str(item) for item in items - {first["item_id"]}),
    }


def _place(whole: object, one: Finding) -> Finding:
    own = {name: one[name] for name in _OF_PLACE}
    return {"finding_id": whole, "place_id": one["finding_id"], "status": Status.OPEN, **own}


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []
