"""Words that the dictionary of operations lacks: which operation they are nearest to, and how to teach them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from normalize.activities.meaning import word_vector
from normalize.activities.operations import operation_names, operations_in

_LEAST = 0.3
"""A cosine below which two words say nothing of one another."""
_LAST = tuple("аеоьюя")
"""Letters at the end of a noun that its cases exchange."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The operation that a word is nearest to, the known word that tells it, and the cosine of both."""

    operation: str
    by: str
    likeness: float


def nearest_operation(word: str) -> Nearest | None:
    """The operation of the known word whose vector is nearest; None where none is near or the word has no vector."""
    import numpy as np

    asked = word_vector(word)
    if asked is None:
        return None
    names, operations, known = _known()
    likeness = known @ (asked / (float(np.linalg.norm(asked)) or 1.0))
    best = int(np.argmax(likeness))
    found = Nearest(operations[best], names[best], round(float(likeness[best]), 2))
    return found if found.likeness >= _LEAST else None


def taught_line(word: str, operation: str) -> str:
    """The line of operations.yml that teaches a word.

    >>> taught_line("дарение", "награждение")
    'дарени*: награждение'
    """
    stem = word[:-1] if word.endswith(_LAST) else word
    return f"{stem}*: {operation}"


@cache
def _known() -> tuple[list[str], list[str], Any]:
    """Nouns with a vector, the operation of each, and their vectors of length 1."""
    import numpy as np

    text = (resources.files("normalize") / "dictionaries" / "verb_nouns.csv").read_text(encoding="utf-8")
    nouns = dict.fromkeys((*operation_names(), *(row["noun"] for row in csv.DictReader(text.splitlines()))))
    found = [
        (noun, told[0], word_vector(noun))
        for noun in nouns
        if (told := operations_in(noun)) and word_vector(noun) is not None
    ]
    vectors = np.array([one / np.linalg.norm(one) for _, _, one in found])
    return [noun for noun, _, _ in found], [operation for _, operation, _ in found], vectors
