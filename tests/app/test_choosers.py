"""Choosing an order among many: the field asks the warehouse, and a page holds only what the words find."""

from __future__ import annotations

import html
import re

import pytest

from ingest.pages import agenda, choosers, compare, findings, load
from ingest.pages.desk import Address, Desk
from ingest.questions.place import CURATED_VARIABLE
from tests.support.desk import PDF_ORDER, TEXT_ORDER, desk


@pytest.fixture(autouse=True)
def of_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CURATED_VARIABLE, str(desk()))


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two orders are many."""
    monkeypatch.setattr(choosers, "FEW", 1)


def links(page: str) -> list[tuple[str, str]]:
    """Where the links of the matches lead, and their words."""
    matches = re.search(r'<ul class="matches">(.*?)</ul>', page, re.DOTALL)
    found = re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', matches[1]) if matches else []
    return [(html.unescape(href), html.unescape(words)) for href, words in found]


def chooser(address: str) -> str:
    return str(choosers.order_chooser(Address.parsed(address), "все приказы", row=""))


def test_a_few_orders_are_a_list_to_pick_from() -> None:
    assert chooser("").count("<option") == 3
    assert not choosers.many()


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("3654", [TEXT_ORDER]),
        ("кузбасс 2023", [TEXT_ORDER]),
        ("2268", [PDF_ORDER]),
        ("приказ", []),
        ("%", []),
        ("' OR 1=1 --", []),
    ],
)
def test_words_are_searched_by_the_warehouse(words: str, found: list[str]) -> None:
    page = chooser("?" + "&".join((f"orderq={words}", "row=x", "page=3")).replace("%", "%25"))
    assert "<option" not in page
    assert [href for href, _ in links(page)] == [f"?order={order}" for order in found]
    assert ("Таких приказов нет." in page) is not bool(found)


@pytest.mark.usefixtures("crowded")
def test_without_words_no_order_is_in_the_page() -> None:
    page = chooser("")
    assert TEXT_ORDER not in page
    assert "Приказ: номер, дата, территория" in page


@pytest.mark.usefixtures("crowded")
def test_what_is_chosen_is_named_and_can_be_left() -> None:
    page = html.unescape(chooser(f"?order={TEXT_ORDER}"))
    assert "№ 3654" in page
    assert 'href="?"' in page


@pytest.mark.usefixtures("crowded")
def test_more_than_fit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosers, "MATCHES", 1)
    assert "и ещё 1 приказ: уточните" in chooser("?orderq=о")


@pytest.mark.usefixtures("crowded")
def test_a_compared_order_is_added_to_those_named() -> None:
    page = compare.controls(Desk(Address.parsed(f"?place={PDF_ORDER}&orderq=3654")))
    assert [href for href, _ in links(page)] == [f"?place={PDF_ORDER}&place.2={TEXT_ORDER}"]


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize("page", [agenda.page, findings.page, load.page])
def test_every_page_with_orders_searches(page: object) -> None:
    made = page(Desk(Address.parsed("?orderq=3654")))  # type: ignore[operator]
    assert any(href.endswith(f"order={TEXT_ORDER}") for href, _ in links(made))
