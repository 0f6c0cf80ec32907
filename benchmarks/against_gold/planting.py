"""Orders with known errors: tests/cases/orders_planted/*/*.txt print both what is right and what is planted.

    {{check, other_check: right words => wrong words|more_checks}}

The left side is the clean order, the right side the planted one; the checks name which findings would be right about
it. A mark without checks ({{: 7. => 8.}}) follows from another one and is no error of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ORDERS = Path(__file__).parents[2] / "tests" / "cases" / "orders_planted"
_MARK = re.compile(r"\{\{(?P<checks>[a-z_, ]*):(?P<right>[^{}]*?)=>(?P<wrong>[^{}]*?)(?:\|(?P<more>[a-z_,]+))?\}\}")


@dataclass(frozen=True, slots=True)
class Plant:
    """An error planted: the first of `checks` is its kind, each of them would be right to tell of it.

    `line`: where the wrong words stand in the planted text (from 1).
    """

    checks: tuple[str, ...]
    right: str
    wrong: str
    line: int

    @property
    def kind(self) -> str:
        """The check that should find it."""
        return self.checks[0]


@dataclass(frozen=True, slots=True)
class PlantedOrder:
    """An order as it should be and with its errors."""

    name: str
    clean: str
    planted: str
    plants: tuple[Plant, ...]


def parse(name: str, text: str) -> PlantedOrder:
    """An order from its marked text."""
    pieces: list[str] = []
    plants: list[Plant] = []
    end = 0
    for mark in _MARK.finditer(text):
        right, wrong = (_side(mark[side]) for side in ("right", "wrong"))
        pieces.append(text[end : mark.start()])
        line = sum(piece.count("\n") for piece in pieces) + 1
        checks = tuple(re.findall(r"[a-z_]+", f"{mark['checks']},{mark['more'] or ''}"))
        if checks:
            plants.append(Plant(checks, right, wrong, line))
        pieces.append(wrong)
        end = mark.end()
    pieces.append(text[end:])
    clean = _MARK.sub(lambda mark: _side(mark["right"]), text)
    return PlantedOrder(name, clean, "".join(pieces), tuple(plants))


def _side(words: str) -> str:
    """The words of one side: one blank at each end belongs to the mark."""
    return words.removeprefix(" ").removesuffix(" ")


def planted_orders(folder: str) -> Iterator[PlantedOrder]:
    """The orders of tests/cases/orders_planted/<folder>, by name."""
    for path in sorted((ORDERS / folder).glob("*.txt")):
        yield parse(path.stem, path.read_text(encoding="utf-8"))
