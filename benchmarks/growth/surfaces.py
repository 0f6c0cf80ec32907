"""What exports, reports and pages cost with many orders: CPU seconds and memory, each step in a process of its own.

    .venv/bin/python -m benchmarks.surfaces --orders 10000              # 100,000 activities
    .venv/bin/python -m benchmarks.surfaces --orders 10000 --keep DIR   # and keeps the warehouse, for benchmarks.app

200 synthetic orders are stored as they always are; their rows are then copied in the database under other ids, because
storing 10,000 orders is another question (benchmarks.growth). Copies have the words of the orders that they are of.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

STORED = 200
ITEMS = 10
IDS = ("order_id", "item_id", "source_id", "finding_id", "place_id")
PAGES = {
    "orders": ("orders", "list_view", ""),
    "orders: a typed word": ("orders", "list_view", "?q=1"),
    "findings": ("findings", "page", ""),
    "findings: one check": ("findings", "page", "?check=skipped_number"),
    "calendar": ("agenda", "page", ""),
    "choosing an order": ("load", "page", "?orderq=12"),
    "compare": ("compare", "controls", ""),
}


def filled(folder: Path, orders: int) -> Path:
    """A warehouse of so many orders, a multiple of STORED."""
    from benchmarks.warehouse import order
    from warehouse.store.store import Store

    source, curated = folder / "order.txt", folder / "curated"
    source.write_text("text", encoding="utf-8")
    with Store(curated).writer() as batch:
        for number in range(STORED):
            batch.put(order(number, ITEMS), source)
        batch.commit()
    _copied(curated, orders // STORED)
    return curated


def _copied(curated: Path, times: int) -> None:
    """Every row with an order's id so many times, in the database that readers open."""
    (database,) = curated.glob("corpus/generation=*/warehouse.duckdb")
    with duckdb.connect(str(database)) as connection:
        tables = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'"
        for (table,) in connection.execute(tables).fetchall():
            columns = [name for name, *_ in connection.execute(f'DESCRIBE "{table}"').fetchall()]
            if "order_id" not in columns and "item_id" not in columns:
                continue
            values = ", ".join(f'"{one}" || \'~\' || k AS "{one}"' if one in IDS else f'"{one}"' for one in columns)
            connection.execute(f'CREATE TEMP TABLE before AS FROM main."{table}"')
            connection.execute(f'INSERT INTO main."{table}" SELECT {values} FROM before, range(1, {times}) AS r(k)')
            connection.execute("DROP TABLE before")
    for published in curated.glob("*.duckdb"):
        shutil.copy(database, published)
    pointer = curated / "generation.json"
    state = json.loads(pointer.read_text(encoding="utf-8"))
    pointer.write_text(json.dumps({**state, "database_bytes": database.stat().st_size}), encoding="utf-8")


def page(curated: Path, module: str, function: str, address: str) -> None:
    """Makes a page twice and prints the CPU seconds of the second time, as a server that runs does."""
    from importlib import import_module

    from ingest.pages.desk import Address, Desk
    from ingest.questions.place import CURATED_VARIABLE

    os.environ[CURATED_VARIABLE] = str(curated)
    make = getattr(import_module(f"ingest.pages.{module}"), function)
    for _ in range(2):
        before, started = time.process_time(), time.perf_counter()
        made = make(Desk(Address.parsed(address)))
        spent = time.process_time() - before
        took = time.perf_counter() - started
    print(f"{spent:8.2f} CPU s {took:8.2f} s {len(made) / 1024:9.0f} KB of page", flush=True)


def command(curated: Path, *arguments: str) -> None:
    """Runs a command of the program and prints what it took."""
    from ingest.commands.application import app

    before = time.process_time()
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    app([*arguments, "--curated", str(curated)], standalone_mode=False)
    print(f"{time.process_time() - before:8.2f} CPU s {_peak():8.0f} MB", flush=True)


def _peak() -> float:
    """Megabytes at most. Linux's ru_maxrss would tell what the starting process had."""
    status = Path("/proc/self/status")
    if status.exists():
        told = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
        return int(told.split()[1]) / 1024
    import psutil

    return float(getattr(psutil.Process().memory_info(), "peak_wset", 0)) / 1024 / 1024


def _alone(step: str, function: Callable[..., None], *arguments: object) -> None:
    print(f"{step:28}", end="", flush=True)
    process = multiprocessing.get_context("spawn").Process(target=function, args=arguments)
    process.start()
    process.join()


def main() -> None:
    """Prints a line a step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        curated = filled(folder, arguments.orders)
        _alone("export", command, curated, "export", str(folder / "all.xlsx"))
        _alone("export --by region", command, curated, "export", str(folder / "r.xlsx"), "--by", "region")
        _alone("report --by region", command, curated, "report", str(folder / "r.html"), "--by", "region")
        for step, (module, function, address) in PAGES.items():
            _alone(step, page, curated, module, function, address)
        if arguments.keep:
            shutil.copytree(curated, arguments.keep)


if __name__ == "__main__":
    main()
