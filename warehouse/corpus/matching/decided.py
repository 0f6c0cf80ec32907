"""Links that analysts cut or made: columns `same_as` and `not_same_as` of `items`, kept as corrections."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.corpus.matching.profiles import Booleans, Integers

MADE = 2.0
"""The score of a link that an analyst made, among those of clusters: above all that are counted."""
_Pairs = tuple[Integers, Integers]


@dataclass(frozen=True)
class Decided:
    """Pairs of places of items: `made` are one activity, `cut` are not, whatever their words say."""

    made: _Pairs
    cut: _Pairs
    items: int

    def has(self, left: Integers, right: Integers) -> Booleans:
        """Which of some pairs of places were decided."""
        numbers = [self._number(*ends) for ends in (self.made, self.cut)]
        return np.isin(self._number(left, right), np.concatenate(numbers))

    def _number(self, left: Integers, right: Integers) -> Integers:
        return np.minimum(left, right) * self.items + np.maximum(left, right)


def decided_links(connection: duckdb.DuckDBPyConnection, item_ids: pa.Array) -> Decided:
    """What analysts decided of pairs of these items; a pair decided both ways is cut."""
    found = connection.execute(_DECIDED).to_arrow_table()
    places = [pc.fill_null(pc.index_in(found.column(name), value_set=item_ids), -1) for name in ("item_id", "other")]
    left, right = (column.to_numpy().astype(np.int64) for column in places)
    same = found.column("same").to_numpy().astype(bool)
    there = (left >= 0) & (right >= 0) & (left != right)
    cut = (left[there & ~same], right[there & ~same])
    known = Decided((left[:0], right[:0]), cut, len(item_ids))
    made = there & same & ~known.has(left, right)
    return Decided((left[made], right[made]), cut, len(item_ids))


_DECIDED = """
SELECT item_id, unnest(string_split(same_as, ' ')) AS other, true AS same FROM items WHERE same_as IS NOT NULL
UNION ALL
SELECT item_id, unnest(string_split(not_same_as, ' ')), false FROM items WHERE not_same_as IS NOT NULL
ORDER BY ALL
"""
