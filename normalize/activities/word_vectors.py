"""The vectors that natasha ships for 250,000 words (navec), read in a fifth of the time that the package navec takes.

navec works out at every start what only its likeness of two words needs. The file is a tar of two members that matter:
`vocab.bin`, gzipped (how many words, how often each was seen, the words line by line), and `pq.bin` (four numbers, then
for each word which of the listed pieces its vector is made of, then the pieces).
"""

from __future__ import annotations

import gzip
import importlib.util
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FILE = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_NUMBER = 4
"""Bytes of a number in the file."""


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The words with their places, how often each was seen, and of which pieces its vector is made."""

    places: dict[str, int]
    counts: NDArray[Any]
    indexes: NDArray[Any]
    pieces: NDArray[Any]
    parts: NDArray[Any]
    """The numbers of the parts that a vector has."""
    seen: int
    """How often all words together were seen."""

    @property
    def size(self) -> int:
        """The length of a vector."""
        return int(self.pieces.shape[0] * self.pieces.shape[2])

    def of(self, word: str) -> NDArray[Any] | None:
        """The vector of a word; None where there is none."""
        place = self.places.get(word)
        if place is None:
            return None
        vector: NDArray[Any] = self.pieces[self.parts, self.indexes[place]].reshape(-1)
        return vector

    def frequency(self, word: str) -> float:
        """How often a word that has a vector was seen, among all words, 0..1."""
        return int(self.counts[self.places[word]]) / self.seen


@cache
def word_vectors() -> WordVectors:
    """The vectors, found without importing natasha itself (0.2 s)."""
    import numpy as np

    spec = importlib.util.find_spec("natasha")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("natasha")
    with tarfile.open(Path(spec.origin).parent / _FILE) as archive:
        vocabulary = gzip.decompress(_member(archive, "vocab.bin"))
        packed = _member(archive, "pq.bin")
    count = int(np.frombuffer(vocabulary, np.uint32, 1)[0])
    counts = np.frombuffer(vocabulary, np.uint32, count, _NUMBER)
    words = vocabulary[(1 + count) * _NUMBER :].decode().splitlines()
    vectors, _, parts, centroids = (int(number) for number in np.frombuffer(packed, np.uint32, 4))
    indexes = np.frombuffer(packed, np.uint8, vectors * parts, 4 * _NUMBER).reshape(vectors, parts)
    pieces = np.frombuffer(packed, np.float32, offset=4 * _NUMBER + vectors * parts).reshape(parts, centroids, -1)
    places = dict(zip(words, range(len(words)), strict=True))
    return WordVectors(places, counts, indexes, pieces, np.arange(parts), int(counts.sum(dtype=np.uint64)))


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    return cast(IO[bytes], archive.extractfile(name)).read()
