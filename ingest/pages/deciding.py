"""What the page of findings does at a request: chooses, ticks, decides, goes on to the next finding, takes back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ingest import api
from ingest.outputs.labels import FINDINGS, STATUSES
from ingest.outputs.values import plural
from ingest.pages import findings
from ingest.pages.desk import Address, Decision, Desk, Request, Undo
from ingest.questions import place
from warehouse.corpus.reviews import Status, read_reviews
from warehouse.errors import WarehouseError

LONGEST_REASON = 1000
NO_REASON = "Назовите причину: она хранится вместе с решением."
NOTHING_NAMED = "Ни одного замечания не выбрано."
_DECISIONS = {"accepted": "accepted", "repair": "accepted", "dismissed": "dismissed", "open": "open"}


def answer(desk: Desk, request: Request) -> Desk:
    """The desk after a request; a decision reaches the findings that the request names and no others."""
    if request.go is not None:
        return replace(desk, address=Address.parsed(request.go), said="", waiting=None)
    if request.act == "tick":
        return replace(desk, ticked=desk.ticked.union(request.ids))
    if request.act == "untick":
        return replace(desk, ticked=desk.ticked.difference(request.ids))
    if request.act == "all":
        return replace(desk, ticked=frozenset(findings.found_ids(desk.address)), said="")
    if request.act == "none":
        return replace(desk, ticked=frozenset(), said="", waiting=None)
    if request.act == "no":
        return replace(desk, waiting=None)
    if request.act == "yes" and desk.waiting:
        return decided(desk, desk.waiting)
    if request.act == "undo" and desk.undo:
        return taken_back(desk, desk.undo)
    if request.act in _DECISIONS:
        return _asked(desk, request)
    return desk


def _asked(desk: Desk, request: Request) -> Desk:
    """A decision on one finding is made; one on several waits for a yes."""
    why = " ".join(request.fields.get("why", "").split())[:LONGEST_REASON]
    decision = Decision(request.ids, _DECISIONS[request.act], why, apply=request.act == "repair")
    if not decision.ids:
        return replace(desk, said=NOTHING_NAMED)
    if decision.status == "dismissed" and not why:
        return replace(desk, said=NO_REASON)
    if len(decision.ids) > 1:
        return replace(desk, waiting=decision, said="")
    return decided(desk, decision)


def decided(desk: Desk, decision: Decision) -> Desk:
    """Keeps a decision and shows the next finding; a Russian line says what came of it, also where it was not kept."""
    before = findings.found_ids(desk.address)
    earlier = _earlier(decision.ids)
    try:
        done = api.review(decision.ids, decision.status, decision.why, place.curated(), apply=decision.apply)
    except WarehouseError as error:
        return replace(desk, said=str(error), waiting=None)
    told = f"{plural(len(done.reviews), *FINDINGS)}: {STATUSES[decision.status]}."
    if decision.apply:
        told += f" Исправлено мест: {len({one.target for one in done.corrections})}."
    undo = Undo(earlier, tuple((one.target, one.column) for one in done.corrections))
    following = next_id(before, findings.shown_id(desk), decision.ids)
    ticked = desk.ticked.difference(decision.ids)
    return Desk(shown_at(desk.address, following), ticked, told, undo=undo)


def next_id(before: Sequence[str], shown: str, decided_ids: Collection[str]) -> str:
    """The finding to be shown after a decision: the one shown if it stays, else the next one, else the one before.

    Of a shown finding that the list does not hold nothing follows: ''.
    """
    if shown not in decided_ids:
        return shown
    if shown not in before:
        return ""
    at = before.index(shown)
    left = [one for one in (*before[at:], *reversed(before[:at])) if one not in decided_ids]
    return left[0] if left else ""


def shown_at(address: Address, finding_id: str) -> Address:
    """The address of a finding with the page of the list that holds it; the page stays where the list holds it not."""
    to = address if finding_id == address.get("finding") else address.but(finding=finding_id, place="")
    ids = findings.found_ids(address)
    if finding_id not in ids:
        return to
    page = ids.index(finding_id) // findings.AT_ONCE + 1
    return to.but(page=str(page) if page > 1 else "")


def _earlier(ids: Sequence[str]) -> tuple[Decision, ...]:
    """What was decided on findings until now, equal decisions together."""
    known = read_reviews(place.curated())
    groups: dict[tuple[str, str], list[str]] = {}
    for one in ids:
        review = known.get(one)
        groups.setdefault((review.status, review.why) if review else (Status.OPEN, ""), []).append(one)
    return tuple(Decision(tuple(some), str(status), why) for (status, why), some in groups.items())


def taken_back(desk: Desk, undo: Undo) -> Desk:
    """Restores what was decided before the last decision, and shows the first of these findings again."""
    ids = [one for decision in undo.before for one in decision.ids]
    try:
        for target, column in undo.corrections:
            api.withdraw(target, column, place.curated())
        for decision in undo.before:
            api.review(decision.ids, decision.status, decision.why, place.curated())
    except WarehouseError as error:
        return replace(desk, said=str(error), undo=None)
    told = f"Решение отменено: {plural(len(ids), *FINDINGS)}."
    known = findings.finding_of(ids[0])
    return Desk(shown_at(desk.address, ids[0]) if known else desk.address, desk.ticked, told)
