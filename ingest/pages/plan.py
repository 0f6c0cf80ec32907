"""An order's plan as a table with a bar chart (Gantt) by month beside each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from ingest.outputs.labels import MONTHS, PERIOD_KINDS, SEVERITIES
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.values import shown

Record = Mapping[str, Any]
MONTH_WIDTH, BAR_TOP, BAR_HEIGHT, CHART_HEIGHT = 24, 5, 10, 20
OPEN_MONTHS = 1
"""Months that the bar of a period takes whose other end is not given."""


def plan_table(rows: Sequence[Record], months: Sequence[date]) -> Markup:
    """Rows of page_plan.sql under their sections; `months` are the first days of the months to be drawn."""
    body = []
    for (section, subsection), together in groupby(rows, lambda row: (row["section"], row["subsection"])):
        heading = " · ".join(filter(None, (section, subsection)))
        if heading:
            body.append(tag("tr", tag("th", heading, colspan=5, scope="colgroup"), class_="section"))
        body.extend(_row(row, months) for row in together)
    head = tag(
        "tr",
        tag("th", "№"),
        tag("th", "Мероприятие"),
        tag("th", _month_names(months), class_="months"),
        tag("th", "Срок"),
        tag("th", "Ответственные"),
    )
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body), class_="plan"), class_="scroll")


def _row(row: Record, months: Sequence[date]) -> Markup:
    periods = row["periods"] or ()
    return tag(
        "tr",
        tag("td", row["number"], class_="name"),
        tag("td", tag("b", row["activity"]) if row["is_group"] else row["activity"], *_findings(row)),
        tag("td", _bars(periods, months), class_="months"),
        tag("td", *(tag("div", dates(period), title=period["raw"]) for period in periods), class_="dates"),
        tag("td", ", ".join(dict.fromkeys(row["responsibles"] or ())), *_actions(row)),
        id=row["item_id"],
    )


def _actions(row: Record) -> Iterator[Markup]:
    """What each level does, where the order says so instead of naming who answers."""
    for action in row["actions"] or ():
        level = tag("span", f"{action['level']}: ", class_="soft") if action["level"] else None
        yield tag("div", level, action["text"])


def _findings(row: Record) -> Iterator[Markup]:
    for finding in row["findings"] or ():
        suggestion = f" Предложение: {finding['suggestion']}" if finding["suggestion"] else ""
        yield tag(
            "div",
            tag("span", SEVERITIES[finding["severity"]], class_="badge"),
            f" {finding['message']}{suggestion}",
            class_=f"note {finding['severity']}",
        )


def dates(period: Record) -> str:
    """'01.11.2024 – 28.02.2025', 'до 15.05.2025', 'с 01.09.2024', else the kind of period: 'постоянно'."""
    first, last = period["first"], period["last"]
    if first and last:
        return shown(first) if first == last else f"{shown(first)} – {shown(last)}"
    if last:
        return f"до {shown(last)}"
    if first:
        return f"с {shown(first)}"
    return PERIOD_KINDS.get(period["kind"]) or str(period["kind"])


def _month_names(months: Sequence[date]) -> Markup:
    names = []
    for place, month in enumerate(months):
        middle = (place + 0.5) * MONTH_WIDTH
        names.append(tag("text", MONTHS[month.month - 1], x=middle, y=28, class_="month"))
        if place == 0 or month.month == 1:
            names.append(tag("text", str(month.year), x=place * MONTH_WIDTH + 2, y=12, class_="year"))
    return _svg(joined(*names), len(months), 34)


def _bars(periods: Sequence[Record], months: Sequence[date]) -> Markup:
    bars = [_bar(period, span) for period in periods if (span := span_of(period["first"], period["last"], months))]
    return _svg(joined(*_grid(months), *bars), len(months), CHART_HEIGHT)


def _grid(months: Sequence[date]) -> Iterator[Markup]:
    """The beginnings of the months, those of a year apart: two shapes, however many months there are."""
    for kind, of_year in (("grid", False), ("new-year", True)):
        places = [place * MONTH_WIDTH for place, month in enumerate(months) if (month.month == 1) is of_year]
        yield tag("path", d="".join(f"M{x} 0V{CHART_HEIGHT}" for x in places), class_=kind)


def _bar(period: Record, span: tuple[float, float]) -> Markup:
    left, right = span
    return tag(
        "rect",
        tag("title", dates(period)),
        x=round(left * MONTH_WIDTH, 1),
        y=BAR_TOP,
        width=round(max(right - left, 0.12) * MONTH_WIDTH, 1),
        height=BAR_HEIGHT,
        rx=2,
        class_="bar suggested" if period["suggested"] else "bar",
    )


def span_of(first: date | None, last: date | None, months: Sequence[date]) -> tuple[float, float] | None:
    """Where a period lies among months, in months from the first one; None outside them or without dates.

    An open beginning or end is drawn as one month.
    """
    if not months or not (first or last):
        return None
    right = _place(last, months[0], 1) if last else _place(first, months[0], 0) + OPEN_MONTHS
    left = _place(first, months[0], 0) if first else right - OPEN_MONTHS
    left, right = max(left, 0.0), min(right, float(len(months)))
    return (left, right) if left < right else None


def _place(day: date | None, start: date, passed: int) -> float:
    """Months from `start` to a day; `passed` 1 counts the day itself."""
    if day is None:
        return 0.0
    return (day.year - start.year) * 12 + day.month - start.month + (day.day - 1 + passed) / 31


def _svg(content: Markup, months: int, height: int) -> Markup:
    width = max(months, 1) * MONTH_WIDTH
    return tag("svg", content, viewBox=f"0 0 {width} {height}", width=width, height=height, class_="gantt", role="img")
