"""Where the records of a file go: to the order that they are a version or a part of, or to a place of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from warehouse.entries import OrderEntry
from warehouse.errors import WarehouseError
from warehouse.generation import Generation
from warehouse.ids import base_of, suffixed
from warehouse.order_list import OrderEntries
from warehouse.records import OrderRecords
from warehouse.store.annexes import of_sources, source_id
from warehouse.store.folders import Folders, Rows
from warehouse.store.identity import is_named, other_order
from warehouse.store.rescue import rows_in_database
from warehouse.store.sources import earlier_of, files_of, rows_of
from warehouse.store.versions import alike


class Policy(StrEnum):
    """What to do where the order_id is taken by an order with other activities: give the new one a suffixed id, or
    let it take the other's place. REPLACE also lets a version in that loses much of what is loaded."""

    SUFFIX = "suffix"
    REPLACE = "replace"


class Change(StrEnum):
    """What `put` did.

    A new order; a new version of a loaded one; an annex joined; nothing, since all is as before; another order under a
    suffixed id; the same order again, whose files were lost or damaged; or nothing, since the new version would lose
    much and nobody has said that it may (HELD).
    """

    NEW = "new"
    REPLACED = "replaced"
    JOINED = "joined"
    SAME = "same"
    SUFFIXED = "suffixed"
    HEALED = "healed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Place:
    """Where records go: the id, the entry that has it, the files of that entry that they take the place of, the other
    id under which the same file is loaded, and why they are another order than the one they are like."""

    order_id: str
    change: Change
    before: OrderEntry | None = None
    replaced: tuple[str, ...] = ()
    renamed_from: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a batch does: entries of orders that it sets (None: taken out)."""

    entries: Mapping[str, OrderEntry | None]


class Places:
    """The orders as a batch has changed them so far, and which files they are made of."""

    def __init__(self, curated: Path, folders: Folders, base: Generation) -> None:
        self._curated = curated
        self._folders = folders
        self._folder_of: dict[str, Path] = {}
        self.begin(base)

    def begin(self, base: Generation, steps: Iterable[Step] = ()) -> None:
        """Begin anew from what is committed, with these steps only."""
        self._base = base
        self.orders = OrderEntries.of(base.entries)
        files = list(self.orders.files())
        self._order_of_file = {source_id(file.sha256): file.order_id for file in files if not file.superseded}
        self._later_than = {source_id(file.sha256): file.order_id for file in files if file.superseded}
        self.steps: list[Step] = []
        self._lost: set[str] = set()
        for step in steps:
            self.do(step)

    def do(self, step: Step) -> None:
        """Set or take out the entries of orders."""
        for order_id, entry in step.entries.items():
            before = self.orders.pop(order_id, None)
            for file in files_of(before) if before else ():
                self._order_of_file.pop(file, None)
            if entry:
                self.orders[order_id] = entry
                self._order_of_file |= dict.fromkeys(files_of(entry), order_id)
                self._later_than |= dict.fromkeys(earlier_of(entry), order_id)
        self.steps.append(step)

    def came_from(self, source: str, folder: Path) -> None:
        """Note the folder of a file of this batch."""
        self._folder_of[source] = folder

    def lose(self, order_id: str) -> None:
        """Let a damaged order be put anew file by file, though what is not put yet is lost."""
        self._lost.add(order_id)

    def known(self, order_id: str, before: OrderEntry | None, whole: bool) -> Mapping[str, Rows]:
        """The rows of an order as it is; of a damaged one what the database has of it.

        WarehouseError where rows of other files of the order would be lost.
        """
        if before is None:
            return {}
        if whole:
            return self._folders.tables(before)
        found = rows_in_database(self._curated / self._base.database, order_id)
        if not found and len(files_of(before)) > 1 and order_id not in self._lost:
            raise WarehouseError(f"Приказ {order_id} из нескольких файлов повреждён: dorkarta doctor --repair")
        return found or {"sources": rows_of(order_id, before)}

    def place(self, records: OrderRecords, folder: Path, policy: Policy, named: str | None) -> Place:
        """Where the same file was put before, else where its id, its head and its activities say.

        A file that is all of an order and now has another id (a program that reads its head better) moves there.
        """
        own = source_id(records.source_sha256)
        known = self._order_of_file.get(own, "")
        before = self.orders.get(known)
        if before is None and not named and (earlier := self._earlier(own)):
            return earlier
        if named or before is None or own not in files_of(before):
            return self._alike_place(records, folder, policy, named)
        if before.named or len(files_of(before)) > 1 or base_of(known) == records.order_id:
            return Place(known, Change.REPLACED, before, (own,))
        return replace(self._alike_place(records, folder, policy, named), renamed_from=known)

    def _earlier(self, own: str) -> Place | None:
        """The place of a file that was an earlier version of an order: where the one is that superseded it."""
        order_id = self._later_than.get(own, "")
        entry = self.orders.get(order_id)
        if entry is None or own not in earlier_of(entry):
            return None
        rows = self.known(order_id, entry, self._folders.is_whole(entry)).get("sources", ())
        later = {str(row["source_id"]): row["superseded_by"] for row in rows}
        live = own
        while later.get(live):
            live = str(later[live])
        return Place(order_id, Change.REPLACED, entry, (live,))

    def _alike_place(self, records: OrderRecords, folder: Path, policy: Policy, named: str | None) -> Place:
        base, ordinal, why = named or records.order_id, 1, ""
        while (candidate := suffixed(base, ordinal)) in self.orders:
            before = self.orders[candidate]
            replaced, other = self._alike(candidate, before, records, folder, bool(named))
            why = why or other
            if not replaced and policy is Policy.REPLACE:
                replaced = tuple(files_of(before))
            if replaced or named:
                return Place(candidate, Change.REPLACED, before, replaced)
            ordinal += 1
        return Place(candidate, Change.NEW if ordinal == 1 else Change.SUFFIXED, why=why)

    def _alike(
        self, order_id: str, before: OrderEntry, records: OrderRecords, folder: Path, named: bool
    ) -> tuple[tuple[str, ...], str]:
        """(the file of an order that the records are a version of, if any; why they are none though they are like it).

        Where an analyst named the order, likeness is enough.
        """
        own = source_id(records.source_sha256)
        if own in files_of(before):
            return (own,), ""
        rows = self.known(order_id, before, self._folders.is_whole(before))
        activities = [row.get("activity") for row in records.rows("items")]
        other = ""
        for known in files_of(before):
            if alike((row["activity"] for row in of_sources(rows.get("items", ()), (known,))), activities):
                other = "" if named else self._other(known, rows, records, folder)
                if not other:
                    return (known,), ""
        return (), other

    def _other(self, known: str, rows: Mapping[str, Rows], records: OrderRecords, folder: Path) -> str:
        """Why a file is another order than one with like rows, '' where it is a version of it."""
        if not rows.get("orders"):
            return ""
        names = [str(row["source_name"]) for row in rows.get("sources", ()) if row["source_id"] == known]
        head = rows["orders"][0]
        why = other_order(head, records.head, names[0] if names else "", records.source_name)
        beside = self._folder_of.get(known, folder)
        if not why and beside != folder and not is_named(records.head):
            return "другая папка"
        return why
