"""What the kills fall into: synthetic orders, the warehouse that they lie in, and every command that writes there."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.decisions import decisions
from ingest.decisions.versions import restore
from ingest.orders import load as loading
from ingest.orders import repair as repairing
from ingest.orders.outcomes import LoadOptions
from warehouse import ids
from warehouse.corpus.reviews import Status, read_corrections
from warehouse.reading.reader import connect
from warehouse.records import OrderRecords
from warehouse.store.store import Store

ACTIVITIES = 12


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
