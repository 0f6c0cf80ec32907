"""MinHash of an activity's words: what texts that are nearly the same share, without comparing them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_PERMUTATIONS, _BANDS, _SEED = 64, 8, 1


def minhash(key: str) -> tuple[int, ...]:
    """A signed 64-bit digest for each of the 8 bands of 64 permutations of the words of a key; () of no words."""
    from rensa import RMinHash

    words = sorted(set(key.split()))
    if not words:
        return ()
    signature = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    signature.update(words)
    digest = signature.digest()
    rows = _PERMUTATIONS // _BANDS
    return tuple(_digest(band, digest[band * rows : (band + 1) * rows]) for band in range(_BANDS))


def _digest(band: int, rows: Sequence[int]) -> int:
    content = b"".join(number.to_bytes(8, "big") for number in (band, *rows))
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)
