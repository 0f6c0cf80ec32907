"""How matching grows: synthetic activities of many orders, matched all at once, then one order more.

    nice -n 10 .venv/bin/python -m benchmarks.matching --sizes 10000 100000 1000000

An order has 100 activities. Half are wordings of the five labelled orders, the usual ones in nearly every order; half
are such wordings with up to three words exchanged, so that they are near and nobody else's. Prints, for each number of
activities, seconds of CPU, peak memory of the process, distinct wordings, matches, canonical activities, and the
factor by which the time grows with each doubling since the size before.
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.gold_data import load_gold
from ingest.questions.matching import matchable
from warehouse.corpus import corpus
from warehouse.corpus.changes import exchange
from warehouse.corpus.matching.match import match
from warehouse.corpus.matching.profiles import Matchable

ITEMS = 100
ONE = "order-0"
REGIONS = 89
AT_ONCE = 50_000
SIGNS_CHANGED = 24
"""Signs of a meaning that exchanged words change, of 256."""
TYPES = {
    "match_key": pa.string(),
    "facets": pa.list_(pa.string()),
    "wording": pa.string(),
    "meaning": pa.list_(pa.int64()),
}


@dataclass(frozen=True, slots=True)
class Growth:
    """What one size took: seconds of CPU for all orders, then for one more; peak memory in bytes; what came out."""

    activities: int
    seconds: float
    one_more: float
    memory: int
    wordings: int
    matches: int
    clusters: int


def known_wordings() -> list[Matchable]:
    """The activities of the five labelled orders as matching compares them."""
    texts = dict.fromkeys(str(item["activity"]) for gold in load_gold() for item in gold.items)
    return [one for one in map(matchable, texts) if one.match_key and one.meaning]


def activities(count: int, known: list[Matchable]) -> Iterator[Matchable]:
    """So many synthetic activities; the first wordings of `known` come most often (Zipf)."""
    draw = np.random.default_rng(1)
    usual = 1 / np.arange(1, len(known) + 1)
    chosen = draw.choice(len(known), size=count, p=usual / usual.sum())
    for place, number in enumerate(chosen.tolist()):
        one = known[number]
        yield one if draw.random() < 0.5 else _changed(one, place, draw)


def _changed(one: Matchable, place: int, draw: np.random.Generator) -> Matchable:
    """A wording with up to three words exchanged for words that no other activity has."""
    words = one.match_key.split()
    for at in draw.integers(0, len(words), size=draw.integers(1, 4)).tolist():
        words[at] = f"{words[at]}{place}"
    signs = np.unpackbits(np.array(one.meaning, dtype=">i8").view(np.uint8))
    signs[draw.integers(0, len(signs), size=SIGNS_CHANGED)] ^= 1
    meaning = tuple(int(number) for number in np.packbits(signs).view(">i8"))
    key = " ".join(words)
    return Matchable(key, one.facets, key, meaning)


def load(connection: duckdb.DuckDBPyConnection, count: int, folder: Path) -> None:
    """Orders and items of so many activities, in the tables of the warehouse."""
    connection.execute("SET enable_progress_bar = false")
    corpus.create_tables(connection)
    path = folder / "items.parquet"
    made = activities(count, known_wordings())
    with pq.ParquetWriter(path, pa.schema([("place", pa.int64()), *TYPES.items()])) as writer:
        for first in range(0, count, AT_ONCE):
            rows = list(itertools.islice(made, AT_ONCE))
            columns = {name: pa.array([getattr(row, name) for row in rows], kind) for name, kind in TYPES.items()}
            writer.write_table(pa.table({"place": np.arange(first, first + len(rows)), **columns}))
    connection.execute(
        f"""INSERT INTO items BY NAME SELECT
            'order-' || (place // {ITEMS}) AS order_id, 'item-' || place AS item_id, place % {ITEMS} AS seq,
            match_key, facets, wording, meaning FROM read_parquet('{path}')"""
    )
    connection.execute(
        f"""INSERT INTO orders BY NAME SELECT
            'order-' || number AS order_id, lpad((number % {REGIONS} + 1)::VARCHAR, 2, '0') AS region_code,
            'Муниципалитет ' || (number // {REGIONS} % 30) AS municipality,
            DATE '2020-09-01' + (number % 1500)::INTEGER AS signed_on
        FROM range({math.ceil(count / ITEMS)}) AS numbers(number)"""
    )


def grown(count: int) -> Growth:
    """Match so many activities, then those of one order that was taken out and came back."""
    with tempfile.TemporaryDirectory() as name, duckdb.connect(str(Path(name) / "w.duckdb")) as connection:
        folder = Path(name)
        load(connection, count, folder)
        seconds = _seconds(connection, folder, orders_of(connection))
        connection.execute(f"CREATE TEMP TABLE one_order AS FROM items WHERE order_id = '{ONE}'")
        connection.execute(f"DELETE FROM items WHERE order_id = '{ONE}'")
        _seconds(connection, folder, {ONE})
        connection.execute("INSERT INTO items BY NAME FROM one_order")
        one_more = _seconds(connection, folder, {ONE})
        counts = [
            int((connection.execute(f"SELECT count(*) FROM {rows}").fetchone() or (0,))[0])
            for rows in (
                "(SELECT DISTINCT match_key, facets, wording FROM items)",
                "internal.pairs",
                "internal.centres",
            )
        ]
    return Growth(count, seconds, one_more, _peak_memory(), *counts)


def orders_of(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The ids of all orders."""
    return {str(order_id) for (order_id,) in connection.execute("SELECT order_id FROM orders").fetchall()}


def _seconds(connection: duckdb.DuckDBPyConnection, folder: Path, orders: set[str]) -> float:
    begun = time.process_time()
    match(connection, folder, orders, partial(exchange, connection))
    return time.process_time() - begun


def _peak_memory() -> int:
    """The most memory that this process has had, in bytes (kilobytes in Linux's own figures)."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    """Prints a line for each size; each is measured in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 20_000, 40_000])
    before: Growth | None = None
    print("activities   seconds  per doubling  one order more    memory  wordings   matches  canonical")
    for size in parser.parse_args().sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            now = pool.apply(grown, (size,))
        growth = (now.seconds / before.seconds) ** (1 / math.log2(size / before.activities)) if before else math.nan
        print(
            f"{size:10,}  {now.seconds:8.1f}  {growth:12.2f}  {now.one_more:14.1f}  {now.memory / 1e9:5.2f} GB"
            f"  {now.wordings:8,}  {now.matches:8,}  {now.clusters:9,}"
        )
        before = now


if __name__ == "__main__":
    main()
