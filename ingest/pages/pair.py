"""Two activities beside one another on the page of comparisons: what agrees, what one alone says, what is decided."""

from __future__ import annotations

from dataclasses import replace

from ingest import api
from ingest.outputs.markup import Markup, tag
from ingest.pages import lists, warehouse
from ingest.pages.desk import Address, Desk, Request
from ingest.pages.navigation import block
from ingest.questions import place
from ingest.questions.matching import loaded
from warehouse.corpus.matching.explain import Compared, explain
from warehouse.errors import WarehouseError

NO_REASON = "Назовите причину: она хранится вместе с решением."
DECISIONS = {"pair_same": True, "pair_apart": False}
FORGOTTEN = "pair_forget"
_HEADINGS = ("признак", "у обоих", "только у первого", "только у второго")


def asked(address: Address) -> bool:
    """Whether an address names a pair."""
    return bool(address.get("one") and address.get("other"))


def address_of(address: Address, one: str, other: str) -> Address:
    """The address that shows a pair beside what is shown."""
    return address.but(one=one, other=other)


def answer(desk: Desk, request: Request) -> Desk:
    """The desk after a decision on the pair; a Russian line says what came of it, also where it was not kept."""
    one, other = desk.address.get("one"), desk.address.get("other")
    why = " ".join(request.fields.get("why", "").split())
    if request.act in DECISIONS and not why:
        return replace(desk, said=NO_REASON)
    try:
        if request.act == FORGOTTEN:
            for same in DECISIONS.values():
                api.unlink(one, other, same=same, curated=place.curated())
            return replace(desk, said="Решение снято.")
        same = DECISIONS[request.act]
        api.link(one, other, same=same, why=why, curated=place.curated())
    except WarehouseError as error:
        return replace(desk, said=str(error))
    return replace(desk, said="Решено: то же мероприятие." if same else "Решено: не то же мероприятие.")


def view(desk: Desk) -> str:
    """The pair that the address names; nothing where it names none."""
    if not asked(desk.address):
        return ""
    try:
        sides = [loaded(warehouse.connection(), desk.address.get(name)) for name in ("one", "other")]
    except WarehouseError as error:
        return block(tag("p", str(error), class_="notice", role="alert"))
    found = explain(*(activity for _, activity in sides))
    texts = [tag("li", text) for text, _ in sides]
    told = tag("p", desk.said, class_="notice", role="status") if desk.said else None
    close = lists.link("Закрыть", desk.address.but(one="", other=""))
    facets = [_row(one) for one in found.facets]
    head = tag("tr", *(tag("th", words) for words in _HEADINGS))
    table = tag("table", tag("thead", head), tag("tbody", *facets), class_="figures")
    return block(
        tag("h2", "Одно ли это мероприятие?"), tag("ol", *texts), tag("p", found.reason), table, told, close, _form()
    )


def _row(one: Compared) -> Markup:
    cells = (", ".join(values) for values in (one.both, one.one, one.other))
    return tag("tr", tag("td", one.kind), *(tag("td", text) for text in cells))


def _form() -> Markup:
    why = tag("input", name="why", placeholder="почему", aria_label="Почему")
    buttons = (
        lists.button("То же самое", "pair_same"),
        lists.button("Не то же самое", "pair_apart"),
        lists.button("Снять решение", FORGOTTEN),
    )
    return tag("div", why, *buttons, class_="decide", data_form="")
