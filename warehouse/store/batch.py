"""What one writer changes before it commits: order versions put or removed, files rejected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from warehouse import generation
from warehouse.corpus import corpus
from warehouse.corpus.derive import derived
from warehouse.errors import UnknownOrderError, WarehouseError
from warehouse.files import remove, sync_tree
from warehouse.generation import Generation, OrderEntry, Source
from warehouse.ids import base_of, item_ids, suffixed
from warehouse.records import OrderRecords, Row, with_ids
from warehouse.store import annexes
from warehouse.store.annexes import of_sources, source_id
from warehouse.store.folders import Folders, Rows
from warehouse.store.rejected import Rejected
from warehouse.store.versions import alike, carried_ids

_ORDER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")


class Policy(StrEnum):
    """What to do where the order_id is taken by an order with other activities: give the new one a suffixed id, or
    let it take the other's place."""

    SUFFIX = "suffix"
    REPLACE = "replace"


class Change(StrEnum):
    """What `put` did: a new order, a new version of a loaded one, nothing, or another order under a suffixed id."""

    NEW = "new"
    REPLACED = "replaced"
    SAME = "same"
    SUFFIXED = "suffixed"


@dataclass(frozen=True, slots=True)
class Put:
    """The id that an order got in the warehouse, and how."""

    order_id: str
    change: Change


@dataclass(frozen=True, slots=True)
class _Place:
    """Where records go: the id, the entry that has it, the files of that entry that they take the place of, and the
    other id under which the same file is loaded."""

    order_id: str
    change: Change
    before: OrderEntry | None = None
    replaced: tuple[str, ...] = ()
    renamed_from: str | None = None


class Batch:
    """Changes of one writer; nothing is visible before `commit`. Made by Store.writer only."""

    def __init__(
        self,
        curated: Path,
        base: Generation,
        now: Callable[[], datetime],
        committed: Callable[[Generation], None],
    ) -> None:
        self._curated = curated
        self._base = base
        self._now = now
        self._committed = committed
        self._folders = Folders(curated)
        self._orders: dict[str, OrderEntry] = dict(base.orders)
        self._order_of_file = {file: order_id for order_id, entry in base.orders.items() for file in _files(entry)}
        self._rejected = Rejected(curated, base)

    def put(
        self, records: OrderRecords, source_path: Path, policy: Policy = Policy.SUFFIX, order_id: str | None = None
    ) -> Put:
        """Write one order and keep its source; the same content again changes nothing.

        A file that was loaded before goes to the order it gave then. `order_id` is an analyst's choice: it holds
        whatever the file says, and where such an order is loaded with other activities, the file joins it as an annex
        (or takes its place under Policy.REPLACE). Items get the ids of the rows they are found to be in the version
        before, whatever ids they come with. RecordError where the records do not fit the schema.
        """
        if not _ORDER_ID.fullmatch(records.order_id if order_id is None else order_id):
            raise WarehouseError(f"Недопустимое имя приказа «{order_id}»: нужны латинские буквы, цифры, - и _")
        place = self._place(records, policy, order_id)
        known: Mapping[str, Rows] = self._folders.tables(place.before) if place.before else {}
        records = annexes.stamped(_named(records, place, known))
        stored = self._folders.keep_source(source_path, records.source_sha256)
        sources = _sources(records, stored, known.get("sources", []), place)
        own = source_id(records.source_sha256)
        others = [str(row["source_id"]) for row in sources if row["superseded_by"] is None and row["source_id"] != own]
        if others:
            leading = any(row["source_id"] == own and row["part"] == "order" for row in sources)
            records = annexes.joined(records, known, others, leading)
        records = derived(records.with_rows(sources=sources))
        path = self._folders.write(records, place.before, self._now())
        unchanged = place.before is not None and path == place.before.path
        named = order_id is not None or bool(place.before and place.before.named)
        if place.renamed_from:
            self.remove(place.renamed_from)
        self._orders[place.order_id] = entry = _entry(path, sources, named)
        self._order_of_file |= dict.fromkeys(_files(entry), place.order_id)
        self._rejected.forgive(records.source_sha256, records.source_name)
        return Put(place.order_id, Change.SAME if unchanged else place.change)

    def reject(self, row: Row) -> None:
        """Note a file that can't be loaded (columns of `rejected`); the time of the first time stays."""
        self._rejected.add(row, self._now())

    def remove(self, order_id: str) -> None:
        """Take an order out; UnknownOrderError where it isn't loaded."""
        if self._orders.pop(order_id, None) is None:
            raise UnknownOrderError(f"Приказ {order_id} не загружен; что загружено, покажет dorkarta orders")
        self._order_of_file = {file: owner for file, owner in self._order_of_file.items() if owner != order_id}

    def commit(self, rebuild: bool = False) -> bool:
        """Link, check and publish everything that was put; False where there was nothing to do.

        `rebuild` builds the database from the Parquet files alone.
        """
        inputs = corpus.inputs(self._curated) | {"rejected": self._rejected.digest}
        if not rebuild and self._orders == self._base.orders and inputs == self._base.inputs:
            return False
        number = self._base.number + 1
        new = Generation(number, dict(sorted(self._orders.items())), inputs, self._base.number or None)
        staged = self._folders.staging / "corpus"
        remove(staged)
        size = corpus.build(self._curated, new, None if rebuild else self._base, self._rejected.rows, staged)
        new = replace(new, database_bytes=size)
        (staged / generation.GENERATION).write_bytes(new.to_json())
        target = self._curated / new.folder
        remove(target)
        target.parent.mkdir(exist_ok=True)
        staged.rename(target)
        sync_tree([*self._folders.written, target], self._curated)
        generation.commit(self._curated, new)
        self._base, self._folders.written = new, []
        self._committed(new)
        return True

    def _place(self, records: OrderRecords, policy: Policy, named: str | None) -> _Place:
        """Where the same file was put before, else where its id and its activities say.

        A file that is all of an order and now has another id (a program that reads its head better) moves there.
        """
        own = source_id(records.source_sha256)
        known = self._order_of_file.get(own, "")
        before = self._orders.get(known)
        if named or before is None or own not in _files(before):
            return self._alike_place(records, policy, named)
        if before.named or len(_files(before)) > 1 or base_of(known) == records.order_id:
            return _Place(known, Change.REPLACED, before, (own,))
        return replace(self._alike_place(records, policy, named), renamed_from=known)

    def _alike_place(self, records: OrderRecords, policy: Policy, named: str | None) -> _Place:
        activities = [row.get("activity") for row in records.rows("items")]
        base, ordinal = named or records.order_id, 1
        while (candidate := suffixed(base, ordinal)) in self._orders:
            before = self._orders[candidate]
            replaced = self._alike(before, records, activities)
            if not replaced and policy is Policy.REPLACE:
                replaced = tuple(source_id(source.sha256) for source in before.sources)
            if replaced or named:
                return _Place(candidate, Change.REPLACED, before, replaced)
            ordinal += 1
        return _Place(candidate, Change.NEW if ordinal == 1 else Change.SUFFIXED)

    def _alike(self, before: OrderEntry, records: OrderRecords, activities: Sequence[object]) -> tuple[str, ...]:
        """The file of an order that the records are a version of, if any; one superseded before is for sure."""
        items = self._folders.rows(before, "items")
        own = source_id(records.source_sha256)
        for known in _files(before):
            if known == own or alike((row["activity"] for row in of_sources(items, (known,))), activities):
                return (known,)
        superseded = any(file.sha256 == records.source_sha256 for file in before.sources)
        return tuple(_files(before)[:1]) if superseded else ()


def _files(entry: OrderEntry) -> list[str]:
    """The files that an order is made of now."""
    return [source_id(file.sha256) for file in entry.sources if not file.superseded]


def _named(records: OrderRecords, place: _Place, known: Mapping[str, Rows]) -> OrderRecords:
    """The records under the ids that they have in the warehouse."""
    items = records.rows("items")
    natural = item_ids(place.order_id, items)
    named = with_ids(records, place.order_id, dict(zip((str(row["item_id"]) for row in items), natural, strict=True)))
    before = known.get("items", [])
    replaced = of_sources(before, place.replaced)
    others = {str(row["item_id"]) for row in before if row["source_id"] not in place.replaced}
    named = with_ids(named, place.order_id, carried_ids(replaced, named.rows("items"), others))
    taken = base_of(place.order_id) == records.order_id != place.order_id
    return _with_conflict(named, records.order_id) if taken else named


def _with_conflict(records: OrderRecords, taken: str) -> OrderRecords:
    """The records with a note that another order has their number and date."""
    notes = records.rows("order_notes")
    note = {
        "order_id": records.order_id,
        "ordinal": len(notes) + 1,
        "kind": "id_conflict",
        "quote": records.head.get("number") or "",
        "detail": taken,
    }
    return records.with_rows(order_notes=[*notes, note])


def _sources(records: OrderRecords, stored: str, known: Rows, place: _Place) -> Rows:
    """The rows of `sources`: the files before, those replaced marked so, and this one in its old place or last."""
    own = source_id(records.source_sha256)
    parts = [row["part"] for row in known if row["source_id"] in place.replaced]
    row: dict[str, object] = {
        "source_id": own,
        "order_id": place.order_id,
        "source_name": records.source_name,
        "sha256": records.source_sha256,
        "part": "annex" if known and (not parts or "order" not in parts) else "order",
        "stored_path": stored,
        "program_version": records.program_version,
        "superseded_by": None,
    }
    marked = [{**old, "superseded_by": own} if old["source_id"] in place.replaced else old for old in known]
    if any(old["source_id"] == own and old["superseded_by"] == own for old in marked):
        return [row if old["source_id"] == own else old for old in marked]
    return [*(old for old in marked if old["source_id"] != own), row]


def _entry(path: str, sources: Rows, named: bool) -> OrderEntry:
    return OrderEntry(
        path,
        tuple(
            Source(str(row["sha256"]), str(row["program_version"]), str(row["stored_path"]), bool(row["superseded_by"]))
            for row in sources
        ),
        named,
    )
