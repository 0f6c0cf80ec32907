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
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ingest.decisions import decisions
from ingest.decisions.versions import restore
from ingest.orders import load as loading
from ingest.orders import repair as repairing
from ingest.orders.discover import SourceFile
from ingest.orders.outcomes import LoadOptions
from warehouse import damage, ids
from warehouse.corpus import findings
from warehouse.corpus.reviews import Status, read_corrections
from warehouse.errors import WarehouseError
from warehouse.reading.reader import connect
from warehouse.records import OrderRecords
from warehouse.store.store import Store

FILE_EVENTS = frozenset(("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.copyfile", "os.truncate"))
ENDED = 77
MOST_EVENTS = 160
ACTIVITIES = 12
CHECKS = ("order_number_conflict", "period_out_of_plan")
State = dict[str, str]
"""Digest of the rows of each order."""


def order(path: Path) -> OrderRecords:
    """The order that a file says: '<number> <version> <activities>'; its last period is a year too early."""
    number, version, count = path.read_text(encoding="utf-8").split()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    texts = [f"Мероприятие {place} приказа {number}, чтение {version}" for place in range(1, int(count) + 1)]
    rows = [{"seq": at, "table_no": 1, "number": f"{at}.", "activity": text} for at, text in enumerate(texts, 1)]
    name = ids.order_id("42", "Тайга", date(2024, 9, 1), number, texts)
    items = [{**row, "item_id": one} for row, one in zip(rows, ids.item_ids(name, rows), strict=True)]
    late = {"start_date": date(2023, 11, 1), "end_date": date(2023, 11, 30), "raw": "ноябрь 2023 года"}
    told = {"flags": ["out_of_plan"], "suggested_start": date(2024, 11, 1), "suggested_end": date(2024, 11, 30)}
    period = {"ordinal": 1, "kind": "month", "year_basis": "explicit", **late, **told}
    head = {
        "source_name": path.name,
        "source_sha256": sha256,
        "program_version": loading.program_version(),
        "region_code": "42",
        "municipality": "Тайга",
        "number": number,
        "signed_on": date(2024, 9, 1),
        "academic_year": "2024-2025",
        "plan_start": date(2024, 9, 1),
        "plan_end": date(2025, 8, 31),
    }
    tables = {"orders": [head], "items": items, "periods": [{**period, "item_id": items[-1]["item_id"]}]}
    named = {table: [{**row, "order_id": name} for row in some] for table, some in tables.items()}
    return OrderRecords(name, "42", sha256, path.name, named)


@dataclass
class Desk:
    """The warehouse, the files that are loaded into it, and what others keep in its folder."""

    folder: Path
    chance: random.Random
    written: int = 0

    @property
    def curated(self) -> Path:
        return self.folder / "curated"

    def file(self, number: int, count: int = ACTIVITIES) -> Path:
        """A file that no load has seen."""
        self.written += 1
        path = self.folder / f"приказ {number}.txt"
        path.write_text(f"{number} {self.written} {count}", encoding="utf-8")
        return path

    def known(self) -> list[str]:
        return list(Store(self.curated).order_ids())

    def one(self) -> str:
        return self.chance.choice(self.known())

    def number(self) -> int:
        return int(self.one().rpartition("-")[2].partition("_")[0])


Action = Callable[[], object]
"""What the child does; made by the parent, who knows which order is touched."""


def new(desk: Desk) -> tuple[str, Action]:
    path = desk.file(desk.written + 1000)
    return order(path).order_id, lambda: load(desk, path)


def version(desk: Desk) -> tuple[str, Action]:
    path = desk.file(desk.number(), ACTIVITIES + 1)
    return order(path).order_id, lambda: load(desk, path)


def truncated(desk: Desk) -> tuple[str, Action]:
    path = desk.file(desk.number(), ACTIVITIES * 2 // 3)
    replace = desk.chance.random() < 0.5
    return order(path).order_id, lambda: load(desk, path, LoadOptions(replace=replace))


def again(desk: Desk) -> tuple[str, Action]:
    name = desk.one()
    return name, lambda: loading.read_again(name, desk.curated)


def remove(desk: Desk) -> tuple[str, Action]:
    name = desk.one()

    def action() -> None:
        with Store(desk.curated).writer() as batch:
            batch.remove(name)
            batch.commit()

    return name, action


def brought_back(desk: Desk) -> tuple[str, Action]:
    name = desk.one()
    return name, lambda: restore(name, None, desk.curated)


def correct(desk: Desk) -> tuple[str, Action]:
    name, value = desk.one(), f"Название {desk.chance.random()}"
    return name, lambda: decisions.correct(name, "title", value, "проверено", desk.curated)


def withdraw(desk: Desk) -> tuple[str, Action]:
    made = [one for one in read_corrections(desk.curated) if one.column == "title"]
    name = made[0].target if made else desk.one()
    return name, lambda: decisions.withdraw(name, "title", desk.curated)


def accept(desk: Desk) -> tuple[str, Action]:
    name = desk.one()
    return name, lambda: review(desk, name, Status.ACCEPTED)


def dismiss(desk: Desk) -> tuple[str, Action]:
    name = desk.one()
    return name, lambda: review(desk, name, Status.DISMISSED)


def rebuild(desk: Desk) -> tuple[str, Action]:
    return "", lambda: Store(desk.curated).rebuild()


def repair(desk: Desk) -> tuple[str, Action]:
    name = desk.one()
    shutil.rmtree(desk.curated / Store(desk.curated).generation.orders[name].path)
    return name, lambda: repairing.repair(desk.curated)


ACTIONS = (new, version, truncated, again, remove, brought_back, correct, withdraw, accept, dismiss, rebuild, repair)


def load(desk: Desk, path: Path, options: LoadOptions | None = None) -> None:
    loading.load([path], desk.curated, options)


def review(desk: Desk, name: str, status: Status) -> None:
    with connect(desk.curated) as connection:
        rows = connection.execute(
            """SELECT finding_id FROM findings WHERE order_id = ? AND status = 'open'
            AND "check" = 'period_out_of_plan' LIMIT 1""",
            [name],
        ).fetchall()
    if rows:
        decisions.review([rows[0][0]], status, "проверено", desk.curated, apply=status is Status.ACCEPTED)


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
    before = state_of(desk.curated)
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
        after = state_of(desk.curated)
    except Exception as error:
        tally.faults.append(f"{make.__name__}: {type(error).__name__}: {error}")
        return
    tally.slowest = max(tally.slowest, time.monotonic() - started)
    tally.orders = max(tally.orders, len(after))
    lost = {name for name in before if name != touched and after.get(name) != before[name]}
    if lost or (make is not remove and touched in before and touched not in after):
        tally.faults.append(f"{make.__name__}: lost {sorted(lost) or touched}")
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
