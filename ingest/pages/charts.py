"""Charts of the pages as Vega-Lite specifications: plain data in, no address of anything elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest.outputs.values import shown

Spec = dict[str, Any]
PLAIN = ".10~g"
"""Figures without separators (d3-format)."""
MOST_MARKS = 200
"""Bars that a chart can show and a person can read."""
MOST_CELLS = 4_000
CELL_HEIGHT = 24
SHORT, FEW = 9, 3
"""Letters of a column's name that fit over narrow cells; columns that are wide enough for any name."""


def bars(rows: Sequence[Mapping[str, Any]], name: str, figure: str) -> Spec:
    """A bar for each row, of the first `MOST_MARKS`; names are text, so years have no separators."""
    values = [{"name": shown(row[name]) or "—", "figure": row[figure]} for row in rows[:MOST_MARKS]]
    height = {"field": "figure", "type": "quantitative", "aggregate": "sum", "title": figure}
    along = {"field": "name", "type": "nominal", "title": name}
    return {
        **_data(values),
        "mark": "bar",
        "width": "container",
        "height": 360,
        "encoding": {
            "x": {**along, "sort": None, "axis": {"labelLimit": 140, "labelAngle": -40}},
            "y": {**height, "axis": {"format": PLAIN}},
            "tooltip": [along, {**height, "format": PLAIN}],
        },
    }


def heat(cells: Sequence[tuple[str, str, float]], columns: Sequence[str], figure: str) -> Spec:
    """A heat map of (row, column, figure), rows in the order given; the figure stands in its cell."""
    values = [{"down": one, "along": other, "figure": value} for one, other, value in cells[:MOST_CELLS]]
    rows = list(dict.fromkeys(one for one, _, _ in cells))
    level = len(columns) <= FEW or max(map(len, columns)) <= SHORT
    row = {"field": "down", "type": "nominal", "title": None}
    column = {"field": "along", "type": "nominal", "title": None}
    head = {"orient": "top", "labelLimit": 300, "labelAngle": 0 if level else -40}
    places = {
        "y": {**row, "sort": rows, "axis": {"labelLimit": 320}},
        "x": {**column, "sort": list(columns), "axis": head},
    }
    amount = {"field": "figure", "type": "quantitative", "title": figure}
    return {
        **_data(values),
        "width": "container",
        "height": CELL_HEIGHT * max(len(rows), 1),
        "encoding": places,
        "layer": [
            {
                "mark": "rect",
                "encoding": {
                    "color": {**amount, "scale": {"scheme": "blues"}, "legend": None},
                    "tooltip": [row, column, {**amount, "format": PLAIN}],
                },
            },
            {
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {
                    "text": {**amount, "format": PLAIN},
                    "color": {
                        "condition": {"test": f"datum.figure > {_dark(values)}", "value": "white"},
                        "value": "black",
                    },
                },
            },
        ],
    }


def _dark(values: Sequence[Mapping[str, Any]]) -> float:
    """The figure from which a cell is so dark that its text must be white."""
    return 0.6 * max((value["figure"] for value in values), default=0)


def _data(values: Sequence[Mapping[str, Any]]) -> Spec:
    return {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"values": list(values)}}


def drawn(spec: Spec) -> Any:
    """The chart as a notebook shows it."""
    import altair

    return altair.Chart.from_dict(spec)
