"""Kills every command that writes, at random moments, and looks whether anything that was committed is lost.

    .venv/bin/python -m benchmarks.kills --kills 200 --orders 50

A warehouse grows from one order to --orders; each round a child process loads a new order, a new version, a truncated
one, the same again, takes one out, brings an earlier version back, corrects, withdraws, accepts with a correction,
dismisses, rebuilds or repairs, and is ended: half by SIGKILL after a random time, half without any farewell at the n-th
thing done to a file. Then every order must be as it was before or as the command leaves it, all others untouched, every
file whole, and decisions and corrections both there or both not. Reading files is left out (synthetic records), so that
the kills fall into the store. Exit code 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.kill_desk import ACTIONS, Action, Desk, accept, load, order, remove, repair
from ingest.orders import load as loading
from ingest.orders import repair as repairing
from ingest.orders.discover import SourceFile
from warehouse import damage
from warehouse.corpus import findings
from warehouse.corpus.reviews import Status, read_corrections, read_reviews
from warehouse.errors import WarehouseError
from warehouse.reading.reader import connect
from warehouse.records import OrderRecords
from warehouse.store.store import Store

FILE_EVENTS = frozenset(("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.copyfile", "os.truncate"))
ENDED = 77
MOST_EVENTS = 160
CHECKS = ("order_number_conflict", "period_out_of_plan")
State = dict[str, str]
"""Digest of the rows of each order."""


def prepared() -> None:
    """Synthetic orders in the place of reading files, and the two checks that these need."""
    everything = findings.checks()
    findings.checks = lambda: tuple(one for one in everything if one.name in CHECKS)  # type: ignore[assignment]

    def results(sources: Sequence[SourceFile], *_: object) -> Iterator[OrderRecords]:
        yield from (order(source.path) for source in sources)

    loading._results = results  # type: ignore[assignment]


def child(action: Action, curated: Path, event: int) -> None:
    """Do it; end at the n-th thing done to a file of the warehouse (0: never)."""
    prepared()
    seen = 0

    def count(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if name in FILE_EVENTS and any(str(argument).startswith(str(curated)) for argument in arguments):
            seen += 1
            if seen == event:
                os._exit(ENDED)

    sys.addaudithook(count)
    with suppress(WarehouseError):  # a version that isn't there, nothing to withdraw
        action()


def state_of(curated: Path) -> State:
    """The rows of every order, in the database as it opens now; ValueError for what can't be."""
    store = Store(curated)
    orders = store.generation.orders
    with connect(curated) as connection:
        rows = connection.execute(
            """SELECT order_id, count(item_id), string_agg(activity, '|' ORDER BY seq)
            FROM orders LEFT JOIN items USING (order_id) GROUP BY ALL"""
        ).fetchall()
    counts = {name: count for name, count, _ in rows}
    wrong = [*damage.of_orders(curated, orders), *damage.of_sources(curated, orders)]
    wrong += damage.of_corpus(curated, store.generation)
    if wrong:
        raise ValueError(damage.told(wrong))
    if counts != {name: entry.files["items.parquet"].rows for name, entry in orders.items()}:
        raise ValueError("the database holds other rows than the files")
    return {name: hashlib.sha256(str(texts).encode()).hexdigest() for name, _, texts in rows}


@dataclass(frozen=True, slots=True)
class Decisions:
    """What analysts decided: the findings accepted, the items of which a period was put right.

    `items` are those of all findings that there are; one that was accepted and put right is a finding no longer.
    """

    accepted: frozenset[str]
    corrected: frozenset[str]
    items: Mapping[str, str]

    @classmethod
    def of(cls, curated: Path) -> Decisions:
        """As the two files say it; WarehouseError for a line that can't be read."""
        with connect(curated) as connection:
            items = connection.execute("SELECT finding_id, item_id FROM findings").fetchall()
        accepted = (one.finding_id for one in read_reviews(curated).values() if one.status is Status.ACCEPTED)
        corrected = (one.target.partition("#")[0] for one in read_corrections(curated) if one.column != "title")
        return cls(frozenset(accepted), frozenset(corrected), dict(items))

    def torn_from(self, before: Decisions) -> bool:
        """Whether an acceptance was written without its correction, or a correction without its acceptance.

        A correction may have been there before: dismissing an accepted finding keeps what it brought.
        """
        accepted = {before.items.get(one) for one in self.accepted - before.accepted}
        corrected = self.corrected - before.corrected
        return not (accepted <= self.corrected and corrected <= accepted)


@dataclass
class Tally:
    """What the kills did."""

    killed: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    orders: int = 0


def kill_one(desk: Desk, make: Callable[[Desk], tuple[str, Action]], seconds: float, tally: Tally) -> None:
    """One command, killed; what is wrong then goes to the tally."""
    before, decided = state_of(desk.curated), Decisions.of(desk.curated)
    touched, action = make(desk)
    by_event = desk.chance.random() < 0.5
    event = desk.chance.randrange(1, MOST_EVENTS) if by_event else 0
    process = multiprocessing.get_context("fork").Process(target=child, args=(action, desk.curated, event))
    process.start()
    process.join(None if by_event else desk.chance.uniform(0, seconds))
    if process.is_alive():
        process.kill()
    process.join()
    (tally.finished if process.exitcode == 0 else tally.killed)[make.__name__] += 1
    started = time.monotonic()
    try:
        if make is repair:
            repairing.repair(desk.curated)
        after, torn = state_of(desk.curated), make is accept and Decisions.of(desk.curated).torn_from(decided)
    except Exception as error:
        tally.faults.append(f"{make.__name__}: {type(error).__name__}: {error}")
        return
    tally.slowest = max(tally.slowest, time.monotonic() - started)
    tally.orders = max(tally.orders, len(after))
    lost = {name for name in before if name != touched and after.get(name) != before[name]}
    if lost or (make is not remove and touched in before and touched not in after):
        tally.faults.append(f"{make.__name__}: lost {sorted(lost) or touched}")
    if torn:
        tally.faults.append(f"accept: the finding of {touched} and its correction parted")
    if not (desk.curated / "corpus" / "заметки.txt").exists():
        tally.faults.append(f"{make.__name__}: a file of others is gone")


def run(kills: int, most: int, seed: int) -> Tally:
    """Kills until there were so many, over a warehouse that grows from one order to `most`."""
    prepared()
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="dorkarta-kills-") as folder:
        desk = Desk(Path(folder), random.Random(seed))
        started = time.monotonic()
        load(desk, desk.file(1))
        seconds = 1.5 * (time.monotonic() - started)
        (desk.curated / "corpus" / "заметки.txt").write_text("не наше", encoding="utf-8")
        while tally.killed.total() < kills and not tally.faults:
            wanted = 1 + (most - 1) * tally.killed.total() // max(1, kills - 1)
            for _ in range(wanted - len(desk.known())):
                load(desk, desk.file(desk.written + 1000))
            kill_one(desk, desk.chance.choice(ACTIONS), seconds, tally)
            if not desk.known():
                load(desk, desk.file(desk.written + 1000))
    return tally


def main() -> None:
    """Print what was killed, and what was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--orders", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    tally = run(arguments.kills, arguments.orders, arguments.seed)
    for action in ACTIONS:
        name = action.__name__
        print(f"{name:14} {tally.killed[name]:4} killed  {tally.finished[name]:4} finished before")
    print(f"{tally.killed.total()} kills, at most {tally.orders} orders, slowest recovery {tally.slowest:.1f} s")
    print(f"{len(tally.faults)} faults", *tally.faults, sep="\n  ")
    sys.exit(bool(tally.faults))


if __name__ == "__main__":
    main()
