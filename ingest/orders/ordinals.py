"""Rows numbered in their order, from 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Record = dict[str, object]


def numbered(name: str, records: Iterable[Mapping[str, object]]) -> list[Record]:
    """The records with their places under this name."""
    return [{name: number, **record} for number, record in enumerate(records, 1)]


def ordinals(records: Iterable[Mapping[str, object]]) -> list[Record]:
    """The records with their places as `ordinal`."""
    return numbered("ordinal", records)
