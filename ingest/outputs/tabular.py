"""Records as text for programs: CSV and JSON, and column names that are told apart."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

Row = Mapping[str, object]


def as_json(rows: Sequence[Row]) -> str:
    """One JSON array; dates are ISO, NaN and infinities null, what a terminal would obey is escaped."""
    text = json.dumps([_json_value(row) for row in rows], ensure_ascii=False, allow_nan=False)
    return _ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_csv(
    rows: Iterable[Row],
    columns: Sequence[str],
    *,
    delimiter: str = ",",
    value: Callable[[object], object] | None = None,
) -> str:
    """CSV with a header; `value` writes a cell: as it is (dates ISO, lists ';'-separated) unless told otherwise."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    write = value or csv_value
    writer.writerow([write(name) for name in columns])
    for row in rows:
        writer.writerow([write(row.get(name)) for name in columns])
    return buffer.getvalue()


def distinct(names: Sequence[str]) -> list[str]:
    """Column names of a query, equal ones told apart: ['n', 'n'] -> ['n', 'n_2']."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return told


_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def _json_value(value: object) -> object:
    """A value that JSON has: 'no number' (NaN, infinity) is null, a key is text."""
    if isinstance(value, float | Decimal):
        return float(value) if math.isfinite(value) else None
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _json_value(one) for name, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_json_value(one) for one in value]
    return str(value)


def csv_value(value: object) -> object:
    """A cell for programs: ISO dates, lists ';'-separated, nothing for NULL."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ";".join(str(part) for part in value)
    return "" if value is None else value
