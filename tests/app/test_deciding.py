"""Decisions on findings: they reach what they name and nothing else, the next finding follows, everything goes back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pages import deciding, findings
from ingest.pages.desk import Address, Desk, Request, Undo
from ingest.questions.place import CURATED_VARIABLE
from tests.support.desk import PDF_ORDER, desk
from warehouse.corpus.reviews import read_reviews


@pytest.fixture
def curated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse of one's own."""
    folder = tmp_path / "curated"
    shutil.copytree(desk(), folder)
    monkeypatch.setenv(CURATED_VARIABLE, str(folder))
    return folder


def asked(act: str, *ids: str, why: str = "") -> Request:
    """A request as the page sends it."""
    return Request(1, act=act, ids=ids, fields={"why": why})


def decisions(curated: Path) -> dict[str, str]:
    """What reviews.csv holds: status by finding."""
    return {one.finding_id: str(one.status) for one in read_reviews(curated).values()}


def test_a_reason_asked_for_loses_nothing_and_the_decision_is_on_the_finding_named(curated: Path) -> None:
    """The fourth row, «Отклонить» without a reason, then with one: never the first row."""
    address = Address.parsed("?status=*&sort=-what&page=1")
    ids = findings.found_ids(address)
    assert len(ids) > 5
    before = Desk(address.but(finding=ids[3]), ticked=frozenset(ids[5:6]))
    refused = deciding.answer(before, asked("dismissed", ids[3]))
    assert refused == replace(before, said=deciding.NO_REASON)
    assert decisions(curated) == {}
    done = deciding.answer(refused, asked("dismissed", ids[3], why="так и задумано"))
    assert decisions(curated) == {ids[3]: "dismissed"}
    assert done.address == address.but(finding=ids[4], page="")
    assert done.ticked == before.ticked
    back = deciding.answer(done, asked("undo"))
    assert decisions(curated) == {}
    assert (findings.shown_id(back), back.address.get("status"), back.address.get("sort")) == (
        ids[3],
        "*",
        "-what",
    )


def test_many_are_decided_after_a_yes_and_taken_back_at_once(curated: Path) -> None:
    address = Address().but(order=PDF_ORDER)
    ids = findings.found_ids(address)
    assert len(ids) > 2
    deciding.answer(Desk(address), asked("accepted", ids[0], why="раньше"))
    every = deciding.answer(Desk(address), asked("all"))
    assert every.ticked == frozenset(ids)
    waiting = deciding.answer(every, asked("dismissed", *sorted(every.ticked), why="не ошибка"))
    assert decisions(curated) == {ids[0]: "accepted"}
    assert f"Отклонить {len(ids)} замечани" in findings.page(waiting)
    assert deciding.answer(waiting, asked("no")).waiting is None
    done = deciding.answer(waiting, asked("yes"))
    assert decisions(curated) == dict.fromkeys(ids, "dismissed")
    assert f"{len(ids)} замечани" in done.said
    assert findings.listed(address).total == 0
    deciding.answer(done, asked("undo"))
    assert decisions(curated) == {ids[0]: "accepted"}
    assert read_reviews(curated)[ids[0]].why == "раньше"


def test_a_yes_without_a_question_does_nothing(curated: Path) -> None:
    ids = findings.found_ids(Address())
    plain = Desk(ticked=frozenset(ids))
    for request in (asked("yes"), asked("undo"), asked("format"), asked("accepted"), asked("dismissed", why="x")):
        assert deciding.answer(plain, request).ticked == plain.ticked
    assert decisions(curated) == {}
    assert deciding.answer(plain, asked("accepted")).said == deciding.NOTHING_NAMED
    assert "нет" in deciding.answer(plain, asked("accepted", "none-0000000000")).said


def test_going_on_keeps_the_ticks_and_a_waiting_question_is_dropped() -> None:
    before = Desk(Address.parsed("?page=2"), frozenset("ab"), "сказано", undo=Undo(()))
    after = deciding.answer(before, Request(7, go="?page=3&finding=a"))
    assert (after.address.href, after.ticked, after.said, after.undo) == (
        "?page=3&finding=a",
        before.ticked,
        "",
        Undo(()),
    )
    ticked = deciding.answer(after, asked("tick", "c"))
    assert deciding.answer(ticked, asked("untick", "a", "b")).ticked == frozenset("c")


@pytest.mark.parametrize(
    ("shown", "decided", "following"),
    [
        ("b", ["b"], "c"),
        ("c", ["c"], "b"),
        ("a", ["a", "b"], "c"),
        ("b", ["a", "b", "c"], ""),
        ("b", ["a"], "b"),
        ("", ["a"], ""),
        ("x", ["x"], ""),
    ],
)
def test_the_next_finding_follows(shown: str, decided: list[str], following: str) -> None:
    assert deciding.next_id(["a", "b", "c"], shown, decided) == following


def test_the_page_of_the_list_follows_the_finding(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "AT_ONCE", 2)
    ids = findings.found_ids(Address())
    done = deciding.answer(Desk(Address().but(finding=ids[1])), asked("accepted", ids[1]))
    assert (findings.shown_id(done), done.address.get("page")) == (ids[2], "2")
    assert ids[2] in [row["finding_id"] for row in findings.listed(done.address).rows]


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"number": "1"}', '{"number": 1, "go": 5', "x" * 10])
def test_what_is_no_request_is_none(text: str) -> None:
    assert Request.of(text) is None


def test_a_request_of_other_types_is_read_as_nothing_asked() -> None:
    request = Request.of('{"number": 3, "go": 5, "act": null, "ids": [1, "a"], "fields": ["why"]}')
    assert request == Request(3, None, "None", ("a",), {})


@pytest.mark.parametrize(
    ("search", "href"),
    [
        ("?a=1&b=", "?a=1"),
        ("", "?"),
        ("?token=x&session_id=y&order=%D0%B0", "?order=%D0%B0"),
        ("?place=42&place.2=86", "?place=42&place.2=86"),
    ],
)
def test_an_address_keeps_what_it_names(search: str, href: str) -> None:
    assert Address.parsed(search).href == href


def test_values_of_one_name_are_numbered() -> None:
    """marimo hands over one value of a name."""
    address = Address().but(place=["42", "86", "34"])
    assert address.href == "?place=42&place.2=86&place.3=34"
    assert address.every("place") == ("42", "86", "34")
    assert address.but(place=["86"]).href == "?place=86"
    assert Address.of({"place": "42", "place.2": "86"}).every("place") == ("42", "86")
