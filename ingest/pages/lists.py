"""Lists to choose from, as markup: rows, heads that sort, filters with counts, pages; every control is a link.

pages.js follows the links without loading the page anew; `href` alone tells the whole state.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.outputs.markup import Markup, joined, tag
from ingest.pages.desk import Address
from ingest.pages.listing import last_page

Cell = str | Markup | None
SORT = "sort"
ARROWS = {"ascending": " ▲", "descending": " ▼", "none": ""}


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter in words, with the number of rows that it would leave."""

    value: str
    name: str
    count: int | None = None

    @property
    def words(self) -> str:
        """'ошибка (12)'."""
        return self.name if self.count is None else f"{self.name} ({self.count})"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: the name in the address, its title, the choice of everything, the others."""

    name: str
    title: str
    everything: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `sort` is its name in the address where the list can be ordered by it."""

    title: str
    sort: str = ""
    width: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its id, the address that chooses it, its cells."""

    row_id: str
    address: Address
    cells: Sequence[Cell]
    kind: str = ""


def link(words: str, address: Address, **attributes: str | None) -> Markup:
    """A link to another state of the same page."""
    return tag("a", words, href=address.href, data_go="", **attributes)


def chips(one: Filter, address: Address, **reset: str) -> Markup:
    """A filter of few values: all of them side by side, the chosen one marked."""
    chosen = address.get(one.name)
    offered = [Option("", one.everything), *one.options]
    links = [
        link(
            option.words,
            address.but(**{one.name: option.value, "page": "", **reset}),
            aria_current="true" if option.value == chosen else None,
        )
        for option in offered
    ]
    return tag("div", tag("span", one.title, class_="soft"), *links, class_="chips", role="group", aria_label=one.title)


def choice(one: Filter, address: Address, **reset: str) -> Markup:
    """A filter of many values: a list to pick from. A chosen value that has no rows left stays in it."""
    chosen = address.get(one.name)
    known = {option.value for option in one.options}
    missing = [Option(chosen, chosen, 0)] if chosen and chosen not in known else []
    options = [
        tag(
            "option",
            option.words,
            value=address.but(**{one.name: option.value, "page": "", **reset}).href,
            data_on="" if option.value == chosen else None,
        )
        for option in (Option("", one.everything), *missing, *one.options)
    ]
    picker = tag("select", *options, data_go="", name=one.name, aria_label=one.title)
    return tag("label", tag("span", one.title, class_="soft"), picker, class_="choice")


def search(name: str, title: str, address: Address, key: str = "", page: str = "page") -> Markup:
    """A field whose words filter the list; they are sent a moment after the last letter."""
    field = tag(
        "input",
        type="search",
        name=name,
        data_value=address.get(name),
        data_address=address.but(**{name: "", page: ""}).href,
        data_key=key or None,
        aria_label=title,
        placeholder=title,
    )
    return tag("label", field, class_="search")


def table(
    heads: Sequence[Head],
    rows: Iterable[Row],
    address: Address,
    chosen: str,
    ticked: frozenset[str] | None = None,
) -> Markup:
    """The list: a click on a row chooses it; `ticked`, where rows can be ticked, are the ids that are."""
    shown = list(rows)
    lines = [_line(row, row.row_id == chosen, ticked) for row in shown]
    boxes = [_all_box([row.row_id for row in shown], ticked)] if ticked is not None else []
    head = tag("tr", *boxes, *(_head(one, address) for one in heads))
    content = tag("table", tag("thead", head), tag("tbody", *lines), class_="choices")
    return tag("div", content, class_="scroll")


def _head(head: Head, address: Address) -> Markup:
    style = f"width:{head.width}" if head.width else None
    if not head.sort:
        return tag("th", head.title, style=style, scope="col")
    current = address.get(SORT)
    order = {head.sort: "ascending", f"-{head.sort}": "descending"}.get(current, "none")
    following = {"ascending": f"-{head.sort}", "descending": "", "none": head.sort}[order]
    to = address.but(sort=following, page="")
    return tag("th", link(f"{head.title}{ARROWS[order]}", to), aria_sort=order, style=style, scope="col")


def _line(row: Row, chosen: bool, ticked: frozenset[str] | None) -> Markup:
    # Tab stops at the chosen row only; j, k and the arrows go through the others.
    stop = None if chosen else "-1"
    box = [tag("td", _box([row.row_id], row.row_id in ticked, "отметить", stop))] if ticked is not None else []
    first, *others = row.cells
    # The link makes the row known to a screen reader.
    return tag(
        "tr",
        *box,
        tag("td", tag("a", first or "—", href=row.address.href, data_go="", class_="row", tabindex=stop)),
        *(tag("td", cell) for cell in others),
        data_href=row.address.href,
        data_id=row.row_id,
        aria_selected="true" if chosen else "false",
        class_=row.kind or None,
    )


def _all_box(ids: Sequence[str], ticked: frozenset[str]) -> Markup:
    return tag("th", _box(ids, bool(ids) and ticked.issuperset(ids), "отметить все на странице"), style="width:34px")


def _box(ids: Sequence[str], on: bool, title: str, stop: str | None = None) -> Markup:
    return tag(
        "input",
        type="checkbox",
        data_tick=json.dumps(list(ids)),
        data_on="" if on else None,
        aria_label=title,
        title=title,
        tabindex=stop,
    )


def pager(address: Address, page: int, total: int, size: int, name: str = "page") -> Markup | None:
    """Links to the pages around; None where there is one page."""
    last = last_page(total, size)
    if last == 1:
        return None
    steps = _steps(page, last)
    links = [
        link(words, address.but(**{name: str(number)}), data_step=step or None) if number != page else tag("b", words)
        for number, words, step in steps
    ]
    return tag("p", *_spaced(links), class_="pager", data_page=page, data_last=last)


def _steps(page: int, last: int) -> Iterator[tuple[int, str, str]]:
    if page > 1:
        yield page - 1, "← назад", "previous"
    around = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    yield from ((number, str(number), "") for number in around)
    if page < last:
        yield page + 1, "дальше →", "next"


def _spaced(parts: Sequence[Markup]) -> Iterator[Markup]:
    for part in parts:
        yield part
        yield Markup(" ")


def button(
    words: str, act: str, ids: Sequence[str] = (), fields: Mapping[str, str] | None = None, **attributes: Any
) -> Markup:
    """A button that asks the notebook to do something to the rows named."""
    return tag(
        "button",
        words,
        type="button",
        data_act=act,
        data_ids=json.dumps(list(ids)),
        data_fields=json.dumps(dict(fields or {}), ensure_ascii=False),
        **attributes,
    )


def pencil(
    target: str, column: str, value: str, name: str, options: Mapping[str, str] | None = None, *, stop: bool = True
) -> Markup:
    """A button that opens the correction of one value; `options` are the values that it can have, in words.

    `stop`: whether Tab stops at it.
    """
    return tag(
        "button",
        "✎",
        type="button",
        data_edit="",
        data_target=target,
        data_column=column,
        data_value=value,
        data_name=name,
        data_options=json.dumps(dict(options), ensure_ascii=False) if options else None,
        title=f"Исправить: {name}",
        aria_label=f"Исправить: {name}",
        tabindex=None if stop else "-1",
    )


def bar(*controls: Markup | None) -> Markup:
    """Controls side by side."""
    return tag("div", *controls, class_="controls")


def beside(left: Markup, right: Markup) -> Markup:
    """Two columns, one under the other on narrow windows."""
    return tag("div", tag("div", left, class_="left"), tag("div", right, class_="right"), class_="two")


def lines(*parts: Markup | None) -> Markup:
    """One under the other."""
    return joined(*parts)
