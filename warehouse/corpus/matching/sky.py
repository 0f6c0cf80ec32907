"""All wordings as numbers from the oldest to the newest, and of the links between them those that are asked for."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.corpus.matching.clusters import Pairs, cluster_ids, each_once, inherited, medoids, recentred
from warehouse.corpus.matching.decided import MADE
from warehouse.corpus.matching.profiles import Integers
from warehouse.sql import literal

_NOBODY = -1
_Ends = tuple[Integers, Integers]


class Sky:
    """Wordings are told by their places in the order of age; `centre`: of the star each belongs to, -1 for none yet.

    Only links with an end among `near` are there; more are read when they are asked for.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._anew = connection.execute("SELECT count(*) FROM internal.stars").fetchone() == (0,)
        self._folder = folder
        told = connection.execute(_WORDINGS).to_arrow_table()
        self.number, self.orders = (_numbers(told, name) for name in ("wording", "orders"))
        self._order = np.argsort(self.number)
        self._ordered = self.number[self._order]
        self.was = self.at(_numbers(told, "centre"))
        self.centre = self.was.copy()
        self._made = self._ends("SELECT one, other FROM internal.decided WHERE same")
        self._apart = np.stack(self._ends("SELECT one, other FROM internal.decided WHERE NOT same")).T
        self._near = np.zeros(len(self.number), dtype=bool)
        self._pairs = each_once(*self._made, np.full(len(self._made[0]), MADE), len(self.number))

    def at(self, numbers: Integers) -> Integers:
        """Where wordings of these numbers stand; -1 for what is none."""
        if not len(self._ordered):
            return np.full(len(numbers), _NOBODY, dtype=np.int64)
        place = np.minimum(np.searchsorted(self._ordered, numbers), len(self._ordered) - 1)
        return np.where(self._ordered[place] == numbers, self._order[place], _NOBODY)

    def some(self, sql: str) -> Integers:
        """Where the wordings stand whose numbers a SELECT gives, each once, those that are there."""
        found = self.at(_numbers(self._connection.execute(sql).to_arrow_table(), 0))
        return np.unique(found[found >= 0])

    def _ends(self, sql: str) -> _Ends:
        table = self._connection.execute(sql).to_arrow_table()
        one, other = self.at(_numbers(table, 0)), self.at(_numbers(table, 1))
        there = (one >= 0) & (other >= 0) & (one != other)
        return one[there], other[there]

    def neighbours(self, some: Integers) -> Integers:
        """These wordings and those that are the same as one of them."""
        self._approach(some)
        among = np.zeros(len(self.number), dtype=bool)
        among[some] = True
        found = among.copy()
        found[self._pairs.left[among[self._pairs.right]]] = True
        found[self._pairs.right[among[self._pairs.left]]] = True
        return np.flatnonzero(found)

    def recentre(self, changed: Integers) -> Integers:
        """Draw the stars of changed wordings and what follows from them; the wordings that came to another star."""
        while True:
            self._approach(changed)
            self.centre, far = recentred(self._pairs, self.was, changed, self._near, self._apart.tolist())
            if not len(far):
                return np.flatnonzero(self.centre != self.was)
            self._approach(self.neighbours(far))

    def named(self, stars: Integers) -> tuple[list[str], pa.ChunkedArray]:
        """(ids, labels) of the stars around some centres; what was published stays with the activities that had it.

        `stars` must have every star that goes on a part of one that some of them go on.
        """
        inside = np.zeros(len(self.number), dtype=bool)
        inside[stars] = True
        members = np.flatnonzero(inside[self.centre])
        self._approach(members)
        star = np.searchsorted(stars, self.centre[members])
        said = self._said(members)
        kept = self._kept(members, star, len(stars))
        labels = said.column("label").combine_chunks()
        published = pc.fill_null(pc.equal(labels, kept.column("label").combine_chunks().take(pa.array(star))), False)
        whole = np.array([not text[:1].islower() for text in labels.to_pylist()], dtype=bool)
        centre = np.searchsorted(members, self.centre[members])
        named = medoids(centre, self.orders[members], self._within(members), whole, published.to_numpy(False))
        at = np.searchsorted(members, stars)
        rows = said.select(["match_key", "facets", "printed"]).take(pa.array(at)).to_pylist()
        told = [(row["match_key"], row["facets"], row["printed"]) for row in rows]
        ids = cluster_ids(told, kept.column("cluster_id").to_pylist(), self._other_ids(stars))
        return ids, said.column("label").take(pa.array(named[at]))

    def _within(self, members: Integers) -> Pairs:
        """The links between wordings of one star, by their places among `members`, which are all of some stars."""
        left, right = self._pairs.left, self._pairs.right
        inside = np.zeros(len(self.number), dtype=bool)
        inside[members] = True
        within = inside[left] & (self.centre[left] == self.centre[right])
        ours, theirs = (np.searchsorted(members, side[within]) for side in (left, right))
        return Pairs(ours, theirs, self._pairs.score[within])

    def _kept(self, members: Integers, star: Integers, stars: int) -> pa.Table:
        """cluster_id and label that the activities of each star had, null where it is new."""
        had = self._connection.execute(_PUBLISHED if self._anew else _HAD).to_arrow_table()
        olds = pc.dictionary_encode(had.column("cluster_id").combine_chunks())
        old = pc.fill_null(olds.indices, _NOBODY).to_numpy(False).astype(np.int64)
        count = _numbers(had, "activities")
        now = star[np.searchsorted(members, self.at(_numbers(had, "wording")))]
        goes_on = inherited(np.repeat(now, count), np.repeat(old, count), stars)
        first = np.zeros(len(olds.dictionary), dtype=np.int64)
        first[old[old >= 0][::-1]] = np.flatnonzero(old >= 0)[::-1]
        known = pa.array(goes_on, mask=goes_on < 0)
        labels = had.column("label").combine_chunks().take(pa.array(first))
        return pa.table({"cluster_id": olds.dictionary.take(known), "label": labels.take(known)})

    def _other_ids(self, stars: Integers) -> list[str]:
        """The ids of the other stars, which stay as they were."""
        told = self._connection.execute("SELECT centre, cluster_id FROM internal.centres").to_arrow_table()
        place = self.at(_numbers(told, "centre"))
        stays = (place >= 0) & (self.centre[place] == place) & ~np.isin(place, stars)
        ids: list[str] = told.column("cluster_id").filter(pa.array(stays)).to_pylist()
        return ids

    def _said(self, places: Integers) -> pa.Table:
        """match_key, facets, printed, label of wordings, in their order."""
        self.put("asked_wordings", pa.table({"wording": self.number[places], "place": places}))
        return self._connection.execute(
            """SELECT match_key, facets, printed, label FROM internal.wordings INNER JOIN asked_wordings USING (wording)
            ORDER BY place"""
        ).to_arrow_table()

    def _approach(self, some: Integers) -> None:
        """Read the links that some wordings have."""
        far = some[~self._near[some]]
        if not len(far):
            return
        self._near[far] = True
        read = "SELECT one, other, score FROM internal.alike WHERE sure"
        if len(far) < len(self.number) // 2:
            self.put("asked_wordings", pa.table({"wording": self.number[far]}))
            sides = (f"{read} AND {side} IN (SELECT wording FROM asked_wordings)" for side in ("one", "other"))
            read = " UNION ".join(sides)
        table = self._connection.execute(read).to_arrow_table()
        one, other = self.at(_numbers(table, "one")), self.at(_numbers(table, "other"))
        known = self._pairs
        self._pairs = each_once(
            np.concatenate([known.left, one]),
            np.concatenate([known.right, other]),
            np.concatenate([known.score, table.column("score").to_numpy()]),
            len(self.number),
        )

    def put(self, name: str, table: pa.Table) -> None:
        """A temporary table of the database with these rows."""
        path = self._folder / "sky.parquet"
        pq.write_table(table, path)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM read_parquet({literal(str(path))})")
        path.unlink()


def _numbers(table: pa.Table, column: str | int) -> Integers:
    numbers: Integers = pc.fill_null(table.column(column), _NOBODY).to_numpy().astype(np.int64)
    return numbers


_WORDINGS = """
SELECT wording, orders, centre
FROM internal.wordings
INNER JOIN ranked ON first_order = order_id
LEFT JOIN internal.stars USING (wording)
ORDER BY age, first_seq, wording
"""

_HAD = """
WITH now AS (
    SELECT
        said.wording,
        CASE WHEN said.item_id IN (SELECT item_id FROM saying) THEN was_said.wording ELSE said.wording END AS before
    FROM internal.said AS said
    SEMI JOIN asked_wordings ON said.wording = asked_wordings.wording
    LEFT JOIN was_said ON said.item_id = was_said.item_id
)

SELECT now.wording, cluster_id, any_value(label) AS label, count(*) AS activities
FROM now
LEFT JOIN internal.stars ON now.before = stars.wording
LEFT JOIN internal.centres USING (centre)
GROUP BY ALL ORDER BY ALL
"""
"""What the activities of asked wordings were part of, while internal.stars and centres are as they were."""

_PUBLISHED = """
SELECT said.wording, cluster_id, any_value(label) AS label, count(*) AS activities
FROM internal.said AS said
SEMI JOIN asked_wordings ON said.wording = asked_wordings.wording
LEFT JOIN published ON said.item_id = published.item_id
GROUP BY ALL ORDER BY ALL
"""
"""The same where the store knows nothing of it yet."""
