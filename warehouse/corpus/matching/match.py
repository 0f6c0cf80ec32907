"""Fill `matches` and `clusters`: the same activity in other orders, texts taken from them, canonical activities.

Only stored columns of `items` are read. Pairs of orders that were matched before are copied, never judged again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.corpus.matching.candidates import candidates, told
from warehouse.corpus.matching.clusters import centres, cluster_ids, each_once, inherited, medoids
from warehouse.corpus.matching.decided import MADE, Decided, decided_links
from warehouse.corpus.matching.items import Items, alike_items, items_of, items_within, likeliest
from warehouse.corpus.matching.judge import Judgements, judge_pairs, likeness, weights
from warehouse.corpus.matching.profiles import Integers, Profiles, of_table
from warehouse.corpus.matching.related import Related
from warehouse.sql import literal

COPY, SAME, PART = "copy", "same_activity", "part_of"


def match(
    connection: duckdb.DuckDBPyConnection, folder: Path, keep: Callable[[str, Path], object] | None = None
) -> None:
    """Add the pairs of orders that internal.matched does not name to `matches`, and fill `clusters` anew.

    What `clusters` holds before is what was published: its ids and labels stay with the activities that had them.

    internal.matched: order_id of the orders whose pairs `matches` has already; internal.within: pairs of one order,
    which only clusters need. `folder` is for files in between; `keep` gets each table's name and the file with its
    rows, and nothing is added then. Groups are matched like rows, for one order's group is
    another's row; so are rows below a merged cell that have an action of their own.
    """
    connection.execute(_ACTIVITIES)
    connection.execute(_PROFILES)
    connection.execute(_SAID)
    corpus = _Corpus(connection)
    published = connection.execute("SELECT item_id, cluster_id, label FROM clusters ORDER BY ALL").to_arrow_table()
    if keep is None:
        connection.execute("DELETE FROM clusters")
    if len(corpus.profiles):
        known = connection.execute(_EDGES).to_arrow_table()
        decided = decided_links(connection, corpus.item_ids)
        found = _matches(corpus, decided)
        keep = keep or partial(_insert, connection)
        keep("matches", _written("matches", found.matches, folder))
        keep("internal.within", _written("internal.within", found.within, folder))
        clusters = _clusters(corpus, pa.concat_tables([known, found.edges]), decided, published)
        keep("clusters", _written("clusters", clusters, folder))
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
class _Found:
    """What is new: rows of `matches`; pairs of profiles (one, other, score) that clusters rest on; those of them that
    one order has, as rows of internal.within.
    """

    matches: pa.Table
    edges: pa.Table
    within: pa.Table


def _matches(corpus: _Corpus, decided: Decided) -> _Found:
    known = corpus.profiles
    fresh = np.bincount(corpus.items.profile, corpus.items.fresh, len(known)) > 0
    left, right, judged = _worth_telling(known, *candidates(known, fresh))
    equal = _undecided(_equal(corpus), decided)
    same = _same(corpus, left, right, judged, equal, decided)
    parts = _undecided(_parts(corpus, left, right, judged), decided).but(same)
    related = [equal, replace(equal, relation=COPY), same, _copies(corpus, same), parts, _decided(corpus, decided)]
    sure = judged.is_compared
    left, right, score = left[sure], right[sure], np.round(judged.right[sure], 4)
    ours, theirs, pair = items_within(corpus.items, left, right)
    return _Found(
        pa.concat_tables([_table(corpus, some) for some in related]),
        pa.table({"one": left, "other": right, "score": score}),
        pa.table({**corpus.later_first(ours, theirs), "score": score[pair]}),
    )


def _worth_telling(known: Profiles, left: Integers, right: Integers) -> tuple[Integers, Integers, Judgements]:
    """The pairs that are the same, and those of which one is a part of the other; among many wordings few of each."""
    judged = judge_pairs(known, left, right)
    rows = [
        some[told(left[some], right[some], score[some], len(known))]
        for some, score in (
            (np.flatnonzero(judged.is_found), judged.right),
            (np.flatnonzero(judged.is_part), judged.part),
        )
    ]
    kept = np.unique(np.concatenate(rows))
    return left[kept], right[kept], judged.some(kept)


def _undecided(some: Related, decided: Decided) -> Related:
    """The pairs that no analyst cut or made."""
    return some.only(~decided.has(some.left, some.right))


def _decided(corpus: _Corpus, decided: Decided) -> Related:
    """The pairs of two orders that analysts made."""
    items, (left, right) = corpus.items, decided.made
    new = (items.order[left] != items.order[right]) & (items.fresh[left] | items.fresh[right])
    ones = np.ones(int(new.sum()))
    return Related(left[new], right[new], ones, ones > 0, SAME)


def _equal(corpus: _Corpus) -> Related:
    """Items of one wording."""
    ours, theirs = alike_items(corpus.items)
    ones = np.ones(len(ours))
    return Related(ours, theirs, ones, ones > 0, SAME)


def _same(
    corpus: _Corpus, left: Integers, right: Integers, judged: Judgements, equal: Related, decided: Decided
) -> Related:
    """Items of wordings that are one activity: what is not sure is told where neither has a likelier one."""
    at = judged.is_found
    ours, theirs, pair = items_of(corpus.items, left[at], right[at])
    found = Related(ours, theirs, judged.right[at][pair], judged.is_compared[at][pair], SAME)
    found = _undecided(found, decided)
    left, right = np.append(found.left, equal.left), np.append(found.right, equal.right)
    best = likeliest(corpus.items, left, right, np.append(found.score, equal.score))
    return found.only(found.sure | best[: len(found.left)])


def _copies(corpus: _Corpus, same: Related) -> Related:
    """Those of the same activities whose words were taken over."""
    profile = corpus.items.profile
    pairs, of_pair = np.unique(np.stack([profile[same.left], profile[same.right]]), axis=1, return_inverse=True)
    alike = likeness(corpus.profiles, *pairs)[of_pair]
    copied = Related(same.left, same.right, alike, same.sure, COPY)
    return copied.only(alike >= weights().copy)


def _parts(corpus: _Corpus, left: Integers, right: Integers, judged: Judgements) -> Related:
    """Items of which one is a special case of the other."""
    at = judged.is_part
    ours, theirs, pair = items_of(corpus.items, left[at], right[at])
    return Related(ours, theirs, judged.part[at][pair], np.zeros(len(ours), dtype=bool), PART)


def _table(corpus: _Corpus, some: Related) -> pa.Table:
    relation = pa.array([some.relation]).take(np.zeros(len(some.left), dtype=np.int64))
    columns = corpus.later_first(some.left, some.right)
    return pa.table({**columns, "score": np.round(some.score, 4), "sure": some.sure, "relation": relation})


def _clusters(corpus: _Corpus, edges: pa.Table, decided: Decided, published: pa.Table) -> pa.Table:
    """The rows of `clusters` over pairs of profiles that are the same, or that analysts made so."""
    count, profile = corpus.said.num_rows, corpus.items.profile
    made, cut = (profile[np.stack(ends)] for ends in (decided.made, decided.cut))
    left, right = (np.append(_numbers(edges, name), made[side]) for side, name in enumerate(("one", "other")))
    score = np.append(edges.column("score").to_numpy(), np.full(made.shape[1], MADE))
    apart = left != right
    pairs = each_once(left[apart], right[apart], score[apart], count)
    centre = centres(count, pairs.left, pairs.right, pairs.score, cut.T.tolist())
    used, of_used = np.unique(centre, return_inverse=True)
    kept = _kept(corpus, of_used, published)
    labels = corpus.said.column("label").combine_chunks()
    whole = np.array([not text[:1].islower() for text in labels.to_pylist()], dtype=bool)
    was_label = pc.equal(labels, kept.labels.take(of_used))
    named = medoids(
        centre, _numbers(corpus.said, "orders"), pairs, whole, pc.fill_null(was_label, False).to_numpy(False)
    )
    rows = corpus.said.select(["match_key", "facets", "wording"]).take(used).to_pylist()
    ids = cluster_ids([(row["match_key"], row["facets"], row["wording"]) for row in rows], kept.ids.to_pylist())
    return pa.table(
        {
            "cluster_id": pa.array(ids).take(of_used[profile]),
            "label": labels.take(named[profile]),
            "item_id": corpus.item_ids,
        }
    )


@dataclass(frozen=True)
class _Kept:
    """Of each cluster the id and the label that it had, null where it is new."""

    ids: pa.Array
    labels: pa.Array


def _kept(corpus: _Corpus, cluster: Integers, published: pa.Table) -> _Kept:
    """What the clusters of profiles go on; `published` has item_id, cluster_id and label."""
    had = pc.index_in(corpus.item_ids, value_set=published.column("item_id").combine_chunks())
    olds = pc.dictionary_encode(published.column("cluster_id").combine_chunks())
    old = pc.fill_null(olds.indices.take(had), -1).to_numpy(False).astype(np.int64)
    goes_on = inherited(cluster[corpus.items.profile], old, int(cluster.max(initial=-1)) + 1)
    known = pa.array(goes_on, mask=goes_on < 0)
    first = np.zeros(len(olds.dictionary), dtype=np.int64)
    first[olds.indices.to_numpy(False)[::-1]] = np.arange(len(olds))[::-1]
    labels = published.column("label").combine_chunks().take(pa.array(first))
    return _Kept(olds.dictionary.take(known), labels.take(known))


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
    coalesce(wording, '') AS wording, coalesce(wording_full, wording, '') AS label, meaning,
    row_number() OVER (ORDER BY signed_on NULLS LAST, order_id, seq, item_id) - 1 AS age
FROM items INNER JOIN orders USING (order_id)
WHERE match_key <> '' AND (NOT coalesce(activity_inherited, false) OR item_id IN (SELECT item_id FROM actions))
"""

_PROFILES = """
CREATE TEMP TABLE profiles AS
SELECT
    row_number() OVER (ORDER BY min(age)) - 1 AS profile, match_key, facets, wording,
    arg_min(label, age) AS label, arg_min(meaning, age) AS meaning,
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
    SELECT item_id, other_item_id, score FROM matches WHERE relation = 'same_activity' AND sure
    UNION ALL
    SELECT item_id, other_item_id, score FROM internal.within
) AS known
INNER JOIN said AS ours ON known.item_id = ours.item_id
INNER JOIN said AS theirs ON known.other_item_id = theirs.item_id
WHERE ours.profile <> theirs.profile
GROUP BY ALL
"""
