"""A chart of a query's result as bars: equal names are summed over all rows, each bar leads to its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.values import plural, shown
from ingest.pages.desk import Address

MOST_BARS = 60
"""Bars that a person can read; what the others come to is said."""
NAMELESS = "—"
BARS = ("значение", "значения", "значений")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, the sum of the figures of all rows of that name, and how many rows these are."""

    name: str
    figure: float
    rows: int


def bars(rows: Sequence[Mapping[str, Any]], name: str, figure: str) -> list[Bar]:
    """One bar a name, in the order of the rows; names are text, rows without a figure count nothing."""
    sums: dict[str, Bar] = {}
    for row in rows:
        label = name_of(row[name])
        value = row[figure] if isinstance(row[figure], int | float) else 0
        before = sums.get(label, Bar(label, 0, 0))
        sums[label] = Bar(label, before.figure + value, before.rows + 1)
    return list(sums.values())


def name_of(value: object) -> str:
    """The name under which a value stands in a chart."""
    return shown(value) or NAMELESS


def chart(found: Sequence[Bar], address: Address, title: str) -> Markup:
    """The bars; where there are more than `MOST_BARS`, how many are left out and what they come to."""
    drawn, rest = found[:MOST_BARS], found[MOST_BARS:]
    most = max((abs(bar.figure) for bar in found), default=0) or 1
    left_out = sum(bar.figure for bar in rest)
    note = (
        f"Показаны первые {MOST_BARS}; ещё {plural(len(rest), *BARS)} вместе дают {number(left_out)}." if rest else ""
    )
    return joined(
        tag("p", note, class_="notice") if note else None,
        tag("table", tag("tbody", *(_bar(bar, most, address) for bar in drawn)), class_="bars", aria_label=title),
    )


def _bar(bar: Bar, most: float, address: Address) -> Markup:
    width = f"width:{round(80 * abs(bar.figure) / most, 1)}%"
    length = tag("i", style=width, class_="below" if bar.figure < 0 else None)
    to = address.but(only=bar.name, page="")
    link = tag(
        "a",
        length,
        tag("span", number(bar.figure)),
        href=to.href,
        data_go="",
        title=f"{bar.name}: {number(bar.figure)}",
    )
    return tag("tr", tag("td", bar.name), tag("td", link))


def number(value: float) -> str:
    """A figure in full: 12345678, 0,25."""
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}".replace(".", ",")
