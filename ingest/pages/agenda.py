"""The page of the calendar: a month as a grid of days, and «мой план»: what one responsible does, to print."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from textwrap import shorten
from typing import Any

from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.values import plural, shown
from ingest.pages import lists, live, warehouse
from ingest.pages.choosers import order_chooser
from ingest.pages.desk import Address, Desk, Request
from ingest.pages.navigation import block, wrong
from ingest.questions.calendar import event_values, month_of
from warehouse.corpus.topics import topic_titles
from warehouse.errors import UnknownNameError

Record = Mapping[str, Any]
MOST_EVENTS = 400
"""Events of a month or of a plan that a page shows; how many there are is always said."""
LONGEST = 7
"""Days of the longest event that stands on its days; longer ones stand over the month."""
LETTERS = 90
WEEKDAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
MINE = "mine"
EVENTS = ("событие", "события", "событий")
_FULL_MONTHS = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)


def answer(desk: Desk, request: Request) -> Desk:
    """The desk after a request: this page only goes from one state to another."""
    return replace(desk, address=Address.parsed(request.go)) if request.go is not None else desk


def page(desk: Desk) -> str:
    """The filters, and under them the month or the plan of one responsible."""
    address = desk.address
    try:
        month = month_of(address.get("month"))
    except UnknownNameError as error:
        return block(live.state(desk), wrong(str(error)))
    shown_view = _mine(address) if address.get("view") == MINE else _month(address, month)
    return block(live.state(desk), _filters(address), shown_view)


def _filters(address: Address) -> Markup:
    topics = [lists.Option(topic, title) for topic, title in topic_titles().items()]
    views = lists.Filter("view", "Вид", "месяц", [lists.Option(MINE, "мой план")])
    return lists.bar(
        lists.search("responsible", "Ответственный: организация, фамилия", address, "/"),
        order_chooser(address, "все приказы"),
        lists.choice(lists.Filter("topic", "Тема", "все темы", topics), address),
        lists.chips(views, address),
    )


def _events(address: Address, month: date | None, *, dated: bool = True) -> tuple[list[Record], int]:
    """The events that the address asks for, at most MOST_EVENTS, and how many there are."""
    orders = (address.get("order"),) if address.get("order") else ()
    values = event_values(orders, address.get("responsible"), address.get("topic"), month, dated=dated)
    select = f"SELECT *, count(*) OVER () AS total FROM found LIMIT {MOST_EVENTS}"
    rows = warehouse.over("calendar_events", select, values)
    return list(rows), int(rows[0]["total"]) if rows else 0


def _first_month(address: Address) -> date | None:
    """The month of the first event that the filters leave."""
    orders = (address.get("order"),) if address.get("order") else ()
    values = event_values(orders, address.get("responsible"), address.get("topic"), None)
    found = warehouse.over("calendar_events", "SELECT min(coalesce(first, last)) AS day FROM found", values)
    day = found[0]["day"] if found else None
    return day.replace(day=1) if day else None


def _month(address: Address, asked: date | None) -> Markup:
    month = asked or _first_month(address)
    if month is None:
        return tag("p", "Сроков с датами нет.", class_="notice")
    rows, total = _events(address, month)
    long = [row for row in rows if _length(row) > LONGEST]
    short = [row for row in rows if _length(row) <= LONGEST]
    return joined(
        _steps(address, month, total, len(rows)),
        tag("details", tag("summary", f"Весь месяц и дольше: {plural(len(long), *EVENTS)}"), _listed(long), open="")
        if long
        else None,
        _grid(month, short),
    )


def _steps(address: Address, month: date, total: int, seen: int) -> Markup:
    before, after = month - timedelta(days=1), month + timedelta(days=31)
    cut = f", показаны {seen}: сузьте отбор" if seen < total else ""
    return lists.bar(
        lists.link("←", address.but(month=f"{before:%Y-%m}"), aria_label="предыдущий месяц"),
        tag("b", f"{_FULL_MONTHS[month.month - 1]} {month.year}"),
        lists.link("→", address.but(month=f"{after:%Y-%m}"), aria_label="следующий месяц"),
        tag("span", plural(total, *EVENTS) + cut, class_="count"),
    )


def _length(row: Record) -> int:
    first, last = _days(row)
    return (last - first).days + 1


def _days(row: Record) -> tuple[date, date]:
    """A last day stands on that day, an open end on the first."""
    first, last = row["first"], row["last"]
    if row["kind"] == "deadline" or first is None:
        return last or first, last or first
    return first, max(last or first, first)


def _grid(month: date, rows: Sequence[Record]) -> Markup:
    weeks = []
    for week in Calendar().monthdatescalendar(month.year, month.month):
        cells = [_day(day, month, [row for row in rows if _days(row)[0] <= day <= _days(row)[1]]) for day in week]
        weeks.append(tag("tr", *cells))
    head = tag("tr", *(tag("th", name, scope="col") for name in WEEKDAYS))
    return tag("table", tag("thead", head), tag("tbody", *weeks), class_="month-grid")


def _day(day: date, month: date, rows: Sequence[Record]) -> Markup:
    entries = [tag("div", _link(row), class_="deadline" if row["kind"] == "deadline" else None) for row in rows]
    return tag("td", tag("b", str(day.day)), *entries, class_=None if day.month == month.month else "other")


def _link(row: Record) -> Markup:
    words = shorten(str(row["activity"] or ""), LETTERS, placeholder="…")
    title = "; ".join(filter(None, (str(row["activity"] or ""), row["raw"], ", ".join(row["responsibles"] or ()))))
    return tag("a", words, href=_source(row), title=title)


def _source(row: Record) -> str:
    """The row beside its file."""
    return f"/load/{Address().but(order=row['order_id'], row=row['item_id']).href}"


def _listed(rows: Sequence[Record]) -> Markup:
    return tag("ul", *(tag("li", _link(row), " ", tag("span", _dates(row), class_="soft")) for row in rows))


def _mine(address: Address) -> Markup:
    """What one responsible does, month by month, as a table to be printed."""
    if not address.get("responsible") and not address.get("order"):
        return tag("p", "Напишите, кто отвечает, или выберите приказ: здесь будет план по месяцам.", class_="notice")
    rows, total = _events(address, None)
    who = address.get("responsible") or "все ответственные"
    cut = f"; показаны первые {len(rows)}" if len(rows) < total else ""
    print_it = tag("span", " Печать: Ctrl+P.", class_="screen")
    head = tag("p", f"Мой план: {who} — {plural(total, *EVENTS)}{cut}.", print_it, class_="count")
    undated, count = _events(address, None, dated=False)
    if not rows and not undated:
        return joined(head, tag("p", "Ничего не найдено.", class_="notice"))
    return joined(head, *_by_month(rows), *_undated(undated, count))


def _undated(rows: Sequence[Record], count: int) -> Iterator[Markup]:
    """What has no dates: «постоянно», «по графику»."""
    if rows:
        cut = f", показаны первые {len(rows)}" if len(rows) < count else ""
        yield tag("h3", f"Без дат ({count}{cut})")
        yield _lines((str(row["raw"] or ""), row) for row in rows)


def _lines(rows: Iterable[tuple[str, Record]]) -> Markup:
    lines = (
        tag("tr", tag("td", dates, class_="dates"), tag("td", row["activity"]), tag("td", _whose(row)))
        for dates, row in rows
    )
    return tag("table", tag("tbody", *lines), class_="my-plan")


def _by_month(rows: Sequence[Record]) -> Iterator[Markup]:
    for (year, month), together in groupby(rows, lambda row: (_begins(row).year, _begins(row).month)):
        yield tag("h3", f"{_FULL_MONTHS[month - 1]} {year}")
        yield _lines((_dates(row), row) for row in together)


def _begins(row: Record) -> date:
    day: date = row["first"] or row["last"]
    return day


def _whose(row: Record) -> str:
    number = f"№ {row['order_number']}" if row["order_number"] else row["order_id"]
    point = f"п. {row['number']}" if row["number"] else ""
    return ", ".join(filter(None, (f"приказ {number}", point)))


def _dates(row: Record) -> str:
    first, last = row["first"], row["last"]
    if row["kind"] == "deadline" or first is None:
        return f"до {shown(last or first)}"
    if last is None:
        return f"с {shown(first)}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{_FULL_MONTHS[first.month - 1].lower()} {first.year}"
    return shown(first) if first == last else f"{shown(first)} – {shown(last)}"
