"""Times every check on 100,000 synthetic items and on the five orders.

    .venv/bin/python -m benchmarks.checks              # check, seconds on 100,000 items, seconds on the five
    .venv/bin/python -m benchmarks.checks --items 20000

The synthetic warehouse repeats the five orders under other ids, with every tenth text, number and name disturbed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.gold import load_copies
from warehouse import corpus, findings
from warehouse.columns import Stage
from warehouse.schema import tables

_DISTURBED = {
    "activity": "activity || CASE WHEN copy % 10 = 0 THEN ' ' || copy ELSE '' END",
    "number": "CASE WHEN copy % 10 = 0 AND number LIKE '%.' THEN rtrim(number, '.') ELSE number END",
    "mention": "CASE WHEN copy % 10 = 0 AND length(mention) > 8 THEN mention[:4] || mention[6:] ELSE mention END",
}


def multiply(connection: Any, items: int) -> int:
    """Copies the orders until there are at least that many items; returns how many there are."""
    (loaded,) = connection.execute("SELECT count(*) FROM items").fetchone()
    copies = -(-items // loaded)
    for table in tables(Stage.ORDER):
        columns = ", ".join(_copied(column.name) for column in table.columns)
        connection.execute(
            f"INSERT INTO {table.name} SELECT {columns} FROM {table.name}, range(1, {copies}) AS c(copy)"
        )
    return int(loaded * copies)


def _copied(column: str) -> str:
    if column == "order_id" or column.endswith("item_id"):
        return f"copy || '/' || {column}"
    return _DISTURBED.get(column, column)


def seconds(connection: Any) -> dict[str, float]:
    """How long each check takes, its findings made; the better of two runs."""
    return {check.name: min(_once(connection, check), _once(connection, check)) for check in findings.checks()}


def _once(connection: Any, check: findings.Check) -> float:
    start = time.perf_counter()
    for _ in findings.offending(connection, check):
        pass
    return time.perf_counter() - start


def main() -> None:
    """Loads, copies, times, prints."""
    import duckdb

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000, help="how many items the synthetic warehouse has")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        load_copies(Path(folder))
        corpus.create_tables(connection)
        loaded = next((Path(folder) / "curated").rglob("warehouse.duckdb"))
        connection.execute(f"ATTACH '{loaded.as_posix()}' AS loaded (READ_ONLY)")
        for table in tables(Stage.ORDER):
            columns = ", ".join(column.name for column in table.columns)
            connection.execute(f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM loaded.{table.name}")
        five = seconds(connection)
        items = multiply(connection, arguments.items)
        many = seconds(connection)
    print(f"{'check':<30} {items:>10,} items   five orders")
    for name in sorted(many, key=lambda one: many[one], reverse=True):
        print(f"{name:<30} {many[name]:>14.2f} s {five[name]:>11.3f} s")
    print(f"{'all':<30} {sum(many.values()):>14.2f} s {sum(five.values()):>11.3f} s")


if __name__ == "__main__":
    main()
