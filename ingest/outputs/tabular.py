"""Records as text for programs: CSV and JSON, and column names that are told apart."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

Row = Mapping[str, object]


def as_json(rows: Sequence[Row]) -> str:
    """One JSON array; dates are ISO."""
    return json.dumps(list(rows), ensure_ascii=False, default=_json_value)


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """CSV with a header; dates are ISO, lists ';'-separated."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_value(row.get(name)) for name in columns])
    return buffer.getvalue()


def distinct(names: Sequence[str]) -> list[str]:
    """Column names of a query, equal ones told apart: ['n', 'n'] -> ['n', 'n_2']."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return told


def _json_value(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _csv_value(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(str(part) for part in value)
    return "" if value is None else value
