"""How much a word tells of an activity: the rarer it is among activities, the more two that share it have in common."""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib import resources


def rarity(word: str) -> float:
    """The weight of a word of a match key (rarity.csv); that of the rarest known for words not seen there."""
    return _rarities().get(word, _rarest())


def rarity_of(count: int, activities: int) -> float:
    """The weight of a word that `count` of so many activities have: 0.1 of one in all of them, 5.1 of 4 in 720."""
    return round(math.log((1 + activities) / (0.5 + count)) + 0.1, 2)


@cache
def _rarities() -> dict[str, float]:
    text = resources.files("warehouse").joinpath("corpus", "matching", "rarity.csv").read_text(encoding="utf-8")
    return {row["word"]: float(row["rarity"]) for row in csv.DictReader(text.splitlines())}


@cache
def _rarest() -> float:
    return max(_rarities().values())
