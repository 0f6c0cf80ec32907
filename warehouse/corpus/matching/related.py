"""Pairs of items that are related in one way, on their way into `matches`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from warehouse.corpus.matching.profiles import Booleans, Floats, Integers


@dataclass(frozen=True)
class Related:
    """Places of items, side by side, with the scores of one relation; `sure`: comparisons rest on the pair."""

    left: Integers
    right: Integers
    score: Floats
    sure: Booleans
    relation: str

    def only(self, kept: Booleans) -> Related:
        """Some of the pairs."""
        return Related(self.left[kept], self.right[kept], self.score[kept], self.sure[kept], self.relation)

    def but(self, others: Related) -> Related:
        """The pairs that are not among others, whichever side is told first."""
        count = 1 + max(int(side.max(initial=0)) for one in (self, others) for side in (one.left, one.right))
        return self.only(~np.isin(self._numbers(count), others._numbers(count)))

    def _numbers(self, count: int) -> Integers:
        return np.minimum(self.left, self.right) * count + np.maximum(self.left, self.right)
