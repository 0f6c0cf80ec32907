"""The CSV files that analysts may open in Excel: read as Excel leaves them, or refused by the line.

Excel of a Russian system saves with semicolons or tabs, in Windows-1251 or UTF-16, columns in whatever order, blank
lines and columns at the end.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from warehouse.errors import WarehouseError

_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ";\t,"
_LONGEST_FIELD = min(sys.maxsize, 2**31 - 1)
"""A quote of an order may be longer than the 131,072 characters that the csv module stops at by itself."""


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """(place for messages: 'reviews.csv, строка 3', the row) of every row with something in it; none without a file.

    WarehouseError, naming the line, for a file that lacks `columns` or has more cells in a row than columns.
    """
    if not path.exists():
        return
    text = _decoded(path)
    if text.partition("\n")[0].strip().lower().startswith("sep="):
        text = text.partition("\n")[2]
    rows = _rows(text, _delimiter(text, columns), path.name)
    _, header = next(rows, ("", []))
    names = [name.strip().casefold() for name in header]
    if missing := [name for name in columns if name not in names]:
        raise WarehouseError(f"В {path} нет столбцов: {', '.join(missing)}")
    for place, row in rows:
        if any(cell.strip() for cell in row[len(names) :]):
            raise WarehouseError(f"{place}: ячеек больше, чем столбцов: заключите текст с разделителем в кавычки")
        if any(cell.strip() for cell in row):
            yield (
                place,
                {name: cell.strip() for name, cell in zip_longest(names, row[: len(names)], fillvalue="") if name},
            )


def _rows(text: str, delimiter: str, name: str) -> Iterator[tuple[str, list[str]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield f"{name}, строка {reader.line_num}", row
    except csv.Error as error:
        raise WarehouseError(f"{name}, строка {reader.line_num}: кавычки не закрыты или стоят не на месте") from error


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1251")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise WarehouseError(f"{path.name}, строка {line}: кодировка не читается, сохраните «CSV UTF-8»") from error


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """The one that parts the header into the most of the columns."""
    header = text.partition("\n")[0].casefold()
    return max(_DELIMITERS, key=lambda one: len(set(columns) & {name.strip('" \r') for name in header.split(one)}))


def written(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """The file that `read_rows` reads: UTF-8 with a byte order mark, so that Excel reads the Russian."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")  # with both, a cell that holds either is quoted
    writer.writeheader()
    writer.writerows(rows)
    try:
        return text.getvalue().encode("utf-8-sig")
    except UnicodeEncodeError as error:
        raise WarehouseError("В тексте есть знак, которого нет в Юникоде: наберите его заново") from error
