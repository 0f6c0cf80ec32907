"""Times every comparison on synthetic activities, beside a bare scan of the columns that it reads.

    .venv/bin/python -m benchmarks.comparisons                   # 1,000,000 activities of 10,000 orders, two threads
    .venv/bin/python -m benchmarks.comparisons --orders 1000 --only years

Prints, for the best of three runs, wall-clock and CPU seconds, the CPU seconds of the scan, and the ratio of CPU. On a
machine that others use, CPU seconds divided by the threads tell more than the clock. corpus.sql fills the tables.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.corpus import corpus
from warehouse.reading.comparisons import Comparison, Scope, comparisons, executed

RUNS = 3
COUNTED = ("orders", "items", "periods", "responsibles", "clusters", "matches")


@dataclass(frozen=True)
class Spent:
    """Wall-clock and CPU seconds of the best run, and the rows it gave."""

    wall: float
    cpu: float
    rows: int


def fill(connection: duckdb.DuckDBPyConnection, orders: int) -> None:
    """Empty tables filled with that many orders of a hundred activities."""
    corpus.create_tables(connection)
    sql = Path(__file__).with_name("corpus.sql").read_text(encoding="utf-8")
    for statement in connection.extract_statements(sql):
        connection.execute(statement, {"orders": orders} if "orders" in statement.named_parameters else None)


def whole(connection: duckdb.DuckDBPyConnection) -> Scope:
    """All orders, counted to their regions."""
    rows = connection.execute("SELECT order_id, region FROM orders ORDER BY order_id").fetchall()
    orders = tuple(str(row[0]) for row in rows)
    return Scope(orders, tuple(str(row[1]) for row in rows), orders, least=20)


def spent(run: Callable[[], int]) -> Spent:
    """The best of three runs."""
    return min((_once(run) for _ in range(RUNS)), key=lambda one: one.cpu)


def _once(run: Callable[[], int]) -> Spent:
    wall, cpu = time.perf_counter(), time.process_time()
    rows = run()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu, rows)


def answer(connection: duckdb.DuckDBPyConnection, comparison: Comparison, scope: Scope) -> int:
    """Runs a comparison to its last row."""
    return int(executed(connection, comparison, scope).to_arrow_table().num_rows)


def scanned(connection: duckdb.DuckDBPyConnection, comparison: Comparison, scope: Scope) -> dict[str, set[str]]:
    """The columns that a comparison reads, by table, as DuckDB plans it."""
    values = {name: scope.value(name) for name in comparison.parameters}
    row = connection.execute(f"EXPLAIN (FORMAT json) {comparison.sql}", values).fetchone()
    found: dict[str, set[str]] = {}
    for info in _scans(json.loads(row[1]) if row else []):
        columns = info.get("Projections") or []
        found.setdefault(info["Table"].rpartition(".")[2], set()).update(
            [columns] if isinstance(columns, str) else columns
        )
    return found


def _scans(plan: Any) -> Iterator[Mapping[str, Any]]:
    for node in plan:
        if "Table" in node.get("extra_info", {}):
            yield node["extra_info"]
        yield from _scans(node.get("children", []))


def scan(connection: duckdb.DuckDBPyConnection, columns: Mapping[str, set[str]]) -> int:
    """Reads every value of these columns once."""
    for table, names in columns.items():
        hashed = ", ".join(f'"{name}"' for name in sorted(names)) or "1"
        connection.execute(f"SELECT bit_xor(hash({hashed})) FROM {table}").fetchall()
    return len(columns)


def main() -> None:
    """Fill a database in a temporary folder, and time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", action="append", choices=sorted(comparisons()))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "corpus.duckdb"
        with duckdb.connect(database) as connection:
            fill(connection, arguments.orders)
        config: dict[str, Any] = {"threads": arguments.threads, "memory_limit": "2GB", "temp_directory": ""}
        with duckdb.connect(database, read_only=True, config=config) as connection:
            counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in COUNTED]
            print(", ".join(f"{name} {count[0]:,}" for name, count in zip(COUNTED, counts, strict=True) if count))
            print(f"{'comparison':20} {'rows':>8} {'wall, s':>8} {'CPU, s':>8} {'scan, s':>8} {'ratio':>6}")
            for name in arguments.only or comparisons():
                print_one(connection, comparisons()[name], whole(connection))


def print_one(connection: duckdb.DuckDBPyConnection, comparison: Comparison, scope: Scope) -> None:
    """A line of the table."""
    columns = scanned(connection, comparison, scope)
    took = spent(lambda: answer(connection, comparison, scope))
    bare = spent(lambda: scan(connection, columns))
    print(
        f"{comparison.name:20} {took.rows:8,} {took.wall:8.2f} {took.cpu:8.2f} {bare.cpu:8.2f}"
        f" {took.cpu / bare.cpu:6.1f}"
    )


if __name__ == "__main__":
    main()
