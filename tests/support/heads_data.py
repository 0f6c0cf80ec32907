"""The invented heads of tests/cases/heads and how a read head is compared with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from normalize.head.read import read_head
from normalize.model import Head

FOLDER = Path(__file__).parents[1] / "cases" / "heads"


@dataclass(frozen=True)
class Case:
    """One head: its paragraphs before the table, and what each column is expected to be."""

    name: str
    before: tuple[str, ...]
    between: tuple[str, ...]
    expect: dict[str, Any]


def load_cases(half: str) -> list[Case]:
    """The cases of 'development' or 'measured'."""
    entries = yaml.safe_load((FOLDER / f"{half}.yml").read_text(encoding="utf-8"))
    return [
        Case(
            entry["name"],
            _paragraphs(entry["before"], by_line=entry.get("by_line", False)),
            _paragraphs(entry.get("between", ""), by_line=False),
            entry["expect"],
        )
        for entry in entries
    ]


def _paragraphs(text: str, *, by_line: bool) -> tuple[str, ...]:
    pieces = text.splitlines() if by_line else re.split(r"\n\s*\n", text)
    return tuple(piece for piece in pieces if piece.strip())


def wrong_columns(case: Case) -> dict[str, tuple[object, object]]:
    """Column -> (expected, read) where they differ, blanks, dashes and letters' size aside."""
    head = read_head(case.before, between=case.between)
    read = columns(head)
    return {
        column: (expected, read[column])
        for column, expected in case.expect.items()
        if plain(expected) != plain(read[column])
    }


def columns(head: Head) -> dict[str, Any]:
    """The columns of contract.md and the lists beside them, as cases name them."""
    window = head.window
    return {
        **{name: getattr(head, name) for name in Head.__dataclass_fields__},
        "academic_year": window.academic_year if window else "",
        "plan_start": window.start if window else None,
        "plan_end": window.end if window else None,
        "persons": [person.name for person in head.persons],
        "acts": [f"{act.act_type} {act.signed_on} {act.number}" for act in head.acts],
        "conflicts": len(head.conflicts),
    }


def plain(value: object) -> object:
    """A value without blanks, dashes and letters' size; a list in sorted order."""
    if isinstance(value, list):
        return sorted(str(plain(one)) for one in value)
    return re.sub(r"[\s‐-―-]+", "", "" if value is None else str(value)).casefold()
