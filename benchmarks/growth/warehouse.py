"""What the warehouse costs: synthetic orders in, one more, the same again, a rebuild, and typical questions.

    .venv/bin/python -m benchmarks.warehouse --orders 1000 --items 100

Prints one line a step with its seconds (wall clock and CPU) and what that is for one order.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from warehouse import ids
from warehouse.reading.reader import connect, run_query
from warehouse.records import OrderRecords
from warehouse.store.store import Store

REGIONS = [f"{code:02}" for code in range(1, 90)]
WORDS = (
    "подготовка",
    "обучение",
    "контроль",
    "анализ",
    "организация",
    "размещение",
    "экспертов",
    "школ",
    "сбор",
    "учёт",
)
QUESTIONS = {
    "activities by region": "SELECT region_code, count(*) FROM activities GROUP BY ALL",
    "topic by month": "SELECT plan_month_from, count(*) FROM activities GROUP BY ALL ORDER BY ALL",
    "one order in full": "FROM activities WHERE order_id = (SELECT max(order_id) FROM orders) ORDER BY seq",
    "findings by check": 'SELECT "check", severity, count(*) FROM findings GROUP BY ALL',
    "who answers for most": "SELECT canonical, count(*) FROM responsibles GROUP BY ALL ORDER BY 2 DESC LIMIT 20",
}


def order(number: int, items: int) -> OrderRecords:
    """A synthetic order of `items` activities, each with a period and a responsible."""
    region = REGIONS[number % len(REGIONS)]
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    signed_on = date(2024, 9, 1) + timedelta(days=number % 90)
    rows = [
        {
            "seq": place + 1,
            "table_no": 1,
            "section": f"Раздел {place // 20 + 1}",
            "number": f"{place // 20 + 1}.{place % 20 + 1}.",
            "activity": f"{WORDS[(number + place) % 10]} {WORDS[place % 7]} {place} {number % 50}",
            "locator": f"строка {place}",
        }
        for place in range(items)
    ]
    order_id = ids.order_id(region, None, signed_on, str(number), [])
    named = [{**row, "item_id": item_id} for row, item_id in zip(rows, ids.item_ids(order_id, rows), strict=True)]
    head = {
        "source_sha256": sha256,
        "program_version": "0",
        "region_code": region,
        "number": str(number),
        "signed_on": signed_on,
        "academic_year": "2024-2025",
        "plan_start": date(2024, 9, 1),
    }
    periods = [
        {
            "item_id": row["item_id"],
            "ordinal": 1,
            "raw": "ноябрь 2024 года",
            "kind": "month",
            "start_date": date(2024, 11, 1),
            "end_date": date(2024, 11, 30),
            "year_basis": "explicit",
            "flags": ["out_of_plan"] if place % 30 == 0 else [],
        }
        for place, row in enumerate(named)
    ]
    responsibles = [
        {"item_id": row["item_id"], "ordinal": 1, "mention": f"Отдел {place % 9}", "kind": "org", "resolved": True}
        for place, row in enumerate(named)
    ]
    tables = {"orders": [head], "items": named, "periods": periods, "responsibles": responsibles}
    return OrderRecords(order_id, region, sha256, f"{number}.txt", tables)


@contextmanager
def timed(step: str, orders: int = 0) -> Iterator[None]:
    """Print what a step took, and for one order where it is about many."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    each = f"  {1000 * cpu / orders:8.2f} ms of CPU an order" if orders else ""
    print(f"{step:42} {wall:8.2f} s  {cpu:8.2f} s of CPU{each}")


def main() -> None:
    """Run all steps in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--items", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        curated, source = Path(folder) / "curated", Path(folder) / "order.txt"
        source.write_text("text", encoding="utf-8")
        steps(curated, source, arguments.orders, arguments.items)


def steps(curated: Path, source: Path, orders: int, items: int) -> None:
    """Every step, printed."""
    print(f"{orders} orders of {items} activities")
    with Store(curated).writer() as batch:
        with timed("put", orders):
            for number in range(orders):
                batch.put(order(number, items), source)
        with timed("commit", orders):
            batch.commit()
    with timed("nothing new: commit"), Store(curated).writer() as batch:
        batch.commit()
    with timed("one order more: put and commit"), Store(curated).writer() as batch:
        batch.put(order(orders, items), source)
        batch.commit()
    with timed("rebuild from Parquet", orders):
        Store(curated).rebuild()
    print(f"{'database':42} {Store(curated).database().stat().st_size / 1e6:8.2f} MB")
    with timed("open a reader"):
        connection = connect(curated)
    with connection:
        for question, sql in QUESTIONS.items():
            with timed(f"  {question}"):
                run_query(connection, sql)


if __name__ == "__main__":
    main()
