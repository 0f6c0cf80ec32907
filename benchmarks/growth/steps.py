"""The steps that `python -m benchmarks.growth` measures, each in a process of its own: what commands do."""

from __future__ import annotations

import json
import pickle
import sys
import time
from pathlib import Path

GIVEN = "order.pickle"
"""The records of the order to add, beside the warehouse."""


def load(curated: Path, orders: int) -> float:
    """Fill a warehouse; CPU seconds without the making of the orders."""
    from benchmarks.growth.synthetic import order
    from ingest.orders.load import LONGEST_STEP
    from warehouse.store.store import Store

    made, first = 0.0, 0
    started = time.process_time()
    while first < orders:
        step = max(LONGEST_STEP, first // 2)  # as a load commits
        with Store(curated).writer() as batch:
            for number in range(first, min(first + step, orders)):
                before = time.process_time()
                records = order(number)
                made += time.process_time() - before
                batch.put(records, _source(curated))
            batch.commit()
        first += step
    return time.process_time() - started - made


def add(curated: Path) -> None:
    """One order more."""
    from warehouse.store.store import Store

    records = pickle.loads(curated.with_name(GIVEN).read_bytes())
    with Store(curated).writer() as batch:
        batch.put(records, _source(curated))
        batch.commit()


def correct(curated: Path) -> None:
    """The first date of an order in the middle put right."""
    from ingest import api

    ((item_id,),) = _rows(
        curated,
        """SELECT min(item_id) FROM periods WHERE start_date < end_date AND order_id =
        (SELECT order_id FROM orders ORDER BY order_id LIMIT 1 OFFSET (SELECT count(*) // 2 FROM orders))""",
    )
    api.correct(str(item_id), "start_date", "2016-09-02", "опечатка", curated)


def dismiss(curated: Path) -> None:
    """A finding of an order in the middle dismissed."""
    from ingest import api

    ((finding_id,),) = _rows(
        curated,
        """SELECT finding_id FROM findings ORDER BY order_id, finding_id
        LIMIT 1 OFFSET (SELECT count(*) // 2 FROM findings)""",
    )
    api.review([str(finding_id)], "dismissed", "так и надо", curated)


def remove(curated: Path) -> None:
    """An order in the middle taken out."""
    from ingest import api
    from warehouse.store.store import Store

    names = Store(curated).order_ids()
    api.remove(names[len(names) // 3], curated)


def _rows(curated: Path, sql: str) -> list[tuple[object, ...]]:
    from warehouse.reading.reader import connect

    with connect(curated) as connection:
        return connection.execute(sql).fetchall()


def _source(curated: Path) -> Path:
    path = curated.parent / "order.txt"
    if not path.exists():
        path.write_text("text", encoding="utf-8")
    return path


def _written() -> int:
    """Bytes that this process gave to the system to write; 0 where it does not tell."""
    told = Path("/proc/self/io")
    lines = told.read_text(encoding="ascii").splitlines() if told.exists() else []
    return sum(int(line.partition(":")[2]) for line in lines if line.startswith("wchar"))


def main() -> None:
    """Run the step that is named; prints [bytes written, CPU seconds or 0 where those of the whole process count]."""
    from warehouse.lean import spare_pandas

    spare_pandas()
    step, curated, orders = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    seconds = load(curated, orders) if step == "load" else 0
    if step != "load":
        {"add": add, "correct": correct, "dismiss": dismiss, "remove": remove}[step](curated)
    print(json.dumps([_written(), seconds]))


if __name__ == "__main__":
    main()
