"""What an activity is about, whatever its words: the mean of its words' navec vectors, kept as signs of projections.

Vectors find pairs that other words hide («собрание родителей», «встреча с родителями»); they do not decide: to them
ГИА-9 and ГИА-11 are one.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from typing import Any

from normalize.activities.word_vectors import word_vectors

BITS = 256
_USUAL = 1e-4
"""Smooth inverse frequency: a word of this frequency weighs half of a rare one (Arora et al., 2017)."""


def meaning(match_key: str) -> tuple[int, ...]:
    """256 signs of the weighted mean vector as four signed 64-bit numbers; () where no word has a vector.

    The share of equal bits tells the angle between two means: equal meanings share all, unrelated ones half.
    """
    import numpy as np

    vectors, weights = [], []
    for word in dict.fromkeys(match_key.split()):
        if (vector := word_vector(word)) is not None:
            vectors.append(vector)
            weights.append(_weight(word))
    if not vectors:
        return ()
    shares = np.array(weights)[:, np.newaxis]
    mean = (np.array(vectors) * shares).sum(axis=0) / shares.sum(axis=0)
    signs = np.packbits(_planes() @ mean > 0)
    return tuple(int(number) for number in signs.view(">i8"))


@lru_cache(maxsize=1 << 13)
def word_vector(word: str) -> Any:
    """The vector of a word; None where there is none."""
    return word_vectors().of(word)


@lru_cache(maxsize=1 << 13)
def _weight(word: str) -> float:
    return _USUAL / (_USUAL + word_vectors().frequency(word))


@cache
def _planes() -> Any:
    """256 planes of +1 and -1, the same on every machine."""
    import numpy as np

    size = word_vectors().size
    bits = np.unpackbits(np.frombuffer(hashlib.shake_256(b"dorkarta").digest(BITS * size // 8), dtype=np.uint8))
    return bits.reshape(BITS, size).astype(np.float64) * 2 - 1
