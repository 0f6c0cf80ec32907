"""All wordings as numbers from the oldest to the newest, and of the links between them those that are asked for."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.corpus.matching.clusters import Pairs, cluster_ids, each_once, medoids, recentred
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
        self._folder = folder
        told = connection.execute(_WORDINGS).to_arrow_table()
        self.number, self.key, self.orders = (_numbers(told, name) for name in ("wording", "key", "orders"))
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
        found = self.at(self.keys(sql))
        return np.unique(found[found >= 0])

    def keys(self, sql: str) -> Integers:
        """The numbers that a SELECT of one column gives."""
        return _numbers(self._connection.execute(sql).to_arrow_table(), 0)

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
        """(ids, labels) of the stars around some centres.

        `stars` must have all stars of one match key and its facets if it has one of them.
        """
        inside = np.zeros(len(self.number), dtype=bool)
        inside[stars] = True
        members = np.flatnonzero(inside[self.centre])
        self._approach(members)
        within = inside[self.centre[self._pairs.left]] & (
            self.centre[self._pairs.left] == self.centre[self._pairs.right]
        )
        left, right = (np.searchsorted(members, side[within]) for side in (self._pairs.left, self._pairs.right))
        pairs = Pairs(left, right, self._pairs.score[within])
        centre = np.searchsorted(members, self.centre[members])
        said = self._said(members)
        whole = np.array([not text[:1].islower() for text in said.column("label").to_pylist()], dtype=bool)
        named = medoids(centre, self.orders[members], pairs, whole)
        at = np.searchsorted(members, stars)
        rows = said.select(["match_key", "facets", "printed"]).take(at).to_pylist()
        ids = cluster_ids((row["match_key"], row["facets"], row["printed"]) for row in rows)
        return ids, said.column("label").take(named[at])

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
SELECT wording, key, orders, centre
FROM internal.wordings
INNER JOIN ranked ON first_order = order_id
LEFT JOIN internal.stars USING (wording)
ORDER BY age, first_seq, wording
"""
