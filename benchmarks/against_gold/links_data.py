"""Labelled links between orders (tests/cases/links): blind sheets, what a reader says, what each pair stands for."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

LINKS = Path(__file__).resolve().parents[2] / "tests" / "cases" / "links"
SAME, PART, OTHER = "same", "part", "other"
LABELS = (SAME, PART, OTHER)
FITTING, MEASURED = "fit", "measured"
"""The halves of the sheets: the weights are fitted on one, the other is only measured."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Two activities of two orders as a reader sees them: `headings` outermost first, ` / ` between them.

    `label`: '' not read yet, 'same', 'part' (a short general text whose matter is one of several of the other, or
    the other way round), 'other'.
    """

    pair: str
    order_a: str
    title_a: str
    headings_a: str
    text_a: str
    order_b: str
    title_b: str
    headings_b: str
    text_b: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What the sheet hides: the score when the pair was drawn, and how many pairs of the warehouse it stands for."""

    pair: str
    drawn_score: float
    weight: float


def write_rows(path: Path, rows: Sequence[Drawn] | Sequence[Key]) -> None:
    """A CSV file of the rows, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [one.name for one in fields(rows[0])], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


def read_sheet(path: Path) -> list[Drawn]:
    """The pairs of a sheet in its order; ValueError for an unknown label."""
    drawn = [Drawn(**row) for row in _rows(path)]
    if unknown := {one.label for one in drawn} - {"", *LABELS}:
        raise ValueError(f"{path.name}: labels {sorted(unknown)}, known are {', '.join(LABELS)}")
    return drawn


def read_sheets(half: str) -> list[Drawn]:
    """The pairs of all sheets of a half."""
    return [one for path in sorted(LINKS.glob(f"{half}*.csv")) if "_key" not in path.stem for one in read_sheet(path)]


def read_keys(half: str) -> dict[str, Key]:
    """The keys of all sheets of a half."""
    return {pair: key for path in sorted(LINKS.glob(f"{half}*_key.csv")) for pair, key in read_key(path).items()}


def read_key(path: Path) -> dict[str, Key]:
    """The keys of a sheet by pair."""
    return {row["pair"]: Key(row["pair"], float(row["drawn_score"]), float(row["weight"])) for row in _rows(path)}


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)
