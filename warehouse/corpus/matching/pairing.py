"""Rows of `matches`: which activities of two orders are told to be alike, after what is known of their wordings."""

from __future__ import annotations

from dataclasses import dataclass, fields
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


def pair(connection: duckdb.DuckDBPyConnection, folder: Path, note: Note) -> None:
    """Exchange the pairs of the items that some orders had for those of the items that they have.

    Asks for the temporary tables of said_of, and for internal.alike as it is now; left in `repaired` (item_id): the
    items under which rows of `matches` went or came.
    """
    connection.execute(_NEAR)
    connection.execute(_PLACED)
    corpus = _Corpus(connection)
    path = folder / "pairs.parquet"
    pq.write_table(_pairs(corpus, decided_links(connection, corpus.item_ids)), path)
    came = f"FROM read_parquet({literal(str(path))})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE went_pairs AS {_WENT}")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE repaired AS
        WITH numbers AS (SELECT item FROM went_pairs UNION SELECT item {came})

        SELECT item_id FROM internal.said SEMI JOIN numbers USING (item)
        UNION
        SELECT item_id FROM was_said SEMI JOIN numbers USING (item)"""
    )
    note("internal.pairs", "FROM went_pairs", came)
    path.unlink()


class _Corpus:
    """Activities that can be paired with fresh ones, in the order of their places, and the pairs of their wordings."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        placed = connection.execute("FROM placed").to_arrow_table()
        self.number = _numbers(placed, "item")
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


@dataclass(frozen=True)
class _Related:
    """Pairs of items with the scores of `matches`; NaN for what they are not. `sure`: comparisons rest on the pair."""

    left: Integers
    right: Integers
    score: Floats
    sure: Booleans
    likeness: Floats
    part: Floats

    def only(self, kept: Booleans) -> _Related:
        """Some of the pairs."""
        return _Related(*(getattr(self, field.name)[kept] for field in fields(self)))


def _pairs(corpus: _Corpus, decided: Decided) -> pa.Table:
    told = [_equal(corpus), _alike(corpus)]
    related = [*(some.only(~decided.has(some.left, some.right)) for some in told), _decided(corpus, decided)]
    table = pa.concat_tables([_table(corpus, some) for some in related])
    return table.sort_by([("item", "ascending"), ("other", "ascending")])


def _decided(corpus: _Corpus, decided: Decided) -> _Related:
    """The pairs of two orders that analysts made."""
    items, (left, right) = corpus.items, decided.made
    new = (items.order[left] != items.order[right]) & (items.fresh[left] | items.fresh[right])
    ones, nothing = np.ones(int(new.sum())), np.full(int(new.sum()), np.nan)
    return _Related(left[new], right[new], ones, ones > 0, nothing, nothing)


def _equal(corpus: _Corpus) -> _Related:
    """Items of one wording."""
    ours, theirs = alike_items(corpus.items)
    ones = np.ones(len(ours))
    return _Related(ours, theirs, ones, ones > 0, ones, np.full(len(ours), np.nan))


def _alike(corpus: _Corpus) -> _Related:
    """Items of wordings that are one activity (with the likeness of what was taken over), or of which one is a special
    case of the other."""
    ours, theirs, pairs = items_of(corpus.items, corpus.left, corpus.right)
    likeness = corpus.told("likeness")
    taken = np.where(likeness >= weights().copy, likeness, np.nan)
    sure = corpus.told("sure") > 0
    return _Related(ours, theirs, corpus.told("score")[pairs], sure[pairs], taken[pairs], corpus.told("part")[pairs])


def _table(corpus: _Corpus, some: _Related) -> pa.Table:
    later = np.where(corpus.age[some.left] > corpus.age[some.right], some.left, some.right)
    ends = {"item": corpus.number[later], "other": corpus.number[some.left + some.right - later]}
    scores = {name: np.round(getattr(some, name), 4) for name in ("score", "likeness", "part")}
    return pa.table(
        {
            **{name: pa.array(column, pa.int32()) for name, column in ends.items()},
            **{name: pa.array(column, from_pandas=True) for name, column in scores.items()},
            "sure": some.sure,
        }
    )


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
    item_id, item, wording, age, place, seq, item_id IN (SELECT item_id FROM saying) AS fresh
FROM internal.said SEMI JOIN wanted USING (wording) INNER JOIN ranked USING (order_id)
ORDER BY place, seq, item_id
"""

_WENT = """
SELECT item, other FROM internal.pairs WHERE item IN (SELECT item FROM was_said)
UNION
SELECT item, other FROM internal.pairs WHERE other IN (SELECT item FROM was_said)
"""
