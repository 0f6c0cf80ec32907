"""A pair of activities on the page of comparisons: opened from two orders side by side, explained, decided on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pages import compare, pair
from ingest.pages.desk import Address, Desk, Request
from ingest.questions.place import CURATED_VARIABLE
from tests.support.warehouse_samples import few_checks, put, select
from tests.warehouse.test_matching_corpus import FIRST, SECOND, order


@pytest.fixture(autouse=True)
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(CURATED_VARIABLE, str(tmp_path / "curated"))
    with few_checks():
        put(tmp_path / "curated", order("1", FIRST), order("2", SECOND))
        yield tmp_path / "curated"


def opened(curated: Path) -> Desk:
    """The desk with the pair that the difference of the two orders leads to."""
    both = [str(row[0]) for row in select(curated, "SELECT order_id FROM orders ORDER BY ALL")]
    address = Address().but(what=compare.DIFFERENCE, place=both)
    result = compare.run(address)
    assert result.listing is not None
    links = [str(record["status"]) for record in result.listing.records if "href" in str(record["status"])]
    assert len(links) == 1
    one, other = (
        select(curated, f"SELECT item_id FROM items WHERE activity = '{text}'") for text in (FIRST[0], SECOND[0])
    )
    return Desk(pair.address_of(address, str(one[0][0]), str(other[0][0])))


def test_what_agrees_and_what_one_alone_says(curated: Path) -> None:
    shown = pair.view(opened(curated))
    assert "вероятность" in shown
    assert all(words in shown for words in (FIRST[0], SECOND[0], "только у первого", "анализ"))
    assert pair.view(Desk(Address())) == ""


def test_a_decision_wants_a_reason_and_is_kept(curated: Path) -> None:
    desk = opened(curated)
    refused = compare.answer(desk, Request(1, act="pair_apart", fields={"why": " "}))
    assert refused.said == pair.NO_REASON
    decided = compare.answer(desk, Request(2, act="pair_apart", fields={"why": "другой год"}))
    assert decided.said == "Решено: не то же мероприятие."
    assert select(curated, "FROM matches") == []
    taken_back = compare.answer(desk, Request(3, act="pair_forget"))
    assert taken_back.said == "Решение снято."
    assert select(curated, "SELECT count(*) > 0 FROM matches") == [(True,)]
