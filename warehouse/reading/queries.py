"""What a query of an analyst may take, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: rows returned, seconds, characters of SQL."""

    rows: int = 1_000_000
    seconds: float = 60.0
    characters: int = 100_000


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Rows of a query; `truncated` where there were more than the limit."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[object, ...]]
    truncated: bool = False


LIMITS = Limits()
