"""A plan month by month as an inline SVG: a row a section, a column a month, the darker the more activities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from ingest.outputs.labels import MONTHS
from ingest.outputs.markup import Markup, joined, tag

MARGIN_MONTHS = 3
"""Months shown before and after the plan: its preparation and what sums it up."""
MOST_MONTHS = 24
MOST_SECTIONS = 30
LABEL_WIDTH, CELL_WIDTH, ROW_HEIGHT, BAR_HEIGHT, HEAD_HEIGHT = 340, 50, 26, 70, 44
LABEL_LETTERS = 40
REST = "прочие разделы"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Activities by section and month: `counts[section, month]`, sections in reading order, months first to last."""

    sections: tuple[str, ...]
    months: tuple[date, ...]
    counts: Mapping[tuple[str, date], int]
    outside: int = 0
    """Activities' months that lie farther from the plan than is shown."""

    @property
    def totals(self) -> dict[date, int]:
        """Activities of each month."""
        sums: Counter[date] = Counter()
        for (_, month), count in self.counts.items():
            sums[month] += count
        return {month: sums[month] for month in self.months}


def timeline(
    sections: Sequence[str],
    rows: Iterable[tuple[str, date, int]],
    plan: tuple[date | None, date | None] = (None, None),
) -> Timeline:
    """The timeline of an order from (section, first day of a month, activities); `plan` is its first and last day.

    Sections beyond the thirtieth are counted together.
    """
    given = list(rows)
    shown = _months([month for _, month, _ in given], plan)
    kept = tuple(sections) if len(sections) <= MOST_SECTIONS else (*sections[: MOST_SECTIONS - 1], REST)
    counts: Counter[tuple[str, date]] = Counter()
    outside = 0
    for section, month, count in given:
        if month in shown:
            counts[section if section in kept else REST, month] += count
        else:
            outside += count
    return Timeline(kept, tuple(shown), counts, outside)


def _months(given: Sequence[date], plan: tuple[date | None, date | None]) -> list[date]:
    """The months of the plan, and those around it in which something happens, but not far from it."""
    if not given:
        return []
    start, end = (_number(day) if day else None for day in plan)
    used = sorted({_number(month) for month in given})
    first, last = used[0], used[-1]
    if start is not None and end is not None:
        first = min(start, max(first, start - MARGIN_MONTHS))
        last = max(end, min(last, end + MARGIN_MONTHS))
    return [date(number // 12, number % 12 + 1, 1) for number in range(first, min(last, first + MOST_MONTHS - 1) + 1)]


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def drawn(plan: Timeline) -> Markup:
    """The SVG; its colours come from the page's style, so that it is readable in light and dark."""
    width = LABEL_WIDTH + CELL_WIDTH * len(plan.months)
    height = HEAD_HEIGHT + BAR_HEIGHT + ROW_HEIGHT * len(plan.sections)
    rows = [_row(plan, section, place) for place, section in enumerate(plan.sections)]
    return tag(
        "svg",
        tag("title", "Мероприятия плана по месяцам"),
        *_heads(plan.months),
        *_bars(plan),
        *rows,
        viewBox=f"0 0 {width} {height}",
        style=f"min-width:{width * 0.7:.0f}px;max-width:{width}px",
        role="img",
        class_="timeline",
    )


def _x(place: int) -> int:
    return LABEL_WIDTH + CELL_WIDTH * place


def _label(text: object, x: float, y: float, kind: str, tip: str | None = None) -> Markup:
    return tag("text", str(text), tag("title", tip) if tip else None, x=x, y=y, class_=kind)


def _heads(months: Sequence[date]) -> list[Markup]:
    """Names of the months, with the year above the first and above each January."""
    heads = []
    for place, month in enumerate(months):
        middle = _x(place) + CELL_WIDTH / 2
        heads.append(_label(MONTHS[month.month - 1], middle, 36, "month"))
        if place == 0 or month.month == 1:
            heads.append(_label(month.year, _x(place) + 3, 16, "year"))
            heads.append(tag("line", x1=_x(place), x2=_x(place), y1=4, y2=HEAD_HEIGHT + BAR_HEIGHT, class_="new-year"))
    return heads


def _bars(plan: Timeline) -> list[Markup]:
    """How many activities each month has, as bars."""
    totals = plan.totals
    highest = max(totals.values(), default=0) or 1
    base = HEAD_HEIGHT + BAR_HEIGHT - 8
    bars = [_label("всего мероприятий", LABEL_WIDTH - 10, base - 4, "section")]
    for place, month in enumerate(plan.months):
        if count := totals[month]:
            high = (BAR_HEIGHT - 26) * count / highest
            bars.append(
                tag("rect", x=_x(place) + 8, y=round(base - high, 1), width=CELL_WIDTH - 16, height=round(high, 1))
            )
            bars.append(_label(count, _x(place) + CELL_WIDTH / 2, round(base - high - 4, 1), "count"))
    return bars


def _row(plan: Timeline, section: str, place: int) -> Markup:
    y = HEAD_HEIGHT + BAR_HEIGHT + ROW_HEIGHT * place
    highest = max(plan.counts.values(), default=0) or 1
    name = shorten(section, LABEL_LETTERS, placeholder="…") or "без раздела"
    cells = [_label(name, LABEL_WIDTH - 10, y + 17, "section", section or None)]
    for column, month in enumerate(plan.months):
        count = plan.counts.get((section, month), 0)
        share = round(0.15 + 0.85 * count / highest, 2) if count else None
        tip = tag("title", f"{name}: {MONTHS[month.month - 1]} {month.year} — {count}") if count else None
        cells.append(
            tag(
                "rect",
                tip,
                x=_x(column) + 1,
                y=y + 1,
                width=CELL_WIDTH - 2,
                height=ROW_HEIGHT - 2,
                class_="cell" if count else "cell empty",
                style=f"fill-opacity:{share}" if share else None,
            )
        )
        if count:
            kind = "count strong" if share and share > 0.55 else "count"
            cells.append(_label(count, _x(column) + CELL_WIDTH / 2, y + 17, kind))
    return joined(*cells)
