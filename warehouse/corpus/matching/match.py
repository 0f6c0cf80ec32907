"""Fill `matches` and `clusters`: the same activity in other orders, texts taken from them, canonical activities.

Only stored columns of `items` are read. Pairs of orders that were matched before are copied, never judged again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.corpus.matching.candidates import candidates
from warehouse.corpus.matching.clusters import centres, cluster_id, each_once, medoids
from warehouse.corpus.matching.items import Items, alike_items, items_of, items_within
from warehouse.corpus.matching.judge import judge_pairs, likeness, weights
from warehouse.corpus.matching.profiles import Floats, Integers, Profiles, of_table
from warehouse.sql import literal

COPY, SAME = "copy", "same_activity"


def match(
    connection: duckdb.DuckDBPyConnection, folder: Path, keep: Callable[[str, Path], object] | None = None
) -> None:
    """Add the pairs of orders that internal.matched does not name to `matches`, and fill `clusters`.

    internal.matched: order_id of the orders whose pairs `matches` has already; internal.within: pairs of one order,
    which only clusters need. `folder` is for files in between; `keep` gets each table's name and the file with its
    rows, and nothing is added then. Groups are matched like rows, for one order's group is
    another's row; so are rows below a merged cell that have an action of their own.
    """
    connection.execute(_ACTIVITIES)
    connection.execute(_PROFILES)
    connection.execute(_SAID)
    corpus = _Corpus(connection)
    if len(corpus.profiles):
        known = connection.execute(_EDGES).to_arrow_table()
        found, edges, within = _matches(corpus)
        keep = keep or partial(_insert, connection)
        keep("matches", _written("matches", found, folder))
        keep("internal.within", _written("internal.within", within, folder))
        keep("clusters", _written("clusters", _clusters(corpus, pa.concat_tables([known, edges])), folder))
    connection.execute("DROP TABLE said; DROP TABLE profiles; DROP TABLE activities_to_match")


class _Corpus:
    """The activities of all orders: profiles from the oldest to the newest, items by their places."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.said = connection.execute("FROM profiles ORDER BY profile").to_arrow_table()
        placed = connection.execute(
            """SELECT item_id, profile, age, dense_rank() OVER (ORDER BY order_id) - 1 AS order_no,
                order_id NOT IN (FROM internal.matched) AS fresh
            FROM said ORDER BY region_code, municipality NULLS FIRST, age"""
        ).to_arrow_table()
        self.item_ids = placed.column("item_id").combine_chunks()
        self.age = _numbers(placed, "age")
        self.items = Items(
            _numbers(placed, "profile"), _numbers(placed, "order_no"), _numbers(placed, "fresh").astype(bool)
        )

    @cached_property
    def profiles(self) -> Profiles:
        """What the activities say."""
        return of_table(self.said)

    def later_first(self, left: Integers, right: Integers) -> dict[str, pa.Array]:
        """The columns item_id (of the later order) and other_item_id of pairs of items."""
        later = np.where(self.age[left] > self.age[right], left, right)
        return {"item_id": self.item_ids.take(later), "other_item_id": self.item_ids.take(left + right - later)}


@dataclass(frozen=True)
class _Related:
    """Pairs of items with the scores of one relation."""

    left: Integers
    right: Integers
    score: Floats
    relation: str


def _matches(corpus: _Corpus) -> tuple[pa.Table, pa.Table, pa.Table]:
    """The rows of `matches` that are new, the pairs of profiles (one, other, score) that are the same, and those of
    them that one order has, as rows of internal.within.
    """
    known = corpus.profiles
    fresh = np.bincount(corpus.items.profile, corpus.items.fresh, len(known)) > 0
    left, right = candidates(known, fresh)
    judged = judge_pairs(known, left, right)
    left, right, score = left[judged.is_found], right[judged.is_found], np.round(judged.same[judged.is_found], 4)
    alike = likeness(known, left, right)
    ours, theirs = alike_items(corpus.items)
    equal = np.ones(len(ours))
    found = [_Related(ours, theirs, equal, SAME), _Related(ours, theirs, equal, COPY)]
    ours, theirs, pair = items_of(corpus.items, left, right)
    copied = (alike >= weights().copy)[pair]
    found.append(_Related(ours, theirs, score[pair], SAME))
    found.append(_Related(ours[copied], theirs[copied], alike[pair][copied], COPY))
    edges = pa.table({"one": left, "other": right, "score": score})
    ours, theirs, pair = items_within(corpus.items, left, right)
    within = pa.table({**corpus.later_first(ours, theirs), "score": score[pair]})
    return pa.concat_tables([_table(corpus, some) for some in found]), edges, within


def _table(corpus: _Corpus, some: _Related) -> pa.Table:
    relation = pa.array([some.relation]).take(np.zeros(len(some.left), dtype=np.int64))
    columns = corpus.later_first(some.left, some.right)
    return pa.table({**columns, "score": np.round(some.score, 4), "relation": relation})


def _clusters(corpus: _Corpus, edges: pa.Table) -> pa.Table:
    """The rows of `clusters` over pairs of profiles that are the same."""
    count, score = corpus.said.num_rows, edges.column("score").to_numpy()
    pairs = each_once(_numbers(edges, "one"), _numbers(edges, "other"), score, count)
    centre = centres(count, pairs.left, pairs.right, pairs.score)
    labels = corpus.said.column("label").combine_chunks()
    whole = np.array([not text[:1].islower() for text in labels.to_pylist()], dtype=bool)
    named = medoids(centre, _numbers(corpus.said, "orders"), pairs, whole)
    used, of_used = np.unique(centre, return_inverse=True)
    rows = corpus.said.select(["match_key", "facets"]).take(used).to_pylist()
    ids = pa.array([cluster_id(row["match_key"], row["facets"]) for row in rows])
    profile = corpus.items.profile
    return pa.table(
        {
            "cluster_id": ids.take(of_used[profile]),
            "label": labels.take(named[profile]),
            "item_id": corpus.item_ids,
        }
    )


def _numbers(table: pa.Table, name: str) -> Integers:
    numbers: Integers = table.column(name).to_numpy().astype(np.int64)
    return numbers


def _written(name: str, table: pa.Table, folder: Path) -> Path:
    path = folder / f"{name}.parquet"
    pq.write_table(table, path)
    return path


def _insert(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """By way of a Parquet file: registering Arrow tables would load pandas."""
    connection.execute(f"INSERT INTO {name} BY NAME FROM read_parquet({literal(str(path))})")
    path.unlink()


_ACTIVITIES = """
CREATE TEMP TABLE activities_to_match AS
SELECT
    item_id, order_id, region_code, municipality, match_key, coalesce(facets, []) AS facets,
    coalesce(wording, '') AS wording, coalesce(wording_full, wording, '') AS label, minhash, meaning,
    row_number() OVER (ORDER BY signed_on NULLS LAST, order_id, seq, item_id) - 1 AS age
FROM items INNER JOIN orders USING (order_id)
WHERE match_key <> '' AND (NOT coalesce(activity_inherited, false) OR item_id IN (SELECT item_id FROM actions))
"""

_PROFILES = """
CREATE TEMP TABLE profiles AS
SELECT
    row_number() OVER (ORDER BY min(age)) - 1 AS profile, match_key, facets, wording,
    arg_min(label, age) AS label, arg_min(minhash, age) AS minhash, arg_min(meaning, age) AS meaning,
    count(DISTINCT order_id) AS orders
FROM activities_to_match GROUP BY match_key, facets, wording
"""

_SAID = """
CREATE TEMP TABLE said AS
SELECT item_id, profile, age, order_id, region_code, municipality
FROM activities_to_match INNER JOIN profiles USING (match_key, facets, wording)
"""

_EDGES = """
SELECT ours.profile AS one, theirs.profile AS other, max(score) AS score
FROM (
    SELECT item_id, other_item_id, score FROM matches WHERE relation = 'same_activity'
    UNION ALL
    SELECT item_id, other_item_id, score FROM internal.within
) AS known
INNER JOIN said AS ours ON known.item_id = ours.item_id
INNER JOIN said AS theirs ON known.other_item_id = theirs.item_id
WHERE ours.profile <> theirs.profile
GROUP BY ALL
"""
