"""Rows of `matches`: which activities of two orders are told to be alike, after what is known of their wordings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.corpus.matching.decided import Decided, decided_links
from warehouse.corpus.matching.items import NEAREST, NEAREST_OTHERS, Items, alike_items, items_of
from warehouse.corpus.matching.judge import weights
from warehouse.corpus.matching.profiles import Booleans, Floats, Integers
from warehouse.corpus.matching.said import Note
from warehouse.sql import literal

_AT_ONCE = 1 << 20
"""Pairs of items that are worked out in one go."""
_SCHEMA = pa.schema(
    [
        *((name, pa.int32()) for name in ("item", "other")),
        *(("score", pa.float64()), ("sure", pa.bool_()), ("likeness", pa.float64()), ("part", pa.float64())),
    ]
)


def pair(connection: duckdb.DuckDBPyConnection, folder: Path, note: Note) -> None:
    """Exchange the pairs of the items that some orders had for those of the items that they have.

    Asks for the temporary tables of said_of, and for internal.alike as it is now.
    """
    connection.execute(_NEAR)
    connection.execute(_PLACED)
    corpus = _Corpus(connection)
    path = folder / "pairs.parquet"
    with pq.ParquetWriter(path, _SCHEMA) as writer:
        for some in _pairs(corpus, decided_links(connection, corpus.item_ids)):
            writer.write_table(some)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE came_pairs AS {_CAME.format(path=literal(str(path)))}")
    came = "FROM came_pairs"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE went_pairs AS {_WENT}")
    note("internal.pairs", "FROM went_pairs", f"{came} ORDER BY item, other")
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


def _pairs(corpus: _Corpus, decided: Decided) -> Iterator[pa.Table]:
    """Rows of internal.pairs, no more at once than memory holds easily."""
    for some in (*_equal(corpus), *_alike(corpus)):
        yield _table(corpus, some.only(~decided.has(some.left, some.right)))
    yield _table(corpus, _decided(corpus, decided))


def _decided(corpus: _Corpus, decided: Decided) -> _Related:
    """The pairs of two orders that analysts made."""
    items, (left, right) = corpus.items, decided.made
    new = (items.order[left] != items.order[right]) & (items.fresh[left] | items.fresh[right])
    ones, nothing = np.ones(int(new.sum())), np.full(int(new.sum()), np.nan)
    return _Related(left[new], right[new], ones, ones > 0, nothing, nothing)


def _equal(corpus: _Corpus) -> Iterator[_Related]:
    """Items of one wording."""
    items = corpus.items
    for rows in _parts(np.argsort(items.profile, kind="stable"), items.profile, np.full(len(items.profile), NEAREST)):
        rows.sort()
        ours, theirs = alike_items(Items(items.profile[rows], items.order[rows], items.fresh[rows]))
        ones = np.ones(len(ours))
        yield _Related(rows[ours], rows[theirs], ones, ones > 0, ones, np.full(len(ours), np.nan))


def _alike(corpus: _Corpus) -> Iterator[_Related]:
    """Items of wordings that are one activity (with the likeness of what was taken over), or of which one is a special
    case of the other."""
    counts = np.bincount(corpus.items.profile, minlength=1 + int(corpus.items.profile.max(initial=-1)))
    everything = np.arange(len(corpus.left))
    expected = NEAREST_OTHERS * np.minimum(counts[corpus.left], counts[corpus.right])
    told = {name: corpus.told(name) for name in ("score", "likeness", "part")}
    told["likeness"][~(told["likeness"] >= weights().copy)] = np.nan
    sure = corpus.told("sure") > 0
    for rows in _parts(everything, everything, expected):
        ours, theirs, pairs = items_of(corpus.items, corpus.left[rows], corpus.right[rows])
        at = rows[pairs]
        yield _Related(ours, theirs, told["score"][at], sure[at], told["likeness"][at], told["part"][at])


def _parts(rows: Integers, group: Integers, expected: Integers) -> Iterator[Integers]:
    """Rows in parts of about _AT_ONCE expected pairs, those of one group together; `rows` are in its order."""
    part = np.cumsum(expected[rows]) // _AT_ONCE
    first = np.append(True, group[rows][1:] != group[rows][:-1]) if len(rows) else np.zeros(0, dtype=bool)
    part = part[first][np.cumsum(first) - 1]
    yield from (some for some in np.split(rows, np.flatnonzero(np.diff(part)) + 1) if len(some))


def _table(corpus: _Corpus, some: _Related) -> pa.Table:
    later = np.where(corpus.age[some.left] > corpus.age[some.right], some.left, some.right)
    ends = {"item": corpus.number[later], "other": corpus.number[some.left + some.right - later]}
    scores = {name: np.round(getattr(some, name), 4) for name in ("score", "likeness", "part")}
    columns = {**ends, **scores, "sure": some.sure}
    return pa.table([pa.array(columns[field.name], field.type, from_pandas=True) for field in _SCHEMA], schema=_SCHEMA)


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

_CAME = """
WITH found AS (
    SELECT
        pairs.*,
        sure
        OR (
            score >= max(score) OVER (PARTITION BY pairs.item, theirs.age)
            AND score >= max(score) OVER (PARTITION BY pairs.other, ours.age)
        ) AS told
    FROM read_parquet({path}) AS pairs
    INNER JOIN placed AS ours ON pairs.item = ours.item
    INNER JOIN placed AS theirs ON pairs.other = theirs.item
)

SELECT
    item, other, CASE WHEN told THEN score END AS score, sure, CASE WHEN told THEN likeness END AS likeness,
    CASE WHEN told IS NOT TRUE THEN part END AS part
FROM found
WHERE told OR part IS NOT NULL
"""
"""What is not sure is told where neither activity has a likelier one in the other's order: one activity has one
counterpart there. Else it may be told as a special case of the other."""

_WENT = """
SELECT item, other FROM internal.pairs WHERE item IN (SELECT item FROM was_said)
UNION
SELECT item, other FROM internal.pairs WHERE other IN (SELECT item FROM was_said)
"""
