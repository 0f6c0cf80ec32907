"""What an order costs once its file is read, and its records for a comparison with another version of the program.

    .venv/bin/python -m benchmarks.reading                      # CPU s per 100 activities of the five orders
    .venv/bin/python -m benchmarks.reading --out records.jsonl  # and the records of every order that the tests hold

Each order is read once, as a worker of a load meets it: the dictionaries are loaded (by another order), its words are
not. Two versions read alike when their files of records are equal byte for byte (`cmp`): one line a file, all tables.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.orders.assemble import of_document
from ingest.orders.discover import discover
from ingest.orders.records import to_records
from parsers.errors import ParseError
from parsers.registry import read_document
from warehouse.processes import collect_rarely
from warehouse.records import OrderRecords

ROOT = Path(__file__).resolve().parents[2]
FIVE = ROOT / "data" / "raw"
CASES = ROOT / "tests" / "cases"
WARMING = CASES / "orders_planted" / "seen" / "kazan-2023.txt"
VERSION = "measured"


def measured(paths: Iterable[Path]) -> Iterator[tuple[str, OrderRecords | ParseError, float, float]]:
    """(name, records or why not, CPU s of reading the file, CPU s of reading the order) of each file."""
    for source in discover(paths):
        began = time.process_time()
        between = began
        try:
            document = read_document(source.path)
            between = time.process_time()
            found: OrderRecords | ParseError = to_records(of_document(document), source, VERSION)
        except ParseError as error:
            found = error
        yield source.name, found, between - began, time.process_time() - between


def held_by_tests(folder: Path) -> Iterator[Path]:
    """The orders of the tests as files; pasted texts are written into the empty `folder`."""
    yield from (path for path in sorted((ROOT / "tests" / "orders").iterdir()) if "scan" not in path.name)
    yield from sorted((CASES / "orders_planted").rglob("*.txt"))
    for cases in (*sorted((CASES / "wild").glob("*.jsonl")), CASES / "reading.jsonl"):
        for number, line in enumerate(filter(None, cases.read_text(encoding="utf-8").splitlines()), 1):
            case = json.loads(line)
            path = folder / f"{cases.stem}-{number:03}.txt"
            path.write_text(case["text"], encoding="utf-8", newline="\n")
            yield path


def line_of(name: str, found: OrderRecords | ParseError) -> str:
    """All that was read of a file, as one line of JSON."""
    told = str(found) if isinstance(found, ParseError) else {"order_id": found.order_id, **found.tables}
    return json.dumps({"name": name, "read": told}, ensure_ascii=False, default=str)


def print_costs(paths: Iterable[Path]) -> None:
    """A line an order and one for all."""
    seconds, activities = 0.0, 0
    for name, found, file, order in measured(paths):
        rows = 0 if isinstance(found, ParseError) else len(found.tables["items"])
        seconds, activities = seconds + order, activities + rows
        print(f"{name:<42} file {file:6.3f} s, order {order:6.3f} s, {rows:4} rows, {100 * order / max(1, rows):.3f}")
    print(f"CPU s per 100 activities: {100 * seconds / max(1, activities):.3f} ({activities} activities)")


def main() -> None:
    """Measures; writes records where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="a file for the records of the five orders and those of the tests")
    parser.add_argument("paths", nargs="*", type=Path, default=[FIVE], help="orders instead of the five")
    arguments = parser.parse_args()
    collect_rarely()
    list(measured([WARMING]))
    print_costs(arguments.paths)
    if arguments.out:
        with tempfile.TemporaryDirectory() as folder, arguments.out.open("w", encoding="utf-8", newline="\n") as out:
            for name, found, _, _ in measured([*arguments.paths, *held_by_tests(Path(folder))]):
                print(line_of(name, found), file=out)


if __name__ == "__main__":
    main()
