"""The figures of a comparison as a table whose colours are the chart; each figure leads to the rows that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.outputs.listing import Listing
from ingest.outputs.markup import Markup, tag
from ingest.outputs.values import shown
from ingest.pages.desk import Address
from warehouse.reading.comparisons import Comparison

Record = Mapping[str, object]
Keys = dict[str, list[str | None]]
DEEPEST = 70
"""Percent of colour behind the largest figure: the text on it stays readable."""
GONE = "dropped"
"""The state of what is missing in another order (macro paired_states)."""


@dataclass(slots=True)
class FigureRow:
    """A row: its words, its figures by column, and the values of the hidden keys that were summed in it."""

    words: tuple[str, ...]
    figures: dict[str, object] = field(default_factory=dict)
    keys: Keys = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """A matrix: headings of its words, (name, heading, key) of its columns of figures, rows in order."""

    comparison: Comparison
    headings: tuple[str, ...]
    columns: tuple[tuple[str, str, str | None], ...]
    rows: tuple[FigureRow, ...]

    @property
    def largest(self) -> float:
        """The largest figure."""
        found = [value for row in self.rows for value in row.figures.values() if isinstance(value, int | float)]
        return float(max(map(abs, found), default=0)) or 1.0


def figures(of: Comparison, listing: Listing, rows: Sequence[Record]) -> Figures:
    """The matrix of a comparison; rows that read the same are one, their figures summed."""
    spread = of.matrix[0]
    named = [column for column in listing.columns if not column.name.startswith(f"{spread}:")]
    spread_columns = [column for column in listing.columns if column.name.startswith(f"{spread}:")]
    identities = list(dict.fromkeys(tuple(row[name] for name in of.rows) for row in rows))
    table: dict[tuple[str, ...], FigureRow] = {}
    for identity, record in zip(identities, listing.records, strict=True):
        words = tuple(shown(record.get(column.name)) for column in named)
        row = table.setdefault(words, FigureRow(words))
        for name, value in zip(of.rows, identity, strict=True):
            _add(row.keys, name, value)
        for column in spread_columns:
            row.figures[column.name] = _sum(row.figures.get(column.name), record.get(column.name))
    raw = {f"{spread}:{row[spread]}": row[spread] for row in rows}
    columns = tuple(
        (column.name, column.heading, None if raw.get(column.name) is None else str(raw[column.name]))
        for column in spread_columns
    )
    return Figures(of, tuple(column.heading for column in named), columns, tuple(table.values()))


def _add(keys: Keys, name: str, value: object) -> None:
    told = None if value is None else str(value)
    if told not in keys.setdefault(name, []):
        keys[name].append(told)


def _sum(one: object, other: object) -> object:
    """Two figures of rows that read the same; a word for nothing ('нет') gives way to a figure."""
    numbers = [value for value in (one, other) if isinstance(value, int | float)]
    if numbers:
        return sum(numbers)
    return next((value for value in (one, other) if value is not None), None)


def figures_table(found: Figures, address: Address, first: int, size: int) -> Markup:
    """Rows `first` to `first + size` (from 0); what is missing is coloured where the comparison is about that."""
    head = tag(
        "tr", *(tag("th", heading) for heading in found.headings), *(tag("th", words) for _, words, _ in found.columns)
    )
    body = [_row(found, row, address) for row in found.rows[first : first + size]]
    return tag("table", tag("thead", head), tag("tbody", *body), class_="figures")


def _row(found: Figures, row: FigureRow, address: Address) -> Markup:
    words = (tag("td", text) for text in row.words)
    cells = (_cell(found, row, column, address) for column in found.columns)
    return tag("tr", *words, *cells)


def _cell(found: Figures, row: FigureRow, column: tuple[str, str, str | None], address: Address) -> Markup:
    name, heading, key = column
    value = row.figures.get(name)
    if value is None:
        return tag("td", class_="figure")
    about_missing = len(found.comparison.matrix) > 2
    missing = not isinstance(value, int | float)
    keys = {**row.keys} if missing else {**row.keys, found.comparison.matrix[0]: [key]}
    title = f"{', '.join(filter(None, row.words))} — {heading}: {shown(value)}"
    link = tag("a", shown(value), href=rows_address(found.comparison.name, keys, address, title, missing), title=title)
    if missing or key == GONE:
        return tag("td", link, class_="figure missing")
    share = 0.0 if about_missing else abs(float(str(value))) / found.largest
    colour = f"background:color-mix(in srgb, var(--dk-bar) {round(DEEPEST * share)}%, transparent)" if share else None
    return tag("td", link, class_="figure", style=colour)


def rows_address(what: str, keys: Keys, address: Address, title: str, missing: bool = False) -> str:
    """The page of rows that a figure counts; of what is missing, the rows of those who have it."""
    told = [name if value is None else f"{name}:{value}" for name, values in keys.items() for value in values]
    of = Address().but(
        what=what,
        place=address.every("place"),
        year=address.get("year"),
        level=address.get("level"),
        topic=address.get("topic"),
        key=told,
        title=title[:300],
        missing="1" if missing else "",
    )
    return f"/search/{of.href}"


def keys_of(address: Address) -> Keys:
    """The keys of a figure from the address that `rows_address` made."""
    keys: Keys = {}
    for told in address.every("key"):
        name, colon, value = told.partition(":")
        keys.setdefault(name, []).append(value if colon else None)
    return keys
