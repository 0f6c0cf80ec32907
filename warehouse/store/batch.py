"""What one writer changes before it commits: order versions put or removed, files rejected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from warehouse import generation
from warehouse.corpus import corpus
from warehouse.corpus.derive import derived
from warehouse.corpus.parts import Staged
from warehouse.errors import UnknownOrderError, WarehouseError
from warehouse.files import sync_tree
from warehouse.generation import CORPUS, Generation
from warehouse.ids import base_of, item_ids
from warehouse.manifest import PARQUET, manifest_of
from warehouse.order_list import WORTH_A_LIST, OrderEntries
from warehouse.records import OrderRecords, Row, with_ids
from warehouse.store import annexes
from warehouse.store.annexes import of_sources, source_id
from warehouse.store.folders import Folders, Rows
from warehouse.store.journal import CORPUS_FILES, ORDER_LIST, STAGED_CORPUS, STAGED_PARTS, Journal, clear_staged
from warehouse.store.places import Change, Place, Places, Policy, Step
from warehouse.store.rejected import Rejected
from warehouse.store.rescue import rows_in_database
from warehouse.store.sources import entry_of, sources_with
from warehouse.store.versions import Difference, carried_ids, difference

__all__ = ["Batch", "Change", "Policy", "Put", "check_order_id"]
_ORDER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")


@dataclass(frozen=True, slots=True)
class Put:
    """The id that an order got in the warehouse, and how.

    `difference` is what a new version gains and loses; `why`: what tells an order from the loaded one it is like;
    `earlier`: another file was its version before and can be brought back.
    """

    order_id: str
    change: Change
    difference: Difference = field(default=Difference(0, 0), compare=False)
    why: str = field(default="", compare=False)
    earlier: bool = field(default=False, compare=False)


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
        self._journal = Journal(curated)
        self._journal.open()
        self._folders = Folders(curated, self._journal)
        self._places = Places(curated, self._folders, base)
        self._rejected = Rejected(curated, base)
        self._parts: Staged = {}

    def put(
        self, records: OrderRecords, source_path: Path, policy: Policy = Policy.SUFFIX, order_id: str | None = None
    ) -> Put:
        """Write one order and keep its source; the same content again changes nothing.

        A file that was loaded before goes to the order it gave then. `order_id` is an analyst's choice: it holds
        whatever the file says, and where such an order is loaded with other activities, the file joins it as an annex
        (or takes its place under Policy.REPLACE). Items get the ids of the rows they are found to be in the version
        before, whatever ids they come with. RecordError where the records do not fit the schema.
        """
        check_order_id(records.order_id if order_id is None else order_id)
        own = source_id(records.source_sha256)
        place = self._places.place(records, source_path.parent, policy, order_id)
        whole = place.before is None or self._folders.is_whole(place.before)
        known = self._places.known(place.order_id, place.before, whole)
        records, sources = self._joined(records, source_path, place, known)
        changed = difference(known.get("items", ()), records.rows("items"))
        if changed.loses_much and policy is Policy.SUFFIX and place.replaced and own not in place.replaced:
            return Put(place.order_id, Change.HELD, changed)
        self._folders.keep_source(source_path, records.source_sha256)
        before = place.before if whole else None
        path, manifest = self._folders.write(derived(records), before, self._now())
        named = order_id is not None or bool(place.before and place.before.named)
        entry = entry_of(path, sources, named, manifest)
        self._places.do(Step({place.order_id: entry} | ({place.renamed_from: None} if place.renamed_from else {})))
        self._places.came_from(own, source_path.parent)
        self._rejected.forgive(records.source_sha256, records.source_name)
        earlier = bool(place.replaced) and own not in place.replaced
        return Put(place.order_id, _change(place, whole, path), changed, place.why, earlier)

    def lose(self, order_id: str) -> None:
        """Let every file of a damaged order be put anew, one after another, though the others' rows are lost."""
        self._places.lose(order_id)

    def rescue(self, order_id: str) -> bool:
        """Write a damaged order anew from the database; False where that has nothing of it."""
        rows = rows_in_database(self._curated / self._base.database, order_id)
        if not rows:
            return False
        head = rows["orders"][0]
        region = str(head["region_code"]) if head["region_code"] else None
        records = OrderRecords(order_id, region, str(head["source_sha256"]), str(head["source_name"]), rows)
        path, manifest = self._folders.write(records, None, self._now())
        self._places.do(Step({order_id: replace(self._places.orders[order_id], path=path, files=manifest)}))
        return True

    def reject(self, row: Row) -> None:
        """Note a file that can't be loaded (columns of `rejected`); the time of the first time stays.

        RecordError where the row does not fit the schema.
        """
        self._rejected.add(row, self._now())

    def remove(self, order_id: str) -> None:
        """Take an order out; UnknownOrderError where it isn't loaded."""
        if order_id not in self._places.orders:
            raise UnknownOrderError(f"Приказ {order_id} не загружен; что загружено, покажет dorkarta orders")
        self._places.do(Step({order_id: None}))

    def commit(self, rebuild: bool = False) -> bool:
        """Link, check and publish everything that was put; False where there was nothing to do.

        `rebuild` builds the database from the Parquet files alone.
        """
        inputs = corpus.inputs(self._curated) | {"rejected": self._rejected.digest}
        if not rebuild and self._places.orders == self._base.entries and inputs == self._base.inputs:
            self._places.steps.clear()
            return False
        self._publish(self._build(inputs, rebuild))
        return True

    def commit_what_can_be(self) -> dict[str, Exception]:
        """Commit; where the corpus stage fails on some orders, all but these: what went wrong with each by order_id.

        Where it fails without them, too, they are not to blame, and its error is raised.
        """
        steps = list(self._places.steps)
        try:
            self.commit()
        except Exception:
            self._places.begin(self._base)
            self._build(corpus.inputs(self._curated) | {"rejected": self._rejected.digest}, rebuild=False)
            return self._commit_halves(steps)
        return {}

    def _commit_halves(self, steps: Sequence[Step]) -> dict[str, Exception]:
        failed: dict[str, Exception] = {}
        middle = len(steps) // 2
        for half in filter(None, (steps[:middle], steps[middle:])):
            self._places.begin(self._base, half)
            try:
                self.commit()
            except Exception as error:
                self._places.begin(self._base)
                if len(half) == 1:
                    failed |= dict.fromkeys(half[0].entries, error)
                else:
                    failed |= self._commit_halves(half)
        return failed

    def _build(self, inputs: Mapping[str, str], rebuild: bool) -> Generation:
        """The next generation, staged."""
        number = self._base.number + 1
        while (self._curated / generation.folder_of(number)).exists():
            number += 1
        orders, base = OrderEntries.of(self._places.orders), self._base
        new = Generation(number, orders, inputs, base.number or None, corpus=base.corpus)
        clear_staged(self._curated)
        staged = self._curated / STAGED_CORPUS
        note = partial(self._journal.note, STAGED_PARTS)
        built = corpus.build(self._curated, new, None if rebuild else base, self._rejected.rows, staged, note)
        self._parts = built.staged
        names = (path.name for path in staged.iterdir() if path.suffix == PARQUET)
        files = manifest_of(staged, names)
        if orders.needs_a_list():
            self._journal.note(STAGED_PARTS, [ORDER_LIST])
            path, file = f"{CORPUS}/orders/{number:06d}.parquet", self._curated / STAGED_PARTS / ORDER_LIST
            orders = orders.listed(self._curated, path, file) if len(orders) >= WORTH_A_LIST else orders.unlisted()
            self._parts = {**self._parts, **({path: file} if orders.whole else {})}
        new = replace(new, orders=orders, database_bytes=built.database_bytes, files=files, corpus=built.corpus)
        return new.written(staged)

    def _publish(self, new: Generation) -> None:
        target = self._curated / new.folder
        self._journal.note(new.folder, (*new.files, *CORPUS_FILES))
        for path, staged in self._parts.items():
            self._journal.note(path)
            (self._curated / path).parent.mkdir(parents=True, exist_ok=True)
            staged.rename(self._curated / path)
        target.parent.mkdir(exist_ok=True)
        (self._curated / STAGED_CORPUS).rename(target)
        written = [self._curated / path for path in self._parts]
        sync_tree([*self._folders.written, *written, target], self._curated)
        generation.commit(self._curated, new)
        self._base, self._folders.written = new, []
        self._places.begin(self._base)
        self._committed(new)

    def _joined(
        self, records: OrderRecords, source_path: Path, place: Place, known: Mapping[str, Rows]
    ) -> tuple[OrderRecords, Rows]:
        """The records under their names, with the rows of the order's other files; the rows of `sources`."""
        own = source_id(records.source_sha256)
        records = annexes.stamped(_named(records, place, known))
        stored = self._folders.stored_path(source_path, records.source_sha256)
        sources = sources_with(records, stored, known.get("sources", []), place.replaced, self._now())
        others = [str(row["source_id"]) for row in sources if row["superseded_by"] is None and row["source_id"] != own]
        if others:
            leading = any(row["source_id"] == own and row["part"] == "order" for row in sources)
            records = annexes.joined(records, known, others, leading)
        return records.with_rows(sources=sources), sources


def check_order_id(order_id: str) -> None:
    """WarehouseError for what can't name an order: it becomes the name of a folder."""
    if not _ORDER_ID.fullmatch(order_id):
        raise WarehouseError(f"Недопустимое имя приказа «{order_id}»: нужны латинские буквы, цифры, - и _")


def _change(place: Place, whole: bool, path: str) -> Change:
    if not whole:
        return Change.HEALED
    return Change.SAME if place.before and path == place.before.path else place.change


def _named(records: OrderRecords, place: Place, known: Mapping[str, Rows]) -> OrderRecords:
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
    """The records with a note that another order has their number and date, or, where they have none, their rows."""
    notes = records.rows("order_notes")
    numbered = records.head.get("number") and records.head.get("signed_on")
    note = {
        "order_id": records.order_id,
        "ordinal": len(notes) + 1,
        "kind": "id_conflict" if numbered else "like_order",
        "quote": records.head.get("number") or "",
        "detail": taken,
    }
    return records.with_rows(order_notes=[*notes, note])
