"""Rows of `matches`: which activities of two orders are told to be alike, after what is known of their wordings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.corpus.matching.decided import Decided, decided_links
from warehouse.corpus.matching.items import Items, alike_items, items_of
from warehouse.corpus.matching.judge import weights
from warehouse.corpus.matching.profiles import Booleans, Floats, Integers
from warehouse.corpus.matching.said import Note
from warehouse.sql import literal

COPY, SAME, PART = "copy", "same_activity", "part_of"


def pair(connection: duckdb.DuckDBPyConnection, folder: Path, note: Note) -> None:
    """Exchange the pairs of the items that some orders had for those of the items that they have.

    Asks for the temporary tables of said_of, and for internal.alike as it is now.
    """
    connection.execute(_NEAR)
    connection.execute(_PLACED)
    corpus = _Corpus(connection)
    path = folder / "matches.parquet"
    pq.write_table(_matches(corpus, decided_links(connection, corpus.item_ids)), path)
    note("matches", _WENT, f"FROM read_parquet({literal(str(path))})")
    path.unlink()


class _Corpus:
    """Activities that can be paired with fresh ones, in the order of their places, and the pairs of their wordings."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        placed = connection.execute("FROM placed").to_arrow_table()
        self.item_ids = placed.column("item_id").combine_chunks()
        self.age = _numbers(placed, "age")
        wordings, profile = np.unique(_numbers(placed, "wording"), return_inverse=True)
        self.items = Items(profile.astype(np.int64), self.age, placed.column("fresh").to_numpy().astype(bool))
        self.alike = connection.execute("FROM near").to_arrow_table()
        self.left, self.right = (
            np.searchsorted(wordings, _numbers(self.alike, name)).astype(np.int64) for name in ("one", "other")
        )

    def told(self, name: str) -> Floats:
        """A score of each pair of wordings; NaN where it has none."""
        scores: Floats = self.alike.column(name).to_numpy(zero_copy_only=False).astype(np.float64)
        return scores

    def later_first(self, left: Integers, right: Integers) -> dict[str, pa.Array]:
        """The columns item_id (of the later order) and other_item_id of pairs of items."""
        later = np.where(self.age[left] > self.age[right], left, right)
        return {"item_id": self.item_ids.take(later), "other_item_id": self.item_ids.take(left + right - later)}


@dataclass(frozen=True)
class _Related:
    """Pairs of items with the scores of one relation; `sure`: comparisons rest on the pair."""

    left: Integers
    right: Integers
    score: Floats
    sure: Booleans
    relation: str


def _matches(corpus: _Corpus, decided: Decided) -> pa.Table:
    told = [*_equal(corpus), *_same(corpus), _parts(corpus)]
    related = [*(_undecided(some, decided) for some in told), _decided(corpus, decided)]
    return pa.concat_tables([_table(corpus, some) for some in related])


def _undecided(some: _Related, decided: Decided) -> _Related:
    """The pairs that no analyst cut or made."""
    kept = ~decided.has(some.left, some.right)
    return _Related(some.left[kept], some.right[kept], some.score[kept], some.sure[kept], some.relation)


def _decided(corpus: _Corpus, decided: Decided) -> _Related:
    """The pairs of two orders that analysts made."""
    items, (left, right) = corpus.items, decided.made
    new = (items.order[left] != items.order[right]) & (items.fresh[left] | items.fresh[right])
    ones = np.ones(int(new.sum()))
    return _Related(left[new], right[new], ones, ones > 0, SAME)


def _equal(corpus: _Corpus) -> tuple[_Related, _Related]:
    """Items of one wording."""
    ours, theirs = alike_items(corpus.items)
    ones = np.ones(len(ours))
    return _Related(ours, theirs, ones, ones > 0, SAME), _Related(ours, theirs, ones, ones > 0, COPY)


def _same(corpus: _Corpus) -> tuple[_Related, _Related]:
    """Items of wordings that are one activity, and those of them whose words were taken over."""
    at = np.flatnonzero(~np.isnan(corpus.told("score")))
    score, sure, alike = corpus.told("score")[at], corpus.told("sure")[at] > 0, corpus.told("likeness")[at]
    ours, theirs, pairs = items_of(corpus.items, corpus.left[at], corpus.right[at])
    copied = (alike >= weights().copy)[pairs]
    taken = _Related(ours[copied], theirs[copied], alike[pairs][copied], sure[pairs][copied], COPY)
    return _Related(ours, theirs, score[pairs], sure[pairs], SAME), taken


def _parts(corpus: _Corpus) -> _Related:
    """Items of which one is a special case of the other."""
    at = np.flatnonzero(~np.isnan(corpus.told("part")))
    ours, theirs, pairs = items_of(corpus.items, corpus.left[at], corpus.right[at])
    return _Related(ours, theirs, corpus.told("part")[at][pairs], np.zeros(len(ours), dtype=bool), PART)


def _table(corpus: _Corpus, some: _Related) -> pa.Table:
    relation = pa.array([some.relation]).take(np.zeros(len(some.left), dtype=np.int64))
    columns = corpus.later_first(some.left, some.right)
    return pa.table({**columns, "score": np.round(some.score, 4), "sure": some.sure, "relation": relation})


def _numbers(table: pa.Table, name: str) -> Integers:
    numbers: Integers = table.column(name).to_numpy().astype(np.int64)
    return numbers


_NEAR = """
CREATE OR REPLACE TEMP TABLE near AS
WITH own AS (SELECT DISTINCT wording FROM saying)

SELECT one, other, score, sure, likeness, part FROM internal.alike WHERE one IN (FROM own)
UNION
SELECT one, other, score, sure, likeness, part FROM internal.alike WHERE other IN (FROM own)
ORDER BY one, other
"""

_PLACED = """
CREATE OR REPLACE TEMP TABLE placed AS
WITH decided AS (
    SELECT item_id, unnest(string_split(concat_ws(' ', same_as, not_same_as), ' ')) AS other
    FROM items WHERE same_as IS NOT NULL OR not_same_as IS NOT NULL
),

concerned AS (
    FROM decided WHERE item_id IN (SELECT item_id FROM saying) OR other IN (SELECT item_id FROM saying)
),

wanted AS (
    SELECT wording FROM saying
    UNION SELECT one FROM near
    UNION SELECT other FROM near
    UNION SELECT wording FROM internal.said WHERE item_id IN (SELECT item_id FROM concerned)
    UNION SELECT wording FROM internal.said WHERE item_id IN (SELECT other FROM concerned)
)

SELECT
    item_id, wording, age, place, seq, item_id IN (SELECT item_id FROM saying) AS fresh
FROM internal.said SEMI JOIN wanted USING (wording) INNER JOIN ranked USING (order_id)
ORDER BY place, seq, item_id
"""

_WENT = """
SELECT item_id, other_item_id, relation FROM matches
WHERE item_id IN (SELECT item_id FROM was_said UNION SELECT item_id FROM saying)
UNION
SELECT item_id, other_item_id, relation FROM matches
WHERE other_item_id IN (SELECT item_id FROM was_said UNION SELECT item_id FROM saying)
"""
