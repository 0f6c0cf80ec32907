"""CPU seconds of every check on 100,000 synthetic items and on the five orders.

    .venv/bin/python -m benchmarks.checks              # check, CPU seconds on 100,000 items, on the five
    .venv/bin/python -m benchmarks.checks --items 20000

The synthetic warehouse repeats the five orders under other ids, with every tenth text, number and name disturbed and
each activity matched with one other.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.gold import load_copies
from warehouse.columns import Stage
from warehouse.corpus import corpus, findings
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
    connection.execute(
        """WITH copies AS (
            SELECT item_id, split_part(item_id, '/', 1)::INTEGER AS copy, split_part(item_id, '/', 2) AS own
            FROM items WHERE contains(item_id, '/')
        )
        INSERT INTO matches
        SELECT one.item_id, other.item_id, 1.0, unnest(['copy', 'same_activity'])
        FROM copies AS one INNER JOIN copies AS other ON one.own = other.own AND one.copy + 1 = other.copy"""
    )
    return int(loaded * copies)


def _copied(column: str) -> str:
    if column == "order_id" or column.endswith("item_id"):
        return f"copy || '/' || {column}"
    return _DISTURBED.get(column, column)


def seconds(connection: Any) -> dict[str, float]:
    """CPU seconds of each check over all threads, its findings made; the better of two runs."""
    return {check.name: min(_once(connection, check), _once(connection, check)) for check in findings.checks()}


def _once(connection: Any, check: findings.Check) -> float:
    start = time.process_time()
    for _ in findings.offending(connection, check):
        pass
    return time.process_time() - start


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
