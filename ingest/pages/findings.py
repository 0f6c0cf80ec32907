"""The page of findings: a list with filters, one finding in its context, what analysts decide about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ingest.outputs.labels import FINDINGS, SEVERITIES, STATUSES
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.order_section import finding_card, order_name
from ingest.outputs.values import plural
from ingest.pages import choosers, lists, live, warehouse
from ingest.pages.desk import Address, Desk
from ingest.pages.listing import Listing, Sorts, counted, listing, ordered, words_of
from ingest.pages.navigation import block
from ingest.pages.source import source_markup
from ingest.questions import place
from warehouse.corpus.findings import checks
from warehouse.corpus.reviews import read_reviews

AT_ONCE = 25
QUERY = "page_findings"
FILTERS = ("severity", "check", "region", "order", "status")
"""The filters in the order of the query's parameters."""
ALL_STATES = "*"
WORST_FIRST = (
    "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, "
    'order_id, seq NULLS FIRST, "check", finding_id'
)
SORTS: Sorts = {
    "severity": ("CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END",),
    "what": ('"check"', "message"),
    "order": ("region", "municipality", "order_id", "seq"),
    "status": ("status",),
}
HEADS = (
    lists.Head("важность", "severity", "84px"),
    lists.Head("что не так", "what"),
    lists.Head("где", "order", "30%"),
    lists.Head("состояние", "status", "104px"),
)
HINT = (
    "Выберите замечание: щелчком по строке или клавишами j и k (стрелки). a — принять, d — отклонить, z — отменить "
    "последнее решение, / — искать."
)


def page(desk: Desk) -> str:
    """The whole page under its head: filters, the list, beside it the finding that the address names."""
    address = desk.address
    found = listed(address)
    count = tag("span", plural(found.total, *FINDINGS), class_="count")
    left = joined(
        lists.bar(count, _tick_all(desk, found)),
        _ticked_form(desk),
        lists.table(HEADS, [_row(finding, address) for finding in found.rows], address, shown_id(desk), desk.ticked)
        if found.rows
        else tag("p", "Таких замечаний нет.", class_="notice"),
        lists.pager(address, found.page, found.total, AT_ONCE),
    )
    return block(live.state(desk), _filters(address), lists.beside(left, _right(desk)))


def listed(address: Address) -> Listing:
    """The page of the list that an address names."""
    return listing(QUERY, _values(address), address.number("page"), AT_ONCE, _order(address))


def found_ids(address: Address) -> list[str]:
    """All that the filters of an address hold, in the order of the list."""
    rows = warehouse.over(QUERY, f"SELECT finding_id FROM found ORDER BY {_order(address)}", _values(address))
    return [row["finding_id"] for row in rows]


def shown_id(desk: Desk) -> str:
    """The finding that is shown: the one that the address names, and no other."""
    return desk.address.get("finding")


def _order(address: Address) -> str:
    return ordered(SORTS, address.get(lists.SORT), WORST_FIRST)


def _values(address: Address, **instead: str) -> list[object]:
    """The parameters of the query; `instead` of some filters others, for counting what they would leave."""
    return [*(instead.get(name, address.get(name)) for name in FILTERS), words_of(address.get("q"))]


def _filters(address: Address) -> Markup:
    def counts(name: str, column: str, label: str = "", instead: str = "") -> Sequence[Mapping[str, Any]]:
        return counted(QUERY, _values(address, **{name: instead}), column, label)

    def options(rows: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> list[lists.Option]:
        return [lists.Option(row["value"], words.get(row["value"], str(row["name"])), row["count"]) for row in rows]

    severities = options(
        sorted(counts("severity", "severity"), key=lambda row: list(SEVERITIES).index(row["value"])), SEVERITIES
    )
    states = options(counts("status", "status", instead=ALL_STATES), STATUSES)
    return joined(
        lists.bar(
            lists.search("q", "Слова замечания, мероприятия, приказа", address, "/"),
            lists.chips(lists.Filter("severity", "Важность", "любая", severities), address),
            lists.chips(lists.Filter("status", "Состояние", "все, кроме отклонённых", states), address),
        ),
        lists.bar(
            lists.choice(
                lists.Filter("check", "Проверка", "все проверки", options(counts("check", '"check"'), titles())),
                address,
            ),
            lists.choice(
                lists.Filter("region", "Регион", "все регионы", options(counts("region", "region_code", "region"), {})),
                address,
                order="",
            ),
            _orders(address, counts),
        ),
    )


def _orders(address: Address, counts: Callable[..., Sequence[Mapping[str, Any]]]) -> Markup:
    """The orders that have findings, with their numbers; searched by words where there are many."""
    if choosers.many():
        return choosers.order_chooser(address, "все приказы")
    name = "concat_ws(', ', coalesce(municipality, region, order_id), '№ ' || order_number)"
    found = [lists.Option(row["value"], row["name"], row["count"]) for row in counts("order", "order_id", name)]
    return lists.choice(lists.Filter("order", "Приказ", "все приказы", found), address)


def _row(finding: Mapping[str, Any], address: Address) -> lists.Row:
    order = {"number": finding["order_number"], "signed_on": finding["signed_on"]}
    point = f"п. {finding['item_number'].rstrip('.')}" if finding["item_number"] else ""
    where = ", ".join(filter(None, (point, finding["locator"])))
    name = f"{finding['municipality'] or finding['region'] or ''} {order_name(order)}".strip()
    cells = (
        SEVERITIES[finding["severity"]],
        finding["message"],
        joined(where, tag("div", name, class_="soft small")),
        STATUSES[finding["status"]],
    )
    to = address.but(finding=finding["finding_id"], place="")
    return lists.Row(finding["finding_id"], to, cells, finding["severity"])


def _tick_all(desk: Desk, found: Listing) -> Markup | None:
    if not found.total:
        return None
    none = lists.button("снять отметки", "none") if desk.ticked else None
    return joined(lists.button(f"отметить все по отбору: {found.total}", "all"), " ", none)


def _ticked_form(desk: Desk) -> Markup | None:
    """What can be done to all that is ticked; the number is said, and a yes is asked for."""
    said = _said(desk) if desk.ticked or desk.waiting or not shown_id(desk) else None
    if desk.waiting:
        return joined(said, _confirmation(desk))
    if not desk.ticked:
        return said
    ids = sorted(desk.ticked)
    return joined(
        said,
        tag(
            "div",
            tag("b", f"Отмечено: {plural(len(ids), *FINDINGS)}"),
            lists.bar(_reason("ticked"), *_buttons(ids, many=True)),
            class_="decide",
            data_form="ticked",
        ),
    )


def _confirmation(desk: Desk) -> Markup:
    assert desk.waiting is not None
    many = plural(len(desk.waiting.ids), *FINDINGS)
    verb = {"accepted": "Принять", "dismissed": "Отклонить", "open": "Вернуть"}[desk.waiting.status]
    repair = " и исправить, как предложено" if desk.waiting.apply else ""
    why = f" Причина: {desk.waiting.why}" if desk.waiting.why else ""
    return tag(
        "div",
        tag("b", f"{verb} {many}{repair}?{why}"),
        lists.bar(
            lists.button(f"Да, {verb.lower()} {len(desk.waiting.ids)}", "yes", class_="good"), lists.button("Нет", "no")
        ),
        class_="decide asked",
        role="alertdialog",
    )


def _reason(of: str, key: str = "") -> Markup:
    return tag(
        "input",
        name="why",
        data_of=of,
        data_key=key or None,
        data_enter="dismissed",
        maxlength="1000",
        placeholder="Причина",
        aria_label="Причина",
    )


def _buttons(ids: Sequence[str], *, many: bool, suggestion: bool = True, decided: bool = True) -> list[Markup | None]:
    keys = (None, None) if many else ("a", "x")
    return [
        lists.button("Принять", "accepted", ids, class_="good", data_key=keys[0]),
        lists.button("Принять и исправить", "repair", ids, disabled=None if suggestion else ""),
        lists.button("Отклонить", "dismissed", ids, class_="bad", data_key=keys[1]),
        lists.button("Вернуть", "open", ids, disabled=None if decided else ""),
    ]


def _right(desk: Desk) -> Markup:
    if not shown_id(desk):
        return tag("p", HINT, class_="soft")
    finding = finding_of(shown_id(desk))
    if finding is None:
        return joined(_said(desk), tag("p", "Этого замечания больше нет.", class_="notice"))
    ids = [finding["finding_id"]]
    buttons = _buttons(ids, many=False, suggestion=bool(finding["suggestion"]), decided=finding["status"] != "open")
    form = tag(
        "div", lists.bar(_reason(ids[0], "d"), *buttons), class_="decide", data_form="shown", data_finding=ids[0]
    )
    told = None if desk.ticked or desk.waiting else _said(desk)
    return joined(told, finding_view(finding), form, _places(desk, finding), place_view(_placed(desk, finding)))


def _placed(desk: Desk, finding: Mapping[str, Any]) -> Mapping[str, Any]:
    """The finding at the place that the address names; as it is where it names none."""
    places = warehouse.rows("page_places", [finding["finding_id"]])
    chosen = next((one for one in places if one["place_id"] == desk.address.get("place")), None)
    return {**finding, "item_id": chosen["item_id"]} if chosen else finding


def _places(desk: Desk, finding: Mapping[str, Any]) -> Markup | None:
    """All places of a finding that an order repeats; each can be seen and decided by itself."""
    places = warehouse.rows("page_places", [finding["finding_id"]])
    if len(places) < 2:
        return None
    rows = [_place(place, desk.address) for place in places]
    title = tag("summary", f"Мест: {len(places)}. Решение выше — обо всех; здесь — об одном.")
    return tag("details", title, tag("table", tag("tbody", *rows), class_="places"), open="")


def _place(place: Mapping[str, Any], address: Address) -> Markup:
    ids = [place["place_id"]]
    where = ", ".join(filter(None, (f"п. {place['number'].rstrip('.')}" if place["number"] else "", place["locator"])))
    shown = lists.link(where or "приказ", address.but(place=place["place_id"]))
    why = tag("input", name="why", data_of=ids[0], maxlength="1000", placeholder="Причина", aria_label="Причина")
    buttons = (lists.button("Принять", "accepted", ids), " ", lists.button("Отклонить", "dismissed", ids))
    decided = lists.button("Вернуть", "open", ids) if place["status"] != "open" else None
    return tag(
        "tr",
        tag("td", shown),
        tag("td", STATUSES[place["status"]]),
        tag("td", why, " ", *buttons, " ", decided),
        data_form="place",
    )


def _said(desk: Desk) -> Markup | None:
    """What came of the last request, with the way back."""
    if not desk.said and not desk.undo:
        return None
    back = lists.button("Отменить решение", "undo", data_key="z") if desk.undo else None
    return tag("p", tag("span", desk.said, role="status", class_="done"), " ", back)


def finding_of(finding_id: str) -> Mapping[str, Any] | None:
    """One finding with its row; None where there is none (any more)."""
    rows = warehouse.rows("page_finding", [finding_id])
    return rows[0] if rows else None


def finding_view(finding: Mapping[str, Any]) -> Markup:
    """A finding with its quote in context, its order and what was decided."""
    decided = read_reviews(place.curated()).get(finding["finding_id"])
    order = {"number": finding["order_number"], "signed_on": finding["signed_on"]}
    where = ", ".join(filter(None, (order_name(order), finding["municipality"], finding["region"])))
    why = tag("p", f"Причина: {decided.why}", class_="soft") if decided and decided.why else None
    row = f"/load/{Address().but(order=finding['order_id'], row=finding['item_id'] or '').href}"
    return joined(
        tag(
            "p",
            tag("a", where, href=f"/orders/?order={finding['order_id']}"),
            " · ",
            tag("a", "исправить строку", href=row),
        ),
        finding_card(finding, titles()),
        why,
    )


def place_view(finding: Mapping[str, Any]) -> Markup:
    """Where the row of a finding stands in the file; a line for a finding about the whole order."""
    if not finding["item_id"]:
        return tag("p", "Замечание о приказе в целом.", class_="soft")
    return source_markup(finding["order_id"], finding["item_id"])


def titles() -> dict[str, str]:
    """The Russian titles of the checks."""
    return {check.name: check.title for check in checks()}
